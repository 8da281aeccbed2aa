"""Two of a kind side by side: the counts of every rate for two values of a dimension, or for two periods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from leadlight.errors import RefusedError
from leadlight.warehouse import leads_list
from leadlight.warehouse.filters import Filters, bound, dimension
from leadlight.warehouse.kept import keep
from leadlight.warehouse.rates import RATES, SCHEMA, SPLITS, Counted, periods
from leadlight.warehouse.store import Cursor

COLUMNS = {"side": pl.Int64, "first": pl.Date, "last": pl.Date, "as_of": pl.Date} | SCHEMA
ALL_RATES = tuple(RATES)


@dataclass(frozen=True, slots=True)
class Pair:
    """Every rate for two values of `by`; a value left blank is the one with most leads that is not the other.

    Raises RefusedError for a dimension that is not compared by, and for twice the same value.
    """

    filters: Filters
    by: str
    one: str = ""
    two: str = ""

    def __post_init__(self) -> None:
        if self.by not in SPLITS:
            raise RefusedError(f"{self.by!r} is nothing to compare by; there are {', '.join(SPLITS)}, period", "by")
        bound(dimension(self.by), [value for value in (self.one, self.two) if value])
        if self.one and self.one == self.two:
            raise RefusedError(f"both are {self.one!r}: choose two different ones", "two")

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """Columns side (0, 1), first, last, as_of (blank), value, rate, k, n: 0 and 0 where there is nothing."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        names = self._names(cursor)
        found = {}
        if names:
            asked = Counted(narrowed(self.filters, self.by, names), ALL_RATES, self.by)
            found = {(value, rate): (k, n) for value, rate, k, n in asked.read(cursor).rows()}
        rates = dict.fromkeys(rate for _, rate in found)
        rows = [
            (side, None, None, None, name, rate, *found.get((name, rate), (0, 0)))
            for side, name in enumerate(names)
            for rate in rates
        ]
        return pl.DataFrame(rows, schema=COLUMNS, orient="row")

    def _names(self, cursor: Cursor) -> tuple[str, ...]:
        if self.one and self.two:
            return self.one, self.two
        free = replace(self.filters, where=tuple(pair for pair in self.filters.where if pair[0] != self.by))
        most = [str(value) for value, _ in leads_list.values(cursor, free, self.by)]
        left = iter([value for value in most if value not in (self.one, self.two)])
        names = self.one or next(left, ""), self.two or next(left, "")
        return tuple(name for name in names if name)


def narrowed(filters: Filters, key: str, values: tuple[str, ...]) -> Filters:
    """The filters with this dimension narrowed to these values, whatever it was narrowed to."""
    return replace(filters, where=tuple((dict(filters.where) | {key: values}).items()))


@dataclass(frozen=True, slots=True)
class Periods:
    """Every rate for the range and for as many days that begin on `than` (default: just before), at equal age.

    Raises RefusedError where there is no such period (see rates.periods).
    """

    filters: Filters
    than: date | None = None

    def __post_init__(self) -> None:
        periods(self.filters, self.than)

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """Columns as Pair's; value is blank, first, last and as_of say the period (rates.Period)."""
        rows = []
        for side, period in enumerate(periods(self.filters, self.than)):
            found = Counted(period.filters, ALL_RATES, as_of=period.as_of).read(cursor)
            place = (side, period.filters.first, period.filters.last, period.as_of)
            rows += [(*place, *row) for row in found.rows()]
        return pl.DataFrame(rows, schema=COLUMNS, orient="row")
