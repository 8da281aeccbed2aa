"""A warehouse of the sample bot, and a bot of three leads whose every word is hostile, for charts to be drawn of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from leadlight.bootstrap import House, open_house
from leadlight.clock import FixedClock
from leadlight.domain.scope import OWNER
from leadlight.record import bots
from leadlight.record import tables as t
from leadlight.record.engine import reading
from leadlight.warehouse.query import Filters
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from pipelines.sample_bot import add_sample_bot
from tests import records
from tests.conftest import NOW
from tests.warehouse.records import Room

LEADS, SEED = 500, 11
NAUGHTY = "<a href='javascript:alert(1)'>\"x\"</a> & =1+1, 'y'"
TODAY = NOW.date()


@dataclass(frozen=True)
class World:
    """A house and its warehouse. `many`, `few` and `none` are filters that keep as many leads."""

    house: House
    warehouse: Warehouse
    many: Filters
    few: Filters
    none: Filters


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Made once: nobody writes to it."""
    folder = tmp_path_factory.mktemp("charts")
    house = open_house(records.settings(folder), FixedClock(NOW))
    add_sample_bot(house, OWNER, LEADS, SEED, "demo")
    room = Room(house.engine, FixedClock(NOW))
    overrule(room)
    hostile(room)
    warehouse = Warehouse(house.settings.warehouse_path)
    follow(house.engine, warehouse, house.clock)
    with reading(house.engine) as connection:
        ids = {bot.key: bot.id for bot in bots.all_bots(connection, OWNER)}
    year = {"first": TODAY - timedelta(days=400), "last": TODAY, "today": TODAY}
    never = {"first": date(1999, 1, 1), "last": date(1999, 1, 31), "today": TODAY, "where": (("channel", ("x",)),)}
    demo = (ids["demo"],)
    yield World(house, warehouse, Filters(demo, **year), Filters((ids["few"],), **year), Filters(demo, **never))
    warehouse.close()
    house.engine.dispose()
    records.forget(folder) if records.ENGINE == "postgresql" else None


def overrule(room: Room) -> None:
    """What the generator leaves out: a score that a person corrected, and a move that was undone."""
    with room.record.connect() as connection:
        bot, lead = connection.execute(select(t.lead.c.bot_id, t.lead.c.id).order_by(t.lead.c.id)).first() or (0, 0)
    room.put("score_entry", bot_id=bot, lead_id=lead, kind="override", points=23)
    moved = room.put("stage_move", lead_id=lead, to_status="qualified", at=NOW)
    room.put("stage_move", lead_id=lead, to_status="new", at=NOW, voids_id=moved)


def hostile(room: Room) -> None:
    """Three leads, one of each end, that call themselves what no picture may take literally."""
    bot = room.bot("few")
    for at, to in enumerate(("new", "converted", "lost")):
        words = dict.fromkeys(("owner", "trigger", "utm_source", "utm_campaign", "country", "channel"), NAUGHTY)
        talk = room.conversation(bot, channel=NAUGHTY, source_path=NAUGHTY, landing_path=f"h.example/{NAUGHTY}")
        room.signal(bot, talk, "pricing", 70)
        lead = room.lead(
            bot, conversation_id=talk, source_path=NAUGHTY, landing_path=f"h.example/{NAUGHTY}",
            captured_at=NOW - timedelta(days=20 + at), **words,
        )  # fmt: skip
        if to != "new":
            room.move(lead, to, NOW - timedelta(days=at), reason=NAUGHTY)
