"""The property agency's published numbers, as the Funnel page's charts tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from leadlight.bootstrap import open_house
from leadlight.charts.contract import Table
from leadlight.charts.registry import find
from leadlight.clock import FixedClock
from leadlight.domain.scope import OWNER
from leadlight.record import bots
from leadlight.record.engine import reading
from leadlight.warehouse import behind
from leadlight.warehouse.query import Filters
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests import records
from tests.conftest import NOW
from tests.pipelines.kit import mapping, take

LOST_FOR = {
    "Financing / mortgage rejected": 554, "Unit sold out before decision": 537, "Found cheaper unit elsewhere": 531,
    "Budget mismatch": 524, "Not responsive / went cold": 508, "Chose competitor project": 488,
    "Visa / relocation fell through": 485, "Postponed decision": 471,
}  # fmt: skip
Tell = Callable[..., tuple[Table, str]]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tell(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Tell]:
    """A chart's table and sentence over all of the agency's leads; every link of the table is followed."""
    folder, place = samples / "real_estate_leads", tmp_path_factory.mktemp("agency")
    house = open_house(records.settings(place), FixedClock(NOW))
    take(house, folder / "Leads.csv", mapping=mapping("real_estate_leads.toml"))
    take(house, folder / "Sales.csv", mapping=mapping("real_estate_sales.toml"))
    warehouse = Warehouse(house.settings.warehouse_path)
    follow(house.engine, warehouse, house.clock)
    with reading(house.engine) as connection:
        ids = tuple(bot.id for bot in bots.all_bots(connection, OWNER))
    filters = Filters(ids, today=NOW.date())

    def told(key: str, **options: str) -> tuple[Table, str]:
        chart = find(key, options)
        with warehouse.read() as cursor:
            frame: pl.DataFrame = chart.shape(chart.ask(filters).read(cursor), filters)
            table = chart.table(frame)
            for row, mark in zip(table.rows, table.links, strict=True):
                if mark:
                    assert behind.count(cursor, "leads", behind.within(filters, mark)) == row[table.of]
        return table, chart.summary(frame)

    yield told
    warehouse.close()
    house.engine.dispose()
    records.forget(place) if records.ENGINE == "postgresql" else None


def column(table: Table, label: str) -> list[object]:
    """One column by its label."""
    at = [each.label for each in table.columns].index(label)
    return [row[at] for row in table.rows]


def test_the_cohort_funnel_has_the_published_counts_and_rates(tell: Tell) -> None:
    table, said = tell("funnel_steps")
    reached = dict(zip(column(table, "Step"), column(table, "Leads"), strict=True))
    assert (reached["Leads"], reached["Qualified"], reached["Converted"]) == (5_000, 2_278, 813)
    assert column(table, "Of leads captured")[-1] == 813 / 5_000
    assert column(table, "Never came here")[2] == 2_722
    assert said.replace("\u202f", " ").startswith(
        "813 of 5 000 leads reached Converted (16.26 %); 2 722 never reached Qualified (54.44 %)."
    )


def test_leads_are_lost_before_qualified_as_published(tell: Tell) -> None:
    table, said = tell("lost_stages")
    lost = dict(zip(column(table, "Furthest stage"), column(table, "Lost"), strict=True))
    assert sum(int(str(lost[stage])) for stage in ("New", "Contacted")) == 2_700
    assert lost["Qualified"] == 4_098 - 2_700
    assert "2 722 never reached Qualified (54.44 %)" in said.replace("\u202f", " ")


def test_the_reasons_are_the_published_ones_and_add_up(tell: Tell) -> None:
    table, _ = tell("lost_reasons")
    assert dict(zip(column(table, "Reason"), column(table, "Lost"), strict=True)) == LOST_FOR
    assert column(table, "So far")[-1] == 1.0


@pytest.mark.parametrize("split", ["furthest", "channel"])
def test_reasons_by_stage_and_by_source_add_up_to_the_reasons(tell: Tell, split: str) -> None:
    table, _ = tell("lost_split", split=split)
    found: dict[object, int] = {}
    for reason, lost in zip(column(table, "Reason"), column(table, "Lost"), strict=True):
        found[reason] = found.get(reason, 0) + int(str(lost))
    assert found == LOST_FOR


def test_channels_come_as_far_as_published(tell: Tell) -> None:
    table, _ = tell("funnel_split", split="channel")
    found = dict(zip(column(table, "Channel"), column(table, "Converted"), strict=True))
    assert (found["Instagram"], found["Google Ads"], found["Bayut"], found["LinkedIn"]) == (200, 168, 166, 60)
    for funnel in ("entered", "snapshot"):
        tell("funnel_split", split="channel", funnel=funnel)


def test_all_three_funnels_and_what_parts_them_are_told(tell: Tell) -> None:
    for funnel in ("entered", "snapshot"):
        tell("funnel_steps", funnel=funnel)
    table, _ = tell("funnel_reconciled")
    for row in table.rows:
        _, cohort, both, later, entered, earlier, *_ = row
        assert (cohort, entered) == (both, both)  # over all days, the funnels are one
        assert (later, earlier) == (0, 0)
    table, said = tell("conversion_curve")
    assert said.startswith("Expected: ")
    tell("cohort_table", grain="month")
    tell("time_in_stage")
    tell("stalled")
