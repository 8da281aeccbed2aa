"""How long leads are given to convert, how many had by each day, and how the cohorts of weeks or months compare."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from leadlight.domain.window import WINDOWS, window_for
from leadlight.errors import RefusedError
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.kept import ask, keep
from leadlight.warehouse.store import Cursor

GRAINS = ("month", "week")
_DAYS = "f.reached_converted_day - f.captured_day"
"""Whole local days from the capture to the first conversion: the same for sources with times and with dates only."""


def day_of(filters: Filters) -> date:
    """The local day on which the question is asked; where that is not said, the last day of the range."""
    return filters.today or filters.last or date.max


def window_of(cursor: Cursor, filters: Filters) -> int:
    """The conversion window (days) of the bots asked about, by the pace of all their conversions to date."""
    kept = rows(Filters(filters.bots), also=["f.reached_converted_day IS NOT NULL"], with_bot=False)
    sql = " ".join([f"SELECT count(*), quantile_cont({_DAYS}, 0.9)", kept.sql])
    conversions, days = ask(cursor, sql, kept.values)[0]
    return window_for(days, conversions)


@dataclass(frozen=True, slots=True)
class Survival:
    """Leads by how long they were watched for a conversion: what a cumulative curve is drawn from.

    Columns: `whose` ('range': captured in the range; 'all': captured whenever), `days` (whole local days from capture
    to first conversion; without one, from capture to today), `converted`, `leads`, `window`. A lost lead is watched
    like an open one: it has not converted, and losing it is no reason to stop counting it.
    """

    filters: Filters
    window: int = 0

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """At most two rows a day and `whose`."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        found = [_watched(cursor, self.filters).with_columns(pl.lit("range").alias("whose"))]
        ever = replace(self.filters, first=None, last=None)
        found.append(_watched(cursor, ever).with_columns(pl.lit("all").alias("whose")))
        window = self.window or window_of(cursor, self.filters)
        return pl.concat(found).with_columns(pl.lit(window).alias("window"))


def _watched(cursor: Cursor, filters: Filters) -> pl.DataFrame:
    kept = rows(filters, with_bot=False)
    until = "CASE WHEN f.reached_converted_day IS NOT NULL THEN f.reached_converted_day ELSE ? END - f.captured_day"
    asked = f"SELECT greatest({until}, 0) AS days, f.reached_converted_day IS NOT NULL AS converted, count(*) AS leads"
    sql = " ".join([asked, kept.sql, "GROUP BY ALL ORDER BY ALL"])
    return cursor.execute(sql, [day_of(filters), *kept.values]).pl()


@dataclass(frozen=True, slots=True)
class Cohorts:
    """The leads of each week or month of capture, and how many of them had converted by each day of WINDOWS.

    Columns: `cohort` (its first day), `first` and `last` (the days of it within the range), `leads`, `by_<days>` (up
    to the window), `converted` (whenever), `lost` (now), `pending` (open, younger than the window), `today`, `window`.
    """

    filters: Filters
    grain: str = "month"
    window: int = 0

    def __post_init__(self) -> None:
        if self.grain not in GRAINS:
            raise RefusedError(f"cohorts are by {' or '.join(GRAINS)}, not by {self.grain!r}", "grain")

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """One row a cohort that has leads, in order."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        window, today = self.window or window_of(cursor, self.filters), day_of(self.filters)
        kept = rows(self.filters, with_bot=False)
        asked = [f"f.captured_{self.grain} AS cohort", "count(*) AS leads"]
        asked += [f"count(*) FILTER (WHERE {_DAYS} <= {days}) AS by_{days}" for days in WINDOWS if days <= window]
        asked += [
            "count(*) FILTER (WHERE f.reached_converted) AS converted",
            "count(*) FILTER (WHERE f.closed_as = 'lost') AS lost",
        ]
        asked += ["count(*) FILTER (WHERE f.closed_as IS NULL AND date_diff('day', f.captured_day, ?) < ?) AS pending"]
        sql = " ".join(["SELECT", ", ".join(asked), kept.sql, "GROUP BY 1 ORDER BY 1"])
        found = cursor.execute(sql, [today, window, *kept.values]).pl()
        step = "1w" if self.grain == "week" else "1mo"
        end = pl.col("cohort").dt.offset_by(step).dt.offset_by("-1d")
        return found.with_columns(
            pl.max_horizontal("cohort", pl.lit(self.filters.first, pl.Date)).alias("first"),
            pl.min_horizontal(end, pl.lit(self.filters.last, pl.Date)).alias("last"),
            pl.lit(today).alias("today"),
            pl.lit(window).alias("window"),
        )
