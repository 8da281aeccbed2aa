"""How a running server says it stands: ready, busy, behind or unable, each with words a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.imports import Progress
from leadlight.record import readiness
from leadlight.warehouse.store import Warehouse
from pipelines import background, condition
from pipelines.ask import own_warehouse
from pipelines.background import Run
from pipelines.condition import BUSY, BUSY_FOR, STUCK_FOR, Condition
from pipelines.follow import follow
from pipelines.follower import Follower
from tests.pipelines.kit import new_bot


@pytest.fixture
def warehouse(house: House) -> Iterator[Warehouse]:
    new_bot(house)
    with own_warehouse(house) as warehouse:
        yield warehouse


@pytest.fixture
def stands(house: House, warehouse: Warehouse) -> Condition:
    return Condition(house, warehouse, Follower(house.engine, warehouse, house.clock))


def test_a_server_at_peace_is_ready_and_has_nothing_to_tell(stands: Condition) -> None:
    told = stands()
    assert (told["ready"], told["why"]) == (True, [])
    assert (told["record"], told["warehouse"], told["behind"], told["follower"]) == ("ready", "ready", 0, "following")


def test_looking_leaves_no_trace_in_the_data_folder(stands: Condition) -> None:
    folder = stands.house.settings.data_dir
    before = sorted(path.name for path in folder.iterdir())
    stands()
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_writer_is_told_at_once_but_bursts_of_it_do_not_end_readiness(
    stands: Condition, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    if stands.house.engine.dialect.name != "sqlite":
        pytest.skip("only a SQLite record has one writer at a time")
    monkeypatch.setattr(readiness, "LOOK_MS", 1)
    with stands.house.engine.connect().execution_options(writes=True) as writer, writer.begin():
        told = stands()
        assert (told["ready"], told["record"], len(told["why"])) == (True, BUSY, 1)
        clock.instant += BUSY_FOR - timedelta(seconds=1)
        assert stands()["ready"]
        clock.instant += timedelta(seconds=1)
        assert not stands()["ready"]
    assert stands()["record"] == "ready"
    with stands.house.engine.connect().execution_options(writes=True) as writer, writer.begin():
        assert stands()["ready"]  # another burst, counted anew


def test_numbers_far_behind_that_come_no_nearer_are_not_ready(
    stands: Condition, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(condition, "BEHIND", 0)
    new_bot(stands.house, "second")
    told = stands()
    assert (told["ready"], told["behind"], told["why"]) == (True, 1, [])  # it may be an import that is just followed
    clock.instant += STUCK_FOR
    told = stands()
    assert (told["ready"], told["behind"]) == (False, 1)
    assert "1 changes behind" in told["why"][0]
    follow(stands.house.engine, stands.warehouse, clock)
    new_bot(stands.house, "third")
    assert stands()["ready"]  # they moved
    follow(stands.house.engine, stands.warehouse, clock)
    assert (stands()["ready"], stands()["behind"]) == (True, 0)


def test_an_import_of_this_server_is_no_other_process_and_does_not_end_readiness(
    stands: Condition, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "is_busy", lambda engine: True)
    run = Run(Progress("import", "x.csv", 1))
    background.runner(stands.house).runs["x"] = run
    for _ in range(2):
        assert (stands()["ready"], stands()["record"], stands()["why"]) == (True, BUSY, [])
        clock.instant += BUSY_FOR
    run.progress = replace(run.progress, is_over=True)
    assert "another process" in stands()["why"][0]
    background.close(stands.house)


def test_trouble_of_the_follower_is_told_while_the_server_still_serves(stands: Condition) -> None:
    stands.follower.trouble = "the record cannot be used just now"
    told = stands()
    assert told["ready"]
    assert "the record cannot be used just now" in told["why"][0]


def test_a_broken_warehouse_is_not_ready_and_says_that_it_mends_itself(stands: Condition) -> None:
    stands.warehouse.state = "broken: x"
    told = stands()
    assert (told["ready"], told["warehouse"]) == (False, "broken: x")
    assert "by itself" in told["why"][0]


def test_a_disk_without_room_is_told_with_what_to_do(tmp_path: Path) -> None:
    (trouble,) = condition.disk_troubles(tmp_path, lambda folder: 5 * 2**20)
    assert trouble.grave
    assert "5 MB are free" in trouble.what
    assert "make room" in trouble.what


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert [each.what for each in condition.disk_troubles(tmp_path)] == [
        f"{tmp_path} cannot be written: No space left on device"
    ]


def test_a_record_that_is_away_is_not_ready(stands: Condition, monkeypatch: pytest.MonkeyPatch) -> None:
    stands.follower.trouble = "the record is away"  # told once, not twice

    def away(*_: object, **__: object) -> None:
        raise OperationalError("", None, Exception("connection refused"))

    monkeypatch.setattr(type(stands.house.engine), "connect", away)
    told = stands()
    assert (told["ready"], told["behind"]) == (False, None)
    (why,) = told["why"]
    assert "connection refused" in why
