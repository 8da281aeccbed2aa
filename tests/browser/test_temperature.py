"""Temperature in a real browser: every view, marks followed to their leads, thresholds tried, and the way back."""

from __future__ import annotations

import csv
import io
import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.driver import Visitor
from tests.browser.plots import counted, hover_of, press

HOME = "/temperature?bot=demo&range=all"
VIEWS = {"Now": 2, "Over time": 2, "By source": 1, "What if": 1}
"""Each view and how many pictures it has; the report card has one more for each question it can answer."""


def test_every_view_opens_whole(visitor: Visitor) -> None:
    page = visitor.open(HOME)
    for name, pictures in VIEWS.items():
        page.get_by_role("radio", name=name).or_(page.get_by_text(name, exact=True)).first.click()
        visitor.settle()
        expect(page.locator(".js-plotly-plot")).to_have_count(pictures)
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.locator("[data-testid=stAlert]").count() == 0


def test_report_card_tells_and_shows_why(visitor: Visitor) -> None:
    page = visitor.open(HOME + "&show=card&outcome=qualified")
    expect(page.locator(".st-key-score_verdict")).to_contain_text("AUC")
    expect(page.locator(".js-plotly-plot")).to_have_count(5)


@pytest.mark.parametrize(
    ("view", "chart", "trace", "point", "says"),
    [
        ("", "score_histogram", 0, 19, "score_from=95"),
        ("&show=sources", "temperature_by_channel", 0, 0, "temperature=hot"),
        ("&show=what-if&hot=70&warm=20", "what_if_70_20_converted", -1, 0, "score_from=70"),
    ],
)
def test_a_mark_leads_to_exactly_its_leads(
    visitor: Visitor, view: str, chart: str, trace: int, point: int, says: str
) -> None:
    page = visitor.open(HOME + view)
    box = page.locator(f".st-key-chart_{chart}")
    last = int(box.locator(".js-plotly-plot").evaluate("plot => plot.data.length")) - 1
    trace = last if trace < 0 else trace
    said = hover_of(box, trace, point)
    press(box, trace, point)
    assert counted(page) > 0
    assert says in page.url
    pattern = r"of ([\d\u202f]+) lead" if chart.startswith("what_if") else r": ([\d\u202f]+) "
    told = re.search(pattern, said)
    assert told
    assert counted(page) == int(re.sub(r"\D", "", told[1]))


def test_a_signal_leads_to_the_leads_that_gave_it(visitor: Visitor) -> None:
    page = visitor.open(HOME + "&show=card")
    box = page.locator(".st-key-chart_signal_lift_converted")
    box.get_by_text("Table", exact=True).click()
    row = box.locator("tbody tr").first
    said = int(re.sub(r"\D", "", row.locator("td").nth(1).inner_text()))
    name = row.locator("td").first.inner_text()
    row.locator("a").click()
    assert counted(page) == said > 0
    expect(page.locator(".st-key-filter_bar")).to_contain_text(f"Signal: {name}")


def test_numbers_of_a_chart_come_as_csv(visitor: Visitor) -> None:
    page = visitor.open(HOME + "&show=what-if&hot=80&warm=40")
    box = page.locator(".st-key-chart_what_if_80_40_converted")
    shown = [row.locator("td").nth(2).inner_text() for row in box.locator("tbody tr").all()]
    box.get_by_text("How this is counted").click()
    file = page.get_by_role("link", name="These numbers as CSV").get_attribute("href")
    rows = list(csv.DictReader(io.StringIO(httpx.get(f"{visitor.url}/{file}").text)))
    assert [row["Scores"] for row in rows] == ["80–100", "40–79", "0–39"]
    assert [row["Settled"] for row in rows] == [re.sub(r"\D", "", each) for each in shown]


def test_thresholds_are_tried_by_keyboard_and_stand_in_the_link(visitor: Visitor) -> None:
    page = visitor.open(HOME + "&show=what-if")
    page.locator(".st-key-try_hot input").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"hot=61"))
    visitor.settle()
    expect(page.locator(".st-key-chart_what_if_61_30_converted")).to_be_visible()
    page.get_by_role("button", name=re.compile("Back to warm from 30")).click()
    expect(page).not_to_have_url(re.compile(r"hot=61"))


def test_too_young_leads_lead_to_all_days(visitor: Visitor) -> None:
    page = visitor.open("/temperature?bot=demo&range=7d&show=card")
    box = page.locator(".st-key-score_verdict")
    expect(box).to_contain_text("Too few outcomes")
    box.get_by_role("button", name="All days").click()
    expect(page.locator(".st-key-chart_score_bands_converted")).to_be_visible()
