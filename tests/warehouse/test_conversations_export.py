"""The file of conversations holds what the list shows, a row each, inert and in order."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from leadlight.errors import RefusedError
from leadlight.warehouse import slices
from leadlight.warehouse.conversations_export import COLUMNS, csv_chunks
from leadlight.warehouse.conversations_list import count, page
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.warehouse.records import NOW, Room

AT = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
"""Half an hour before Berlin's clocks go forward."""


def written(warehouse: Warehouse, filters: Filters) -> list[dict[str, str]]:
    """The rows of the file."""
    with warehouse.read() as cursor:
        text = b"".join(csv_chunks(cursor, filters)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def berlin(room: Room, warehouse: Warehouse) -> int:
    """A conversation of half an hour with a form that was left, from a visitor whose name is a formula; its id."""
    bot = room.bot("b", "Europe/Berlin")
    talk = room.conversation(
        bot, external_id="c-1", visitor='=HYPERLINK("http://x")', started_at=AT, source_path="@site/a, b",
        last_message_at=AT + timedelta(minutes=90), messages=7, visitor_messages=3,
    )  # fmt: skip
    for minute, (kind, field) in enumerate([("shown", None), ("answered", "-name"), ("refused", "email")]):
        at = AT + timedelta(minutes=minute)
        room.put("capture_event", bot_id=bot, conversation_id=talk, kind=kind, field=field, at=at)
    room.lead(bot, conversation_id=talk)
    room.signal(bot, talk, "buying_intent", 60)
    follow(room.record, warehouse, room.clock)
    return talk


def test_a_row_tells_times_counts_form_score_and_lead(berlin: int, warehouse: Warehouse) -> None:
    (row,) = written(warehouse, Filters((1,)))
    assert tuple(row) == COLUMNS
    told = {name: row[name] for name in COLUMNS if row[name]}
    assert told == {
        "id": str(berlin), "external_id": "c-1", "bot": "b", "channel": "widget", "source_page": "'@site/a, b",
        "visitor": "'=HYPERLINK(\"http://x\")", "started_at": "2026-03-29T01:30:00+01:00",
        "last_message_at": "2026-03-29T04:00:00+02:00", "duration_seconds": "5400", "messages": "7",
        "visitor_messages": "3", "score": "60", "temperature": "hot", "lead_id": "1", "missed": "no",
        "form": "started", "form_shown_at": "2026-03-29T01:30:00+01:00",
        "form_started_at": "2026-03-29T01:31:00+01:00", "form_left_at": "email", "fields_answered": "'-name",
        "fields_refused": "email",
    }  # fmt: skip


def test_every_row_of_the_list_is_in_the_file_in_its_order(
    room: Room, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "SLICE", 7)
    bots = [room.bot("a"), room.bot("b", "Asia/Kathmandu")]
    for at in range(40):
        room.conversation(bots[at % 2], started_at=NOW - timedelta(minutes=at * 37 % 11), is_test=at == 5)
    follow(room.record, warehouse, room.clock)
    filters = Filters((1, 2))
    with warehouse.read() as cursor:
        listed, total = page(cursor, filters, limit=100)["id"].to_list(), count(cursor, filters)
    assert [int(row["id"]) for row in written(warehouse, filters)] == listed
    assert len(listed) == total == 39


def test_no_rows_are_a_header(warehouse: Warehouse) -> None:
    with warehouse.read() as cursor:
        assert b"".join(csv_chunks(cursor, Filters((1,)))).decode() == ",".join(COLUMNS) + "\n"


def test_filters_that_conversations_have_not_are_refused(warehouse: Warehouse) -> None:
    with warehouse.read() as cursor, pytest.raises(RefusedError):
        list(csv_chunks(cursor, Filters((1,), where=(("owner", ("Ann",)),))))
