"""One lead in a real browser: from the inbox to why it is hot, a move, the timeline; a list worked by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driver import Server, Visitor

ALL_HOT = "/inbox?bot=demo&range=all&temperature=hot&sort=score"
HOT = f"{ALL_HOT}&status=qualified"


@pytest.fixture(scope="module")
def dashboard(executable: str, serve: Callable[..., Server]) -> Server:
    """A server of this module's own: these tests change what it holds."""
    return serve(("demo", "--leads", "300", "--seed", "7"))


def place(page: Page) -> str:
    return page.locator(".ll-walk").inner_text()


def press(visitor: Visitor, key: str) -> None:
    """Press a key once the buttons that listen to it are there."""
    expect(visitor.page.locator(".st-key-walk button:enabled").first).to_be_visible()
    visitor.settle()
    visitor.page.keyboard.press(key)
    visitor.settle()


def test_a_lead_is_opened_from_the_inbox_read_moved_and_its_timeline_grows(visitor: Visitor) -> None:
    page = visitor.open(HOT)
    card = page.locator("[class*='st-key-lead_']").filter(has=page.locator(".ll-quotes")).first
    expect(card.locator(".ll-quotes q").first).to_be_visible()  # why, in the visitor's words
    name = card.locator("a.ll-name").inner_text()
    card.locator("a.ll-name").click()
    visitor.settle()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    strongest = page.locator(".ll-ledger li").first
    quote = strongest.locator("q").inner_text()
    strongest.locator("a").click()  # to the message that holds it
    message = page.locator(".ll-talk li:target")
    expect(message).to_be_in_viewport()
    expect(message.locator("mark").first).to_contain_text(quote[:10])
    assert sum(map(points, page.locator(".ll-ledger li:not(.sum) .points").all_inner_texts())) >= 60

    steps = page.locator(".ll-steps li")
    before = steps.count()
    visitor.choose(page.locator("[class*='st-key-status_'] input").first, "Converted")
    expect(steps).to_have_count(before + 1)
    expect(steps.last).to_contain_text("Converted from Qualified")
    expect(steps.last).to_contain_text("owner")


def points(text: str) -> int:
    return int(text.replace("−", "-"))


def test_the_next_and_the_previous_lead_are_a_key_away(visitor: Visitor) -> None:
    page = visitor.open(ALL_HOT)
    total = int(re.sub(r"\D", "", page.locator(".st-key-list_count strong").inner_text()))
    expect(page.locator("a.ll-name")).to_have_count(min(total, 25))
    names = page.locator("a.ll-name").all_inner_texts()
    page.locator("a.ll-name").first.click()
    visitor.settle()
    for key, at in (("j", 1), ("j", 2), ("k", 1)):
        press(visitor, key)
        expect(page.locator(".ll-walk")).to_contain_text(f"{at + 1} of ")
        expect(page.get_by_role("heading", level=1)).to_have_text(names[at])
    page.get_by_role("link", name="Inbox").first.click()
    visitor.settle()
    expect(page.locator(".st-key-list_count strong")).to_contain_text(str(total))  # the same list; its order is its own


def test_keys_typed_into_a_note_are_words_not_steps(visitor: Visitor) -> None:
    page = visitor.open(ALL_HOT)
    page.locator("a.ll-name").first.click()
    visitor.settle()
    before = place(page)
    page.locator(".st-key-note_text textarea").click()
    page.keyboard.type("jk 135")
    page.get_by_role("button", name="Add note").click()
    visitor.settle()
    expect(page.locator(".ll-note").first).to_contain_text("jk 135")
    assert place(page) == before


def test_a_list_is_triaged_to_its_end_by_keyboard(visitor: Visitor, dashboard: Server, tmp_path: Path) -> None:
    names = ("Ann", "Bob", "Cy", "Dee")
    file = tmp_path / "leads.csv"
    file.write_text("\n".join(["name,email,status", *(f"{name},{name}@x.example,new" for name in names), ""]), "utf-8")
    dashboard.run("pipelines", "ingest", str(file), "--bot", "queue")
    page = visitor.open("/inbox?bot=queue&range=all&status=new&sort=name")
    page.get_by_role("link", name="Triage").click()
    visitor.settle()
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Ann")
    assert place(page) == "1 of 4"
    press(visitor, "2")
    expect(title).to_have_text("Bob")
    assert place(page).startswith("2 of ")
    press(visitor, "5")
    page.get_by_role("dialog").get_by_label("Reason").fill("No budget")
    press(visitor, "Enter")
    expect(title).to_have_text("Cy")
    assert place(page).startswith("3 of ")
    press(visitor, "j")
    expect(title).to_have_text("Dee")
    press(visitor, "j")
    expect(title).to_have_text("You are through")
    expect(page.locator(".ll-empty")).to_contain_text("4 leads looked at.")
    expect(page.locator(".ll-empty")).to_contain_text("1 to Contacted; 1 to Lost")


def test_a_list_is_narrowed_to_a_signal_and_says_how_many_there_are(visitor: Visitor) -> None:
    page = visitor.open("/inbox?bot=demo&range=all")
    page.locator(".st-key-value_menus button").first.click()
    visitor.settle()
    page.locator(".st-key-filter_signal input").click()
    option = page.get_by_role("option").filter(has_text=re.compile(r"\(\d+\)$")).first
    number = int(re.sub(r"\D", "", option.inner_text().rsplit("(", 1)[1]))
    option.click()
    visitor.settle()
    count = page.locator(".st-key-list_count strong")
    expect(count).to_have_text(re.compile(rf"^{number} leads?$"))
