"""What the first page shows: tiles by current status with the period before, their daily lines, hot leads waiting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from leadlight.domain.status import STATUSES
from leadlight.warehouse import leads_list
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.kept import ask
from leadlight.warehouse.metrics import POPULATIONS, Population
from leadlight.warehouse.store import Cursor

TOTAL = "total"
BEGUN: tuple[Population, ...] = ("leads", "conversations")
"""The populations that say since when there is anything."""
Counts = dict[str, Counter[date]]
"""Leads by status (and TOTAL), by local day."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Leads captured in the range by current status. `before` is the period of equal length just before, None if open.

    `daily` holds a count for every local day from `first` to `last` of the range, in order, zeros included.
    """

    key: str
    count: int
    before: int | None
    daily: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tiles:
    """The tiles `total` and one a status. `all_time` counts the leads of every day under the same other filters."""

    tiles: Mapping[str, Tile]
    all_time: int
    first: date | None
    last: date | None


def tiles(cursor: Cursor, filters: Filters) -> Tiles:
    """Every tile of the range; an open end of the range is that of the leads found."""
    by_day = _by_day(cursor, filters)
    first, last = _range(filters, by_day)
    earlier = before(filters)
    then = _totals(cursor, earlier) if earlier else None
    found = {}
    for key in (TOTAL, *(status.key for status in STATUSES)):
        counts: Counter[date] = by_day.get(key, Counter())
        was = None if then is None else then.get(key, 0)
        found[key] = Tile(key, sum(counts.values()), was, _daily(counts, first, last))
    return Tiles(found, leads_list.count(cursor, replace(filters, first=None, last=None)), first, last)


def before(filters: Filters) -> Filters | None:
    """The same filters over the days just before, as many; None where the range is open."""
    if filters.first is None or filters.last is None:
        return None
    length = filters.last - filters.first + timedelta(days=1)
    return replace(filters, first=filters.first - length, last=filters.first - timedelta(days=1))


def _by_day(cursor: Cursor, filters: Filters) -> Counts:
    kept = rows(filters, with_bot=False)
    found: Counts = defaultdict(Counter)
    sql = " ".join(["SELECT f.status, f.captured_day, count(*)", kept.sql, "GROUP BY 1, 2"])
    for status, day, number in ask(cursor, sql, kept.values):
        found[status][day] = number
        found[TOTAL][day] += number
    return found


def _totals(cursor: Cursor, filters: Filters) -> dict[str, int]:
    kept = rows(filters, with_bot=False)
    found = dict(ask(cursor, " ".join(["SELECT f.status, count(*)", kept.sql, "GROUP BY 1"]), kept.values))
    return found | {TOTAL: sum(found.values())}


def _range(filters: Filters, by_day: Counts) -> tuple[date | None, date | None]:
    days = by_day.get(TOTAL)
    return (filters.first or min(days), filters.last or max(days)) if days else (filters.first, filters.last)


def _daily(counts: Mapping[date, int], first: date | None, last: date | None) -> tuple[int, ...]:
    if first is None or last is None:
        return ()
    return tuple(counts.get(first + timedelta(days=at), 0) for at in range((last - first).days + 1))


def span(cursor: Cursor, filters: Filters) -> tuple[date, date] | None:
    """The first and the last local day of a lead or a conversation that the filters keep; None where there is none."""
    ends: list[date] = []
    for population in BEGUN:
        kept = rows(filters, population, with_bot=False)
        day = POPULATIONS[population].day
        found = ask(cursor, " ".join([f"SELECT min({day}), max({day})", kept.sql]), kept.values)
        ends += [day for day in found[0] if day is not None]
    return (min(ends), max(ends)) if ends else None


def waiting(cursor: Cursor, filters: Filters, limit: int = 10) -> pl.DataFrame:
    """Hot leads that nobody has contacted yet, the newest first, with the columns of a list page."""
    hot = (*filters.where, ("temperature", ("hot",)), ("status", ("new",)))
    return leads_list.page(cursor, replace(filters, where=hot), limit=limit)
