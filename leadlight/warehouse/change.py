"""Why a rate changed: its counts by the values of a dimension, for two periods at equal age, the earlier first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from leadlight.errors import RefusedError
from leadlight.warehouse.compare import COLUMNS
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.rates import SPLITS, Counted, periods, rate_of
from leadlight.warehouse.store import Cursor


@dataclass(frozen=True, slots=True)
class Change:
    """k and n of one rate by value, for the range and as many days that begin on `than` (default: just before).

    Raises RefusedError for an unknown rate, a dimension that is not compared by, and where there is no such period.
    """

    filters: Filters
    rate: str
    by: str
    than: date | None = None

    def __post_init__(self) -> None:
        rate_of(self.rate)
        if self.by not in SPLITS:
            raise RefusedError(f"{self.by!r} is nothing to split by; there are {', '.join(SPLITS)}", "by")
        periods(self.filters, self.than)

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """Columns as compare.COLUMNS: side 0 is the earlier period, 1 the later."""
        chosen = sorted(periods(self.filters, self.than), key=lambda period: period.filters.first or date.min)
        rows = []
        for side, period in enumerate(chosen):
            found = Counted(period.filters, (self.rate,), self.by, period.as_of).read(cursor)
            place = (side, period.filters.first, period.filters.last, period.as_of)
            rows += [(*place, *row) for row in found.rows()]
        return pl.DataFrame(rows, schema=COLUMNS, orient="row")
