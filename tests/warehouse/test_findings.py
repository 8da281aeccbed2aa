"""What stands out of leads whose story is known, through the record, the warehouse and the sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import polars as pl
import pytest

from leadlight.charts.found import Said, looked, said
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.findings import Findings
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.warehouse.records import Room

TODAY = date(2026, 3, 28)
RANGE = Filters((1,), TODAY - timedelta(days=29), TODAY, today=TODAY)
Read = Callable[..., pl.DataFrame]


@pytest.fixture
def read(room: Room, warehouse: Warehouse) -> Iterator[Read]:
    """Follow, and look at the range (or other filters)."""

    def look(filters: Filters = RANGE) -> pl.DataFrame:
        follow(room.record, warehouse, room.clock)
        with warehouse.read() as cursor:
            return Findings(filters).read(cursor)

    return look


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)


def captured(room: Room, bot: int, day: date, after: timedelta | None, **values: object) -> None:
    """A lead of that day, converted so long after."""
    ident = room.lead(bot, captured_at=at(day), **values)
    if after is not None:
        room.move(ident, "converted", at(day) + after)


def texts(found: tuple[Said, ...]) -> str:
    return "\n".join(each.text for each in found).replace("\u202f", " ")


def test_a_page_that_converts_better_is_found_with_its_numbers(room: Room, read: Read) -> None:
    bot = room.bot("a")
    for number in range(160):
        day, page = TODAY - timedelta(days=3 + number % 26), f"h.example/{'abcd'[number // 40]}"
        is_won = number % 40 < (24 if number < 40 else 4)
        captured(room, bot, day, timedelta(days=1) if is_won else None, source_path=page)
    found = said(read())
    assert "Leads from h.example/a convert more often than others: 60.0 % of 40 leads against 10.0 %." in texts(found)
    assert found[0].page == "sources"
    assert found[0].mark == "by=source_page&order=rank"
    assert "(95 %: " in texts(found)


def test_a_page_of_young_leads_is_not_found_as_worse(room: Room, read: Read) -> None:
    # Every lead converts ten days after capture; /new began nine days ago, so none of its leads has had the time.
    bot = room.bot("a")
    for number in range(150):
        day = TODAY - timedelta(days=number % 30)
        page = "h.example/new" if number % 30 < 9 and number % 2 else "h.example/old"
        captured(room, bot, day, timedelta(days=10) if number % 30 >= 10 else None, source_path=page)
    frame = read()
    conversions = frame.filter(pl.col("rate") == "conversion_rate")
    assert not conversions["told"].any()
    assert "convert" not in texts(said(frame))


def test_a_range_in_the_making_is_no_fall(room: Room, read: Read) -> None:
    # The same every day: two leads, one converts after eight days. Seen at equal age nothing changed.
    bot = room.bot("a")
    for number in range(120):
        day = TODAY - timedelta(days=number // 2)
        captured(room, bot, day, timedelta(days=8) if number % 2 and number // 2 > 8 else None)
    frame = read()
    course = frame.filter((pl.col("kind") == "course") & (pl.col("rate") == "conversion_rate"))
    assert course["difference"].to_list() == pytest.approx([0.0], abs=1e-9)
    assert said(frame) == ()


def test_a_stage_that_got_slower_is_found(room: Room, read: Read) -> None:
    bot = room.bot("a")
    for number in range(180):
        day = TODAY - timedelta(days=number // 3)
        wait = timedelta(hours=3 if number // 3 >= 30 else 60)
        if at(day) + wait < at(TODAY):
            ident = room.lead(bot, captured_at=at(day))
            room.move(ident, "contacted", at(day) + wait)
    found = said(read())
    assert "Fewer leads are contacted within a day than in the 30 days before" in texts(found)
    assert found[0].page == "team"


def test_hot_leads_that_wait_are_counted_until_two_days_ago(room: Room, read: Read) -> None:
    bot = room.bot("a")
    for days in (0, 1, 2, 5):
        talk = room.conversation(bot, started_at=at(TODAY - timedelta(days=days)))
        room.signal(bot, talk, "pricing", 90)
        room.lead(bot, captured_at=at(TODAY - timedelta(days=days)), conversation_id=talk)
    (found,) = said(read())
    assert found.text == "2 hot leads have waited more than a day for a first contact."
    assert (found.page, found.mark) == ("inbox", "temperature=hot&status=new")
    assert found.days == (RANGE.first, TODAY - timedelta(days=2))
    assert said(read(replace(RANGE, first=TODAY - timedelta(days=1)))) == ()


def test_where_nothing_is_nothing_is_said(room: Room, read: Read) -> None:
    room.bot("a")
    frame = read()
    assert said(frame) == ()
    assert looked(frame) == 0


@pytest.mark.parametrize("open_at", ["first", "last"])
def test_an_open_range_is_looked_at_without_a_period_before(room: Room, read: Read, open_at: str) -> None:
    bot = room.bot("a")
    captured(room, bot, TODAY, None)
    frame = read(replace(RANGE, **{open_at: None}))
    assert "course" not in frame["kind"].to_list()


def test_filters_that_conversations_lack_leave_them_out(room: Room, read: Read) -> None:
    bot = room.bot("a")
    for number in range(80):
        captured(room, bot, TODAY - timedelta(days=number % 28), None, owner="ann", source_path=f"h/{number % 2}")
    frame = read(replace(RANGE, where=(("owner", ("ann",)),)))
    assert "capture_rate" not in frame["rate"].to_list()


def test_a_long_range_is_looked_at_by_its_last_days(room: Room, read: Read) -> None:
    room.bot("a")
    whole = replace(RANGE, first=TODAY - timedelta(days=400))
    assert read(whole).equals(read(RANGE))


def test_three_sentences_say_three_things_and_no_more() -> None:
    row = {
        "kind": "part", "k": 60, "n": 100, "j": 100, "m": 1000, "difference": 0.5, "low": 0.4, "high": 0.6,
        "p": 0.0, "adjusted": 0.0, "told": True, "first": TODAY, "last": TODAY, "alike": [],
    }  # fmt: skip
    looks = [
        row | {"rate": rate, "by": by, "value": value}
        for rate, by, value in [
            ("capture_rate", "channel", "api"), ("capture_rate", "channel", "sms"),
            ("capture_rate", "source_page", "h/x"),
            ("conversion_rate", "channel", "api"), ("hot_share", "channel", "api"), ("hot_share", "source_page", "h/y"),
        ]
    ]  # fmt: skip
    found = said(pl.DataFrame(looks))
    assert [each.text.split(":")[0] for each in found] == [
        "Conversations from API leave a contact more often than others",
        "Leads from API convert more often than others",
        "Leads from API are hot more often than others",
    ]
    assert [each.text.split(":")[0] for each in said(pl.DataFrame(looks[:3]))] == [
        "Conversations from API leave a contact more often than others",
        "Conversations from h/x leave a contact more often than others",
    ]


@pytest.mark.slow
def test_leads_that_differ_by_chance_only_are_left_in_peace(room: Room, read: Read) -> None:
    random, bot = Random(20261122), room.bot("a")
    for _ in range(900):
        day = TODAY - timedelta(days=random.randrange(60))
        page, channel = f"h.example/{random.randrange(6)}", random.choice(["widget", "whatsapp", "api"])
        after = timedelta(days=random.randrange(1, 20)) if random.random() < 0.3 else None
        is_past = after is not None and at(day) + after < at(TODAY)
        captured(room, bot, day, after if is_past else None, source_path=page, channel=channel)
    frame = read()
    assert looked(frame) > 10
    assert said(frame) == ()


@pytest.mark.parametrize(("shared", "stories"), [(40, 1), (30, 1), (10, 2)])
def test_a_campaign_and_its_page_are_told_once_where_they_are_largely_the_same_leads(
    room: Room, read: Read, shared: int, stories: int
) -> None:
    bot = room.bot("a")
    for number in range(240):
        is_page, is_campaign = number < 40, 40 - shared <= number < 80 - shared
        campaign = "winter" if is_campaign else ("summer", "autumn", "may")[number % 3]
        page = "h.example/a" if is_page else f"h.example/{'bcd'[number % 3]}"
        is_won = number % 5 < 4 if is_page or is_campaign else number % 10 == 0
        day = TODAY - timedelta(days=3 + number % 26)
        captured(room, bot, day, timedelta(days=1) if is_won else None, source_path=page, utm_campaign=campaign)
    frame = read()
    both = frame.filter(pl.col("told") & pl.col("value").is_in(["h.example/a", "winter"]))
    assert set(both["value"]) == {"h.example/a", "winter"}
    assert both["alike"].list.len().to_list() == [2 - stories] * 2
    told = texts(said(frame))
    assert ("from h.example/a" in told) + ("from campaign winter" in told) == stories
