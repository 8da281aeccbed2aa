"""The list of conversations: one page in an order, its exact total, and how it goes together with the leads' count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from leadlight.errors import RefusedError
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.kept import ask
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.store import Cursor

COLUMNS = (
    "id", "external_id", "channel", "source_path", "visitor", "language", "country", "started_at", "last_message_at",
    "messages", "visitor_messages", "lead_id", "score", "temperature", "form", "form_fields", "form_left_at",
    "is_missed",
)  # fmt: skip
"""What a list shows of a conversation."""
SORTS: Mapping[str, tuple[str, bool]] = {
    "newest": ("f.started_at", True),
    "oldest": ("f.started_at", False),
    "score": ("f.score", True),
    "longest": ("f.messages", True),
}
"""The orders there are: what is compared, and whether the greatest comes first. Alike ones stand by their id."""
MOST = 1_000
"""Rows a page may hold; more is an export."""


def page(cursor: Cursor, filters: Filters, sort: str = "newest", limit: int = 25, offset: int = 0) -> pl.DataFrame:
    """One page, columns COLUMNS; instants are naive UTC. RefusedError for an unknown sort or an impossible page."""
    if sort not in SORTS:
        raise RefusedError(f"conversations cannot be sorted by {sort!r}; they can by {', '.join(SORTS)}", "sort")
    if not (0 < limit <= MOST and offset >= 0):
        raise RefusedError(f"a page holds 1 to {MOST} conversations and starts at 0 or later", "limit")
    kept = rows(filters, "conversations", with_bot=False)
    # First which, then what, as in leads_list.
    which = " ".join(["SELECT f.rowid", kept.sql, "ORDER BY", order(sort), "LIMIT ? OFFSET ?"])
    places = [row[0] for row in ask(cursor, which, (*kept.values, limit, offset))]
    sql = ["SELECT", ", ".join(f"f.{name}" for name in COLUMNS), "FROM (SELECT unnest(?::BIGINT[]) AS place)"]
    sql += ["JOIN conversation f ON f.rowid = place ORDER BY list_position(?, f.rowid)"]
    return cursor.execute(" ".join(sql), [places, places or [0]]).pl()


def order(sort: str) -> str:
    """The ORDER BY of a sort."""
    key, descending = SORTS[sort]
    way = "DESC" if descending else "ASC"
    return f"{key} {way}, f.id {way}"


def count(cursor: Cursor, filters: Filters) -> int:
    """How many conversations the filters keep."""
    kept = rows(filters, "conversations", with_bot=False)
    return int(ask(cursor, " ".join(["SELECT count(*)", kept.sql]), kept.values)[0][0])


@dataclass(frozen=True, slots=True)
class LeadsBeside:
    """Leads captured in the same days under the same filters: all, and those without a conversation."""

    leads: int
    without: int

    @property
    def talked(self) -> int:
        """Those with a conversation."""
        return self.leads - self.without


def leads_beside(cursor: Cursor, filters: Filters) -> LeadsBeside | None:
    """The leads to lay beside the conversations; None where a filter is one that leads have not."""
    if any("leads" not in DIMENSIONS[name].of for name, _ in filters.where):
        return None
    kept = rows(replace(filters, search="", has_email=None, has_phone=None), with_bot=False)
    sql = " ".join(["SELECT count(*), count(*) - count(f.conversation_id)", kept.sql])
    return LeadsBeside(*ask(cursor, sql, kept.values)[0])
