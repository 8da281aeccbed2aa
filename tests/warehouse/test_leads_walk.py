"""The order of a list without its rows is the order of its pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leadlight.bootstrap import House
from leadlight.domain.rows import LeadRow
from leadlight.ui.lead_list import SORTS
from leadlight.warehouse import leads_list, leads_walk
from leadlight.warehouse.query import Filters
from leadlight.warehouse.store import Cursor, Warehouse
from pipelines.follow import follow
from tests.actions.rooms import DAY, a_bot, an_import


@pytest.fixture
def cursor(house: House) -> Iterator[Cursor]:
    """Twelve leads of one bot (1), some without a name, some alike."""
    rows = [
        LeadRow(at, f"x{at}", DAY.replace(hour=at % 3), name=None if at % 4 == 0 else f"n{at % 5}",
                email=f"e{at}@x.example", channel="widget" if at % 2 else "email")
        for at in range(12)
    ]  # fmt: skip
    an_import(house, a_bot(house), rows)
    warehouse = Warehouse(house.settings.warehouse_path)
    follow(house.engine, warehouse, house.clock)
    with warehouse.read() as opened:
        yield opened
    warehouse.close()


@pytest.mark.parametrize("sort", SORTS.values(), ids=SORTS)
def test_ids_and_places_are_those_of_the_pages(cursor: Cursor, sort: object) -> None:
    column, descending = sort.column, sort.descending  # type: ignore[attr-defined]  # a Sort, given by its menu
    filters = Filters(bots=(1,), where=(("channel", ("widget",)),))
    page = leads_list.page(cursor, filters, column, descending, limit=50)["id"].to_list()
    assert list(leads_walk.ids(cursor, filters, column, descending, 50)) == page
    assert list(leads_walk.ids(cursor, filters, column, descending, 2, 3)) == page[3:5]
    assert [leads_walk.place(cursor, filters, column, descending, each) for each in page] == list(range(len(page)))


def test_a_lead_outside_the_list_has_no_place(cursor: Cursor) -> None:
    filters = Filters(bots=(1,), where=(("channel", ("widget",)),))
    assert leads_walk.place(cursor, filters, "name", False, 1) is None
    assert leads_walk.place(cursor, filters, "name", False, 999) is None
