"""Leads one after another by their id, from the last recorded on: a walk that nothing recorded meanwhile disturbs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from leadlight.domain.rows import LEAD_COLUMNS
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.store import Cursor

COLUMNS = (
    "id", "version", *LEAD_COLUMNS, "captured_precision", "status_precision", "conversation_id", "custom", "is_test",
    "created_at", "updated_at", "score", "temperature",
)  # fmt: skip
"""What is told of each."""


def walk(cursor: Cursor, filters: Filters, after: int | None, limit: int) -> list[dict[str, Any]]:
    """At most `limit` leads with an id below `after`, the greatest first: COLUMNS, instants as ISO 8601 in UTC."""
    kept = rows(filters, with_bot=False)
    behind = "" if after is None else "AND f.id < ?"
    # First which, then what: wide rows are read for those of the page only.
    which = ["SELECT f.rowid", kept.sql, behind, "ORDER BY f.id DESC LIMIT ?"]
    values = [*kept.values, *([] if after is None else [after]), limit]
    places = [row[0] for row in cursor.execute(" ".join(which), values).fetchall()]
    columns = ", ".join(f"f.{name}" for name in COLUMNS)
    sql = ["SELECT", columns, "FROM (SELECT unnest(?::BIGINT[]) AS place) JOIN lead f ON f.rowid = place"]
    found = cursor.execute(" ".join([*sql, "ORDER BY f.id DESC"]), [places]).fetchall()
    return [_told(dict(zip(COLUMNS, row, strict=True))) for row in found]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    instants = {
        name: value.replace(tzinfo=UTC).isoformat() for name, value in row.items() if isinstance(value, datetime)
    }
    return row | instants | {"custom": json.loads(row["custom"])}
