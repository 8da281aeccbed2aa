"""The order of a list without its rows: which leads come next, and where one of them stands."""

from __future__ import annotations

from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.kept import ask
from leadlight.warehouse.leads_list import matching, order
from leadlight.warehouse.store import Cursor


def ids(cursor: Cursor, filters: Filters, sort: str, descending: bool, limit: int, offset: int = 0) -> tuple[int, ...]:
    """The leads on these places of the list, in its order. Raises RefusedError for an unknown sort."""
    kept = rows(filters, with_bot=False)
    sql = " ".join(["SELECT f.id", kept.sql, "ORDER BY", order(sort, descending), "LIMIT ? OFFSET ?"])
    return tuple(row[0] for row in ask(cursor, sql, (*kept.values, limit, offset)))


def place(cursor: Cursor, filters: Filters, sort: str, descending: bool, lead_id: int) -> int | None:
    """Where the lead stands in the list, from 0; None where the filters do not keep it."""
    if not matching(cursor, filters, [lead_id]):
        return None
    kept = rows(filters, with_bot=False)
    numbered = ["SELECT f.id AS id, row_number() OVER (ORDER BY", order(sort, descending), ") - 1 AS place", kept.sql]
    sql = " ".join(["SELECT place FROM (", *numbered, ") WHERE id = ?"])
    return int(ask(cursor, sql, (*kept.values, lead_id))[0][0])
