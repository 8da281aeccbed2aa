"""The main job on real files: a property agency's funnel, and conversations that people labelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadlight.actions.read_lead import read_lead
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER
from tests.pipelines.kit import (
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
