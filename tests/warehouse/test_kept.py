"""Answers are kept for as long as the warehouse stays the same, and not a moment longer."""

from __future__ import annotations

from pathlib import Path

from leadlight.warehouse import kept
from leadlight.warehouse.kept import ask
from leadlight.warehouse.store import Cursor, Warehouse, moment

COUNT = "SELECT count(*) FROM meta WHERE key = ?"


def put(warehouse: Warehouse, key: str) -> None:
    with warehouse.write() as cursor:
        cursor.execute("INSERT INTO meta VALUES (?, 'x')", [key])


def counted(cursor: Cursor, key: str) -> int:
    return int(ask(cursor, COUNT, (key,))[0][0])


def test_the_same_question_is_answered_once_while_nothing_changes(warehouse: Warehouse) -> None:
    put(warehouse, "a")
    with warehouse.read() as cursor:
        first = ask(cursor, COUNT, ("a",))
    with warehouse.read() as cursor:
        assert ask(cursor, COUNT, ("a",)) is first
        assert ask(cursor, COUNT, ("b",)) == [(0,)]


def test_a_commit_is_seen_by_whoever_begins_after_it_and_by_nobody_else(warehouse: Warehouse) -> None:
    with warehouse.read() as before:
        assert counted(before, "a") == 0
        put(warehouse, "a")
        with warehouse.read() as after:
            assert counted(after, "a") == 1
        kept._kept.clear()
        assert counted(before, "a") == 0
        with warehouse.read() as after:
            assert counted(after, "a") == 1


def test_a_rebuilt_warehouse_is_asked_anew(warehouse: Warehouse) -> None:
    put(warehouse, "a")
    with warehouse.read() as cursor:
        assert counted(cursor, "a") == 1
    warehouse.rebuild(lambda cursor: None)
    with warehouse.read() as cursor:
        assert counted(cursor, "a") == 0


def test_what_is_read_while_a_commit_is_under_way_is_not_kept(warehouse: Warehouse) -> None:
    moved_on, seen = warehouse._moved_on, []

    def slowly() -> None:
        with warehouse.read() as cursor:  # the commit is done, and the version does not say so yet
            seen.append((moment(cursor), counted(cursor, "a")))
        moved_on()

    warehouse._moved_on = slowly  # type: ignore[method-assign]  # to look in between
    put(warehouse, "a")
    assert seen == [(None, 1)]


def test_two_warehouses_do_not_share_answers(warehouse: Warehouse, tmp_path: Path) -> None:
    other = Warehouse(tmp_path / "other.duckdb")
    try:
        put(warehouse, "a")
        put(other, "b")
        assert warehouse.version == other.version
        with warehouse.read() as here, other.read() as there:
            assert (counted(here, "a"), counted(there, "a")) == (1, 0)
    finally:
        other.close()


def test_only_so_many_answers_are_kept(warehouse: Warehouse) -> None:
    with warehouse.read() as cursor:
        for at in range(kept.KEPT + 9):
            counted(cursor, f"key {at}")
        ask(cursor, f"SELECT range FROM range({kept.LONGEST + 1}) WHERE range >= ?", (0,))
    assert len(kept._kept) == kept.KEPT
    assert max(len(answer) for answer in kept._kept.values()) <= kept.LONGEST
