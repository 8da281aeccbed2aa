"""On PostgreSQL numbers are given before they are committed: the follower passes nothing that may still come."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.config import Settings
from leadlight.domain.finding import Finding
from leadlight.domain.position import ORIGIN
from leadlight.errors import FaultError
from leadlight.record import feed
from leadlight.record.engine import open_engine, reading
from leadlight.record.followers import FORGOTTEN_AFTER, report_progress
from leadlight.record.holders import holding_back
from leadlight.record.migrate import migrate
from leadlight.warehouse.store import Warehouse
from pipelines.check import check
from pipelines.condition import Condition
from pipelines.doctor import store
from pipelines.follow import follow
from pipelines.follower import Follower
from tests.postgresql import Cluster
from tests.warehouse.records import NOW, Room

SOON = 20.0
"""Seconds in which what must happen happens, however busy the machine."""


@pytest.fixture
def url(postgresql: Cluster, request: pytest.FixtureRequest) -> Iterator[str]:
    name = f"order_{abs(hash(request.node.nodeid))}"
    yield postgresql.create(name)
    postgresql.drop(name)


@pytest.fixture
def room(url: str) -> Iterator[Room]:
    room = Room(open_engine(url), FixedClock(NOW))
    yield room
    room.record.dispose()


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    yield warehouse
    warehouse.close()


@dataclass
class Slow:
    """Someone whose transaction takes its time between its steps."""

    url: str
    connection: psycopg.Connection[Any] = field(init=False)

    def __post_init__(self) -> None:
        self.connection = psycopg.connect(self.url)

    def write(self, lead: int) -> None:
        """Its first write: the transaction has its id from here on."""
        self.connection.execute("UPDATE lead SET name = 'slow' WHERE id = %s", [lead])

    def take_number(self, lead: int) -> None:
        """Its feed row has its number from here on."""
        told = "INSERT INTO change (xid, entity, entity_id) VALUES (pg_current_xact_id()::text::bigint, 'lead', %s)"
        self.connection.execute(told, [lead])

    def commit(self) -> None:
        self.connection.commit()
        self.connection.close()


def names(warehouse: Warehouse) -> list[str | None]:
    with warehouse.read() as cursor:
        return [row[0] for row in cursor.execute("SELECT name FROM lead ORDER BY id").fetchall()]


def eventually(warehouse: Warehouse, wanted: list[str | None]) -> bool:
    until = time.monotonic() + SOON
    while (holds := names(warehouse)) != wanted and time.monotonic() < until:
        time.sleep(0.05)
    return holds == wanted


def two_leads(room: Room) -> tuple[int, int]:
    bot = room.bot("a")
    return room.lead(bot), room.lead(bot)


def test_slow_transaction_with_the_lower_number_is_waited_for(room: Room, url: str, warehouse: Warehouse) -> None:
    one, two = two_leads(room)
    follower = Follower(room.record, warehouse, room.clock)
    follower.start()
    try:
        assert eventually(warehouse, [None, None])
        slow = Slow(url)
        slow.write(one)
        slow.take_number(one)
        token = room.change("lead", two, name="quick")
        follower.wake()
        assert not warehouse.wait_until(token, timeout=1.5)  # the page shows the edit from the record meanwhile
        slow.commit()
        assert warehouse.wait_until(token, timeout=SOON)
        assert names(warehouse) == ["slow", "quick"]
    finally:
        follower.stop()


def test_transaction_that_began_later_but_took_its_number_first_is_not_skipped(
    room: Room, url: str, warehouse: Warehouse
) -> None:
    one, two = two_leads(room)
    follow(room.record, warehouse, room.clock)
    first, second = Slow(url), Slow(url)
    first.write(two)  # the lower transaction id …
    second.write(one)
    second.take_number(one)
    first.take_number(two)  # … and the higher number
    first.commit()
    follow(room.record, warehouse, room.clock)
    assert names(warehouse) == [None, "slow"]
    second.commit()
    follow(room.record, warehouse, room.clock)
    assert names(warehouse) == ["slow", "slow"]


def test_rebuild_beside_an_open_transaction_follows_it_later(room: Room, url: str, warehouse: Warehouse) -> None:
    one, two = two_leads(room)
    slow = Slow(url)
    slow.write(one)
    slow.take_number(one)
    room.change("lead", two, name="quick")
    assert follow(room.record, warehouse, room.clock).rebuilt
    assert names(warehouse) == [None, "quick"]
    slow.commit()
    assert not follow(room.record, warehouse, room.clock).rebuilt
    assert names(warehouse) == ["slow", "quick"]
    with warehouse.read() as cursor:
        assert check(room.record, cursor) == ()


def test_work_that_was_given_up_holds_nobody_back(room: Room, url: str, warehouse: Warehouse) -> None:
    one, two = two_leads(room)
    slow = Slow(url)
    slow.write(one)
    slow.take_number(one)
    slow.connection.close()
    room.change("lead", two, name="quick")
    follow(room.record, warehouse, room.clock)
    assert names(warehouse) == [None, "quick"]


def test_record_restored_on_another_server_is_followed_anew_and_only_once(
    room: Room, url: str, warehouse: Warehouse
) -> None:
    one, _ = two_leads(room)
    follow(room.record, warehouse, room.clock)
    report_progress(room.record, "mine", warehouse.position, NOW)
    room.change("lead", one, name="told there")
    with psycopg.connect(url) as there:  # as if its transactions had been numbered by a server that has done more
        for table in ("change", "follower", "pruned"):
            there.execute(f"UPDATE {table} SET xid = xid + 1000000000")
    migrate(room.record)
    assert follow(room.record, warehouse, room.clock).rebuilt
    room.change("lead", one, name="told here")
    assert not follow(room.record, warehouse, room.clock).rebuilt
    assert names(warehouse) == ["told here", None]


def test_follower_not_seen_for_a_month_keeps_no_rows(room: Room, warehouse: Warehouse) -> None:
    one, _ = two_leads(room)
    follow(room.record, warehouse, room.clock)
    report_progress(room.record, "gone", ORIGIN, NOW - FORGOTTEN_AFTER - timedelta(minutes=1))
    room.change("lead", one, name="later")
    follow(room.record, warehouse, room.clock)
    assert report_progress(room.record, "mine", warehouse.position, NOW) > 0
    assert not follow(room.record, warehouse, room.clock).rebuilt
    with reading(room.record) as connection:
        assert feed.pruned_to(connection) == warehouse.position


def test_who_holds_the_feed_back_is_told(room: Room, url: str, warehouse: Warehouse) -> None:
    one, two = two_leads(room)
    follow(room.record, warehouse, room.clock)
    assert holding_back(room.record) == ()
    slow = Slow(f"{url}&application_name=a%20forgotten%20window")
    slow.write(one)
    assert holding_back(room.record) == ()  # nothing waits for it yet
    room.change("lead", two, name="quick")
    follow(room.record, warehouse, room.clock)
    with reading(room.record) as connection:
        assert feed.behind(connection, warehouse.position) == 1
    (holder,) = holding_back(room.record)
    assert (holder.application, holder.state, holder.pid) == (
        "a forgotten window",
        "idle in transaction",
        slow.connection.info.backend_pid,
    )
    slow.commit()
    assert holding_back(room.record) == ()


def test_a_transaction_that_holds_the_feed_back_is_told_by_check_readiness_and_doctor(
    room: Room, url: str, warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, two = two_leads(room)
    follow(room.record, warehouse, room.clock)
    slow = psycopg.connect(f"{url}&application_name=psql")
    slow.execute("SELECT pg_current_xact_id()")
    room.change("lead", two, name="quick")
    follow(room.record, warehouse, room.clock)
    late = psycopg.connect(url)
    late.execute("SELECT pg_current_xact_id()")  # nobody waits for this one
    house = House(Settings(data_dir=tmp_path, record_url_given=url), FixedClock(NOW), room.record)
    stands = Condition(house, warehouse, Follower(room.record, warehouse, room.clock))
    (holder,) = holding_back(room.record)
    assert f"(psql of leadlight, process {slow.info.backend_pid}" in holder.told
    assert stands()["why"] == []  # for a moment it is nothing to tell
    assert holders_told(house) == []
    with warehouse.read() as cursor, pytest.raises(FaultError, match="cannot be told yet.*open since.*psql"):
        check(room.record, cursor)
    monkeypatch.setattr("leadlight.record.holders.LONG", timedelta(0))
    told = stands()
    assert (told["ready"], told["behind"], told["why"]) == (True, 1, [holder.told])
    (finding,) = holders_told(house)
    assert finding.level == "note"
    monkeypatch.setattr("pipelines.doctor.store.HELD_FOR", timedelta(0))
    assert [each.level for each in holders_told(house)] == ["wrong"]
    slow.close()
    late.close()
    assert holders_told(house) == []


def holders_told(house: House) -> list[Finding]:
    return [each for each in store.here(house) if "holds the numbers back" in each.value]


def test_a_holder_that_hides_its_age_is_told_all_the_same(room: Room, url: str, warehouse: Warehouse) -> None:
    _, two = two_leads(room)
    follow(room.record, warehouse, room.clock)
    with psycopg.connect(url) as there:
        there.execute("DROP ROLE IF EXISTS ordinary")
        there.execute("CREATE ROLE ordinary LOGIN")
        there.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO ordinary")
    slow = psycopg.connect(url)
    slow.execute("SELECT pg_current_xact_id()")
    room.change("lead", two, name="quick")
    theirs = open_engine(url.replace("leadlight@", "ordinary@"))
    (holder,) = holding_back(theirs)
    theirs.dispose()
    assert (holder.pid, holder.since, holder.is_long) == (slow.info.backend_pid, None, True)
    slow.close()
    with psycopg.connect(url) as there:
        there.execute("DROP OWNED BY ordinary; DROP ROLE ordinary")


@pytest.mark.slow
def test_whatever_order_transactions_end_in_the_warehouse_ends_where_the_record_is(
    room: Room, url: str, warehouse: Warehouse
) -> None:
    bot = room.bot("a")
    leads = [[room.lead(bot) for _ in range(15)] for _ in range(6)]
    follower = Follower(room.record, warehouse, room.clock)
    follower.start()

    def work(seed: int) -> None:
        chance = random.Random(seed)
        for lead in leads[seed]:  # each once: whoever is passed over is never told of again
            slow = Slow(url)
            slow.write(lead)
            time.sleep(chance.random() / 50)
            slow.take_number(lead)
            time.sleep(chance.random() / 4)
            slow.connection.rollback() if chance.random() < 0.2 else slow.connection.commit()
            slow.connection.close()
            follower.wake()  # it looks while others have their numbers and have not committed

    workers = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    follower.stop()
    assert not follow(room.record, warehouse, room.clock).rebuilt
    with warehouse.read() as cursor:
        assert check(room.record, cursor) == ()
