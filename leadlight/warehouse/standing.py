"""How long leads stand in a stage, and which of them have stood there too long."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from leadlight.domain.status import STATUSES
from leadlight.errors import RefusedError
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.kept import keep
from leadlight.warehouse.store import Cursor
from leadlight.warehouse.window import day_of

OPEN = tuple(status.key for status in STATUSES if status.type == "open")
IDLE = (7, 14, 30, 60, 90)
"""Days without a move after which a lead may be called stalled."""
_LONG = (
    " ".join(["CASE WHEN {days} < 1 THEN ceil({days} * 1440) / 1440", "WHEN {days} < 30 THEN ceil({days} * 24) / 24"])
    + " ELSE ceil({days}) END"
)
"""Lengths put together: to the minute below a day, to the hour below thirty, else to the day."""


@dataclass(frozen=True, slots=True)
class Stays:
    """Visits of an open stage by the leads captured in the range, by their length.

    Columns: `stage`, `days` (see _LONG), `ended`, `visits`. A visit that lasts yet is watched until today (whole local
    days) and has not ended. A lead that came back made two visits.
    """

    filters: Filters

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """At most some thousand rows."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        kept = rows(self.filters, with_bot=False)
        among = ", ".join(f"'{key}'" for key in OPEN)
        spent = _LONG.format(days="m.stood_days")
        ended = f"SELECT m.stood_in AS stage, {spent} AS days, true AS ended, count(*) AS visits"
        joined = kept.sql.replace("FROM lead f ", "FROM lead f JOIN stage_move m ON m.lead_id = f.id ", 1)
        waited = "greatest(date_diff('day', f.status_day, ?), 0)::DOUBLE"
        lasting = f"SELECT f.status AS stage, {waited} AS days, false AS ended, count(*) AS visits"
        # The moves' own bot, written out: else those of every bot are joined (measured: twice the work).
        bots = ", ".join("?" * len(self.filters.bots)) or "NULL"
        parts = [ended, joined, f"AND m.bot_id IN ({bots}) AND m.stood_in IN ({among}) GROUP BY ALL", "UNION ALL"]
        parts += [lasting, kept.sql, f"AND f.status IN ({among}) GROUP BY ALL ORDER BY ALL"]
        return cursor.execute(
            " ".join(parts), [*kept.values, *self.filters.bots, day_of(self.filters), *kept.values]
        ).pl()


@dataclass(frozen=True, slots=True)
class Stalled:
    """Open leads, captured whenever, by stage: how many there are, and how many have not moved for `days` days.

    Columns: `stage`, `leads`, `stalled`, `since` (the last day of a move that counts as too long ago), `oldest`.
    """

    filters: Filters
    days: int = 14

    def __post_init__(self) -> None:
        if self.days not in IDLE:
            raise RefusedError(f"stalled is {', '.join(map(str, IDLE))} days without a move, not {self.days}", "idle")

    @property
    def since(self) -> date:
        """Whoever last moved on this day or before has stalled."""
        return day_of(self.filters) - timedelta(days=self.days)

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """One row an open stage that has leads."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        kept = rows(replace(self.filters, first=None, last=None), also=["f.closed_as IS NULL"], with_bot=False)
        asked = "SELECT f.status AS stage, count(*) AS leads, count(*) FILTER (WHERE f.status_day <= ?) AS stalled"
        sql = " ".join([asked, ", ?::DATE AS since, min(f.status_day) AS oldest", kept.sql, "GROUP BY 1"])
        return cursor.execute(sql, [self.since, self.since, *kept.values]).pl()
