"""What the warehouse holds of every lead, conversation and move, row by row: what `check` lays beside the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from leadlight.domain.position import Position
from leadlight.warehouse.opening import watermark
from leadlight.warehouse.store import Cursor

Row = dict[str, Any]
"""A row by column; instants are aware UTC, custom fields a dict."""
CHUNK = 5_000
_LEADS = "SELECT f.*, b.key AS bot FROM lead f LEFT JOIN bot b ON b.id = f.bot_id ORDER BY f.id"
_CONVERSATIONS = "SELECT f.*, b.key AS bot FROM conversation f LEFT JOIN bot b ON b.id = f.bot_id ORDER BY f.id"
_MOVES = "SELECT f.*, b.key AS bot FROM stage_move f LEFT JOIN bot b ON b.id = f.bot_id ORDER BY f.id"


def leads(cursor: Cursor) -> Iterator[Row]:
    """Every lead in order of id."""
    for row in _rows(cursor, _LEADS):
        yield row | {"custom": json.loads(row["custom"])}


def conversations(cursor: Cursor) -> Iterator[Row]:
    """Every conversation in order of id."""
    return _rows(cursor, _CONVERSATIONS)


def moves(cursor: Cursor) -> Iterator[Row]:
    """Every stage move in order of id."""
    return _rows(cursor, _MOVES)


def position(cursor: Cursor) -> Position:
    """Where in the feed stands what the cursor sees."""
    return watermark(cursor)


def _rows(cursor: Cursor, sql: str) -> Iterator[Row]:
    found = cursor.execute(sql)
    names = [column[0] for column in found.description or ()]
    while rows := found.fetchmany(CHUNK):
        for row in rows:
            yield dict(zip(names, map(_plain, row), strict=True))


def _plain(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
