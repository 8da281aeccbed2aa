"""The main path in a real browser: find leads, change a status in both views, see the counters move, take the file."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from leadlight.actions.read_lead import read_lead
from leadlight.bootstrap import House, open_house
from leadlight.domain.formula import formula_undo
from leadlight.domain.scope import OWNER
from leadlight.record.engine import reading
from leadlight.record.tables import lead
from tests import records
from tests.browser.driver import Server, Visitor

HOSTILE = (
    '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"> '
    "![](http://x.test/t.png) [a](javascript:alert(1))"
)


@pytest.fixture(scope="module")
def dashboard(executable: str, serve: Callable[..., Server]) -> Server:
    """A server of this module's own: these tests change what it holds."""
    return serve(("demo", "--leads", "300", "--seed", "7"))


HouseOf = Callable[[Server], House]


@pytest.fixture
def house_of() -> Iterator[HouseOf]:
    """The record of a server, read beside it."""
    opened: list[House] = []

    def open_it(server: Server) -> House:
        opened.append(open_house(records.settings(server.data_dir)))
        return opened[-1]

    yield open_it
    for house in opened:
        house.engine.dispose()


def counter(visitor: Visitor, name: str) -> int:
    page = visitor.open("/?bot=demo&range=all")
    value = page.locator(f".st-key-tile_{name} [data-testid=stMetricValue]").first.inner_text()
    return int(re.sub(r"\D", "", value))


def total(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".st-key-list_count strong").inner_text()))


def first_status(page: Page) -> Locator:
    """The first card's status menu, whichever card is first later."""
    found = page.locator("[class*='st-key-status_']").first.get_attribute("class") or ""
    return page.locator("." + next(name for name in found.split() if name.startswith("st-key-status_")) + " input")


def test_a_status_changed_on_a_card_moves_the_counters(visitor: Visitor) -> None:
    new, contacted = counter(visitor, "new"), counter(visitor, "contacted")
    page = visitor.open("/inbox?bot=demo&range=all&status=new")
    assert total(page) == new
    visitor.choose(first_status(page), "Contacted")
    expect(page.locator(".st-key-undo_bar")).to_contain_text("Contacted")
    expect(page.locator(".st-key-list_count strong")).to_have_text(re.compile(rf"^{new - 1} lead"))
    assert (counter(visitor, "new"), counter(visitor, "contacted")) == (new - 1, contacted + 1)


def test_undo_brings_the_counters_back(visitor: Visitor) -> None:
    before = counter(visitor, "new")
    page = visitor.open("/inbox?bot=demo&range=all&status=new")
    visitor.choose(first_status(page), "Qualified")
    page.get_by_role("button", name="Undo").click()
    visitor.settle()
    assert counter(visitor, "new") == before


def test_a_lost_lead_gets_its_reason_from_the_dialog(visitor: Visitor) -> None:
    lost = counter(visitor, "lost")
    page = visitor.open("/inbox?bot=demo&range=all&status=new")
    visitor.choose(first_status(page), "Lost")
    dialog = page.get_by_role("dialog")
    dialog.locator("[data-testid=stPills] button, [data-testid=stButtonGroup] button").first.click()
    visitor.settle()
    dialog.get_by_role("button", name="Mark as lost").click()
    expect(page.locator(".st-key-undo_bar")).to_contain_text("Lost")
    visitor.settle()
    assert counter(visitor, "lost") == lost + 1


def test_a_status_changed_in_the_table_by_keyboard_moves_the_counters(visitor: Visitor) -> None:
    converted = counter(visitor, "converted")
    page = visitor.open("/inbox?bot=demo&range=all&status=new&view=table")
    page.locator(".st-key-lead_table .dvn-scroller").click(position={"x": 300, "y": 55})  # the first row's status
    page.keyboard.press("Enter")
    page.get_by_role("option", name="Converted").or_(page.locator("#portal").get_by_text("Converted")).first.click()
    expect(page.locator(".st-key-undo_bar")).to_contain_text("Converted")
    visitor.settle()
    assert counter(visitor, "converted") == converted + 1


def test_what_is_typed_into_search_narrows_the_list_and_the_address(visitor: Visitor) -> None:
    page = visitor.open("/inbox?bot=demo&range=all")
    everyone = total(page)
    page.locator(".st-key-inbox_search input").press_sequentially("example", delay=30)
    page.wait_for_url(re.compile("q=example"))
    visitor.settle()
    assert 0 < total(page) <= everyone
    page.locator(".st-key-inbox_search input").fill("no such person anywhere")
    expect(page.get_by_text("No lead matches these filters.")).to_be_visible()


