"""The Funnel page in a real browser: its views, and ways from a step, a mark and a cohort to exactly their leads."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.driver import Visitor

WHOLE = "/funnel?bot=demo&range=all"


def number(text: str) -> int:
    """A count as it is written, with its thin spaces."""
    return int(re.sub(r"\D", "", text))


def open_table(visitor: Visitor, chart: str) -> list[tuple[str, str, int]]:
    """Switch a chart's table on; its rows: what they are called, where they lead, how many."""
    card = visitor.page.locator(f".st-key-chart_{chart}")
    card.get_by_text("Table", exact=True).click()
    card.locator("table").wait_for()
    rows = card.locator("tbody tr").all()
    found = []
    for row in rows:
        link, cells = row.locator("a"), row.locator("td")
        if link.count():
            found.append((cells.first.inner_text(), str(link.get_attribute("href")), number(cells.nth(1).inner_text())))
    return found


def listed(page: Page) -> int:
    """How many leads the inbox says it lists."""
    return number(page.locator(".st-key-list_count strong").first.inner_text())


def test_each_view_opens_and_stands_in_the_link(visitor: Visitor) -> None:
    page = visitor.open(WHOLE)
    expect(page.locator("h1")).to_have_text("Funnel")
    for name, part, charts in (("Maturity", "maturity", 2), ("Time and stalled", "time", 2), ("Lost", "lost", 3)):
        page.get_by_role("radio", name=name).or_(page.get_by_text(name, exact=True)).first.click()
        expect(page).to_have_url(re.compile(f"show={part}"))
        visitor.settle()
        expect(page.locator(".js-plotly-plot")).to_have_count(charts)
        assert page.locator("[data-testid=stException]").count() == 0


def test_each_step_of_each_funnel_leads_to_its_leads(visitor: Visitor) -> None:
    for funnel in ("cohort", "entered", "snapshot"):
        visitor.open(f"/funnel?bot=demo&range=90d&funnel={funnel}&counting=strict")
        rows = open_table(visitor, f"funnel_steps_{funnel}_strict_auto")
        assert len(rows) >= 3
        for _, href, leads in rows[1:3]:
            visitor.open(f"/{href}")
            assert listed(visitor.page) == leads, href


def test_a_mark_that_is_clicked_opens_its_leads(visitor: Visitor) -> None:
    page = visitor.open(WHOLE)
    figure = page.locator(".st-key-chart_funnel_steps_cohort_credited_auto .js-plotly-plot")
    bar = figure.locator(".barlayer .trace").nth(1).locator(".point path").nth(2).bounding_box()
    assert bar is not None
    page.mouse.click(bar["x"] + 5, bar["y"] + bar["height"] / 2)
    visitor.settle()
    page.get_by_role("link", name="Open the leads behind this mark").click()
    expect(page.locator("h1")).to_have_text("Inbox")
    visitor.settle()
    assert any(name.startswith("reached_") for name in parse_qs(urlsplit(page.url).query))
    chip = page.locator("[class*='st-key-chip_reached_']")
    expect(chip).to_contain_text("Reached")
    narrowed = listed(page)
    chip.locator("button").click()
    visitor.settle()
    assert listed(page) > narrowed


def test_stalled_leads_can_be_worked(visitor: Visitor) -> None:
    visitor.open(f"{WHOLE}&show=time&idle=30")
    rows = open_table(visitor, "stalled_30")
    name, href, leads = rows[0]
    visitor.page.get_by_role("link", name="Work the leads that have not moved for 30 days").click()
    expect(visitor.page.locator("h1")).to_have_text("Inbox")
    visitor.settle()
    assert listed(visitor.page) == sum(stalled for _, _, stalled in rows)
    page = visitor.open(f"/{href}")
    assert listed(page) == leads
    expect(page.locator("[class*='st-key-chip_stands_since']")).to_contain_text("Last moved")
    expect(page.locator(".st-key-chip_status")).to_contain_text(name)
