"""How long a lead waited for its first contact, by the clock and by the hours in which people are at work."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

import polars as pl

from leadlight.domain.promptness import DAY, OFFICE_HOURS, OfficeHours
from leadlight.domain.status import STEPS

SECOND = 1_000_000
"""Microseconds."""
QUARTER = 15
"""Minutes: clocks go forward by whole quarters of an hour."""
LONG_AGO = -(2**62)
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # naive UTC, as every instant of the warehouse
FIRSTS = tuple(f"first_{step.key}" for step in STEPS)


@dataclass(frozen=True, slots=True)
class Openings:
    """Every stretch of office hours of some years, in order; all in microseconds, `opens` since 1970 in UTC.

    `before` is the office time of all stretches before: the time passed until t is `before` + what of its stretch is
    over, so a span costs one look-up at either end however long it is.
    """

    opens: tuple[int, ...]
    lengths: tuple[int, ...]
    before: tuple[int, ...]

    def until(self, instant: int) -> int:
        """Office time from the beginning of these years to the instant."""
        at = bisect_right(self.opens, instant) - 1
        return self.before[at] + min(max(instant - self.opens[at], 0), self.lengths[at])


@cache
def openings(zone: str, first: int, last: int, office: OfficeHours = OFFICE_HOURS) -> Openings:
    """The `office` hours from the year `first` to `last` in the zone, and of the years around them.

    A stretch is as long as it really was: shorter or longer where the clocks change within it; one that would begin or
    end at an hour they skip does so when they go on. A day that a zone skipped (Samoa's 30 December 2011) has none.
    """
    first, last = max(first - 1, 1), min(last + 1, 9999)  # a local year begins earlier or later than the one in UTC
    days = pl.date_range(date(first, 1, 1), date(last, 12, 31), eager=True)
    days = days.filter(days.dt.weekday().is_in(office.weekdays))
    opens, closes = _at(days, office.opens, zone), _at(days, office.closes, zone)
    lengths = [0, *(closes - opens)]
    before = [0]
    for length in lengths[:-1]:
        before.append(before[-1] + length)
    return Openings((LONG_AGO, *opens), tuple(lengths), tuple(before))


def _at(days: pl.Series, minute: int, zone: str) -> pl.Series:
    """When the wall clock shows that minute of each day first, or goes on from having skipped it."""
    wall = days.cast(pl.Datetime("us")) + timedelta(minutes=minute)
    found = _instants(wall, zone)
    for _ in range(DAY // QUARTER):
        if not found.null_count():
            break
        wall = wall + timedelta(minutes=QUARTER)
        found = found.zip_with(found.is_not_null(), _instants(wall, zone))
    return found.drop_nulls()


def _instants(wall: pl.Series, zone: str) -> pl.Series:
    return wall.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null").dt.epoch("us")


def with_contact(leads: pl.DataFrame, zone: str, office: OfficeHours = OFFICE_HOURS) -> pl.DataFrame:
    """The leads (all of one zone and office, with first_*_at, first_*_is_day) with contact_seconds and
    contact_office_seconds.

    First contact is the first entry of contacted or of any later stage. Blank without contact, and where the capture
    or the contact has only a day; a contact before the capture took no time. Whole seconds.
    """
    at = pl.min_horizontal(f"{first}_at" for first in FIRSTS)
    by_day = pl.any_horizontal((pl.col(f"{first}_at") == at) & pl.col(f"{first}_is_day") for first in FIRSTS)
    timed = at.is_not_null() & ~by_day.fill_null(value=False) & (pl.col("captured_precision") != "day")
    spans = leads.select(timed=timed, start=pl.col("captured_at"), end=pl.max_horizontal(at, pl.col("captured_at")))
    spans = spans.with_columns(pl.col("start", "end").dt.epoch("us"))
    worked = office_time(spans["start"], spans["end"], zone, office)
    found = spans.select(
        pl.when("timed").then((pl.col("end") - pl.col("start")) // SECOND).alias("contact_seconds"),
        pl.when("timed").then(worked // SECOND).alias("contact_office_seconds"),
    )
    return leads.hstack(found)


def office_time(starts: pl.Series, ends: pl.Series, zone: str, office: OfficeHours = OFFICE_HOURS) -> pl.Series:
    """Office time (microseconds) of each span between instants in microseconds since 1970; no blanks."""
    if starts.is_empty():
        return pl.Series(dtype=pl.Int64)
    both = pl.concat([starts.alias("at"), ends.alias("at")]).to_frame()
    years = (_year(each) for each in both.select(first=pl.col("at").min(), last=pl.col("at").max()).row(0))
    found = openings(zone, *years, office)
    opens, lengths, before = (pl.Series(each) for each in (found.opens, found.lengths, found.before))

    def until(instants: pl.Series) -> pl.Series:
        at = opens.search_sorted(instants, side="right") - 1
        passed = pl.DataFrame([(instants - opens.gather(at)).alias("over"), lengths.gather(at).alias("length")])
        over = passed.select(pl.min_horizontal(pl.col("over").clip(lower_bound=0), "length")).to_series()
        return before.gather(at) + over

    return until(ends) - until(starts)


def _year(instant: int) -> int:
    return (EPOCH + timedelta(microseconds=instant)).year


def waited(captured: datetime, contacted: datetime, zone: str, office: OfficeHours = OFFICE_HOURS) -> tuple[int, int]:
    """Seconds from capture to contact (naive UTC) by the clock and in office hours: `with_contact` of one lead."""
    start, end = captured, max(captured, contacted)
    found = openings(zone, start.year, end.year, office)
    micros = [(each - EPOCH) // timedelta(microseconds=1) for each in (start, end)]
    worked = found.until(micros[1]) - found.until(micros[0])
    return (micros[1] - micros[0]) // SECOND, worked // SECOND
