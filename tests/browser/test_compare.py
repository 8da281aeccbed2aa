"""Two side by side, why a rate changed, and what stands out, in a real browser: followed to the very leads."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.driver import PATIENCE, Server, Visitor

COMPARE = "/sources?bot=demo&range=all&show=compare"
CHANGE = "/sources?bot=demo&range=year&show=change"


def table(visitor: Visitor) -> list[list[str]]:
    """The chart's table, opened; the first row is its head."""
    page = visitor.page
    page.locator("[class*='st-key-chart_']").get_by_text("Table", exact=True).click()
    visitor.settle()
    rows = page.locator("[class*='st-key-chart_'] table tr")
    expect(rows.first).to_be_visible()
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def number(text: str) -> int:
    """The digits of a count, or the hundredths of a point of a change."""
    return int(re.sub(r"[^\d-]", "", text.replace("−", "-")) or 0)


def no_trouble(page: Page) -> None:
    assert page.locator("[data-testid=stException]").count() == 0


def test_two_channels_side_by_side_lead_to_their_leads(visitor: Visitor) -> None:
    page = visitor.open(COMPARE)
    expect(page.get_by_text("Which of the two does better?")).to_be_visible()
    visitor.choose(page.get_by_role("combobox", name="The second"), re.compile("Instagram"))
    assert "two=instagram" in page.url
    head, *rows = table(visitor)
    assert head[:4] == ["Of", "Rate", "Out of", "Counted"]
    assert {row[0] for row in rows} >= {"Instagram"}
    out_of = next(number(row[2]) for row in rows if row[:2] == ["Instagram", "Conversion"])
    row = page.locator("tr", has_text="Conversion").filter(has_text="Instagram")
    row.get_by_role("link").click()
    visitor.settle()
    expect(page.locator("h1")).to_have_text("Inbox")
    expect(page.locator("body")).to_contain_text(f"{out_of} leads")
    no_trouble(page)


def test_a_link_reproduces_the_comparison(visitor: Visitor) -> None:
    page = visitor.open(COMPARE + "&by=source_page")
    said = page.locator("[class*='st-key-chart_compare'] .ll-muted").first.inner_text()
    assert "Conversion" in said
    visitor.choose(page.get_by_role("combobox", name="Compare two"), "Period")
    assert "by=period" in page.url
    assert (
        visitor.open(COMPARE + "&by=source_page")
        .locator("[class*='st-key-chart_compare'] .ll-muted")
        .first.inner_text()
        == said
    )


def test_unknown_values_are_told_and_break_nothing(visitor: Visitor) -> None:
    page = visitor.open(COMPARE + "&by=channel&one=%3Cb%3Enobody'&two=widget")
    expect(page.locator("body")).to_contain_text(
        "no leads of <b>nobody' in this range, so nothing to compare", timeout=PATIENCE
    )
    no_trouble(page)
    page = visitor.open(COMPARE + "&by=shoe_size")
    expect(page.locator("body")).to_contain_text(
        "compares by shoe_size, which is unknown; showing channels", timeout=PATIENCE
    )
    page = visitor.open(CHANGE + "&rate=luck&than=2026-13-45")
    expect(page.locator("body")).to_contain_text(
        "names luck, which is unknown here; showing Conversion", timeout=PATIENCE
    )
    expect(page.locator("body")).to_contain_text("a date is written YYYY-MM-DD")
    no_trouble(page)


def test_all_days_have_no_period_before_them(visitor: Visitor) -> None:
    page = visitor.open(CHANGE.replace("range=year", "range=all"))
    expect(page.locator("body")).to_contain_text("All days together have no period before them.")
    no_trouble(page)


def test_why_a_rate_changed_adds_up_as_it_is_written(visitor: Visitor) -> None:
    page = visitor.open(CHANGE.replace("range=year", "range=90d"))
    visitor.choose(page.get_by_role("combobox", name="Split by"), "Source page")
    assert "by=source_page" in page.url
    head, *rows = table(visitor)
    *parts, everything = rows
    assert everything[0] == "All"
    for label in ("By mix", "By rate", "Together"):
        at = head.index(label)
        assert sum(number(row[at]) for row in parts) == number(everything[at])
    mix, own, together = (head.index(label) for label in ("By mix", "By rate", "Together"))
    assert all(number(row[mix]) + number(row[own]) == number(row[together]) for row in rows)
    before, after = (number(everything[head.index(f"Rate, {side}")]) for side in ("before", "after"))
    assert before + number(everything[together]) == after
    no_trouble(page)


def test_a_finding_is_said_on_top_and_leads_to_its_view(visitor: Visitor, dashboard: Server, tmp_path: Path) -> None:
    today = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    file = tmp_path / "planted.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["name", "email", "source_page", "captured_at", "status", "status_at"])
        for at in range(160):
            captured = today - timedelta(days=3 + at % 24)
            is_won, page_of = at % 40 < (26 if at < 40 else 4), "abcd"[at // 40]
            won = ["converted", (captured + timedelta(days=1)).isoformat()] if is_won else ["new", captured.isoformat()]
            place = f"https://shop.example/{page_of}"
            rows.writerow([f"Ann {at}", f"ann{at}@shop.example", place, captured.isoformat(), *won])
    dashboard.run("pipelines", "ingest", str(file), "--bot", "planted")
    page = visitor.open("/?bot=planted")
    finding = page.locator(".st-key-findings")
    expect(finding).to_contain_text("Leads from shop.example/a convert more often than others")
    finding.get_by_role("link", name="Compare").first.click()
    visitor.settle()
    expect(page.locator("h1")).to_have_text("Sources")
    assert "by=source_page" in page.url
    expect(page.locator(".st-key-findings")).to_contain_text("shop.example/a")
    page.locator(".st-key-findings").get_by_text("How this is counted").click()
    expect(page.locator("body")).to_contain_text("Benjamini and Hochberg")
    told = page.request.get(
        page.get_by_role("link", name="All comparisons as CSV").evaluate("link => link.href")
    ).text()
    assert "Conversion,Source page shop.example/a,26,40,0.65," in told
    no_trouble(page)
