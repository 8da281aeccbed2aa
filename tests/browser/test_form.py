"""The form in a real browser: checked and previewed as one types, saved, in force in a trial talk at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driver import Server, Visitor


@pytest.fixture(scope="module")
def dashboard(executable: str, serve: Callable[..., Server]) -> Server:
    """A server of this module's own: these tests change what it holds."""
    return serve(("demo", "--leads", "60", "--seed", "7"))


def write(visitor: Visitor, page: Page, text: str) -> None:
    """Write as a visitor in the trial talk, and wait for what comes of it."""
    box = page.get_by_placeholder("Write as a visitor")
    box.fill(text)
    box.press("Enter")
    expect(page.locator(".ll-talk .visitor .said").filter(has_text=text)).to_be_visible()
    visitor.settle()


def test_a_field_is_added_as_one_types_and_is_asked_in_the_next_talk(visitor: Visitor, dashboard: Server) -> None:
    page = visitor.open("/form?bot=demo")
    page.get_by_role("button", name="Add a field").click()
    page.get_by_role("button", name="Number").click()
    visitor.settle()
    label = page.get_by_label("Label", exact=True)
    label.press("Control+a")
    label.type("Boats")  # no Enter: it counts as it is typed
    preview = page.locator(".ll-widget")
    expect(preview.get_by_text("boats?", exact=False)).to_be_visible()
    expect(page.get_by_label("Key", exact=True)).to_have_value("boats")
    key = page.get_by_label("Key", exact=True)
    key.press("Control+a")
    key.type("email")
    expect(page.get_by_text("email is a column of every lead").first).to_be_visible()
    expect(page.get_by_role("button", name="Save as version 2")).to_be_disabled()
    key.press("Control+a")
    key.type("boats")
    page.get_by_text("Required", exact=True).click()
    save = page.get_by_role("button", name="Save as version 2")
    expect(save).to_be_enabled()
    save.click()
    expect(page.get_by_text("Version 2 is in force")).to_be_visible()
    visitor.open("/try_it?bot=demo")
    for words in ("I want to book a demo this week", "Ann Bell", "ann@bell.example"):
        write(visitor, page, words)
    expect(page.locator(".ll-talk .bot .said").last).to_contain_text("boats")
    write(visitor, page, "about 12")
    expect(page.get_by_text("Captures the lead")).to_be_visible()
    page.get_by_role("link", name="Open the lead").click()
    visitor.settle()
    expect(page.get_by_text("ann@bell.example").first).to_be_visible()
    counted = dashboard.run("pipelines", "report", "--bot", "demo", "--measures", "leads", "--format", "csv").stdout
    assert counted.split()[-1] == "60"


def test_the_form_is_worked_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.open("/form?bot=demo")
    page.get_by_role("button", name="Edit").first.focus()
    page.keyboard.press("Enter")
    visitor.settle()
    label = page.get_by_label("Label", exact=True)
    label.focus()
    label.press("End")
    label.type(" of yours")
    expect(page.get_by_text("called Name of yours")).to_be_visible()
    page.get_by_role("button", name="Drop the changes").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Not saved yet")).to_have_count(0)


def test_rules_are_tried_and_a_version_is_restored(visitor: Visitor) -> None:
    page = visitor.open("/form?bot=demo&show=when")
    said = page.get_by_text("With these rules the form would have appeared in")
    before = said.inner_text()
    page.get_by_role("radio", name="Hot").click()
    expect(said).not_to_have_text(before)
    page.get_by_role("button", name="Save as version").click()
    visitor.settle()
    visitor.open("/form?bot=demo&show=versions")
    page.get_by_role("button", name="Restore").first.click()
    expect(page.get_by_text("restored").first).to_be_visible()


@pytest.mark.parametrize("path", ["/form?bot=demo", "/form?bot=demo&show=when", "/try_it?bot=demo"])
def test_nothing_is_wider_than_a_phone(visitor: Visitor, path: str) -> None:
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    page = visitor.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
