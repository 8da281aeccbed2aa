"""The Overview in a real browser: its tiles are `report`'s numbers, and they follow while the page is open."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.driver import Server, Visitor


def tiles(page: Page) -> dict[str, int]:
    """The counters by the last part of their container's key."""
    found = {}
    for tile in page.locator("[class*='st-key-tile_']").all():
        key = re.search(r"st-key-tile_(\w+)", tile.get_attribute("class") or "")
        value = tile.locator("[data-testid=stMetricValue]").inner_text()
        found[key.group(1) if key else ""] = int(re.sub(r"\D", "", value))
    return found


def reported(server: Server, bot: str) -> dict[str, int]:
    """Leads by status, as the command line says."""
    done = server.run("pipelines", "report", "--bot", bot, "--measures", "leads", "--by", "status", "--format", "json")
    return {row["status"]: row["leads"] for row in json.loads(done.stdout)["rows"]}


def ingest(server: Server, folder: Path, name: str, bot: str) -> None:
    file = folder / f"{name}.csv"
    file.write_text(f"name,email,channel\n{name},{name}@example.com,widget\n", "utf-8")
    server.run("pipelines", "ingest", str(file), "--bot", bot)


def test_the_page_opens_whole(visitor: Visitor) -> None:
    page = visitor.open("/?bot=demo&range=all")
    expect(page.locator("h1")).to_have_text("Overview")
    expect(page.locator(".js-plotly-plot")).to_have_count(5)
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("[data-testid=stAlert]").count() == 0


def test_tiles_are_the_numbers_of_report(visitor: Visitor, dashboard: Server) -> None:
    found = reported(dashboard, "demo")
    shown = tiles(visitor.open("/?bot=demo&range=all"))
    assert shown.pop("total") == sum(found.values())
    assert {key: value for key, value in shown.items() if value} == found


def test_a_range_from_the_menu_stays_in_the_link(visitor: Visitor) -> None:
    page = visitor.open("/?bot=demo")
    page.locator(".st-key-range_menu button").first.click()
    page.get_by_role("radio", name="Last 7 days").or_(page.get_by_text("Last 7 days", exact=True)).first.click()
    expect(page.locator(".st-key-range_menu")).to_contain_text("Last 7 days")
    visitor.settle()
    assert "range=7d" in page.url
    shown = tiles(page)
    assert tiles(visitor.open(page.url.removeprefix(visitor.url))) == shown


def test_a_lead_of_another_process_appears_without_a_reload(
    visitor: Visitor, dashboard: Server, tmp_path: Path
) -> None:
    ingest(dashboard, tmp_path, "ada", "live")
    page = visitor.open("/?bot=live")
    total = page.locator(".st-key-tile_total [data-testid=stMetricValue]")
    expect(total).to_have_text("1")
    page.evaluate("window.sameDocument = true")
    for number, name in enumerate(("grace", "edsger", "alan"), start=2):
        ingest(dashboard, tmp_path, name, "live")
        expect(total).to_have_text(str(number))  # how soon is told by the benchmark
    assert page.evaluate("window.sameDocument") is True


def test_the_pictures_follow_and_what_one_looks_at_stays(visitor: Visitor, dashboard: Server, tmp_path: Path) -> None:
    ingest(dashboard, tmp_path, "barbara", "steady")
    page = visitor.open("/?bot=steady")
    switch = page.locator(".st-key-chart_top_channels").get_by_text("Table", exact=True)
    switch.click()
    table = page.locator(".st-key-chart_top_channels table")
    table.scroll_into_view_if_needed()
    before = table.bounding_box()
    ingest(dashboard, tmp_path, "donald", "steady")
    expect(table).to_contain_text("2")
    after = table.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 2


def test_a_range_chosen_by_name_stands_in_the_url_and_on_the_page(visitor: Visitor) -> None:
    page = visitor.open("/?bot=demo")
    menu = page.locator(".st-key-range_menu button").first
    menu.click()
    for name, wanted in (("Last month", "range=last-month"), ("Last 7 days", "range=7d"), ("This year", "range=year")):
        page.get_by_text(name, exact=True).first.click()
        expect(menu).to_contain_text(name)
        expect(page).to_have_url(re.compile(wanted))


def test_a_page_drawn_for_an_address_that_is_no_longer_there_is_drawn_anew(visitor: Visitor) -> None:
    def pass_on(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def send(frame: str | bytes) -> None:
            said = BackMsg.FromString(frame) if isinstance(frame, bytes) else BackMsg()
            if said.rerun_script.is_auto_rerun:
                said.rerun_script.query_string = "bot=demo&range=7d"
            server.send(said.SerializeToString())

        socket.on_message(send)

    visitor.page.route_web_socket("**/_stcore/stream", pass_on)
    page = visitor.open("/?bot=demo&range=90d")
    expect(page.locator(".st-key-range_menu button").first).to_contain_text("Last 7 days")


def test_what_is_selected_is_as_plain_in_the_dark_as_the_rest(visitor: Visitor) -> None:
    visitor.page.emulate_media(color_scheme="dark")
    page = visitor.open("/?bot=demo&range=90d")
    page.locator(".st-key-range_menu button").first.click()
    colour = "each => getComputedStyle(each).color"
    chosen = page.get_by_role("radio", name="Last 90 days")
    expect(chosen).to_be_checked()
    assert chosen.evaluate(colour) == page.get_by_role("radio", name="Last 7 days").evaluate(colour)
