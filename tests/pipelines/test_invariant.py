"""Tile = list = file = report, for whatever a reader narrows the leads to."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadlight.actions.answer_report import Asked, answer_report
from leadlight.actions.export_leads import export_leads
from leadlight.actions.read_lead import list_bots
from leadlight.bootstrap import House, open_house
from leadlight.clock import FixedClock
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER
from leadlight.warehouse import leads_list
from leadlight.warehouse.filters import CLOSED
from leadlight.warehouse.metrics import DIMENSIONS, NO_VALUE
from leadlight.warehouse.overview import tiles
from leadlight.warehouse.reply import filters_of
from leadlight.warehouse.store import Warehouse
from pipelines.ask import own_warehouse
from tests import records
from tests.conftest import NOW
from tests.pipelines.kit import lines, new_bot, parsed, take, talk

BOTS = ("Berlin", "Honolulu")
CHANNELS = ("widget", "whatsapp", "'=odd", " ", "Ünïcode")
WORDS = ("I want to buy it today", "Can it do exports?", "Hello", "What does it cost?")
FIRST = date(2026, 10, 20)  # the clocks change in these weeks


def a_lead(chance: random.Random, at: int) -> dict[str, Any]:
    """A lead of whom much, or little, is known."""
    day = FIRST + timedelta(days=chance.randrange(20))
    lead: dict[str, Any] = {"external_id": f"L{at}", "captured_at": f"{day}T{chance.randrange(24):02}:30:00Z"}
    some = {
        "channel": chance.choice(CHANNELS),
        "owner": chance.choice(("Ola", "=Ola")),
        "country": chance.choice(("DE", "US")),
        "source_page": chance.choice(("https://x.example/a/?b=c", "/a", "a page")),
        "utm_source": "google",
        "name": chance.choice(("Ann Σας", "Bob_%", "Straße")),
        "email": f"p{at}@x.example",
        "phone": f"+4420794603{at:02}",
        "conversation_external_id": f"c{at}",
        "trigger": "form",
        "status": chance.choice(("contacted", "qualified", "converted")),
    }
    lead |= {name: value for name, value in some.items() if chance.random() < 0.6}
    if chance.random() < 0.2:
        lead |= {"status": "lost", "status_reason": chance.choice(("Price", "=Price"))}
    return lead


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("invariant")
    house = open_house(records.settings(folder), FixedClock(NOW))
    chance = random.Random(11)
    for bot, zone in zip(BOTS, ("Europe/Berlin", "Pacific/Honolulu"), strict=True):
        new_bot(house, bot, zone)
        talks = [talk(f"c{at}", chance.choice(WORDS), "So?", started_at=f"{FIRST}T09:00:00Z") for at in range(40)]
        take(house, lines(folder / "talks.jsonl", talks), bot=bot)
        take(house, lines(folder / "leads.jsonl", [a_lead(chance, at) for at in range(60)]), bot=bot)
    yield house
    house.engine.dispose()


@pytest.fixture(scope="module")
def warehouse(house: House) -> Iterator[Warehouse]:
    with own_warehouse(house) as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def menus(house: House, warehouse: Warehouse) -> dict[str, list[str]]:
    """What a filter menu offers for each dimension of leads, and, where any may be asked for, a value nobody has."""
    with warehouse.read() as cursor:
        every = filters_of(bots_of(house), [])
        return {
            key: list(
                CLOSED.get(key) or [*(str(value) for value, _ in leads_list.values(cursor, every, key)), "1999-12-31"]
            )
            for key, each in DIMENSIONS.items()
            if "leads" in each.of
        }


def bots_of(house: House) -> tuple[Bot, ...]:
    return list_bots(house.engine, OWNER)


def pairs_from(data: st.DataObject, menus: dict[str, list[str]]) -> list[tuple[str, str]]:
    """A random choice of filters, as an address or a command would hold them."""
    pairs: list[tuple[str, str]] = []
    for key in data.draw(st.lists(st.sampled_from(sorted(menus)), max_size=3, unique=True)):
        pairs += [(key, value) for value in data.draw(st.lists(st.sampled_from(menus[key]), min_size=1, max_size=4))]
    days = sorted(data.draw(st.lists(st.integers(-2, 24), min_size=2, max_size=2)))
    first, last = (FIRST + timedelta(days=each) for each in days)
    ends = [("from", str(first)), ("to", str(last))]
    pairs += data.draw(st.sampled_from([[], ends[:1], ends[1:], ends]))
    words = ["", " ", "ann", "ΑΣ", "σας", "_%", "%", "STRASSE", "straße", "@x.EXAMPLE", "794603", "'", "p1"]
    pairs += data.draw(st.sampled_from([[], *([("q", word)] for word in words)]))
    for name in ("has_email", "has_phone"):
        pairs += data.draw(st.sampled_from([[], [(name, "yes")], [(name, "no")]]))
    return pairs


@pytest.mark.slow
@settings(max_examples=100)
@given(data=st.data())
def test_tile_list_file_and_report_agree_for_any_filters(
    data: st.DataObject, house: House, warehouse: Warehouse, menus: dict[str, list[str]]
) -> None:
    bots = data.draw(st.sampled_from([["Berlin"], ["honolulu"], ["all"], ["Berlin", "Honolulu"]]))
    pairs = pairs_from(data, menus)
    chosen = [bot for bot in bots_of(house) if "all" in bots or bot.key.lower() in [key.lower() for key in bots]]
    filters = filters_of(chosen, pairs)
    by = data.draw(st.sampled_from(sorted(menus)))
    with warehouse.read() as cursor:
        total = leads_list.count(cursor, filters)
        listed = leads_list.page(cursor, filters, limit=1_000)["external_id"].to_list()
        tile = tiles(cursor, filters).tiles
    csv = parsed(b"".join(export_leads(house.engine, warehouse, OWNER, bots, pairs, "csv")))
    packed = b"".join(export_leads(house.engine, warehouse, OWNER, bots, pairs, "parquet"))
    parquet = pl.read_parquet(io.BytesIO(packed))
    whole = answer_report(house.engine, warehouse, OWNER, Asked(bots, ["leads"], [], pairs)).frame
    split = answer_report(house.engine, warehouse, OWNER, Asked(bots, ["leads", "lost"], [by], pairs)).frame
    assert [row["external_id"] for row in csv] == listed == parquet["external_id"].to_list()
    assert total == len(listed) == whole["leads"][0] == split["leads"].sum() == tile["total"].count
    assert tile["lost"].count == split["lost"].sum() == sum(row["status"] == "lost" for row in csv)
    assert sum(each.count for key, each in tile.items() if key != "total") == total


def test_every_value_a_menu_offers_opens_as_many_leads_as_it_says(house: House, warehouse: Warehouse) -> None:
    with warehouse.read() as cursor:
        every = filters_of(bots_of(house), [])
        for key, each in DIMENSIONS.items():
            if "leads" in each.of:
                for value, n in leads_list.values(cursor, every, key):
                    assert leads_list.count(cursor, filters_of(bots_of(house), [(key, str(value))])) == n
        assert leads_list.count(cursor, filters_of(bots_of(house), [("owner", NO_VALUE)])) > 0
