"""Putting rows into the warehouse: a few as values, many as a table; one result."""

from __future__ import annotations

from typing import Any

import pytest

from leadlight.warehouse import load
from leadlight.warehouse.load import Load, Name
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.warehouse.records import NOW, Room

TABLES: tuple[Name, ...] = ("bot", "lead", "conversation", "stage_move", "score_entry", "capture_event")


@pytest.fixture
def filled(room: Room, warehouse: Warehouse) -> Warehouse:
    bot = room.bot("a", "Asia/Kathmandu")
    talk = room.conversation(bot)
    room.signal(bot, talk, "pricing", 30)
    lead = room.lead(bot, conversation_id=talk, name="Ödön ''?", custom={"a": "ü"}, is_test=True)
    room.move(lead, "contacted", NOW)
    room.put("score_entry", bot_id=bot, lead_id=lead, kind="override", points=-3)
    room.put("capture_event", bot_id=bot)
    follow(room.record, warehouse, room.clock)
    return warehouse


@pytest.mark.parametrize("table", TABLES)
def test_values_and_table_are_stored_alike(filled: Warehouse, table: Name) -> None:
    with filled.write() as cursor:
        stored = cursor.execute(f"SELECT * FROM {table} ORDER BY id").to_arrow_table()
        assert stored.num_rows
        owner: Any = {"id": stored.column("id").to_pylist()}
        if table in ("stage_move", "score_entry"):
            cursor.execute(f"DELETE FROM {table}")
            owner = {}
        assert load.apply(cursor, Load(table, stored.to_pylist(), owner)) == stored.num_rows
        assert cursor.execute(f"SELECT * FROM {table} ORDER BY id").to_arrow_table().equals(stored)


def test_only_the_touched_ids_are_replaced(room: Room, warehouse: Warehouse) -> None:
    bot = room.bot("a")
    for _ in range(5):
        room.lead(bot)
    follow(room.record, warehouse, room.clock)
    with warehouse.write() as cursor:
        load.apply(cursor, Load("lead", [], {"id": [2, 4]}))
        assert cursor.execute("SELECT list(id ORDER BY id) FROM lead").fetchone() == ([1, 3, 5],)
        assert load.conversations_of(cursor, {1, 2, 5}) == {1: None, 5: None}
        assert load.conversations_of(cursor, ()) == {}
