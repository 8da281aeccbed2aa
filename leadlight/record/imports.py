"""Import batches: what came from which file, what each row last stated, and what was rejected why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from leadlight.domain.imports import INTERRUPTED, SIGN_OF_LIFE, Batch, Rejected, State
from leadlight.domain.rows import Rejection
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError
from leadlight.record.tables import import_batch, import_rejection, import_row, lead

# The two dialects spell it alike, but share no type.
_UPSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
COLUMNS = [import_batch.c[field.name] for field in fields(Batch)]


def open_batch(connection: Connection, **values: Any) -> int:
    """Write a running batch; returns its id."""
    given = {"state": "running", "seen_at": values.get("started_at")} | values
    return int(connection.execute(insert(import_batch).values(**given).returning(import_batch.c.id)).scalar_one())


def update_batch(connection: Connection, batch_id: int, **values: Any) -> None:
    """Bring a batch's counts and state up to date."""
    connection.execute(update(import_batch).where(import_batch.c.id == batch_id).values(**values))


def state_of(connection: Connection, batch_id: int) -> State:
    """The batch's state, held until this transaction ends: whoever wants to change it waits."""
    query = select(import_batch.c.state).where(import_batch.c.id == batch_id).with_for_update()
    found: State = connection.execute(query).scalar_one()
    return found


def get_batch(connection: Connection, scope: Scope, batch_id: int) -> Batch:
    """The batch of this id. Raises NotFoundError when there is none in the scope."""
    row = connection.execute(select(*COLUMNS).where(import_batch.c.id == batch_id)).one_or_none()
    if row is None or not scope.covers(row.bot_id):
        raise NotFoundError("no such import")
    return Batch(*row)


def batches(
    connection: Connection, scope: Scope, bot_id: int | None, limit: int, offset: int = 0
) -> tuple[int, tuple[Batch, ...]]:
    """How many batches the bot has (None: all bots of the scope), and some of them, the newest first."""
    query = select(*COLUMNS).order_by(import_batch.c.id.desc())
    bots = scope.bots if bot_id is None else frozenset({bot_id} if scope.covers(bot_id) else ())
    if bots is not None:
        query = query.where(import_batch.c.bot_id.in_(sorted(bots)))
    total = connection.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar_one()
    return total, tuple(Batch(*row) for row in connection.execute(query.limit(limit).offset(offset)))


def under_way(connection: Connection, now: datetime) -> tuple[Batch, ...]:
    """Batches that someone is at work on, in this process or another."""
    query = select(*COLUMNS).where(import_batch.c.state.in_(("running", "stopping", "undoing")))
    return tuple(batch for row in connection.execute(query) if (batch := Batch(*row)).is_alive(now))


def stop_abandoned(connection: Connection, now: datetime) -> int:
    """Say of running batches without a sign of life that they were stopped; returns how many there were."""
    gone = func.coalesce(import_batch.c.seen_at, import_batch.c.started_at) < now - SIGN_OF_LIFE
    statement = update(import_batch).where(import_batch.c.state.in_(("running", "stopping")), gone)
    return connection.execute(statement.values(state="stopped", trouble=INTERRUPTED)).rowcount


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


def rejections(connection: Connection, batch_id: int, limit: int, after: int = -1) -> tuple[Rejected, ...]:
    """The next rejected rows of a batch past line `after`, in the order of the file."""
    row = import_rejection.c
    query = select(row.line, row.reason, row.cells).where(row.batch_id == batch_id, row.line > after)
    return tuple(Rejected(*found) for found in connection.execute(query.order_by(row.line).limit(limit)))


def rejections_page(connection: Connection, batch_id: int, limit: int, offset: int) -> tuple[Rejected, ...]:
    """A page of the rejected rows of a batch, in the order of the file."""
    row = import_rejection.c
    query = select(row.line, row.reason, row.cells).where(row.batch_id == batch_id).order_by(row.line)
    return tuple(Rejected(*found) for found in connection.execute(query.limit(limit).offset(offset)))


def rejected_count(connection: Connection, batch_id: int) -> int:
    """How many rejected rows are kept of a batch."""
    query = select(func.count()).select_from(import_rejection).where(import_rejection.c.batch_id == batch_id)
    return connection.execute(query).scalar_one()


def all_rejections(connection: Connection, batch_id: int) -> Iterator[Rejected]:
    """Every rejected row of a batch, few at a time."""
    last = -1
    while some := rejections(connection, batch_id, 500, last):
        yield from some
        last = some[-1].line


def leads_of_batch(
    connection: Connection, batch_id: int, limit: int, offset: int = 0
) -> tuple[int, tuple[tuple[int, str | None, str | None, str], ...]]:
    """How many leads a batch created that stand, and some, the newest first: (id, name or external id, e-mail or phone,
    status)."""
    mine, name = lead.c.batch_id == batch_id, func.coalesce(lead.c.name, lead.c.external_id)
    total = connection.execute(select(func.count()).select_from(lead).where(mine)).scalar_one()
    query = select(lead.c.id, name, func.coalesce(lead.c.email, lead.c.phone), lead.c.status).where(mine)
    rows = connection.execute(query.order_by(lead.c.id.desc()).limit(limit).offset(offset))
    return total, tuple((row[0], row[1], row[2], row[3]) for row in rows)


def batch_of_bot(connection: Connection, scope: Scope, bot_id: int, batch_id: int) -> Batch:
    """The bot's batch of this id. Raises NotFoundError when there is none in the scope."""
    batch = get_batch(connection, scope, batch_id)
    if batch.bot_id != bot_id:
        raise NotFoundError("no such import")
    return batch
