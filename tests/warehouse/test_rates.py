"""Rates side by side: counted as the catalogue counts, and for two periods as they stood at equal age."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from leadlight.errors import RefusedError
from leadlight.stats.mix import split
from leadlight.warehouse.change import Change
from leadlight.warehouse.compare import Pair, Periods
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.metrics import NO_VALUE
from leadlight.warehouse.query import Query
from leadlight.warehouse.rates import Counted, periods
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests import records
from tests.warehouse.records import open_room

FIRST, LAST, TODAY = date(2026, 3, 11), date(2026, 3, 20), date(2026, 3, 20)
RANGE = Filters((1,), FIRST, LAST, today=TODAY)
STAGES = ("contacted", "qualified", "converted")


@dataclass
class Plain:
    """A lead as the test knows it: captured at half past, with when it entered what."""

    captured: datetime
    channel: str | None
    moves: dict[str, datetime]

    def stood(self, stage: str, day: date) -> bool:
        """Whether it had reached the stage, or a later one, by the end of that day."""
        ahead = STAGES[STAGES.index(stage) :]
        return any(self.moves[each].date() <= day for each in ahead if each in self.moves)


def made() -> list[Plain]:
    """80 leads over three weeks; some skip a stage, some stay, none moves after the test's present day."""
    random, leads = Random(11), []
    for at in range(80):
        captured = datetime(2026, 3, 1 + at % 20, random.randrange(24), 30, tzinfo=UTC)
        moves, when = {}, captured
        for stage in STAGES:
            when += timedelta(hours=random.choice([2, 9, 31, 75, 140]))
            if when.date() <= TODAY and random.random() < 0.75:
                moves[stage] = when
        leads.append(Plain(captured, random.choice(["widget", "whatsapp", None]), moves))
    return leads


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Warehouse, list[Plain]]]:
    """The made leads in a warehouse, with a conversation each and ten that led to none."""
    folder: Path = tmp_path_factory.mktemp("rates")
    room, leads = open_room(folder), made()
    bot = room.bot("a")
    for lead in leads:
        talk = room.conversation(bot, channel=lead.channel, started_at=lead.captured)
        ident = room.lead(bot, captured_at=lead.captured, channel=lead.channel, conversation_id=talk)
        for stage, at in sorted(lead.moves.items(), key=lambda move: move[1]):
            room.move(ident, stage, at)
    for day in range(10):
        room.conversation(bot, channel="widget", started_at=datetime(2026, 3, 5 + day, 9, tzinfo=UTC))
    warehouse = Warehouse(folder / "warehouse.duckdb")
    follow(room.record, warehouse, room.clock)
    yield warehouse, leads
    warehouse.close()
    room.record.dispose()
    records.forget(folder) if records.ENGINE == "postgresql" else None


def test_as_they_stand_they_are_the_catalogues(world: tuple[Warehouse, list[Plain]]) -> None:
    warehouse, _ = world
    measures = ("leads", "qualified", "converted", "capture_rate", "hot_share", "conversations")
    with warehouse.read() as cursor:
        found = {
            row[1]: row[2:]
            for row in Counted(RANGE, ("capture_rate", "qualified_rate", "conversion_rate")).read(cursor).rows()
        }
        known = Query(RANGE, measures).read(cursor).row(0, named=True)
        split_up = Counted(RANGE, ("conversion_rate",), "channel").read(cursor)
    assert found["qualified_rate"] == (known["qualified"], known["leads"])
    assert found["conversion_rate"] == (known["converted"], known["leads"])
    assert found["capture_rate"][1] == known["conversations"]
    assert found["capture_rate"][0] / found["capture_rate"][1] == known["capture_rate"]
    assert set(split_up["value"]) == {"widget", "whatsapp", NO_VALUE}
    assert (split_up["k"].sum(), split_up["n"].sum()) == found["conversion_rate"]


@pytest.mark.parametrize("rate", ["qualified", "conversion"])
@pytest.mark.parametrize("day", [date(2026, 3, day) for day in (9, 12, 15, 19)])
def test_as_they_stood_is_a_plain_count_of_moves_by_then(
    world: tuple[Warehouse, list[Plain]], rate: str, day: date
) -> None:
    warehouse, leads = world
    stage = {"qualified": "qualified", "conversion": "converted"}[rate]
    known = [lead for lead in leads if FIRST <= lead.captured.date() <= min(LAST, day)]
    with warehouse.read() as cursor:
        found = Counted(RANGE, (f"{rate}_rate",), as_of=day).read(cursor).row(0)
    assert found[2:] == (sum(lead.stood(stage, day) for lead in known), len(known))


