"""Stage moves in the record: appended, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, insert, select

from leadlight.domain.lead import Move
from leadlight.record.leads import IN_LIMIT
from leadlight.record.tables import stage_move

COLUMNS = [stage_move.c[field.name] for field in fields(Move)]
_NEW = insert(stage_move)


def moves_of(connection: Connection, lead_ids: Sequence[int]) -> dict[int, list[Move]]:
    """Every move of these leads, void ones included, in the order they were written."""
    moves: dict[int, list[Move]] = {}
    for start in range(0, len(lead_ids), IN_LIMIT):
        query = select(*COLUMNS).where(stage_move.c.lead_id.in_(lead_ids[start : start + IN_LIMIT]))
        for row in connection.execute(query.order_by(stage_move.c.id)):
            moves.setdefault(row.lead_id, []).append(Move(*row))
    return moves


def append_moves(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write moves."""
    if rows:
        connection.execute(_NEW, rows)
