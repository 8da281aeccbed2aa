"""Leads of which a person said that they are not the same person, two by two; either way round is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from leadlight.domain.likeness import Apart
from leadlight.record.leads import COLUMNS, to_lead
from leadlight.record.tables import lead, lead_apart

Said = dict[str, Any]
"""A row: lead_id, other_id (the greater), actor, at."""


def of_lead(connection: Connection, lead_id: int) -> tuple[Apart, ...]:
    """Whom this lead is not, the latest said first."""
    said = {_other(row, lead_id): row for row in rows_of(connection, lead_id)}
    known = connection.execute(select(*COLUMNS).where(lead.c.id.in_(said)))
    found = [Apart(to_lead(row), said[row.id]["actor"], said[row.id]["at"]) for row in known]
    return tuple(sorted(found, key=lambda each: (each.at, each.lead.id), reverse=True))


def rows_of(connection: Connection, lead_id: int) -> list[Said]:
    """What was said of this lead, in the order of the others' ids."""
    mine = or_(lead_apart.c.lead_id == lead_id, lead_apart.c.other_id == lead_id)
    rows = [dict(row) for row in connection.execute(select(lead_apart).where(mine)).mappings()]
    return sorted(rows, key=lambda row: _other(row, lead_id))


def add(connection: Connection, lead_id: int, others: Iterable[int], actor: str, at: datetime) -> list[int]:
    """Say it of the lead and each of the others of whom it is not said yet; returns those."""
    known = {_other(row, lead_id) for row in rows_of(connection, lead_id)}
    new = sorted(set(others) - known - {lead_id})
    put(
        connection,
        [{"lead_id": min(lead_id, each), "other_id": max(lead_id, each), "actor": actor, "at": at} for each in new],
    )
    return new


def put(connection: Connection, rows: Sequence[Said]) -> None:
    """Write rows of which none stands yet; those of a lead that is gone are left out."""
    ids = {row[name] for row in rows for name in ("lead_id", "other_id")}
    there = set(connection.execute(select(lead.c.id).where(lead.c.id.in_(ids))).scalars()) if ids else set()
    kept = [row for row in rows if {row["lead_id"], row["other_id"]} <= there]
    if kept:
        connection.execute(insert(lead_apart), kept)


def drop(connection: Connection, lead_id: int, others: Iterable[int]) -> int:
    """Take it back of the lead and each of these; returns of how many it had been said."""
    return sum(connection.execute(delete(lead_apart).where(_pair(lead_id, each))).rowcount for each in others)


def others_of(rows: Iterable[Said], lead_id: int) -> list[int]:
    """The ids of the others, of rows of this lead."""
    return [_other(row, lead_id) for row in rows]


def _other(row: Said, lead_id: int) -> int:
    return int(row["other_id"] if row["lead_id"] == lead_id else row["lead_id"])


def _pair(one: int, other: int) -> ColumnElement[bool]:
    return (lead_apart.c.lead_id == min(one, other)) & (lead_apart.c.other_id == max(one, other))
