"""The page of sources in a real browser: a mark leads to its leads, a group to its pages, a picture becomes a file."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.driver import Visitor

ALL = "bot=demo&range=all"


def number(text: str) -> int:
    """The digits of a text, as one number."""
    return int(re.sub(r"\D", "", text))


def press(page: Page, hovered: str) -> None:
    """Click the mark whose hover text holds these words: its place is asked of the figure."""
    place = page.evaluate(
        """words => {
            const plot = document.querySelector('.js-plotly-plot');
            for (const trace of plot._fullData) {
                const at = (trace.hovertext || []).findIndex(text => text && text.includes(words));
                if (at < 0 || !trace.customdata) continue;
                const box = plot.getBoundingClientRect(), {xaxis, yaxis, _size} = plot._fullLayout;
                return [box.x + _size.l + xaxis.d2p(trace.x[at]), box.y + _size.t + yaxis.d2p(trace.y[at])];
            }
        }""",
        hovered,
    )
    page.mouse.move(place[0] - 3, place[1])
    page.mouse.move(*place)
    page.mouse.click(*place)


def listed(page: Page) -> int:
    """How many leads the inbox says it holds."""
    told = page.get_by_text(re.compile(r"^[\d\u202f]+ leads?$")).first
    expect(told).to_be_visible()
    return number(told.inner_text())


def test_a_mark_leads_to_exactly_the_leads_it_counts(visitor: Visitor) -> None:
    page = visitor.open(f"/sources?{ALL}")
    expect(page.locator("h1")).to_have_text("Sources")
    row = page.locator(".ll-table tr", has_text="WhatsApp")
    counted = number(row.locator("td").nth(2).inner_text())
    press(page, "WhatsApp")
    page.get_by_role("link", name="Open the leads behind this mark").click()
    expect(page.locator("h1")).to_have_text("Inbox")
    visitor.settle()
    assert "channel=whatsapp" in page.url
    assert listed(page) == counted > 0


def test_a_square_of_the_map_leads_to_the_leads_of_both(visitor: Visitor) -> None:
    page = visitor.open(f"/sources?{ALL}&show=map")
    press(page, "Widget")
    link = page.get_by_role("link", name="Open the leads behind this mark")
    expect(link).to_be_visible()
    link.click()
    visitor.settle()
    assert "channel=widget" in page.url
    assert "source_page=" in page.url
    assert listed(page) > 0


def test_a_name_in_the_table_leads_to_its_leads(visitor: Visitor) -> None:
    page = visitor.open(f"/sources?{ALL}&by=utm_source")
    row = page.locator(".ll-table tbody tr").first
    counted, name = number(row.locator("td").nth(2).inner_text()), row.locator("a").inner_text()
    row.locator("a").click()
    visitor.settle()
    assert listed(page) == counted
    assert name


def test_groups_are_tried_kept_and_walked_into(visitor: Visitor) -> None:
    page = visitor.open(f"/sources?{ALL}&by=source_group")
    page.get_by_role("button", name="Edit groups").click()
    rules = page.get_by_label("Rules")
    rules.fill("/blog/* = Reading\nno rule at all")
    rules.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_contain_text("line 2")
    rules.fill("/blog/* = Reading")
    rules.press("Control+Enter")
    expect(page.get_by_role("dialog").locator("table")).to_contain_text("Reading")
    page.get_by_role("button", name="Save groups").click()
    inside = page.locator(".ll-table a", has_text="Reading")
    expect(inside).to_be_visible()
    visitor.settle()
    inside.click()
    back = page.get_by_role("button", name="All groups of pages")
    expect(back).to_be_visible()
    names = page.locator(".ll-table tbody tr td:first-child").all_inner_texts()
    assert names
    assert all("/blog" in name for name in names)
    back.click()
    expect(page.locator(".ll-table a", has_text="Reading")).to_be_visible()


def test_a_picture_is_saved_by_keyboard_under_the_page_s_policy(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open(f"/sources?{ALL}")
    camera = page.get_by_role("button", name="Download plot as a PNG")
    camera.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "picture.png")
    assert download.value.suggested_filename.endswith(".png")
    assert (tmp_path / "picture.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_numbers_and_the_rows_behind_come_as_files(visitor: Visitor) -> None:
    page = visitor.open(f"/sources?{ALL}&by=trigger&channel=widget")
    page.get_by_role("button", name="How this is counted").click()
    told = page.get_by_text(re.compile(r"n = [\d\u202f]+ leads\."))
    expect(told).to_be_visible()
    n = number(re.search(r"n = ([\d\u202f]+)", told.inner_text())[1])  # type: ignore[index]  # just seen
    numbers = page.get_by_role("link", name="These numbers as CSV").get_attribute("href")
    rows = page.get_by_role("link", name=re.compile("behind them as CSV")).get_attribute("href")
    shown = page.locator(".ll-table tbody tr").count()
    assert len(httpx.get(f"{visitor.url}/{numbers}").text.splitlines()) == shown + 1
    assert len(httpx.get(f"{visitor.url}/{rows}").text.splitlines()) >= n + 1


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out_of_the_page(visitor: Visitor, width: int) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 900})
    for show in ("ranking", "map"):
        page = visitor.open(f"/sources?{ALL}&by=source_page&show={show}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
