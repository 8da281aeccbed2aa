"""The Conversations page in a real browser: each view, a mark followed to its rows, a transcript and the way back."""

from __future__ import annotations

import csv
import io
import re

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.driver import Visitor

HOME = "/conversations?bot=demo&range=all"
VIEWS = {"Funnel": 2, "Hours": 2, "Form fields": 2, "Missed leads": 0, "All conversations": 0}
"""Each view and how many pictures it has."""


def click_mark(figure: Locator, trace: int, point: int) -> None:
    """Press a mark where it is drawn."""
    figure.scroll_into_view_if_needed()
    place = figure.evaluate(
        """(figure, [trace, point]) => {
            const drawn = figure._fullLayout, mark = figure.calcdata[trace][point], box = figure.getBoundingClientRect()
            const at = (axis, value) => axis._offset + axis.c2p(value)
            const [x, y] = mark.s1 === undefined ? [mark.x, mark.y] : [mark.s1 / 2, mark.p]
            return [box.left + at(drawn.xaxis, x), box.top + at(drawn.yaxis, y)]
        }""",
        [trace, point],
    )
    figure.page.mouse.click(*place)


def total(page: Page) -> int:
    """What the list says it holds."""
    told = page.locator(".st-key-talks_tools strong").inner_text()
    return int(re.sub(r"\D", "", told))


def test_every_view_opens_whole(visitor: Visitor) -> None:
    page = visitor.open(HOME)
    for name, pictures in VIEWS.items():
        page.locator(".st-key-conversations_show").get_by_role("radio", name=name).click()
        visitor.settle()
        expect(page.locator(".js-plotly-plot")).to_have_count(pictures)
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.locator("[data-testid=stAlert]").count() == 0


@pytest.mark.parametrize(
    ("view", "chart"),
    [("", "capture_by_channel"), ("&show=hours", "capture_hours"), ("&show=form_fields", "form_fields")],
)
def test_a_rows_name_leads_to_exactly_its_conversations(visitor: Visitor, view: str, chart: str) -> None:
    page = visitor.open(HOME + view)
    box = page.locator(f".st-key-chart_{chart}")
    box.get_by_text("Table", exact=True).click()
    row = box.locator("tbody tr").nth(1)
    said = int(re.sub(r"\D", "", row.locator("td").nth(1).inner_text()))
    row.locator("a").click()
    expect(page.locator(".st-key-talks_tools")).to_be_visible()
    assert total(page) == said > 0
    assert page.locator("[class*='st-key-talk_']").count() == min(said, 25)


def test_a_mark_is_followed_to_its_conversations_and_a_transcript(visitor: Visitor) -> None:
    page = visitor.open(HOME)
    box = page.locator(".st-key-chart_conversation_funnel")
    click_mark(box.locator(".js-plotly-plot"), trace=1, point=3)
    box.get_by_role("button", name="Open the conversations behind this mark").click()
    expect(page.locator(".st-key-talks_tools")).to_be_visible()
    visitor.settle()
    assert "form=submitted" in page.url
    listed = total(page)
    file = page.locator(".st-key-talks_csv a").first.get_attribute("href")
    rows = list(csv.DictReader(io.StringIO(httpx.get(f"{visitor.url}/{file}").text)))
    assert len(rows) == listed > 0
    assert {row["form"] for row in rows} == {"submitted"}
    page.locator("[class*='st-key-talk_'] a.ll-name").first.click()
    expect(page.locator(".ll-talk")).to_be_visible()
    page.locator("[data-testid=stMain]").get_by_role("link", name="Conversations").click()
    expect(page.locator(".st-key-talks_tools")).to_be_visible()
    visitor.settle()
    assert total(page) == listed
    assert "form=submitted" in page.url


def test_missed_leads_are_turned_page_by_page(visitor: Visitor) -> None:
    page = visitor.open(f"{HOME}&show=missed")
    expect(page.locator("[class*='st-key-talk_'] q").first).to_be_visible()
    assert page.locator("[class*='st-key-talk_'] a.ll-name").count() == min(total(page), 25)
    page = visitor.open(f"{HOME}&show=list")
    first = page.locator("[class*='st-key-talk_'] a.ll-name").first.get_attribute("href")
    page.get_by_role("button", name="Page 2", exact=True).click()
    visitor.settle()
    assert "page=2" in page.url
    assert page.locator("[class*='st-key-talk_'] a.ll-name").first.get_attribute("href") != first


def test_a_phone_shows_every_view_without_scrolling_sideways(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    for show in ("funnel", "hours", "form_fields", "missed"):
        page = visitor.open(f"{HOME}&show={show}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
