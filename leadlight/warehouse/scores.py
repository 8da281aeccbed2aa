"""Scores and what came of them: leads by score, by month and score, and by signal, with their settled outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.kept import keep
from leadlight.warehouse.maturity import settled
from leadlight.warehouse.store import Cursor

OUTCOMES = ("converted", "qualified")
"""What a lead may turn out as: it reached that stage (skipped stages are credited)."""
_COUNTED = ", ".join(
    [
        "count(*) FILTER (WHERE settled) AS settled",
        *(f"count(*) FILTER (WHERE settled AND {each}) AS {each}" for each in OUTCOMES),
    ]
)
_REACHED = ", ".join(f"f.reached_{each} AS {each}" for each in OUTCOMES)


@dataclass(frozen=True, slots=True)
class Scores:
    """Scored leads by score and temperature (`monthly`: and by month of capture), in that order.

    Columns: month (DATE, if monthly), score, temperature, leads; settled (old enough, see maturity.settled) and of
    those converted, qualified; hot_from, warm_from (the bots' thresholds, the lowest where they differ); window (days),
    first, last (the days whose leads are settled; null is open).
    """

    filters: Filters
    monthly: bool = False

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The answer; kept."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        if not self.monthly:  # added up from the months, which the same page asks for too
            return _together(Scores(self.filters, monthly=True).read(cursor))
        until = settled(cursor, self.filters)
        kept = rows(self.filters, also=["f.score IS NOT NULL"], with_bot=True)
        inner = ["SELECT f.captured_month AS month, f.score AS score, f.temperature, b.hot_from, b.warm_from,"]
        inner += ["coalesce(f.captured_day <= ?, true) AS settled,", _REACHED, kept.sql]
        sql = ["SELECT month, score, temperature, count(*) AS leads,", _COUNTED, _THRESHOLDS, "FROM (", *inner]
        found = cursor.execute(" ".join([*sql, ") GROUP BY ALL ORDER BY ALL"]), [until.last, *kept.values]).pl()
        return _dated(found, until.days, self.filters, until.last)


def _together(months: pl.DataFrame) -> pl.DataFrame:
    counts = pl.col("leads", "settled", *OUTCOMES).sum()
    limits = pl.col("hot_from", "warm_from").min()
    same = pl.col("window", "first", "last").first()
    return months.group_by("score", "temperature").agg(counts, limits, same).sort("score", "temperature")


_THRESHOLDS = ", min(hot_from) AS hot_from, min(warm_from) AS warm_from"


@dataclass(frozen=True, slots=True)
class Signals:
    """Settled scored leads by kind of signal, most leads first; a lead has as many rows as it has kinds.

    Columns: signal (null: all, in the first row), leads (settled or not; blank but in the first row), settled,
    converted, qualified, window, first, last.
    """

    filters: Filters

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The answer; kept."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        until = settled(cursor, self.filters)
        kept = rows(self.filters, also=["f.score IS NOT NULL"], with_bot=False)
        # Lists that are the same are counted first and taken apart then: there are far fewer of them than leads.
        lists = " ".join(["SELECT f.signals, coalesce(f.captured_day <= ?, true) AS settled,", _REACHED, kept.sql])
        lists = " ".join(["SELECT signals, count(*) AS leads,", _COUNTED, "FROM (", lists, ") GROUP BY signals"])
        sums = ", ".join(f"coalesce(sum({name}), 0)::BIGINT AS {name}" for name in ("settled", *OUTCOMES))
        sql = ["WITH lists AS MATERIALIZED (", lists, ") SELECT NULL::VARCHAR AS signal, sum(leads)::BIGINT AS leads,"]
        sql += [sums, "FROM lists UNION ALL SELECT signal, NULL,", sums]
        sql += ["FROM (SELECT unnest(signals) AS signal, settled, converted, qualified FROM lists)"]
        sql += ["GROUP BY signal HAVING sum(settled) > 0"]
        found = cursor.execute(" ".join(sql), [until.last, *kept.values]).pl()
        found = found.sort(pl.col("signal").is_not_null(), -pl.col("settled"), "signal")
        return _dated(found, until.days, self.filters, until.last)


def _dated(found: pl.DataFrame, window: int, filters: Filters, last: Any) -> pl.DataFrame:
    return found.with_columns(
        pl.lit(window, pl.Int64).alias("window"),
        pl.lit(filters.first, pl.Date).alias("first"),
        pl.lit(last, pl.Date).alias("last"),
    )
