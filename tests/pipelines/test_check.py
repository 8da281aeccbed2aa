"""`check` finds what was planted, and nothing where nothing was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from leadlight.warehouse.store import Warehouse
from pipelines.check import Difference, check
from pipelines.follow import follow
from tests.warehouse.records import NOW, Room, open_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = open_room(tmp_path)
    for key in ("a", "b"):
        bot = room.bot(key, "Europe/Berlin")
        for hour in range(13):
            talk = room.conversation(bot, started_at=NOW + timedelta(hours=hour))
            room.signal(bot, talk, "pricing", 10 * hour)
            lead = room.lead(bot, conversation_id=talk, custom={"size": str(hour)}, name=f"Lead {hour}")
            room.move(lead, "contacted", NOW + timedelta(hours=hour))
    yield room
    room.record.dispose()


@pytest.fixture
def warehouse(room: Room, tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    follow(room.record, warehouse, room.clock)
    yield warehouse
    warehouse.close()


def found(room: Room, warehouse: Warehouse, planted: str = "SELECT 1") -> tuple[Difference, ...]:
    with warehouse.write() as cursor:
        cursor.execute(planted)
    with warehouse.read() as cursor:
        return check(room.record, cursor)


def test_followed_warehouse_agrees(room: Room, warehouse: Warehouse) -> None:
    assert found(room, warehouse) == ()


def test_missing_lead_is_named_with_its_bot_status_and_day(room: Room, warehouse: Warehouse) -> None:
    told = {each.what: each for each in found(room, warehouse, "DELETE FROM lead WHERE id = 3")}
    assert told["leads"] == Difference("leads", "a", "13", "12")
    assert told["leads with status contacted"] == Difference("leads with status contacted", "a", "13", "12")
    assert told["leads with captured_day 2026-03-28"].warehouse == "12"
    assert told["leads missing from the warehouse"].ids == (3,)


@pytest.mark.parametrize(
    ("column", "sql"),
    [("name", "'x'"), ("custom", "'{}'"), ("score", "1"), ("captured_day", "DATE '2020-01-01'"), ("bot_id", "9"),
     ("reached_converted", "true"),
     ("captured_at", "captured_at + INTERVAL 1 MICROSECOND"), ("days_to_contacted", "0.1")],
)  # fmt: skip
def test_altered_column_is_found(room: Room, warehouse: Warehouse, column: str, sql: str) -> None:
    told = found(room, warehouse, f"UPDATE lead SET {column} = {sql} WHERE id = 5")
    assert (f"{column} of leads", (5,)) in [(each.what, each.ids) for each in told]


def test_ten_ids_are_named_at_most_and_all_are_counted(room: Room, warehouse: Warehouse) -> None:
    (told,) = found(room, warehouse, "UPDATE lead SET company = 'x' WHERE bot_id = 2")
    assert (told.bot, told.warehouse, len(told.ids)) == ("b", "13 different", 10)


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM conversation WHERE id = 2", "UPDATE conversation SET lead_id = NULL WHERE id = 2",
     "DELETE FROM stage_move WHERE id = 2", "UPDATE stage_move SET is_void = true WHERE id = 2",
     "INSERT INTO lead SELECT * REPLACE (999 AS id) FROM lead WHERE id = 1"],
)  # fmt: skip
def test_any_other_difference_is_found(room: Room, warehouse: Warehouse, sql: str) -> None:
    assert found(room, warehouse, sql)


def test_warehouse_that_lags_is_told_to_follow_first(room: Room, warehouse: Warehouse) -> None:
    room.lead(1)
    (told,) = found(room, warehouse)
    assert "follow first" in str(told)