def test_the_csv_is_the_list_and_the_record_row_by_row(visitor: Visitor, dashboard: Server, house_of: HouseOf) -> None:
    page = visitor.open("/inbox?bot=demo&range=all&status=contacted&has_email=yes")
    shown = total(page)
    page.locator(".st-key-export_menu button").click()
    with page.expect_download() as taken:
        page.locator(".st-key-export_csv a").click()
    with taken.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    house = house_of(dashboard)
    with reading(house.engine) as connection:
        wanted = select(lead.c.id).where(lead.c.status == "contacted", lead.c.email.is_not(None))
        ids = [str(row.id) for row in connection.execute(wanted)]
    assert len(rows) == shown
    assert sorted(row["id"] for row in rows) == sorted(ids)
    for row in rows:
        kept = read_lead(house.engine, OWNER, int(row["id"])).lead
        for name in ("name", "email", "phone", "company", "channel", "source_page", "status", "owner"):
            assert formula_undo(row[name]) == (getattr(kept, name) or ""), (name, row)


def test_a_preset_says_what_its_file_holds_before_it_is_taken(visitor: Visitor) -> None:
    page = visitor.open("/inbox?bot=demo&range=all")
    everyone = total(page)
    page.locator(".st-key-export_menu button").first.click()
    visitor.choose(page.get_by_role("combobox", name="For"), "Mailchimp audience")
    told = page.locator(".st-key-finding_no_email").inner_text()
    assert "which Mailchimp needs: left out of the file." in told
    with page.expect_download() as taken:
        page.locator(".st-key-export_csv a").click()
    with taken.value.path().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert taken.value.suggested_filename == "demo-mailchimp.csv"
    assert all(row["Email Address"] for row in rows)
    page.get_by_role("button", name="See them").click()
    page.wait_for_url(re.compile("has_email=no"))
    visitor.settle()
    assert str(total(page)) in re.sub(r"\D", "", told)
    assert len(rows) <= everyone - total(page)


def test_a_visitors_words_make_no_request_and_run_no_script(
    visitor: Visitor, dashboard: Server, tmp_path: Path
) -> None:
    row = {"external_id": "h1", "name": HOSTILE, "email": "h@x.example", "company": HOSTILE, "channel": HOSTILE}
    talk = {"external_id": "t1", "messages": [{"role": "visitor", "text": HOSTILE}]}
    leads, talks = tmp_path / "leads.jsonl", tmp_path / "talks.jsonl"
    leads.write_text(json.dumps(row | {"conversation_external_id": "t1"}) + "\n", "utf-8")
    talks.write_text(json.dumps(talk) + "\n", "utf-8")
    dashboard.run("pipelines", "ingest", str(talks), "--bot", "hostile", "--kind", "conversations")
    dashboard.run("pipelines", "ingest", str(leads), "--bot", "hostile", "--kind", "leads")
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    for path in ("/inbox?bot=hostile&range=all", "/inbox?bot=hostile&range=all&view=table"):
        page = visitor.open(path)
        expect(page.locator(".st-key-list_count strong")).to_have_text("1 lead")
    page = visitor.open("/inbox?bot=hostile&range=all")
    page.get_by_role("link", name="Open", exact=True).click()
    expect(page.locator("h1")).to_contain_text("<script>")
    visitor.settle()
    page.get_by_role("link", name="Open the conversation").click()
    visitor.settle()
    assert page.evaluate("window.hacked") is None
    assert [url for url in asked if not url.startswith((dashboard.url, "data:", "blob:"))] == []


def test_every_action_of_a_card_is_reached_by_the_keyboard(visitor: Visitor) -> None:
    page = visitor.open("/inbox?bot=demo&range=all")
    page.locator(".st-key-choose_page input").focus()
    seen: list[str] = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("(document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()")
        )
    said = " | ".join(seen)
    assert "Choose " in said
    assert "Status of " in said
    assert "Open" in said


def test_new_leads_wait_behind_a_button_while_the_list_stays(
    visitor: Visitor, dashboard: Server, tmp_path: Path
) -> None:
    page = visitor.open("/inbox?bot=demo&range=all")
    expect(page.locator(".ll-name")).to_have_count(25)
    before, names = total(page), page.locator(".ll-name").all_inner_texts()
    more = tmp_path / "more.csv"
    more.write_text("external_id,name,email\nn1,Late One,late1@x.example\nn2,Late Two,late2@x.example\n", "utf-8")
    dashboard.run("pipelines", "ingest", str(more), "--bot", "demo")
    expect(page.get_by_role("button", name="2 new")).to_be_visible()
    assert page.locator(".ll-name").all_inner_texts() == names
    assert total(page) == before + 2
    page.get_by_role("button", name="2 new").click()
    expect(page.locator(".ll-name").first).to_have_text(re.compile("Late"))


def test_a_deleted_leads_address_is_left_for_the_list_one_came_from(
    visitor: Visitor, dashboard: Server, tmp_path: Path
) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("name,email,channel\nZoe,zoe@example.com,widget\n", "utf-8")
    dashboard.run("pipelines", "ingest", str(file), "--bot", "leaving")
    page = visitor.open("/inbox?bot=leaving&channel=widget&sort=name")
    page.get_by_role("link", name="Zoe").click()
    expect(page).to_have_url(re.compile("/lead[?]"))
    visitor.settle()
    page.get_by_role("button", name="Delete").click()
    page.get_by_text("Yes, delete it for good").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator("h1")).to_have_text("Inbox")
    assert page.url == f"{dashboard.url}/inbox?bot=leaving&channel=widget&sort=name"
