"""Groups of pages in every number: as rows come in, when the rules change, and after a rebuild, all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from leadlight.actions.group_pages import group_pages
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER, Scope
from leadlight.errors import ConflictError, ForbiddenError
from leadlight.record import bots
from leadlight.record.engine import reading
from leadlight.warehouse.query import Filters, Query, run
from leadlight.warehouse.store import Warehouse
from pipelines.check import check
from pipelines.follow import follow, rebuild
from tests.warehouse.records import Room, open_room

PAGES = ("a.example/blog/one", "a.example/blog/two", "a.example/price", None, "kiosk")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = open_room(tmp_path)
    yield room
    room.record.dispose()


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    yield warehouse
    warehouse.close()


def counted(warehouse: Warehouse, bot: int, by: str = "source_group") -> dict[str, tuple[int, int]]:
    """Leads and conversations by group."""
    with warehouse.read() as cursor:
        rows = run(cursor, Query(Filters((bot,)), ("leads", "conversations"), (by,))).iter_rows()
        return {group: (leads, talks) for group, leads, talks in rows}


def group(room: Room, bot: int, *rules: tuple[str, str]) -> None:
    house = House(None, room.clock, room.record)  # type: ignore[arg-type]  # settings are not asked for
    with house.work(OWNER) as work:
        version = bots.get_bot(work.connection, OWNER, bot).version
        group_pages(work, bot, version, rules)
        work.commit()


@pytest.fixture
def bot(room: Room) -> int:
    """A bot with a lead and a conversation on each page, landed on the first."""
    ident = room.bot("acme")
    for page in PAGES:
        room.lead(ident, source_path=page, landing_path=PAGES[0])
        room.conversation(ident, source_path=page, landing_path=PAGES[0])
    return ident


def test_pages_go_by_their_first_part_until_there_are_rules(room: Room, warehouse: Warehouse, bot: int) -> None:
    follow(room.record, warehouse, room.clock)
    one = {"a.example/blog": (2, 2), "a.example/price": (1, 1), "(none)": (1, 1), "kiosk": (1, 1)}
    assert counted(warehouse, bot) == one


def test_new_rules_group_what_is_there_and_what_comes(room: Room, warehouse: Warehouse, bot: int) -> None:
    follow(room.record, warehouse, room.clock)
    other = room.bot("other")
    room.lead(other, source_path=PAGES[0])
    group(room, bot, ("/blog/*", "Blog"), ("kiosk", "Shops"))
    follow(room.record, warehouse, room.clock)
    assert counted(warehouse, bot) == {"Blog": (2, 2), "a.example/price": (1, 1), "(none)": (1, 1), "Shops": (1, 1)}
    assert counted(warehouse, bot, "landing_group") == {"Blog": (5, 5)}
    assert counted(warehouse, other) == {"a.example/blog": (1, 0)}
    room.lead(bot, source_path="b.example/blog/three")
    follow(room.record, warehouse, room.clock)
    assert counted(warehouse, bot)["Blog"] == (3, 2)
    group(room, bot)
    follow(room.record, warehouse, room.clock)
    assert counted(warehouse, bot)["a.example/blog"] == (2, 2)


def test_following_rebuilding_and_the_record_agree(room: Room, warehouse: Warehouse, bot: int) -> None:
    follow(room.record, warehouse, room.clock)
    group(room, bot, ("/blog/*", "Blog"))
    follow(room.record, warehouse, room.clock)
    followed = counted(warehouse, bot)
    with warehouse.read() as cursor:
        assert check(room.record, cursor) == ()
    rebuild(room.record, warehouse, room.clock)
    assert counted(warehouse, bot) == followed


def test_a_group_filters_as_any_dimension(room: Room, warehouse: Warehouse, bot: int) -> None:
    group(room, bot, ("/blog/*", "Blog"))
    follow(room.record, warehouse, room.clock)
    filters = Filters((bot,), where=(("source_group", ("Blog", "(none)")),))
    with warehouse.read() as cursor:
        found = run(cursor, Query(filters, ("leads",), ("source_page",)))
    assert Counter(dict(found.iter_rows())) == {PAGES[0]: 1, PAGES[1]: 1, "(none)": 1}


def test_only_who_may_configure_groups_pages_and_nobody_over_a_change(room: Room, bot: int) -> None:
    house = House(None, room.clock, room.record)  # type: ignore[arg-type]  # settings are not asked for
    reader = Scope("reader", None, frozenset())
    with house.work(reader) as work, pytest.raises(ForbiddenError):
        group_pages(work, bot, 1, [("/a", "A")])
    group(room, bot, ("/a", "A"))
    with house.work(OWNER) as work, pytest.raises(ConflictError):
        group_pages(work, bot, 1, [("/b", "B")])
    with reading(room.record) as connection:
        assert [rule.name for rule in bots.get_bot(connection, OWNER, bot).page_groups] == ["A"]
