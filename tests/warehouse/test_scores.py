"""Scores and their outcomes, counted by hand: the young are pending, tests and the unscored are in no number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from leadlight.warehouse.filters import Filters
from leadlight.warehouse.maturity import settled
from leadlight.warehouse.scores import Scores, Signals
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.warehouse.records import NOW, Room

TODAY = NOW.date()
LAST = TODAY - timedelta(days=90)  # the usual window: nobody converted often enough to tell another
OLD = NOW - timedelta(days=120)


@dataclass(frozen=True)
class Sample:
    """A followed bot of eight leads."""

    warehouse: Warehouse
    filters: Filters


@pytest.fixture
def sample(room: Room, warehouse: Warehouse) -> Sample:
    bot = room.bot("a")

    def lead(captured: datetime, to: str, signals: dict[str, int] | None, **more: object) -> None:
        talk = None if signals is None else room.conversation(bot, started_at=captured)
        for kind, points in (signals or {}).items():
            room.signal(bot, talk or 0, kind, points)
        found = room.lead(bot, captured_at=captured, conversation_id=talk, **more)
        if to != "new":
            room.move(found, to, captured + timedelta(days=5))

    lead(OLD, "converted", {"demo": 70})
    lead(OLD, "lost", {"demo": 60, "pricing": 10})
    lead(OLD, "qualified", {"pricing": 50, "spam": -10})
    lead(NOW - timedelta(days=90), "new", {"pricing": 40})  # on the last day that is old enough
    lead(NOW - timedelta(days=89), "converted", {"pricing": 40})  # a day too young
    lead(OLD, "converted", None)
    lead(OLD, "converted", {"demo": 70}, is_test=True)
    lead(OLD, "converted", {})
    follow(room.record, warehouse, room.clock)
    return Sample(warehouse, Filters((bot,), today=TODAY))


def test_window_leaves_the_young_out(sample: Sample) -> None:
    with sample.warehouse.read() as cursor:
        found = settled(cursor, sample.filters)
    assert (found.days, found.last) == (90, LAST)


def test_range_that_ends_earlier_ends_the_settled_days(sample: Sample) -> None:
    with sample.warehouse.read() as cursor:
        found = settled(cursor, Filters((1,), date(2025, 1, 1), date(2025, 2, 1), today=TODAY))
    assert found.last == date(2025, 2, 1)


def test_outcomes_by_score_are_those_counted_by_hand(sample: Sample) -> None:
    with sample.warehouse.read() as cursor:
        found = Scores(sample.filters).read(cursor)
    columns = ("score", "temperature", "leads", "settled", "converted", "qualified")
    assert found.select(columns).rows() == [
        (0, "cold", 1, 1, 1, 1),
        (40, "warm", 3, 2, 0, 1),
        (70, "hot", 2, 2, 1, 1),
    ]
    assert found.select("hot_from", "warm_from", "window", "first", "last").unique().rows() == [
        (60, 30, 90, None, LAST)
    ]


def test_months_add_up_to_the_whole(sample: Sample) -> None:
    numbers = ("leads", "settled", "converted", "qualified")
    with sample.warehouse.read() as cursor:
        whole, months = (Scores(sample.filters, monthly).read(cursor) for monthly in (False, True))
    assert months["month"].n_unique() > 1
    assert months.select(numbers).sum().rows() == whole.select(numbers).sum().rows()


def test_outcomes_by_signal_are_those_counted_by_hand(sample: Sample) -> None:
    with sample.warehouse.read() as cursor:
        found = Signals(sample.filters).read(cursor)
    assert found.select("signal", "leads", "settled", "converted", "qualified").rows() == [
        (None, 6, 5, 2, 3),
        ("pricing", None, 3, 0, 1),
        ("demo", None, 2, 1, 1),
        ("spam", None, 1, 0, 1),
    ]


def test_another_bot_has_none(sample: Sample) -> None:
    elsewhere = Filters((99,), today=TODAY)
    with sample.warehouse.read() as cursor:
        assert Scores(elsewhere).read(cursor).is_empty()
        assert Signals(elsewhere).read(cursor)["settled"].to_list() == [0]
