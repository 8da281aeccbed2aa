"""Mappings that people saved under a name, by bot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from leadlight.domain.imports import SavedMapping
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError
from leadlight.record.tables import import_mapping

_COLUMNS = [
    import_mapping.c[name] for name in ("id", "name", "kind", "headers", "mapping", "actor", "updated_at", "bot_id")
]


def _saved(row: Row[Any]) -> SavedMapping:
    return SavedMapping(row.id, row.name, row.kind, tuple(row.headers), row.mapping, row.actor, row.updated_at)


def saved_mappings(connection: Connection, scope: Scope, bot_id: int) -> tuple[SavedMapping, ...]:
    """The bot's saved mappings, by name; none outside the scope."""
    query = select(*_COLUMNS).where(import_mapping.c.bot_id == bot_id).order_by(func.lower(import_mapping.c.name))
    return tuple(_saved(row) for row in connection.execute(query)) if scope.covers(bot_id) else ()


def get_mapping(connection: Connection, scope: Scope, mapping_id: int) -> tuple[SavedMapping, int]:
    """The mapping of this id and its bot's. Raises NotFoundError when there is none in the scope."""
    row = connection.execute(select(*_COLUMNS).where(import_mapping.c.id == mapping_id)).one_or_none()
    if row is None or not scope.covers(row.bot_id):
        raise NotFoundError("no such mapping")
    return _saved(row), row.bot_id


def write_mapping(
    connection: Connection, bot_id: int, name: str, kind: str, headers: tuple[str, ...],
    mapping: Mapping[str, Any], actor: str, now: datetime,
) -> int:  # fmt: skip
    """Keep a mapping under its name, in place of one of that name; returns its id."""
    values = {"kind": kind, "headers": list(headers), "mapping": dict(mapping), "actor": actor, "updated_at": now}
    mine = (import_mapping.c.bot_id == bot_id) & (import_mapping.c.name == name)
    known = connection.execute(update(import_mapping).where(mine).values(**values).returning(import_mapping.c.id))
    found = known.scalar_one_or_none()
    if found is not None:
        return int(found)
    made = insert(import_mapping).values(bot_id=bot_id, name=name, **values)
    return int(connection.execute(made.returning(import_mapping.c.id)).scalar_one())


def rename_mapping(connection: Connection, mapping_id: int, name: str) -> None:
    """Give it another name."""
    connection.execute(update(import_mapping).where(import_mapping.c.id == mapping_id).values(name=name))


def delete_mapping(connection: Connection, mapping_id: int) -> None:
    """Forget it; what was imported by it stays."""
    connection.execute(delete(import_mapping).where(import_mapping.c.id == mapping_id))
