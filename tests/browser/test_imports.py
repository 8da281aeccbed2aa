"""A real file in a real browser: mapped, previewed, imported while the page is reloaded, opened, and taken back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.driver import Server, Visitor

STAGES = {"Sold": "Converted", "Booking": "Qualified", "Negotiation": "Qualified", "Lead": "New"}


@pytest.fixture(scope="module")
def dashboard(executable: str, serve: Callable[..., Server]) -> Server:
    """A server of this module's own: these tests change what it holds."""
    return serve(("demo", "--leads", "60", "--seed", "7"))


def test_a_real_file_comes_in_and_is_taken_back(visitor: Visitor, dashboard: Server, samples: Path) -> None:
    page = visitor.open("/imports?bot=demo")
    page.set_input_files("input[type=file]", samples / "real_estate_leads" / "Leads.csv")
    expect(page.get_by_text("2 · Columns")).to_be_visible()
    for word, ours in STAGES.items():  # "Site Visit" stays what we do not know
        visitor.choose(page.get_by_label(word, exact=True), ours)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("4 · Import")).to_be_visible(timeout=60_000)
    page.get_by_role("tab", name="Rejected").click()
    expect(page.locator(".st-key-import_preview").get_by_text("'Site Visit' is not a status").first).to_be_visible()
    page.get_by_role("button", name="Import 4").click()
    visitor.settle()
    page.reload()  # nothing stops by it
    row = page.locator("[class*=st-key-batch_]").filter(has_text="Leads.csv")
    expect(row.get_by_text("Done")).to_be_visible(timeout=60_000)
    row.get_by_role("button", name="Open").click()
    expect(page.get_by_text("Take it back")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="All of them as CSV").click()
    text = Path(download.value.path()).read_text("utf-8")
    rejected = list(csv.DictReader(io.StringIO(text, newline="")))
    assert download.value.suggested_filename == "Leads.rejected.csv"
    assert {each["Lead_Status"] for each in rejected} == {"Site Visit"}
    assert f"Rejected rows: {len(rejected)}" in page.get_by_text("Rejected rows").inner_text()
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_text("was taken back")).to_be_visible(timeout=60_000)
    assert "60" in dashboard.run("pipelines", "report", "--bot", "demo", "--measures", "leads").stdout
