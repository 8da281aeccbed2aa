"""What the first page shows: tiles by current status with the period before, their daily lines, hot leads waiting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from leadlight.domain.status import STATUSES
from leadlight.warehouse import leads_list
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.store import Cursor


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
    then = _totals(_by_day(cursor, earlier)) if earlier else None
    now = _totals(by_day)
    keys = ("total", *(status.key for status in STATUSES))
    found = {
        key: Tile(key, now.get(key, 0), None if then is None else then.get(key, 0), _daily(by_day, key, first, last))
        for key in keys
    }
    return Tiles(found, leads_list.count(cursor, replace(filters, first=None, last=None)), first, last)


def before(filters: Filters) -> Filters | None:
    """The same filters over the days just before, as many; None where the range is open."""
    if filters.first is None or filters.last is None:
        return None
    length = filters.last - filters.first + timedelta(days=1)
    return replace(filters, first=filters.first - length, last=filters.first - timedelta(days=1))


def _by_day(cursor: Cursor, filters: Filters) -> pl.DataFrame:
    kept = rows(filters)
    sql = ["SELECT f.captured_day AS day, f.status AS status, count(*) AS n", kept.sql, "GROUP BY 1, 2"]
    return cursor.execute(" ".join(sql), list(kept.values)).pl()


def _totals(by_day: pl.DataFrame) -> dict[str, int]:
    found = dict(by_day.group_by("status").agg(pl.col("n").sum()).iter_rows())
    return found | {"total": sum(found.values())}


def _range(filters: Filters, by_day: pl.DataFrame) -> tuple[date | None, date | None]:
    if by_day.is_empty():
        return filters.first, filters.last
    low, high = by_day.select(pl.col("day").min().alias("low"), pl.col("day").max().alias("high")).row(0)
    return filters.first or low, filters.last or high


def _daily(by_day: pl.DataFrame, key: str, first: date | None, last: date | None) -> tuple[int, ...]:
    if first is None or last is None:
        return ()
    some = by_day if key == "total" else by_day.filter(pl.col("status") == key)
    found = dict(some.group_by("day").agg(pl.col("n").sum()).iter_rows())
    return tuple(found.get(first + timedelta(days=at), 0) for at in range((last - first).days + 1))


def waiting(cursor: Cursor, filters: Filters, limit: int = 10) -> pl.DataFrame:
    """Hot leads that nobody has contacted yet, the newest first, with the columns of a list page."""
    hot = (*filters.where, ("temperature", ("hot",)), ("status", ("new",)))
    return leads_list.page(cursor, replace(filters, where=hot), limit=limit)
