"""One transaction: the change, its trail, its events and its feed rows, or none; and a feed that loses nothing."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from leadlight.actions.create_bot import create_bot, edit_bot
from leadlight.bootstrap import House
from leadlight.domain.position import ORIGIN
from leadlight.domain.scope import OWNER
from leadlight.errors import ConflictError, FaultError, RefusedError
from leadlight.record import engine as opening
from leadlight.record import feed, followers, postgresql
from leadlight.record.engine import reading
from leadlight.record.tables import activity, bot, change
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.record.watch import Watch
from tests import records
from tests.actions.rooms import a_bot


def test_failed_work_leaves_neither_row_nor_trail_nor_feed(house: House) -> None:
    def stumble() -> None:
        with house.work(OWNER) as work:
            create_bot(work, "Estate")
            raise RuntimeError("the machine stumbles before commit")

    with pytest.raises(RuntimeError):
        stumble()
    with reading(house.engine) as connection:
        for table in (bot, activity, change):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0


def test_writers_wait_for_each_other_and_none_is_lost(house: House) -> None:
    def make(number: int) -> None:
        with house.work(OWNER) as work:
            create_bot(work, f"Bot {number}")
            work.commit()

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(house.engine) as connection:
        assert connection.execute(select(func.count()).select_from(bot)).scalar() == 8
        assert sorted(each.position.seq for each in feed.after(connection, ORIGIN, 99)) == list(range(1, 9))


def test_locked_record_is_a_fault_in_plain_words(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_MS", 50)
    monkeypatch.setattr(postgresql, "SESSION", "-c lock_timeout=50ms")
    other = opening.open_engine(house.settings.record_url)

    def come_late() -> None:
        with UnitOfWork(other, house.clock, OWNER) as late:
            late.hold(1)

    with house.work(OWNER) as work:
        work.hold(1)
        with pytest.raises(FaultError, match="record cannot be used"):
            come_late()
    other.dispose()


@pytest.mark.parametrize("raised", [None, RefusedError("no", "name"), ValueError("a slip of ours")])
def test_a_connection_lost_in_a_part_is_a_fault_of_the_whole(house: House, raised: Exception | None) -> None:
    def lose(work: UnitOfWork) -> None:
        with work.part(OWNER) as part:
            part.connection.invalidate()
            if raised is not None:
                raise raised

    with house.work(OWNER) as work, pytest.raises(FaultError, match="record"):
        lose(work)


def test_a_connection_lost_before_a_statement_or_the_commit_is_a_fault_in_plain_words(house: House) -> None:
    def lose(*, says: bool) -> None:
        with house.work(OWNER) as work:
            work.connection.invalidate()
            if says:
                create_bot(work, "Estate")
            work.commit()

    for says in (True, False):
        with pytest.raises(FaultError, match="the connection to it was lost"):
            lose(says=says)


def test_ids_are_never_given_twice_even_after_a_delete(house: House) -> None:
    a_bot(house, "One")
    with house.work(OWNER) as work:
        assert list(work.reserve_ids("bot", 3)) == [2, 3, 4]
        with work.part(OWNER) as part:
            assert list(part.reserve_ids("bot", 1)) == [5]
        assert list(work.reserve_ids("bot", 0)) == []
    assert a_bot(house, "Two").id == (6 if records.ENGINE == "postgresql" else 2)  # there also what is given up counts


def test_rows_that_all_followers_have_passed_are_pruned_and_remembered(house: House) -> None:
    for number in range(5):
        a_bot(house, f"Bot {number}")
    with reading(house.engine) as connection:
        places = [each.position for each in feed.after(connection, ORIGIN, 99)]
    with house.work(OWNER) as work:
        followers.note_watermark(work.connection, "near", places[3], work.now)
        followers.note_watermark(work.connection, "far", places[1], work.now)
        assert followers.prune(work.connection, work.now) == 2
        work.commit()
    with reading(house.engine) as connection:
        assert feed.pruned_to(connection) == places[1]
        assert [each.position for each in feed.after(connection, ORIGIN, 99)] == places[2:]


def test_watch_sees_a_commit_of_another_connection(house: House) -> None:
    watch = Watch(house.engine)
    assert watch.changed()
    assert not watch.changed()
    a_bot(house)
    assert watch.changed()
    watch.close()


def test_bot_is_renamed_by_version_and_keeps_its_key(house: House) -> None:
    made = a_bot(house, "Estate")
    with house.work(OWNER) as work:
        renamed = edit_bot(work, made.id, made.version, "Harbour Homes", zone="Asia/Dubai")
        work.commit()
    assert (renamed.key, renamed.name, renamed.zone) == ("Estate", "Harbour Homes", "Asia/Dubai")
    with house.work(OWNER) as work, pytest.raises(ConflictError):
        edit_bot(work, made.id, made.version, "Other")


@pytest.mark.parametrize("name", ["", "   ", "all", "!!!", "estate"])
def test_bot_names_that_would_confuse_are_refused(house: House, name: str) -> None:
    a_bot(house, "Estate")
    with house.work(OWNER) as work, pytest.raises(RefusedError):
        create_bot(work, name)
