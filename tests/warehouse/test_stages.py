"""Three funnels counted by hand, and each against a plain count of the record of the generated bot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from sqlalchemy import select

from leadlight.bootstrap import House, open_house
from leadlight.clock import FixedClock
from leadlight.domain.scope import OWNER
from leadlight.domain.status import BY_KEY, STEPS
from leadlight.domain.window import USUAL, window_for
from leadlight.errors import RefusedError
from leadlight.record import tables as t
from leadlight.record.engine import reading
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.leads_list import count
from leadlight.warehouse.spans import parse
from leadlight.warehouse.stages import Funnels, Outcomes, Steps, Times
from leadlight.warehouse.standing import Stalled, Stays
from leadlight.warehouse.store import Warehouse
from leadlight.warehouse.window import Cohorts, Survival, window_of
from pipelines.follow import follow
from pipelines.sample_bot import add_sample_bot
from tests import records
from tests.conftest import NOW as NOON
from tests.warehouse.records import Room

ZONE = "America/New_York"
TODAY = date(2026, 11, 20)
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def at(day: str, hour: int = 12) -> datetime:
    """An instant by the clock of New York."""
    return datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@dataclass
class Seen:
    """A bot whose questions are answered as of now: seen(Question(filters))."""

    room: Room
    warehouse: Warehouse
    bot: int

    @property
    def march(self) -> Filters:
        """Its March, looked at in November."""
        return Filters((self.bot,), *MARCH, today=TODAY)

    def __call__(self, question: Any) -> Any:
        follow(self.room.record, self.warehouse, self.room.clock)
        with self.warehouse.read() as cursor:
            return question.read(cursor)


@pytest.fixture
def seen(room: Room, warehouse: Warehouse) -> Seen:
    return Seen(room, warehouse, room.bot("b", ZONE))


def seven(room: Room, bot: int) -> None:
    """Seven leads, told in the test that counts them."""
    whole = room.lead(bot, captured_at=at("2026-03-02"))  # A: every stage, in March
    for to, day in (("contacted", "03-03"), ("qualified", "03-05"), ("converted", "03-30")):
        room.move(whole, to, at(f"2026-{day}"))
    late = room.lead(bot, captured_at=at("2026-03-10"))  # B: skipped two stages, converted in April
    room.move(late, "converted", at("2026-04-02"))
    undone = room.lead(bot, captured_at=at("2026-03-11"))  # C: qualified by mistake, undone; lost, and back again
    move = room.move(undone, "qualified", at("2026-03-12"))
    room.move(undone, "new", at("2026-03-12"), voids_id=move)
    room.move(undone, "lost", at("2026-03-20"), reason="price")
    room.move(undone, "contacted", at("2026-03-25"))
    early = room.lead(bot, captured_at=at("2026-02-27"))  # D: captured in February, qualified in March, lost in April
    room.move(early, "qualified", at("2026-03-01", 0))
    room.move(early, "lost", at("2026-04-03"), reason="price")
    room.change("lead", early, status_reason="price")
    last = at("2026-03-31", 23)
    room.lead(bot, captured_at=last, status_at=last)  # E: no moves; New York's 31 March is 1 April in UTC
    dated = room.lead(bot, captured_at=at("2026-03-29", 0), captured_precision="day")  # F: dates only
    room.move(dated, "contacted", at("2026-03-31", 0), at_precision="day")
    room.lead(bot, captured_at=at("2026-03-05"), is_test=True)  # a test: in no number


def test_three_funnels_of_seven_leads(room: Room, seen: Seen) -> None:
    seven(room, seen.bot)
    row = seen(Funnels(seen.march)).row(0, named=True)
    assert row["captured"] == 5  # A B C E F
    assert [row[f"{key}_cohort"] for key in ("contacted", "qualified", "converted")] == [4, 2, 2]  # A B C F, A B, A B
    assert [row[f"{key}_entered"] for key in ("contacted", "qualified", "converted")] == [4, 2, 1]  # A C D F, A D, A
    assert [row[f"{key}_both"] for key in ("contacted", "qualified", "converted")] == [3, 1, 1]  # A C F, A, A
    assert [row[f"{key}_later"] for key in ("contacted", "qualified", "converted")] == [1, 1, 1]  # B
    assert [row[f"{key}_earlier"] for key in ("contacted", "qualified", "converted")] == [1, 1, 0]  # D
    assert [row[f"{key}_open"] for key in ("new", "contacted", "qualified")] == [1, 2, 0]  # E, C F


def test_strictly_only_who_passed_every_stage_counts(room: Room, seen: Seen) -> None:
    seven(room, seen.bot)
    row = seen(Funnels(seen.march, "strict")).row(0, named=True)
    assert [row[f"{key}_cohort"] for key in ("contacted", "qualified", "converted")] == [3, 1, 1]  # A C F, A, A
    assert [row[f"{key}_entered"] for key in ("contacted", "qualified", "converted")] == [3, 1, 1]
    assert [row[f"{key}_earlier"] for key in ("contacted", "qualified", "converted")] == [0, 0, 0]


def test_who_came_no_further_is_lost_pending_or_open(room: Room, seen: Seen) -> None:
    seven(room, seen.bot)
    young = Filters((seen.bot,), *MARCH, today=date(2026, 4, 1))
    found = {row["level"]: row for row in seen(Outcomes(young, window=7)).iter_rows(named=True)}
    told = {level: tuple(row[name] for name in ("lost", "pending", "open", "ahead")) for level, row in found.items()}
    assert told == {0: (0, 1, 0, 0), 1: (0, 1, 1, 0), 2: (0, 0, 0, 0), 3: (0, 0, 0, 2)}  # E; F and C; none; A and B
    strict = {row["level"]: row["ahead"] for row in seen(Outcomes(young, "strict", 7)).iter_rows(named=True)}
    assert strict == {0: 1, 1: 0, 2: 0, 3: 1}  # B won without a stage


def test_times_are_of_those_who_entered_the_stage_itself(room: Room, seen: Seen) -> None:
    seven(room, seen.bot)
    cohort = seen(Times(seen.march, "cohort")).row(0, named=True)
    assert (cohort["qualified_timed"], cohort["qualified_median"]) == (1, 3.0)
    assert cohort["contacted_timed"] == 3  # A 1 day, C 14 less the hour that March takes off; F 2 whole days
    assert cohort["contacted_median"] == 2.0  # F, by whole days though the clocks changed
    entered = seen(Times(seen.march, "entered")).row(0, named=True)
    assert entered["converted_timed"] == 1
    snapshot = seen(Times(seen.march, "snapshot")).row(0, named=True)
    assert snapshot["new_median"] == (TODAY - date(2026, 3, 31)).days


def test_visits_end_or_last(room: Room, seen: Seen) -> None:
    seven(room, seen.bot)
    found = {(row["stage"], row["ended"]): 0 for row in seen(Stays(seen.march)).iter_rows(named=True)}
    for row in seen(Stays(seen.march)).iter_rows(named=True):
        found[row["stage"], row["ended"]] += row["visits"]
    # New ended for A, B, C (lost), F; contacted for A; qualified for A. E is new yet, C and F contacted.
    assert found == {("new", True): 4, ("new", False): 1, ("contacted", True): 1, ("contacted", False): 2,
                     ("qualified", True): 1}  # fmt: skip
    lengths = {(row["stage"], row["days"]) for row in seen(Stays(seen.march)).iter_rows(named=True) if row["ended"]}
    assert ("qualified", 25 - 1 / 24) in lengths  # 5 to 30 March, less the hour that the clocks take away
    assert ("new", 2.0) in lengths  # F


def test_stalled_are_open_leads_without_a_move(room: Room, seen: Seen) -> None:
    seven(room, seen.bot)
    filters = Filters((seen.bot,), today=date(2026, 4, 8))
    found = {row["stage"]: (row["leads"], row["stalled"]) for row in seen(Stalled(filters, 7)).iter_rows(named=True)}
    assert found == {"new": (1, 1), "contacted": (2, 2)}
    found = {row["stage"]: (row["leads"], row["stalled"]) for row in seen(Stalled(filters, 14)).iter_rows(named=True)}
    assert found == {"new": (1, 0), "contacted": (2, 1)}  # C's last move took effect on 25 March


def test_a_lead_is_watched_until_it_converts_or_today(room: Room, seen: Seen) -> None:
    seven(room, seen.bot)
    filters = Filters((seen.bot,), *MARCH, today=date(2026, 4, 3))
    found = seen(Survival(filters, 30)).filter(whose="range").select("days", "converted", "leads").rows()
    # A after 28 local days, B after 23; C, E and F watched for 23, 3 and 5: a lost lead would be as well.
    assert sorted(found) == [(3, False, 1), (5, False, 1), (23, False, 1), (23, True, 1), (28, True, 1)]
    cohort = seen(Cohorts(filters, "month", 30)).row(0, named=True)
    assert (cohort["cohort"], cohort["last"], cohort["leads"]) == (date(2026, 3, 1), date(2026, 3, 31), 5)
    assert (cohort["by_14"], cohort["by_30"], cohort["converted"], cohort["pending"]) == (0, 2, 2, 3)


def test_the_window_is_the_bots_pace_rounded_up() -> None:
    assert [window_for(days, 30) for days in (0.0, 7.0, 7.1, 60.0, 61.0, 500.0)] == [7, 7, 14, 60, 90, 365]
    assert window_for(3.0, 29) == window_for(None, 0) == USUAL


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda f: Funnels(f, "loosely"), "counting"),
        (lambda f: Funnels(f, by="nothing"), "split"),
        (lambda f: Funnels(f, by="has_lead"), "split"),
        (lambda f: Times(f, "all"), "funnel"),
        (lambda f: Cohorts(f, "day"), "grain"),
        (lambda f: Stalled(f, 8), "idle"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(make: Any, field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        make(Filters((1,)))
    assert refused.value.field == field


# --- The generated bot, counted apart from the record ---------------------------------------------------------------


@dataclass
class Plain:
    """A lead as this test itself puts it together."""

    captured: date
    status: str
    channel: str
    first: dict[str, date]

    def day(self, at: int, counting: str) -> date | None:
        """The day it came to a step; None where it never did."""
        if counting == "credited":
            return min((self.first[step.key] for step in STEPS[at:] if step.key in self.first), default=None)
        passed = all(step.key in self.first for step in STEPS[: at + 1])
        return self.first[STEPS[at].key] if passed else None


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Warehouse, int, list[Plain]]]:
    folder = tmp_path_factory.mktemp("stages")
    house = open_house(records.settings(folder), FixedClock(NOON))
    add_sample_bot(house, OWNER, 400, 5, "demo")
    warehouse = Warehouse(house.settings.warehouse_path)
    follow(house.engine, warehouse, house.clock)
    bot, leads = plainly(house)
    yield warehouse, bot, leads
    warehouse.close()
    house.engine.dispose()
    records.forget(folder) if records.ENGINE == "postgresql" else None


def plainly(house: House) -> tuple[int, list[Plain]]:
    with reading(house.engine) as connection:
        bot = connection.execute(select(t.bot)).mappings().one()
        rows = connection.execute(select(t.lead)).mappings().all()
        moves = connection.execute(select(t.stage_move).order_by(t.stage_move.c.at)).mappings().all()
    zone = ZoneInfo(bot["zone"])
    void = {move["voids_id"] for move in moves}
    first: dict[int, dict[str, date]] = {}
    for move in moves:
        if move["id"] not in void and move["voids_id"] is None:
            first.setdefault(move["lead_id"], {}).setdefault(move["to_status"], move["at"].astimezone(zone).date())
    return bot["id"], [
        Plain(row["captured_at"].astimezone(zone).date(), row["status"], row["channel"], first.get(row["id"], {}))
        for row in rows
        if not row["is_test"]
    ]


@pytest.mark.parametrize("counting", ["credited", "strict"])
@pytest.mark.parametrize("days", [30, 90, 900])
def test_the_generated_bots_funnels_are_a_plain_count(sample: Any, counting: str, days: int) -> None:
    warehouse, bot, leads = sample
    last = NOON.date() - timedelta(days=10)
    first = last - timedelta(days=days)
    with warehouse.read() as cursor:
        split = Funnels(Filters((bot,), first, last, today=NOON.date()), counting, "channel").read(cursor)
        whole = Funnels(Filters((bot,), first, last, today=NOON.date()), counting).read(cursor).row(0, named=True)
    for channel in {*split["value"], ""}:
        found = whole if not channel else split.filter(value=channel).row(0, named=True)
        some = [lead for lead in leads if not channel or (lead.channel or "(none)") == channel]
        inside = [lead for lead in some if first <= lead.captured <= last]
        assert found["captured"] == len(inside)
        for at_, step in enumerate(STEPS):
            came = {id(lead): lead.day(at_, counting) for lead in some}
            within = [lead for lead in some if (day := came[id(lead)]) and first <= day <= last]
            assert found[f"{step.key}_cohort"] == sum(came[id(lead)] is not None for lead in inside)
            assert found[f"{step.key}_entered"] == len(within)
            assert found[f"{step.key}_both"] == sum(first <= lead.captured <= last for lead in within)
        for key in ("new", "contacted", "qualified"):
            assert found[f"{key}_open"] == sum(lead.status == key for lead in some)


def test_the_generated_bots_cohort_adds_up(sample: Any) -> None:
    warehouse, bot, leads = sample
    filters = Filters((bot,), today=NOON.date())
    with warehouse.read() as cursor:
        row = Steps(filters).read(cursor).row(0, named=True)
        window = window_of(cursor, filters)
    waits = [(lead.first["converted"] - lead.captured).days for lead in leads if "converted" in lead.first]
    assert row["window"] == window == window_for(float(np.quantile(waits, 0.9)), len(waits))
    counts = [row["captured"], *(row[f"{step.key}_cohort"] for step in STEPS)]
    for level, (before, after) in enumerate(pairwise(counts)):
        assert before - after == sum(row[name][level] for name in ("lost", "pending", "open", "ahead"))
    young = [lead for lead in leads if (NOON.date() - lead.captured).days < window]
    assert sum(row["pending"]) == sum(BY_KEY[lead.status].type == "open" for lead in young)


def test_the_generated_bots_survival_is_a_plain_count(sample: Any) -> None:
    warehouse, bot, leads = sample
    with warehouse.read() as cursor:
        found = Survival(Filters((bot,), today=NOON.date()), 60).read(cursor).filter(whose="range")
    plain: dict[tuple[int, bool], int] = {}
    for lead in leads:
        day = lead.first.get("converted")
        key = (max(((day or NOON.date()) - lead.captured).days, 0), day is not None)
        plain[key] = plain.get(key, 0) + 1
    assert {(row[0], row[1]): row[2] for row in found.select("days", "converted", "leads").rows()} == plain


def test_a_lead_of_every_zone_counts_on_its_own_day(room: Room, warehouse: Warehouse) -> None:
    moment = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)  # 31 March west of Greenwich, 1 April east of it
    zones = ("UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati")
    for zone in zones:
        lead = room.lead(room.bot(zone.lower().replace("/", "-").replace("_", "-"), zone), captured_at=moment)
        room.move(lead, "contacted", moment)
    follow(room.record, warehouse, room.clock)
    with warehouse.read() as cursor:
        for ident, zone in enumerate(zones, start=1):
            row = Funnels(Filters((ident,), date(2026, 3, 1), date(2026, 3, 31))).read(cursor).row(0, named=True)
            in_march = zone in ("UTC", "America/New_York")
            assert (row["captured"], row["contacted_entered"]) == ((1, 1) if in_march else (0, 0)), zone


def test_spans_narrow_a_list_to_what_a_funnel_counts(room: Room, seen: Seen) -> None:
    seven(room, seen.bot)
    seen(Funnels(seen.march))

    class Listed:
        def __init__(self, key: str, text: str) -> None:
            self.filters = Filters((seen.bot,), spans=(parse(key, text),))

        def read(self, cursor: Any) -> int:
            return count(cursor, self.filters)

    asked = {
        ("reached_qualified", "2026-03-01..2026-03-31"): 2, ("reached_qualified", ".."): 3,
        ("passed_qualified", ".."): 1, ("reached_converted", "2026-04-01.."): 1, ("reached_any", "..2026-02-28"): 1,
        ("passed_any", "2026-03-01..2026-03-31"): 5, ("stands_since", "..2026-03-30"): 2,
    }  # fmt: skip
    assert {key: seen(Listed(*key)) for key in asked} == asked


@pytest.mark.parametrize("text", ["", "2026-03-01", "2026-03-31..2026-03-01", "20260301..", "a..b", "..2026-02-30"])
def test_days_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse("stands_since", text)
    assert refused.value.field == "stands_since"
