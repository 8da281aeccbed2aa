"""The pages that a bot's leads and conversations came from: what rules for groups of pages are tried on."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from leadlight.domain.temperature import NO_VALUE
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.query import Query, run
from leadlight.warehouse.store import Cursor


@dataclass(frozen=True, slots=True)
class PagesSeen:
    """`of` is source_page or landing_page; the days and other filters do not matter, the bots do."""

    filters: Filters
    of: str

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """page, leads, conversations; the pages with most leads first, those without a page left out."""
        everything = Query(Filters(bots=self.filters.bots), ("leads", "conversations"), (self.of,))
        found = run(cursor, everything).rename({self.of: "page"})
        return found.filter(pl.col("page") != NO_VALUE)
