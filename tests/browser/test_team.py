"""Team in a real browser: every view, a band followed to its leads by either clock, and the longest waiting lead."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.driver import Visitor
from tests.browser.plots import counted, hover_of, press

HOME = "/team?bot=demo&range=all"
VIEWS = {"First contact": 2, "Owners": 1, "Waiting longest": 0}


def told(hover: str) -> int:
    """The count that a hover text tells."""
    found = re.search(r": ([\d\u202f]+) of ", hover)
    assert found, hover
    return int(re.sub(r"\D", "", found[1]))


def test_every_view_opens_whole(visitor: Visitor) -> None:
    page = visitor.open(HOME)
    for name, pictures in VIEWS.items():
        page.get_by_role("radio", name=name).or_(page.get_by_text(name, exact=True)).first.click()
        visitor.settle()
        expect(page.locator(".js-plotly-plot")).to_have_count(pictures)
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.locator("[data-testid=stAlert]").count() == 0


@pytest.mark.parametrize("by", ["owner", "hour"])
@pytest.mark.parametrize("way", ["clock", "office"])
def test_a_band_leads_to_exactly_its_leads(visitor: Visitor, by: str, way: str) -> None:
    page = visitor.open(f"{HOME}&by={by}&clock={way}")
    box = page.locator(f".st-key-chart_first_contact_{by}_{way}")
    bands = int(box.locator(".js-plotly-plot").evaluate("plot => plot.data.length"))
    slowest, point = bands - 2, 0 if by == "owner" else 10
    said = told(hover_of(box, slowest, point))
    press(box, slowest, point)
    assert counted(page) == said > 0
    assert ("first_contact_office=" in page.url) is (way == "office")


def test_the_choices_stand_in_the_link(visitor: Visitor) -> None:
    page = visitor.open(HOME)
    page.get_by_text("Office hours", exact=True).click()
    expect(page).to_have_url(re.compile("clock=office"))
    page.get_by_text("Channel", exact=True).click()
    expect(page).to_have_url(re.compile("by=channel"))
    visitor.settle()
    expect(page.locator(".st-key-chart_first_contact_channel_office")).to_be_visible()


def test_an_owner_leads_to_their_leads(visitor: Visitor) -> None:
    page = visitor.open(HOME + "&show=owners")
    row = page.locator(".st-key-chart_owners tbody tr").first
    said = int(re.sub(r"\D", "", row.locator("td").nth(1).inner_text()))
    row.locator("a").click()
    assert counted(page) == said > 0


def test_the_longest_waiting_lead_is_one_click_away(visitor: Visitor) -> None:
    page = visitor.open(HOME + "&show=waiting")
    first = page.locator(".st-key-team_waiting .ll-name").first
    name = first.inner_text()
    page.get_by_role("link", name=re.compile(r"^All .* waiting leads?")).click()
    assert counted(page) > 0
    expect(page.locator("[class*='st-key-lead_'] .ll-name").first).to_have_text(name)
    page.go_back()
    visitor.settle()
    page.locator(".st-key-team_waiting .ll-name").first.click()
    expect(page.locator("body")).to_contain_text(name)
    expect(page).to_have_url(re.compile("/lead"))
