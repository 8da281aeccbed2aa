"""Import batches: what came from which file, what each row last stated, and what was rejected why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from leadlight.domain.rows import Rejection
from leadlight.record.tables import import_batch, import_rejection, import_row

# The two dialects spell it alike, but share no type.
_UPSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def open_batch(connection: Connection, **values: Any) -> int:
    """Write a running batch; returns its id."""
    statement = insert(import_batch).values(state="running", **values)
    return int(connection.execute(statement.returning(import_batch.c.id)).scalar_one())


def update_batch(connection: Connection, batch_id: int, **values: Any) -> None:
    """Bring a batch's counts and state up to date."""
    connection.execute(update(import_batch).where(import_batch.c.id == batch_id).values(**values))


def write_stated(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remember what the last import stated of each lead (lead_id, batch_id, line, stated)."""
    if not rows:
        return
    statement = _UPSERT[connection.dialect.name](import_row).values({name: bindparam(name) for name in rows[0]})
    excluded = {name: statement.excluded[name] for name in ("batch_id", "line", "stated")}
    connection.execute(statement.on_conflict_do_update(index_elements=["lead_id"], set_=excluded), rows)


def write_rejections(connection: Connection, batch_id: int, rejections: Sequence[Rejection]) -> None:
    """Keep rejected rows with their reasons."""
    if rejections:
        rows = [{"batch_id": batch_id, "line": r.line, "reason": r.reason, "cells": dict(r.cells)} for r in rejections]
        statement = _UPSERT[connection.dialect.name](import_rejection).on_conflict_do_nothing()
        connection.execute(statement, rows)
