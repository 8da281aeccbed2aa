"""How soon leads were first contacted, what became of them, and what each owner has in hand."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from leadlight.domain.promptness import BANDS, NOT_YET
from leadlight.domain.status import FIRST, STATUSES, STEPS
from leadlight.errors import RefusedError
from leadlight.warehouse.filters import Filters, dimension, rows
from leadlight.warehouse.kept import keep
from leadlight.warehouse.maturity import settled
from leadlight.warehouse.metrics import named
from leadlight.warehouse.store import Cursor

CLOCKS = {"clock": "f.contact_seconds", "office": "f.contact_office_seconds"}
"""The ways to count time: around the clock, or in office hours only."""
DIMENSION = {"clock": "first_contact", "office": "first_contact_office"}
"""What filters by the bands of either."""
BY = ("owner", "channel", "hour")
_OPEN = ", ".join(f"'{status.key}'" for status in STATUSES if status.type == "open")
_MET = f"f.reached_{STEPS[0].key}"
_TIMED = "f.captured_precision <> 'day'"


def _checked_clock(clock: str) -> None:
    if clock not in CLOCKS:
        raise RefusedError(f"time can be counted by {', '.join(CLOCKS)}, not {clock!r}", "clock")


@dataclass(frozen=True, slots=True)
class Waits:
    """How long leads waited for their first contact, by owner, channel or hour of capture, most leads first.

    Columns: the dimension (text; hours are numbers, in order), leads; `0-5`, `5-15`, `15-60`, `60+` (leads first
    contacted so soon), `not yet`, `date_only` (their time is not known: in none of the others); median, p90 (seconds,
    of those contacted). `by` "" gives one row of all, without the first column. Raises RefusedError for another `by`.
    """

    filters: Filters
    by: str = ""
    clock: str = "clock"

    def __post_init__(self) -> None:
        _checked_clock(self.clock)
        if self.by and self.by not in BY:
            raise RefusedError(f"waiting can be told by {', '.join(BY)}, not {self.by!r}", "by")

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The answer; kept."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        of = CLOCKS[self.clock]
        kept = rows(self.filters, with_bot=False)
        asked = [*([f"{_key(self.by)} AS {self.by}"] if self.by else []), "count(*) AS leads"]
        asked += [f'count(*) FILTER (WHERE {within}) AS "{key}"' for key, within in _bands(of).items()]
        asked.append(f'count(*) FILTER (WHERE NOT {_MET} AND {_TIMED}) AS "{NOT_YET}"')
        asked.append(f"count(*) FILTER (WHERE NOT ({_TIMED}) OR ({_MET} AND {of} IS NULL)) AS date_only")
        asked += [f"quantile_cont({of}, 0.5)::DOUBLE AS median", f"quantile_cont({of}, 0.9)::DOUBLE AS p90"]
        order = "GROUP BY 1 ORDER BY " + ("1" if self.by == "hour" else "leads DESC, 1") if self.by else ""
        return cursor.execute(" ".join(["SELECT", ", ".join(asked), kept.sql, order]), list(kept.values)).pl()


def _bands(of: str) -> dict[str, str]:
    """The condition of each band on a column of seconds."""
    ends = [band.seconds for band in BANDS]
    below = [f"{of} <= {end}" if end else f"{of} IS NOT NULL" for end in ends]
    above = ["", *(f" AND {of} > {end}" for end in ends[:-1])]
    return {band.key: low + high for band, low, high in zip(BANDS, below, above, strict=True)}


def _key(by: str) -> str:
    return "f.captured_hour::INTEGER" if by == "hour" else named(dimension(by).of["leads"])


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the leads of each band of first contact, the soonest first.

    Columns: band (promptness.BANDS, 'not yet'; null: only days are known), leads; settled (old enough, see
    maturity.settled) and of those converted, qualified; window (days), first, last (days of the settled leads).
    """

    filters: Filters
    clock: str = "clock"

    def __post_init__(self) -> None:
        _checked_clock(self.clock)

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The answer; kept."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        until = settled(cursor, self.filters)
        kept = rows(self.filters, with_bot=False)
        band = dimension(DIMENSION[self.clock]).of["leads"]
        ripe = "coalesce(f.captured_day <= ?, true)"
        sql = ["SELECT", band, f"AS band, count(*) AS leads, count(*) FILTER (WHERE {ripe}) AS settled,"]
        sql += [f"count(*) FILTER (WHERE {ripe} AND f.reached_converted) AS converted,"]
        sql += [f"count(*) FILTER (WHERE {ripe} AND f.reached_qualified) AS qualified", kept.sql, "GROUP BY 1"]
        found = cursor.execute(" ".join(sql), [until.last] * 3 + list(kept.values)).pl()
        order = {key: place for place, key in enumerate((*(each.key for each in BANDS), NOT_YET))}
        place = pl.col("band").replace_strict(order, default=len(order), return_dtype=pl.Int64)
        return found.sort(place).with_columns(
            pl.lit(until.days, pl.Int64).alias("window"),
            pl.lit(self.filters.first, pl.Date).alias("first"),
            pl.lit(until.last, pl.Date).alias("last"),
        )


@dataclass(frozen=True, slots=True)
class Owners:
    """What each owner has in hand of the leads captured in the range, most open leads first.

    Columns: owner ('(none)' where there is none), leads, waiting (still in the first status), open (in any open one),
    won, lost (now), moves (of their status, by whoever; undone ones do not count).
    """

    filters: Filters

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The answer; kept."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        kept = rows(self.filters, with_bot=False)
        asked = [
            "coalesce(f.owner, '(none)') AS owner", "count(*) AS leads",
            f"count(*) FILTER (WHERE f.status = '{FIRST.key}') AS waiting",
            f"count(*) FILTER (WHERE f.status IN ({_OPEN})) AS open",
            "count(*) FILTER (WHERE f.closed_as = 'won') AS won",
            "count(*) FILTER (WHERE f.closed_as = 'lost') AS lost",
            "sum(f.standing_moves)::BIGINT AS moves",
        ]  # fmt: skip
        order = "GROUP BY 1 ORDER BY open DESC, leads DESC, 1"
        return cursor.execute(" ".join(["SELECT", ", ".join(asked), kept.sql, order]), list(kept.values)).pl()