def test_periods_stand_at_equal_age() -> None:
    later, earlier = periods(RANGE)
    assert (earlier.filters.first, earlier.filters.last) == (date(2026, 3, 1), date(2026, 3, 10))
    assert (later.as_of, earlier.as_of) == (date(2026, 3, 19), date(2026, 3, 9))


def test_a_later_period_turns_the_ages_round() -> None:
    here, there = periods(replace(RANGE, first=date(2026, 3, 1), last=date(2026, 3, 5)), date(2026, 3, 11))
    assert (there.filters.first, there.filters.last) == (date(2026, 3, 11), date(2026, 3, 15))
    assert (here.as_of, there.as_of) == (date(2026, 3, 9), date(2026, 3, 19))


@pytest.mark.parametrize("than", [date(2026, 3, 2), date(2026, 3, 11), date(2026, 3, 20), date(1, 1, 1)])
def test_periods_that_share_days_or_cannot_be_are_refused(than: date) -> None:
    with pytest.raises(RefusedError) as caught:
        Periods(replace(RANGE, today=date(2, 1, 1)) if than.year == 1 else RANGE, than)
    assert caught.value.field == "than"


def test_an_open_range_has_no_period_before() -> None:
    with pytest.raises(RefusedError, match="no period to compare with"):
        Periods(replace(RANGE, first=None))


def test_two_values_stand_side_by_side_whatever_the_filter_on_them(world: tuple[Warehouse, list[Plain]]) -> None:
    warehouse, leads = world
    filtered = replace(RANGE, where=(("channel", ("widget",)),))
    with warehouse.read() as cursor:
        found = Pair(filtered, "channel", "whatsapp", NO_VALUE).read(cursor)
        default = Pair(RANGE, "channel").read(cursor)
    sizes = dict(found.filter(found["rate"] == "conversion_rate").select("value", "n").rows())
    within = [lead for lead in leads if FIRST <= lead.captured.date() <= LAST]
    assert sizes == {
        "whatsapp": sum(lead.channel == "whatsapp" for lead in within),
        NO_VALUE: sum(lead.channel is None for lead in within),
    }
    most = sorted(("widget", "whatsapp"), key=lambda name: -sum(lead.channel == name for lead in within))
    assert default["value"].unique(maintain_order=True).to_list() == most


def test_a_value_nobody_has_counts_nothing(world: tuple[Warehouse, list[Plain]]) -> None:
    with world[0].read() as cursor:
        found = Pair(RANGE, "channel", "widget", "'; DROP TABLE lead; --").read(cursor)
    assert found.filter(found["side"] == 1)["n"].sum() == 0
    assert found.filter(found["side"] == 0)["n"].sum() > 0


@pytest.mark.parametrize(("by", "one", "two"), [("status", "", ""), ("nonsense", "", ""), ("channel", "x", "x")])
def test_what_cannot_be_compared_is_refused(by: str, one: str, two: str) -> None:
    with pytest.raises(RefusedError):
        Pair(RANGE, by, one, two)


def test_a_rate_that_the_filters_do_not_suit_is_left_out_or_refused(world: tuple[Warehouse, list[Plain]]) -> None:
    owned = replace(RANGE, where=(("owner", ("ann",)),))
    with world[0].read() as cursor:
        assert "capture_rate" not in Pair(owned, "channel", "widget", "whatsapp").read(cursor)["rate"].to_list()
        with pytest.raises(RefusedError, match="cannot be split or filtered by owner"):
            Change(owned, "capture_rate", "channel").read(cursor)


def test_a_changes_parts_are_the_whole_change(world: tuple[Warehouse, list[Plain]]) -> None:
    warehouse, leads = world
    with warehouse.read() as cursor:
        rows = Change(RANGE, "qualified_rate", "channel").read(cursor).rows(named=True)
    sides = [{row["value"]: (row["k"], row["n"]) for row in rows if row["side"] == at} for at in (0, 1)]
    found = split(*sides)
    assert found is not None
    assert sum(part.total for part in found.parts) == found.change
    for side, (first, until) in enumerate(((date(2026, 3, 1), date(2026, 3, 9)), (FIRST, date(2026, 3, 19)))):
        known = [lead for lead in leads if first <= lead.captured.date() <= until]
        assert sum(k for k, _ in sides[side].values()) == sum(lead.stood("qualified", until) for lead in known)
        assert sum(n for _, n in sides[side].values()) == len(known)
