"""The rates that are set side by side: what each counts of what, by value, as it stands or as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from leadlight.domain.status import BY_KEY as STATUSES
from leadlight.domain.status import STEPS
from leadlight.errors import RefusedError
from leadlight.warehouse.filters import Filters, dimension, expression, rows
from leadlight.warehouse.kept import keep
from leadlight.warehouse.metrics import BASES, NO_VALUE, Population
from leadlight.warehouse.store import Cursor


@dataclass(frozen=True, slots=True)
class Rate:
    """`top` ÷ `bottom`, both aggregates of the catalogue over one population. `noun` is what the bottom counts.

    `stage`: the stage it counts, where it takes a lead time to get there. `rows`: the query string of its bottom.
    """

    key: str
    label: str
    noun: str
    top: str
    bottom: str
    stage: str = ""
    rows: str | None = ""

    @property
    def population(self) -> Population:
        """What it is counted over."""
        return BASES[self.bottom].population


_RATES = (
    Rate("capture_rate", "Capture rate", "conversation", "with_lead", "conversations", rows=None),
    Rate("qualified_rate", "Qualified", "lead", "qualified", "leads", "qualified"),
    Rate("conversion_rate", "Conversion", "lead", "converted", "leads", "converted"),
    Rate(
        "hot_share",
        "Hot share",
        "scored lead",
        "hot",
        "scored",
        rows="temperature=hot&temperature=warm&temperature=cold",
    ),
)
RATES: Mapping[str, Rate] = {rate.key: rate for rate in _RATES}
SPLITS = (
    "channel", "source_page", "source_group", "landing_page", "landing_group", "utm_source", "utm_medium",
    "utm_campaign", "trigger", "country", "owner",
)  # fmt: skip
"""What people compare by; other dimensions are outcomes, or time."""
SCHEMA = {"value": pl.String, "rate": pl.String, "k": pl.Int64, "n": pl.Int64}


def rate_of(key: str) -> Rate:
    """A rate by its key. Raises RefusedError that names what there is."""
    if key not in RATES:
        raise RefusedError(f"there is no rate {key!r}; there are {', '.join(RATES)}", "rate")
    return RATES[key]


@dataclass(frozen=True, slots=True)
class Counted:
    """k and n of `rates` (their keys), by the values of a dimension, or of all together (`by` "", value "").

    `as_of`: stages count as they stood at the end of that local day, of leads captured by then; None: as they stand.
    A rate that the filters or the dimension do not go with is left out where others are left; alone, it is refused
    (RefusedError).
    """

    filters: Filters
    rates: tuple[str, ...]
    by: str = ""
    as_of: date | None = None

    def __post_init__(self) -> None:
        for rate in self.rates:
            rate_of(rate)
        if self.by:
            dimension(self.by, "by")

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """Columns value ('(none)' where blank), rate, k, n: by population, in no other order."""
        return keep(cursor, self, lambda: pl.DataFrame(list(self._rows(cursor)), schema=SCHEMA, orient="row"))

    def _rows(self, cursor: Cursor) -> Iterator[tuple[Any, ...]]:
        refused: RefusedError | None = None
        asked = [RATES[key] for key in self.rates]
        answered = 0
        for population in dict.fromkeys(rate.population for rate in asked):
            among = [rate for rate in asked if rate.population == population]
            try:
                sql, values = self._statement(population, among)
            except RefusedError as error:
                refused = error
                continue
            answered += 1
            for value, *counts in cursor.execute(sql, values).fetchall():
                for at, rate in enumerate(among):
                    yield value, rate.key, counts[2 * at], counts[2 * at + 1]
        if refused and not answered:
            raise refused

    def _statement(self, population: Population, among: list[Rate]) -> tuple[str, list[Any]]:
        kept = rows(self.filters, population, with_bot=self.by == "bot")
        named = f"coalesce({expression(dimension(self.by), population, 'by')}, '{NO_VALUE}')" if self.by else "''"
        counts = [f"{end}::BIGINT" for rate in among for end in counted(rate, "?::DATE" if self.as_of else "")]
        grouped = "GROUP BY 1" if self.by else ""
        sql = " ".join(["SELECT", ", ".join([named, *counts]), kept.sql, grouped])
        days = [self.as_of] * sum(2 for rate in among if rate.stage and self.as_of)
        return sql, [*days, *kept.values]


def counted(rate: Rate, as_of: str = "") -> tuple[str, str]:
    """The SQL of a rate's top and bottom; a stage's as they stood at the end of `as_of` (SQL of a local day), if given.

    The time a stage took is kept in days of 24 hours since capture, and the hour of capture is local: the day is told
    to the half hour.
    """
    if not (rate.stage and as_of):
        return BASES[rate.top].sql, BASES[rate.bottom].sql
    there = f"{_took(rate.stage)} + (f.captured_hour + 0.5) / 24 < date_diff('day', f.captured_day, {as_of}) + 1"
    return f"count_if(f.reached_{rate.stage} AND {there})", f"count_if(f.captured_day <= {as_of})"


def reached_within(stage: str, days: int) -> str:
    """The condition that a lead reached the stage, or a later one, within so many days of its capture."""
    return f"f.reached_{stage} AND {_took(stage)} <= {days:d}"


def _took(stage: str) -> str:
    """Days from capture to the first entry of the stage or a later one; 0 where a move has no time."""
    ahead = [f"f.days_to_{step.key}" for step in STEPS if step.rank >= STATUSES[stage].rank]
    return f"coalesce(least({', '.join(ahead)}), 0)" if len(ahead) > 1 else f"coalesce({ahead[0]}, 0)"


@dataclass(frozen=True, slots=True)
class Period:
    """The filters over one of two periods, and the day at whose end its stages are counted."""

    filters: Filters
    as_of: date


def periods(filters: Filters, than: date | None = None) -> tuple[Period, Period]:
    """The range, and as many days that begin on `than` (default: those just before); the range comes first.

    A lead of the later period has had less time to get anywhere. So the later one is counted as it stood at the end of
    yesterday (today is no whole day yet), and the earlier one as it stood when its leads were as old: as many days
    before as one period begins before the other. Raises RefusedError where the range is open or the two share days.
    """
    if filters.first is None or filters.last is None:
        raise RefusedError("a range without a first and a last day has no period to compare with", "range")
    length = (filters.last - filters.first).days + 1
    try:
        first = than or filters.first - timedelta(days=length)
        other = replace(filters, first=first, last=first + timedelta(days=length - 1))
        yesterday = (filters.today or max(filters.last, first)) - timedelta(days=1)
        earlier = yesterday - abs(filters.first - first)
    except OverflowError as error:
        raise RefusedError(f"{than or filters.first} is too far away to compare with", "than") from error
    if abs((filters.first - first).days) < length:
        told = f"the two periods share days: the other one begins {length} days before {filters.first} or earlier"
        raise RefusedError(f"{told}, or after {filters.last}", "than")
    here, there = (yesterday, earlier) if filters.first > first else (earlier, yesterday)
    return Period(filters, here), Period(other, there)
