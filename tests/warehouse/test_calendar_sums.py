"""Days, weeks and months add up to the same leads in every zone, over its days of 23 and 25 hours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from leadlight.charts.registry import find
from leadlight.clock import SystemClock
from leadlight.domain.scope import COMMAND_LINE
from leadlight.record import tables as t
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.warehouse.query import Filters, Query, run
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests import records
from tests.warehouse.records import DEFAULTS, Room, open_room

CHANGES = {
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "America/Santiago": (date(2026, 9, 6), date(2026, 4, 4)),  # at midnight: a day begins at one
    "Australia/Lord_Howe": (date(2026, 10, 4), date(2026, 4, 5)),  # by half an hour
    "Africa/Cairo": (date(2026, 4, 24), date(2026, 10, 29)),  # at midnight, too
    "Asia/Kathmandu": (date(2026, 3, 29), date(2026, 10, 25)),  # none, but three quarters of an hour off
}
"""Zones, with the days that have fewer and more hours."""
STEP = timedelta(minutes=30)
GRAINS = ("day", "week", "month")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("zones")
    room = open_room(folder)
    yield room
    room.record.dispose()
    if records.ENGINE == "postgresql":
        records.forget(folder)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    warehouse = Warehouse(tmp_path_factory.mktemp("numbers") / "warehouse.duckdb")
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def bots(room: Room, warehouse: Warehouse) -> dict[str, int]:
    """A bot a zone, with a lead and a conversation each half hour of three days around each change of its clocks."""
    found = {zone: room.bot(zone.replace("/", "-"), zone) for zone in CHANGES}
    with UnitOfWork(room.record, room.clock, COMMAND_LINE) as work:
        for zone, bot_id in found.items():
            moments = [{"bot_id": bot_id, "captured_at": at} for at in instants(zone)]
            usual = DEFAULTS["lead"](room.clock.now())
            work.connection.execute(
                insert(t.lead), [usual | {"status_at": row["captured_at"]} | row for row in moments]
            )
            usual = DEFAULTS["conversation"](room.clock.now())
            talks = [usual | {"bot_id": bot_id, "started_at": at, "last_message_at": at} for at in instants(zone)]
            work.connection.execute(insert(t.conversation), talks)
        for table in (t.lead, t.conversation):
            work.touch(table.name, *work.connection.execute(table.select().with_only_columns(table.c.id)).scalars())
        work.commit()
    follow(room.record, warehouse, SystemClock())
    return found


def instants(zone: str) -> list[datetime]:
    """Every half hour from the eve of each change to the day after it."""
    found = []
    for day in CHANGES[zone]:
        start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(days=1)
        found += [start + at * STEP for at in range(3 * 48)]
    return found


@pytest.mark.parametrize("zone", CHANGES)
def test_days_weeks_and_months_hold_the_same_leads(bots: dict[str, int], warehouse: Warehouse, zone: str) -> None:
    filters = Filters((bots[zone],))
    local = Counter(at.astimezone(ZoneInfo(zone)).date() for at in instants(zone))
    with warehouse.read() as cursor:
        found = {grain: run(cursor, Query(filters, ("leads", "conversations"), (grain,))) for grain in GRAINS}
    for grain, frame in found.items():
        assert frame["leads"].sum() == frame["conversations"].sum() == local.total(), grain
    assert dict(found["day"].select("day", "leads").iter_rows()) == local
    weeks, months = Counter[date](), Counter[date]()
    for day, number in local.items():
        weeks[day - timedelta(days=day.weekday())] += number
        months[day.replace(day=1)] += number
    assert dict(found["week"].select("week", "leads").iter_rows()) == weeks
    assert dict(found["month"].select("month", "leads").iter_rows()) == months


@pytest.mark.parametrize("zone", CHANGES)
def test_the_chart_of_days_holds_every_lead_at_each_grain(
    bots: dict[str, int], warehouse: Warehouse, zone: str
) -> None:
    chart = find("leads_by_day")
    every, total = Filters((bots[zone],)), len(instants(zone))
    spans = [  # a month of bars, a year of weeks, and years of months
        replace(every, first=date(2026, 1, 1), last=date(2026, 12, 31)),
        replace(every, first=date(2024, 1, 1), last=date(2026, 12, 31)),
    ]
    with warehouse.read() as cursor:
        for filters in spans:
            table = chart.table(chart.shape(chart.ask(filters).read(cursor), filters))
            assert sum(int(str(row[1])) for row in table.rows) == total
        by_day = 0
        for day in CHANGES[zone]:
            filters = replace(every, first=day - timedelta(days=20), last=day + timedelta(days=20))
            table = chart.table(chart.shape(chart.ask(filters).read(cursor), filters))
            by_day += sum(int(str(row[1])) for row in table.rows)
    assert by_day == total


HALVES = dict.fromkeys(CHANGES, (46, 50)) | {"Australia/Lord_Howe": (47, 49), "Asia/Kathmandu": (48, 48)}
"""Half hours of the shorter and of the longer day."""


@pytest.mark.parametrize("zone", CHANGES)
def test_days_of_23_and_25_hours_hold_what_their_hours_brought(
    bots: dict[str, int], warehouse: Warehouse, zone: str
) -> None:
    short, long = CHANGES[zone]
    with warehouse.read() as cursor:
        found = dict(run(cursor, Query(Filters((bots[zone],)), ("leads",), ("day",))).iter_rows())
    assert (found[short], found[long]) == HALVES[zone]
    assert sum(found.values()) == len(instants(zone))
