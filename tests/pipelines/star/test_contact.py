"""Waiting in office hours is what counting it minute by minute gives: over nights, weekends and changed clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadlight.domain.promptness import OFFICE_HOURS, OfficeHours
from pipelines.star.contact import SECOND, office_time, waited, with_contact

BERLIN = "Europe/Berlin"
ZONES = (
    "UTC", BERLIN, "America/New_York", "America/Sao_Paulo", "Asia/Kathmandu", "Africa/Cairo", "Australia/Lord_Howe",
    "Pacific/Kiritimati", "Pacific/Honolulu", "Pacific/Apia",
)  # fmt: skip
MINUTE = timedelta(minutes=1)


def utc(wall: str, zone: str) -> datetime:
    """The naive UTC instant of a wall clock."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


def counted(start: datetime, end: datetime, zone: str, office: OfficeHours = OFFICE_HOURS) -> int:
    """Office minutes between two whole minutes (naive UTC), by looking at every minute's wall clock."""
    found, at, there = 0, start.replace(tzinfo=UTC), ZoneInfo(zone)
    while at < end.replace(tzinfo=UTC):
        wall = at.astimezone(there)
        found += wall.isoweekday() in office.weekdays and office.opens <= wall.hour * 60 + wall.minute < office.closes
        at += MINUTE
    return found


@pytest.mark.parametrize(
    ("captured", "contacted", "minutes"),
    [
        ("2026-11-16 10:00", "2026-11-16 10:07", 7),
        ("2026-11-16 08:10", "2026-11-16 09:05", 5),  # before they open
        ("2026-11-16 17:50", "2026-11-17 09:05", 15),  # over night
        ("2026-11-20 17:30", "2026-11-23 09:30", 60),  # Friday to Monday
        ("2026-11-21 11:00", "2026-11-22 23:00", 0),  # a weekend
        ("2026-11-21 11:00", "2026-11-23 09:01", 1),
        ("2026-11-16 17:59", "2026-11-16 23:59", 1),
        ("2026-03-27 17:00", "2026-03-30 10:00", 120),  # the clocks go forward that Sunday
        ("2026-10-23 17:00", "2026-10-26 10:00", 120),  # and back that one
        ("2026-11-02 09:00", "2026-11-09 09:00", 5 * 540),  # a week
    ],
)
def test_office_minutes_counted_by_hand(captured: str, contacted: str, minutes: int) -> None:
    start, end = utc(captured, BERLIN), utc(contacted, BERLIN)
    assert waited(start, end, BERLIN)[1] == minutes * 60


def test_clock_does_not_stop_for_weekends_or_change_with_clocks() -> None:
    start, end = utc("2026-03-28 12:00", BERLIN), utc("2026-03-29 12:00", BERLIN)
    assert waited(start, end, BERLIN) == (23 * 3600, 0)


def test_contact_before_the_capture_took_no_time() -> None:
    assert waited(utc("2026-11-16 12:00", BERLIN), utc("2026-11-16 10:00", BERLIN), BERLIN) == (0, 0)


def test_day_that_a_zone_skipped_has_no_office_hours() -> None:
    thursday, saturday = utc("2011-12-29 18:00", "Pacific/Apia"), utc("2011-12-31 09:00", "Pacific/Apia")
    assert waited(thursday, saturday, "Pacific/Apia")[1] == 0


SPANS = st.tuples(
    st.datetimes(datetime(2011, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001  # naive UTC, as the warehouse has it
    st.integers(0, 9 * 1440),
)


OFFICES = (
    OFFICE_HOURS,
    OfficeHours((1, 2, 3, 4, 5, 6, 7), 0, 24 * 60),  # clocks go forward and back at its very midnights in some zones
    OfficeHours((2, 6, 7), 4 * 60 + 30, 23 * 60),
    OfficeHours((7,), 7 * 60, 7 * 60 + 1),
)


@settings(max_examples=100, deadline=None)
@given(span=SPANS, zone=st.sampled_from(ZONES), office=st.sampled_from(OFFICES))
def test_office_minutes_equal_a_count_of_minutes(span: tuple[datetime, int], zone: str, office: OfficeHours) -> None:
    start = span[0].replace(second=0, microsecond=0)
    end = start + span[1] * MINUTE
    assert waited(start, end, zone, office)[1] == 60 * counted(start, end, zone, office)


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [("America/Sao_Paulo", "2018-11-04"), ("Africa/Cairo", "2023-04-28"), ("Asia/Beirut", "2026-03-29")],
)
def test_hours_that_begin_when_clocks_are_put_forward_lose_only_what_is_skipped(zone: str, midnight: str) -> None:
    day = date.fromisoformat(midnight)
    start, end = (utc(f"{day + timedelta(days=by)} 12:00", zone) for by in (-1, 1))
    assert waited(start, end, zone, OFFICES[1]) == (47 * 3600, 47 * 3600)


@settings(max_examples=20, deadline=None)
@given(spans=st.lists(SPANS, min_size=1, max_size=20), zone=st.sampled_from(ZONES), office=st.sampled_from(OFFICES))
def test_columns_are_what_one_by_one_gives(spans: list[tuple[datetime, int]], zone: str, office: OfficeHours) -> None:
    ends = [start + minutes * MINUTE for start, minutes in spans]
    columns = [pl.Series(each, dtype=pl.Datetime("us")).dt.epoch("us") for each in ([s for s, _ in spans], ends)]
    found = office_time(columns[0], columns[1], zone, office).to_list()
    one_by_one = [waited(start, end, zone, office)[1] for (start, _), end in zip(spans, ends, strict=True)]
    assert [each // SECOND for each in found] == one_by_one


def test_contact_known_only_by_its_day_is_not_timed() -> None:
    at = datetime(2026, 11, 16, 9)  # noqa: DTZ001  # naive UTC, as the warehouse has it
    rows = {
        "captured_at": [at] * 4,
        "captured_precision": ["instant", "day", "instant", "instant"],
        "first_contacted_at": [at + MINUTE, at + MINUTE, at + MINUTE, None],
        "first_contacted_is_day": [False, False, True, None],
        "first_qualified_at": [None, None, at + 2 * MINUTE, at + 3 * MINUTE],
        "first_qualified_is_day": [None, None, False, False],
        "first_converted_at": [None] * 4,
        "first_converted_is_day": [None] * 4,
    }
    instants = {name: pl.Datetime("us") for name in rows if name.endswith("_at")}
    marks = {name: pl.Boolean() for name in rows if name.endswith("_is_day")}
    found = with_contact(pl.DataFrame(rows, schema_overrides=instants | marks), "UTC")
    assert found["contact_seconds"].to_list() == [60, None, None, 180]
    assert found["contact_office_seconds"].to_list() == [60, None, None, 180]
