"""Rows made one by one are the rows that whole columns give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from leadlight.domain.status import STATUSES
from leadlight.record.bulk import Ids
from leadlight.record.engine import reading
from leadlight.record.tables import metadata
from leadlight.warehouse.load import Load
from pipelines.star import bot, family
from tests.warehouse.records import DEFAULTS, NOW, Room, open_room

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati")
AT = st.builds(
    lambda hours, micros: NOW + timedelta(hours=hours, microseconds=micros),
    st.integers(-20_000, 20_000),
    st.sampled_from([0, 1, 999_999]),
)
TEXT = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
PRECISION = st.sampled_from(["instant", "day"])
STATUS = st.sampled_from([status.key for status in STATUSES])
KIND = st.sampled_from(["pricing", "demo", "browsing", "ärger", "z", "contact_given"])
EVENT = st.sampled_from(["shown", "asked", "answered", "refused", "submitted", "abandoned"])
WHICH = st.integers(0, 5)


def some(most: int = 6, **of: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """A few rows of these columns; those in capitals say which other rows they belong to."""
    return st.lists(st.fixed_dictionaries(of), min_size=1, max_size=most)


DRAWN: dict[str, st.SearchStrategy[list[dict[str, Any]]]] = {
    "talks": some(started_at=AT),
    "leads": some(
        captured_at=AT, captured_precision=PRECISION, status=STATUS, status_at=AT, is_test=st.booleans(),
        name=TEXT, email=TEXT, phone=TEXT, company=TEXT, TALK=st.none() | WHICH,
    ),
    "moves": some(to_status=STATUS, at=AT, at_precision=PRECISION, LEAD=WHICH, UNDONE=st.booleans()),
    "signals": some(kind=KIND, points=st.integers(-60, 90), TALK=WHICH, LEAD=st.none() | WHICH),
    "events": some(
        12, at=AT, kind=EVENT, field=st.sampled_from([None, "", "email", 'a "b", c', "ümläut", "email:x"]),
        TALK=st.none() | st.integers(0, 1),
    ),
}  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = open_room(tmp_path)
    yield room
    room.record.dispose()


def rows(load: Load) -> list[dict[str, Any]]:
    """A load's rows, in order of id."""
    found = load.rows.to_pylist() if isinstance(load.rows, pa.Table) else [dict(row) for row in load.rows]
    return sorted(found, key=lambda row: int(row["id"]))


def ids(room: Room, table: str) -> tuple[int, ...]:
    with reading(room.record) as connection:
        return tuple(row[0] for row in connection.exec_driver_sql(f"SELECT id FROM {table}"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(drawn=st.fixed_dictionaries(DRAWN), zone=st.sampled_from(ZONES))
def test_few_rows_are_what_whole_columns_give(room: Room, drawn: dict[str, list[dict[str, Any]]], zone: str) -> None:
    fill(room, drawn, zone)
    with reading(room.record) as connection:
        rules = bot.rules(connection)
        for table, build in family.FAMILIES.items():
            keys = Ids(ids(room, table))
            ours = list(family.FEW_FAMILIES[table](connection, keys, rules))
            theirs = list(build(connection, keys, rules))
            assert [(load.table, load.touched) for load in ours] == [(load.table, load.touched) for load in theirs]
            for one, other in zip(ours, theirs, strict=True):
                assert rows(one) == rows(other), one.table


def fill(room: Room, drawn: dict[str, list[dict[str, Any]]], zone: str) -> None:
    """Put what was drawn in place of all that stood in the record, in two bots."""
    with room.record.connect().execution_options(writes=True) as connection, connection.begin():

        def put(table: str, **values: Any) -> int:
            row = DEFAULTS[table](NOW) | {name: value for name, value in values.items() if name.islower()}
            of = metadata.tables[table]
            return int(connection.execute(insert(of).values(row).returning(of.c.id)).scalar_one())

        for table in ("capture_event", "score_entry", "stage_move", "lead", "conversation", "bot"):
            connection.execute(delete(metadata.tables[table]))
        bots = [put("bot", key=key, name=key, zone=each) for key, each in (("a", zone), ("b", "Asia/Kathmandu"))]
        talks = [put("conversation", bot_id=bots[at % 2], **row) for at, row in enumerate(drawn["talks"])]
        leads = []
        for row in drawn["leads"]:
            at = row["TALK"]
            talk = None if at is None else talks[at % len(talks)]
            leads.append(put("lead", bot_id=bots[(at or 0) % len(talks) % 2], conversation_id=talk, **row))
        for row in drawn["moves"]:
            lead = leads[row["LEAD"] % len(leads)]
            move = put("stage_move", lead_id=lead, **row)
            if row["UNDONE"]:
                put("stage_move", lead_id=lead, to_status="new", at=row["at"], voids_id=move)
        for row in drawn["signals"]:
            lead_id = None if row["LEAD"] is None else leads[row["LEAD"] % len(leads)]
            put("score_entry", bot_id=bots[0], conversation_id=talks[row["TALK"] % len(talks)], lead_id=lead_id, **row)
        for row in drawn["events"]:
            talk = None if row["TALK"] is None else talks[row["TALK"] % len(talks)]
            put("capture_event", bot_id=bots[1], conversation_id=talk, **row)


def test_absent_rows_are_no_rows_but_are_touched(room: Room) -> None:
    room.bot("a")
    with reading(room.record) as connection:
        loads = list(family.these("lead", connection, [7], bot.rules(connection)))
    assert [(load.table, rows(load), dict(load.touched)) for load in loads] == [
        ("lead", [], {"id": (7,)}),
        ("stage_move", [], {"lead": (7,)}),
        ("score_entry", [], {"lead": (7,)}),
    ]


def test_last_microsecond_of_the_last_year_is_kept(room: Room) -> None:
    last = NOW.replace(year=2099, month=12, day=31, hour=23, minute=59, second=59, microsecond=999_999)
    lead = room.lead(room.bot("a"), captured_at=last)
    with reading(room.record) as connection:
        (load, *_) = family.these("lead", connection, [lead], bot.rules(connection))
    assert rows(load)[0]["captured_at"] == last.replace(tzinfo=None)
