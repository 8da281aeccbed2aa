"""Following the feed ends where a rebuild would, whatever happened in between."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from leadlight.domain.status import STATUSES
from leadlight.record import feed
from leadlight.record.engine import reading
from leadlight.record.followers import report_progress
from leadlight.warehouse.store import Warehouse
from pipelines import follower as following
from pipelines.check import check
from pipelines.follow import Followed, follow, rebuild
from pipelines.follower import Follower
from tests.warehouse.records import NOW, Room, open_room

TABLES = ("bot", "lead", "conversation", "stage_move", "score_entry", "capture_event")
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = open_room(tmp_path)
    yield room
    room.record.dispose()


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    yield warehouse
    warehouse.close()


def dump(warehouse: Warehouse) -> dict[str, list[Any]]:
    with warehouse.read() as cursor:
        return {name: cursor.execute(f"SELECT * FROM {name} ORDER BY id").pl().to_dicts() for name in TABLES}


def differences(ours: dict[str, list[Any]], theirs: dict[str, list[Any]]) -> list[str]:
    assert {name: len(rows) for name, rows in ours.items()} == {name: len(rows) for name, rows in theirs.items()}
    return [
        f"{table} {left['id']} {name}: {left[name]} {right[name]}"
        for table in ours
        for left, right in zip(ours[table], theirs[table], strict=True)
        for name in left
        if left[name] != right[name]
    ]


def value(warehouse: Warehouse, sql: str) -> Any:
    with warehouse.read() as cursor:
        row = cursor.execute(sql).fetchone()
        return row if row is None or len(row) > 1 else row[0]


def full(room: Room) -> tuple[int, int, int]:
    """A bot with a conversation that became a lead."""
    bot = room.bot("a", "Europe/Berlin")
    talk = room.conversation(bot)
    room.signal(bot, talk, "demo_request", 40)
    room.signal(bot, talk, "pricing", 30)
    return bot, talk, room.lead(bot, conversation_id=talk, email="A@Example.com", name="Ödön")


def test_lead_carries_score_temperature_and_reasons(room: Room, warehouse: Warehouse) -> None:
    full(room)
    follow(room.record, warehouse, room.clock)
    found = value(warehouse, "SELECT score, temperature, reasons, search_text FROM lead")
    assert found == (70, "hot", ["demo_request", "pricing"], "ödön\na@example.com")


def test_lead_without_conversation_has_no_score(room: Room, warehouse: Warehouse) -> None:
    room.lead(room.bot("a"))
    follow(room.record, warehouse, room.clock)
    assert value(warehouse, "SELECT score, temperature, reasons FROM lead") == (None, "(none)", [])


def test_undone_move_is_kept_and_reaches_nothing(room: Room, warehouse: Warehouse) -> None:
    _, _, lead = full(room)
    moved = room.move(lead, "converted", NOW + timedelta(hours=1), from_status="new")
    room.move(lead, "new", NOW + timedelta(hours=2), from_status="converted", voids_id=moved)
    follow(room.record, warehouse, room.clock)
    assert value(warehouse, "SELECT reached_converted, entered_converted, days_to_converted FROM lead") == (
        False,
        False,
        None,
    )
    assert value(warehouse, "SELECT count(*) FILTER (is_void), count(*) FILTER (is_undo) FROM stage_move") == (1, 1)


def test_skipped_stage_is_credited_but_not_entered(room: Room, warehouse: Warehouse) -> None:
    _, _, lead = full(room)
    room.move(lead, "qualified", NOW + timedelta(hours=12))
    room.move(lead, "lost", NOW + timedelta(days=2))
    follow(room.record, warehouse, room.clock)
    found = value(
        warehouse,
        "SELECT reached_contacted, entered_contacted, reached_qualified, entered_qualified, days_to_contacted, "
        "days_to_qualified, closed_as, closed_day FROM lead",
    )
    assert found == (True, False, True, True, None, 0.5, "lost", date(2026, 3, 30))


@pytest.mark.parametrize(("precision", "days"), [("instant", 23 / 24), ("day", 1.0)])
def test_day_of_23_hours_is_one_day_where_only_dates_are_known(
    room: Room, warehouse: Warehouse, precision: str, days: float
) -> None:
    bot = room.bot("a", "Europe/Berlin")  # on 2026-03-29 its clocks skip an hour
    midnight = NOW.replace(hour=23)  # local 2026-03-29 00:00
    lead = room.lead(bot, captured_at=midnight, captured_precision=precision)
    room.move(lead, "contacted", midnight + timedelta(hours=23), at_precision=precision)
    follow(room.record, warehouse, room.clock)
    found = value(warehouse, "SELECT captured_day, captured_hour, days_to_contacted FROM lead")
    assert found == (date(2026, 3, 29), 0, pytest.approx(days))


def test_hour_that_comes_twice_stays_on_its_day(room: Room, warehouse: Warehouse) -> None:
    bot = room.bot("a", "Europe/Berlin")  # 2026-10-25 has 25 hours
    start = NOW.replace(month=10, day=24, hour=22)
    for hour in range(25):
        room.lead(bot, captured_at=start + timedelta(hours=hour))
    follow(room.record, warehouse, room.clock)
    assert value(warehouse, "SELECT count(*) FROM lead WHERE captured_day = DATE '2026-10-25'") == 25
    assert value(warehouse, "SELECT count(*) FROM lead WHERE captured_hour = 2") == 2
    assert value(warehouse, "SELECT any_value(captured_week), any_value(captured_weekday) FROM lead") == (
        date(2026, 10, 19),
        7,
    )


def test_deleted_lead_leaves_with_its_moves_and_its_conversation_forgets_it(room: Room, warehouse: Warehouse) -> None:
    _, _, lead = full(room)
    room.move(lead, "contacted", NOW)
    follow(room.record, warehouse, room.clock)
    assert value(warehouse, "SELECT lead_id FROM conversation") == lead
    room.drop("lead", lead)
    follow(room.record, warehouse, room.clock)
    assert value(warehouse, "SELECT (SELECT count(*) FROM lead) + (SELECT count(*) FROM stage_move)") == 0
    assert value(warehouse, "SELECT lead_id FROM conversation") is None


def test_zone_change_moves_every_local_day_of_that_bot(room: Room, warehouse: Warehouse) -> None:
    bot, _, _ = full(room)
    other = room.bot("b", "UTC")
    room.lead(other)
    room.put("capture_event", bot_id=bot)
    follow(room.record, warehouse, room.clock)
    room.change("bot", bot, zone="Pacific/Kiritimati")
    follow(room.record, warehouse, room.clock)
    hours = (
        "SELECT list(hour ORDER BY hour) FROM (SELECT captured_hour AS hour FROM lead UNION ALL SELECT started_hour "
    )
    hours += "FROM conversation UNION ALL SELECT happened_hour FROM capture_event)"
    assert value(warehouse, hours) == [2, 2, 2, 12]


def test_threshold_change_changes_temperatures(room: Room, warehouse: Warehouse) -> None:
    bot, _, _ = full(room)
    follow(room.record, warehouse, room.clock)
    room.change("bot", bot, hot_from=90)
    follow(room.record, warehouse, room.clock)
    assert value(warehouse, "SELECT l.temperature, c.temperature FROM lead l, conversation c") == ("warm", "warm")


def test_change_of_office_hours_counts_waiting_anew_in_that_bot(room: Room, warehouse: Warehouse) -> None:
    for name in ("a", "b"):
        room.move(room.lead(room.bot(name, "UTC")), "contacted", NOW + timedelta(days=7))
    follow(room.record, warehouse, room.clock)
    room.change("bot", 1, office_days="6", office_opens=600, office_closes=630)
    follow(room.record, warehouse, room.clock)
    assert value(warehouse, "SELECT list(contact_office_seconds ORDER BY bot_id) FROM lead") == [1800, 45 * 3600]
    follow_again = dump(warehouse)
    rebuild(room.record, warehouse, room.clock)
    assert dump(warehouse) == follow_again


def test_following_twice_changes_nothing(room: Room, warehouse: Warehouse) -> None:
    full(room)
    follow(room.record, warehouse, room.clock)
    once = dump(warehouse)
    with warehouse.write() as cursor:  # as after a crash between the record's commit and the watermark's
        cursor.execute("UPDATE watermark SET xid = 0, seq = 0")
    assert not follow(room.record, warehouse, room.clock).rebuilt
    assert dump(warehouse) == once


def test_pruned_feed_costs_a_rebuild(room: Room, warehouse: Warehouse) -> None:
    full(room)
    follow(room.record, warehouse, room.clock)
    room.lead(1)
    room.lead(1)
    with reading(room.record) as connection:
        newest = feed.newest(connection)
    assert report_progress(room.record, "another", newest, NOW) > 0
    room.lead(1)
    assert follow(room.record, warehouse, room.clock).rebuilt
    assert value(warehouse, "SELECT count(*) FROM lead") == 4


def test_other_record_costs_a_rebuild(room: Room, warehouse: Warehouse, tmp_path: Path) -> None:
    full(room)
    follow(room.record, warehouse, room.clock)
    (tmp_path / "other").mkdir()
    other = open_room(tmp_path / "other")
    other.bot("z")
    assert follow(other.record, warehouse, room.clock).rebuilt
    assert value(warehouse, "SELECT count(*) FROM lead") == 0


def test_test_leads_are_carried(room: Room, warehouse: Warehouse) -> None:
    room.lead(room.bot("a"), is_test=True)
    follow(room.record, warehouse, room.clock)
    assert value(warehouse, "SELECT is_test FROM lead") is True


def test_follower_sees_what_another_connection_commits(room: Room, warehouse: Warehouse) -> None:
    follower = Follower(room.record, warehouse, room.clock)
    follower.start()
    try:
        lead = room.lead(room.bot("a"))
        token = room.change("lead", lead, name="New")
        assert warehouse.wait_until(token, timeout=5)
        assert value(warehouse, "SELECT name FROM lead") == "New"
    finally:
        follower.stop()


def test_in_a_flood_the_log_is_put_into_the_file_between_batches(
    room: Room, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.follow.BATCH", 2)
    log, bot = warehouse.path.with_name(warehouse.path.name + ".wal"), room.bot("a")
    sizes = []
    for much in (10_000_000, 1):
        monkeypatch.setattr("leadlight.warehouse.store.MUCH", much)
        follow(room.record, warehouse, room.clock)
        warehouse.checkpoint()
        for _ in range(8):
            room.lead(bot)
        assert follow(room.record, warehouse, room.clock).rows == 8
        sizes.append(log.stat().st_size)
    assert 0 < sizes[1] < sizes[0] / 2


def test_woken_follower_does_not_wait_for_its_next_look(
    room: Room, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.follower.LOOK_EVERY", 3_600.0)
    lead = room.lead(room.bot("a"))
    old = room.change("lead", lead, name="Old")
    follower = Follower(room.record, warehouse, room.clock)
    follower.start()
    try:
        assert warehouse.wait_until(old, timeout=20)  # its first look; the next is an hour away
        token = room.change("lead", lead, name="New")
        follower.wake()
        assert warehouse.wait_until(token, timeout=20)
    finally:
        follower.stop()


def test_after_a_flood_the_follower_rests_and_then_looks_as_often_as_ever(
    room: Room, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower = Follower(room.record, warehouse, room.clock)
    waits: list[float | None] = []
    found = iter([following.FLOOD, 0])

    class Bell(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout)
            if len(waits) == 2:
                follower.stop()
            return False

    monkeypatch.setattr(follower, "_woken", Bell())
    monkeypatch.setattr(following, "follow", lambda *given: Followed(next(found), warehouse.position))
    follower.wake()
    follower._keep_on()
    assert waits == [following.REST, following.LOOK_EVERY]


def test_follower_survives_an_error_and_says_so(
    room: Room, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.bot("a")
    follow(room.record, warehouse, room.clock)
    calls: list[int] = []

    def fail_once(*args: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise ZeroDivisionError("text that may quote a lead")
        return follow(*args)

    monkeypatch.setattr("pipelines.follower.follow", fail_once)
    monkeypatch.setattr("pipelines.follower.BACK_OFF", 0.05)
    follower = Follower(room.record, warehouse, room.clock)
    follower.start()
    try:
        token = room.change("bot", 1, name="Other")
        assert warehouse.wait_until(token, timeout=5)
        assert len(calls) >= 2
    finally:
        follower.stop()


class Following(RuleBasedStateMachine):
    """Random work on a record: `check` is clean whenever followed; at the end the warehouse equals one built anew."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.room = open_room(self.folder)
        self.warehouse = Warehouse(self.folder / "followed.duckdb")
        self.anew = Warehouse(self.folder / "anew.duckdb")
        self.bots: list[int] = []
        self.talks: list[tuple[int, int]] = []
        self.leads: list[int] = []
        self.following = True

    def teardown(self) -> None:
        try:
            self.follow_and_check()
            rebuild(self.room.record, self.anew, self.room.clock)
            assert differences(dump(self.warehouse), dump(self.anew)) == []
        finally:
            self.leave()

    def leave(self) -> None:
        self.warehouse.close()
        self.anew.close()
        self.room.record.dispose()
        shutil.rmtree(self.folder)

    @initialize(zone=st.sampled_from(ZONES))
    def begin(self, zone: str) -> None:
        self.bots = [self.room.bot("a", zone), self.room.bot("b", "Asia/Kathmandu")]
        self.converse(0, 100)
        self.capture(0, 100, True)
        self.capture(1, 200, False)

    @rule(bot=st.integers(0, 1), hours=st.integers(0, 9_000))
    def converse(self, bot: int, hours: int) -> None:
        at = NOW + timedelta(hours=hours)
        self.talks.append((self.bots[bot], self.room.conversation(self.bots[bot], started_at=at)))

    @rule(which=st.integers(0), hours=st.integers(0, 9_000), talked=st.booleans())
    def capture(self, which: int, hours: int, talked: bool) -> None:
        bot, talk = self.talks[which % len(self.talks)]
        at = NOW + timedelta(hours=hours)
        self.leads.append(self.room.lead(bot, captured_at=at, conversation_id=talk if talked else None))

    @rule(
        which=st.integers(0),
        to=st.sampled_from([s.key for s in STATUSES]),
        hours=st.integers(0, 500),
        day=st.booleans(),
    )
    def move(self, which: int, to: str, hours: int, day: bool) -> None:
        at, precision = NOW + timedelta(hours=hours), "day" if day else "instant"
        if self.leads:
            self.room.move(self.leads[which % len(self.leads)], to, at, at_precision=precision)

    @rule(which=st.integers(0), points=st.integers(-40, 90), kind=st.sampled_from(["pricing", "demo", "browsing"]))
    def say(self, which: int, points: int, kind: str) -> None:
        bot, talk = self.talks[which % len(self.talks)]
        self.room.signal(bot, talk, kind, points)

    @rule(which=st.integers(0), points=st.integers(-40, 90))
    def override(self, which: int, points: int) -> None:
        if self.leads:
            lead = self.leads[which % len(self.leads)]
            self.room.put("score_entry", bot_id=self.bots[0], lead_id=lead, kind="override", points=points)

    @rule(which=st.integers(0), talk=st.integers(0))
    def relink(self, which: int, talk: int) -> None:
        if self.leads:
            self.room.change(
                "lead", self.leads[which % len(self.leads)], conversation_id=self.talks[talk % len(self.talks)][1]
            )

    @rule(which=st.integers(0))
    def forget(self, which: int) -> None:
        if self.leads:
            self.room.drop("lead", self.leads.pop(which % len(self.leads)))

    @rule(
        bot=st.integers(0, 1), zone=st.sampled_from(ZONES), hot=st.integers(40, 90), days=st.sampled_from(["7", "135"])
    )
    def rule_anew(self, bot: int, zone: str, hot: int, days: str) -> None:
        self.room.change("bot", self.bots[bot], zone=zone, hot_from=hot, office_days=days)

    @rule()
    def pause_or_go_on(self) -> None:
        self.following = not self.following

    @invariant()
    def agrees(self) -> None:
        if self.following:
            self.follow_and_check()

    def follow_and_check(self) -> None:
        follow(self.room.record, self.warehouse, self.room.clock)
        with self.warehouse.read() as cursor:
            assert check(self.room.record, cursor) == ()


TestFollowing = Following.TestCase
# No shrinking: each step opens files, and the steps as they came are short enough to read.
TestFollowing.settings = settings(max_examples=8, stateful_step_count=20, deadline=None, phases=(Phase.generate,))
