"""The list, its total and the tiles are one number; searching finds parts of words, literally."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from leadlight.errors import RefusedError
from leadlight.warehouse import leads_list, overview
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.warehouse.records import NOW, Room

ALL = Filters((1,))


def find(warehouse: Warehouse, search: str) -> list[str]:
    with warehouse.read() as cursor:
        found = leads_list.page(cursor, replace(ALL, search=search), sort="id", descending=False)
        assert leads_list.count(cursor, replace(ALL, search=search)) == len(found)
        frame, total = leads_list.page_and_total(cursor, replace(ALL, search=search), "id", False, 25, 0)
        assert (frame.rows(), total) == (found.rows(), len(found))
        return found["name"].to_list()


@pytest.fixture
def people(room: Room, warehouse: Warehouse) -> Warehouse:
    bot = room.bot("a")
    room.lead(bot, name="Ödön Müller", email="oedoen@Example.com", phone="+4930123456", company="50% Rabatt_GmbH")
    room.lead(bot, name="O'Brien", email=None, phone=None, company="back\\slash")
    room.lead(bot, name="ΟΔΥΣΣΕΥΣ", email="u@x.example", company=None)
    room.lead(bot, name="Test", email="t@x.example", is_test=True)
    room.lead(room.bot("b"), name="Other bot's", email="oedoen@example.com")
    follow(room.record, warehouse, room.clock)
    return warehouse


@pytest.mark.parametrize(
    ("search", "names"),
    [("ödö", ["Ödön Müller"]), ("MÜLLER", ["Ödön Müller"]), ("doen@EXAMPLE", ["Ödön Müller"]),
     ("30123", ["Ödön Müller"]),
     ("0%", ["Ödön Müller"]), ("%", ["Ödön Müller"]), ("t_g", ["Ödön Müller"]), ("_", ["Ödön Müller"]),
     ("\\s", ["O'Brien"]), ("'", ["O'Brien"]), ("οδυσσευς", ["ΟΔΥΣΣΕΥΣ"]), ("ευσ", ["ΟΔΥΣΣΕΥΣ"]),
     ("müller\noedoen", ["Ödön Müller"]), ("zzz", []), ("  ", ["Ödön Müller", "O'Brien", "ΟΔΥΣΣΕΥΣ"])],
)  # fmt: skip
def test_search_is_a_part_of_name_email_phone_or_company(people: Warehouse, search: str, names: list[str]) -> None:
    assert find(people, search) == names


def test_has_email_and_has_phone_divide_the_list(people: Warehouse) -> None:
    with people.read() as cursor:
        for name in ("has_email", "has_phone"):
            parts = [leads_list.count(cursor, replace(ALL, **{name: flag})) for flag in (True, False)]
            assert min(parts) > 0
            assert sum(parts) == 3


@pytest.mark.parametrize("sort", leads_list.SORTS)
@pytest.mark.parametrize("descending", [True, False])
def test_pages_neither_repeat_nor_skip_in_any_sort(
    room: Room, warehouse: Warehouse, sort: str, descending: bool
) -> None:
    bot = room.bot("a")
    for at in range(23):
        room.lead(bot, name="Same" if at % 3 else None, captured_at=NOW - timedelta(days=at % 4), status="new")
    follow(room.record, warehouse, room.clock)
    with warehouse.read() as cursor:
        pages = [leads_list.page(cursor, ALL, sort, descending, 5, start) for start in range(0, 30, 5)]
        some = replace(ALL, search="same")
        for start in range(0, 30, 5):
            frame, total = leads_list.page_and_total(cursor, some, sort, descending, 5, start)
            assert frame.rows() == leads_list.page(cursor, some, sort, descending, 5, start).rows()
            assert total == 15
    ids = [ident for page in pages for ident in page["id"]]
    assert sorted(ids) == list(range(1, 24))
    if sort == "name":
        assert [name is None for page in pages for name in page["name"]] == [False] * 15 + [True] * 8
    if sort == "captured_at":
        days = [at for page in pages for at in page["captured_at"]]
        assert days == sorted(days, reverse=descending)


def test_unknown_sort_is_refused(people: Warehouse) -> None:
    with people.read() as cursor, pytest.raises(RefusedError, match="can by captured_at"):
        leads_list.page(cursor, ALL, sort="id; DROP TABLE lead")


def test_values_count_what_the_list_shows(people: Warehouse) -> None:
    with people.read() as cursor:
        assert leads_list.values(cursor, ALL, "channel") == [("widget", 3)]
        assert leads_list.values(cursor, ALL, "owner") == [("(none)", 3)]


def test_tiles_count_by_current_status_and_compare_with_the_days_before(room: Room, warehouse: Warehouse) -> None:
    bot = room.bot("a")
    for day, status in ((0, "new"), (0, "lost"), (1, "new"), (2, "converted"), (3, "new"), (5, "new"), (9, "new")):
        room.lead(bot, captured_at=NOW - timedelta(days=day), status=status)
    room.lead(bot, is_test=True)
    follow(room.record, warehouse, room.clock)
    window = replace(ALL, first=date(2026, 3, 26), last=date(2026, 3, 28))
    with warehouse.read() as cursor:
        tiles = overview.tiles(cursor, window)
        listed = {
            key: leads_list.count(cursor, replace(window, where=(("status", (key,)),))) for key in ("new", "lost")
        }
    assert (tiles.tiles["total"].count, tiles.tiles["total"].before, tiles.all_time) == (4, 2, 7)
    assert tiles.tiles["new"].daily == (0, 1, 1)
    assert tiles.tiles["total"].daily == (1, 1, 2)
    assert {key: tiles.tiles[key].count for key in listed} == listed
    assert overview.before(ALL) is None


def test_waiting_are_hot_and_new_the_newest_first(room: Room, warehouse: Warehouse) -> None:
    bot = room.bot("a")
    for at, status in enumerate(("new", "contacted", "new")):
        talk = room.conversation(bot)
        room.signal(bot, talk, "demo_request", 80)
        room.lead(bot, conversation_id=talk, status=status, captured_at=NOW + timedelta(hours=at))
    room.lead(bot)
    follow(room.record, warehouse, room.clock)
    with warehouse.read() as cursor:
        assert overview.waiting(cursor, ALL)["id"].to_list() == [3, 1]


def test_a_menu_of_signals_counts_the_leads_that_each_narrows_to(room: Room, warehouse: Warehouse) -> None:
    bot = room.bot("a")
    for kinds in (("demo_request", "support"), ("demo_request",), ()):
        talk = room.conversation(bot)
        for kind in kinds:
            room.signal(bot, talk, kind, -75 if kind == "support" else 60)
        room.lead(bot, conversation_id=talk)
    follow(room.record, warehouse, room.clock)
    with warehouse.read() as cursor:
        offered = leads_list.values(cursor, ALL, "signal")
        assert offered == [("demo_request", 2), ("support", 1)]
        for kind, number in offered:
            assert leads_list.count(cursor, replace(ALL, where=(("signal", (str(kind),)),))) == number
