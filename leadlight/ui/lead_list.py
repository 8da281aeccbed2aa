"""The inbox's list: which leads stand on the page, in which order, and what has come or gone since they were drawn."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from leadlight.actions.read_lead import read_lead
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError
from leadlight.record.engine import Record
from leadlight.ui import filters, page, state
from leadlight.ui.filters import View
from leadlight.ui.format import count
from leadlight.warehouse import leads_list
from leadlight.warehouse.store import Cursor

Row = dict[str, Any]
"""One of `leads_list.page`."""


@dataclass(frozen=True, slots=True)
class Sort:
    """An order people can pick."""

    label: str
    column: str
    descending: bool = False


SORTS: Mapping[str, Sort] = {
    "newest": Sort("Newest first", "captured_at", True),
    "oldest": Sort("Oldest first", "captured_at"),
    "score": Sort("Highest score", "score", True),
    "moved": Sort("Latest status change", "status_at", True),
    "waiting": Sort("Longest in status", "status_at"),
    "status": Sort("Status, new first", "status"),
    "name": Sort("Name, A–Z", "name"),
    "company": Sort("Company, A–Z", "company"),
    "email": Sort("E-mail, A–Z", "email"),
    "channel": Sort("Channel, A–Z", "channel"),
    "source_page": Sort("Source page, A–Z", "source_path"),
    "owner": Sort("Owner, A–Z", "owner"),
    "updated": Sort("Latest edit", "updated_at", True),
}
SIZES = ("25", "50", "100")
VIEWS = ("cards", "table")
SORT, SIZE, VIEW, PAGE = "sort", "size", "view", "page"
"""The inbox's own parameters in the URL; the first of each is the default and stays out of it."""
KEPT = ("name", "email", "phone", "company", "status", "status_reason", "owner", "version")
"""What is remembered of a lead as it was drawn, to tell what changed since."""


@dataclass(frozen=True, slots=True)
class Pin:
    """The ids that a list was drawn with, how many leads matched then, and which page of them it is."""

    of: Hashable
    ids: tuple[int, ...]
    total: int
    page: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list. `gone` are leads still shown that no longer match; `arrived` are new ones not shown."""

    rows: Sequence[Row]
    total: int
    page: int
    pages: int
    size: int
    arrived: int
    gone: frozenset[int]

    @property
    def span(self) -> str:
        """ "26–50", the places on this page."""
        first = (self.page - 1) * self.size + 1
        return f"{count(first)}–{count(first + len(self.rows) - 1)}"


def read(cursor: Cursor, view: View, record: Record, scope: Scope) -> Listing:
    """The page that the URL asks for; one that is out of range falls back to the last."""
    size = int(filters.param(SIZE, SIZES[0], SIZES))
    asked = max(number(filters.param(PAGE, "1")), 1)
    sort = SORTS[filters.param(SORT, "newest", tuple(SORTS))]
    of = (view.filters, sort, size, asked)
    pin: Pin | None = state.get(state.PINNED)
    total = leads_list.count(cursor, view.filters) if pin and pin.of == of else 0
    if pin is None or pin.of != of or pin.page > _pages(total, size):
        found, total, at = _drawn(cursor, view, sort, size, asked)
        pin = Pin(of, tuple(row["id"] for row in found), total, at)
        state.put(state.PINNED, pin)
        gone: frozenset[int] = frozenset()
    else:
        found = leads_list.by_id(cursor, pin.ids).to_dicts()
        gone = frozenset(pin.ids) - leads_list.matching(cursor, view.filters, pin.ids)
    rows = [_fresh(row, record, scope) for row in found]
    state.put(state.SHOWN, {row["id"]: {name: row[name] for name in KEPT} for row in rows})
    state.put(state.SEEN, page.warehouse().version)
    arrived = max(0, total - (pin.total - len(gone)))
    return Listing(rows, total, pin.page, _pages(total, size), size, arrived, gone)


def _drawn(cursor: Cursor, view: View, sort: Sort, size: int, asked: int) -> tuple[list[Row], int, int]:
    """The page asked for or the last there is, how many leads match, and which page it is."""
    look = partial(leads_list.page_and_total, cursor, view.filters, sort.column, sort.descending, size)
    frame, total = look((asked - 1) * size)
    at = min(asked, _pages(total, size))
    frame = frame if at == asked else look((at - 1) * size)[0]
    return frame.to_dicts(), total, at


def _pages(total: int, size: int) -> int:
    return max(1, math.ceil(total / size))


def refresh() -> None:
    """Let the next run draw the list anew."""
    state.take(state.PINNED)


def arrivals(cursor: Cursor, view: View, listing: Listing) -> tuple[int, int]:
    """(leads that match now, how many of them came since the list was drawn)."""
    total = leads_list.count(cursor, view.filters)
    return total, max(0, listing.arrived + total - listing.total)


def remember(after: Sequence[tuple[int, int]]) -> None:
    """These leads have these versions now: draw them from the record until the warehouse has caught up."""
    state.put(state.FRESH, {**state.get(state.FRESH, {}), **dict(after)})


def _fresh(row: Row, record: Record, scope: Scope) -> Row:
    """The row, with an edit of ours that the warehouse does not hold yet."""
    edits: dict[int, int] = state.get(state.FRESH, {})
    if edits.get(row["id"], 0) <= row["version"]:
        edits.pop(row["id"], None)
        return row
    try:
        lead = read_lead(record, scope, row["id"]).lead
    except NotFoundError:
        return row
    return row | {name: getattr(lead, name) for name in (*KEPT, "status_at")}


def number(text: str) -> int:
    """A page's number as the URL has it; 1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
