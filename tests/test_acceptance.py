"""The main job on real files: a property agency's funnel, and conversations that people labelled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from leadlight.actions.answer_report import scoped_filters
from leadlight.actions.read_lead import read_lead
from leadlight.bootstrap import House
from leadlight.charts import registry
from leadlight.domain.scope import OWNER
from pipelines.ask import own_warehouse
from tests.pipelines.kit import (
    BOT,
    counts,
    differences,
    exported,
    leads,
    mapping,
    newest,
    parsed,
    report,
    rows,
    said,
    take,
)

BY_CHANNEL = {
    "Instagram": (1_229, 200, 16.27),
    "Google Ads": (1_065, 168, 15.77),
    "Bayut": (1_039, 166, 15.98),
    "Website": (695, 119, 17.12),
    "Referral": (607, 100, 16.47),
    "LinkedIn": (365, 60, 16.44),
}
"""Leads, sold, per cent: as the authors of the data publish them."""
LOST_FOR = [554, 537, 531, 524, 508, 488, 485, 471]

pytestmark = pytest.mark.slow


@pytest.fixture
def estate(house: House, samples: Path) -> House:
    """The agency's leads, then its sales, taken in."""
    folder = samples / "real_estate_leads"
    (done,) = take(house, folder / "Leads.csv", mapping=mapping("real_estate_leads.toml"))
    assert counts(done) == {"read": 5_000, "created": 5_000}
    (sold,) = take(house, folder / "Sales.csv", mapping=mapping("real_estate_sales.toml"))
    assert counts(sold) == {"read": 813, "created": 813}
    return house


def test_the_agencys_funnel_is_the_published_one(estate: House) -> None:
    (whole,) = report(estate, "leads,contacted,qualified,converted,conversion_rate")
    assert (whole["leads"], whole["qualified"], whole["converted"]) == (5_000, 2_278, 813)
    assert whole["contacted"] >= whole["qualified"]
    assert whole["conversion_rate"] == 813 / 5_000
    assert round(100 * whole["conversion_rate"], 2) == 16.26


def test_channels_compare_as_published(estate: House) -> None:
    found = report(estate, "leads,converted,conversion_rate,conversion_low,conversion_high", "channel")
    assert {
        row["channel"]: (row["leads"], row["converted"], round(100 * row["conversion_rate"], 2)) for row in found
    } == BY_CHANNEL
    assert all(row["conversion_low"] < row["conversion_rate"] < row["conversion_high"] for row in found)


def test_leads_are_lost_for_the_published_reasons(estate: House) -> None:
    found = report(estate, "lost", "lost_reason", [("status", "lost")])
    assert [row["lost"] for row in found if row["lost_reason"] != "(none)"] == LOST_FOR


def test_pages_show_the_published_numbers(estate: House) -> None:
    sources = charted(estate, "sources", by="channel")
    told = {row["Channel"]: (row["Leads"], row["Converted"], round(100 * row["Conversion"], 2)) for row in sources}
    assert told == BY_CHANNEL
    assert (sum(row["Leads"] for row in sources), sum(row["Qualified"] for row in sources)) == (5_000, 2_278)
    funnel = {row["Stage"]: row for row in charted(estate, "lead_funnel")}
    assert (funnel["Converted"]["Reached"], round(100 * funnel["Converted"]["Of all leads"], 2)) == (813, 16.26)
    never = funnel["Leads"]["Reached"] - funnel["Qualified"]["Reached"]
    assert round(100 * never / funnel["Leads"]["Reached"], 2) == 54.44  # lost before qualified, as its authors call it
    stages = charted(estate, "lost_stages")
    early = stages[:2]
    assert [row["Furthest stage"] for row in early] == ["New", "Contacted"]
    assert sum(row["Lost"] + row["Others that got no further"] for row in early) == never
    reasons = charted(estate, "lost_reasons")
    assert [row["Lost"] for row in reasons if row["Reason"] != "No reason given"][: len(LOST_FOR)] == LOST_FOR


def charted(house: House, key: str, **options: str) -> list[dict[str, Any]]:
    """The rows of a chart of all days, as its page tabulates them."""
    chart = registry.find(key, options)
    with own_warehouse(house) as warehouse, warehouse.read() as cursor:
        filters = scoped_filters(house.engine, OWNER, [BOT], [], house.clock.now())
        table = chart.table(chart.shape(chart.ask(filters).read(cursor), filters))
    return [dict(zip((column.label for column in table.columns), row, strict=True)) for row in table.rows]


def test_days_to_close_are_whole_days_where_the_source_had_dates(estate: House) -> None:
    (whole,) = report(estate, "median_days_to_qualified,median_days_to_converted,p90_days_to_converted")
    medians = whole["median_days_to_qualified"], whole["median_days_to_converted"]
    assert all(2 * value == int(2 * value) for value in medians)
    assert 0 < whole["median_days_to_qualified"] < whole["median_days_to_converted"] < whole["p90_days_to_converted"]


def test_both_files_again_change_nothing(estate: House, samples: Path) -> None:
    before, seq = said(estate), newest(estate)
    folder = samples / "real_estate_leads"
    for name, table in (("Leads.csv", "real_estate_leads.toml"), ("Sales.csv", "real_estate_sales.toml")):
        (again,) = take(estate, folder / name, mapping=mapping(table))
        assert counts(again) == {"read": again.counts["read"], "unchanged": again.counts["read"]}
    assert (said(estate), newest(estate)) == (before, seq)


def test_record_and_warehouse_agree_and_the_file_holds_every_lead(estate: House) -> None:
    assert differences(estate) == []
    file = parsed(exported(estate))
    assert len({row["external_id"] for row in file}) == len(file) == 5_000
    assert sum(row["status"] == "lost" for row in file) == sum(row["status"] == "lost" for row in leads(estate))


def test_labelled_conversations_load_and_their_leads_have_temperature_and_quotes(house: House, samples: Path) -> None:
    path = samples / "labelled_conversations" / "conversations.jsonl"
    (done,) = take(house, path)
    assert counts(done) == {"read": 42, "created": 42}
    made = leads(house)
    assert len(made) == done.counts["leads"] >= 15
    words = {row["conversation_id"]: "" for row in rows(house, "message")}
    for row in rows(house, "message"):
        words[row["conversation_id"]] += row["text"] + "\n"
    for lead in made:
        view = read_lead(house.engine, OWNER, lead["id"])
        assert view.temperature in ("hot", "warm", "cold")
        assert all(entry.quote in words[lead["conversation_id"]] for entry in view.ledger)
    by_temperature = {row["temperature"]: row["leads"] for row in report(house, "leads", "temperature")}
    assert sum(by_temperature.values()) == len(made)
    assert by_temperature["hot"] > 0
    assert counts(take(house, path)[0]) == {"read": 42, "unchanged": 42}
    assert differences(house) == []
