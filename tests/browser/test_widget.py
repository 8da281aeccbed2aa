"""The widget in a real browser, on a page of another origin: what a visitor sees, and what comes of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from leadlight.actions.edit_form import edit_form
from leadlight.bootstrap import open_house
from leadlight.domain.fields.contract import Condition, Field
from leadlight.domain.form import Form, Triggers, builtin
from leadlight.domain.scope import OWNER
from leadlight.record import bots, forms
from tests import records
from tests.browser.conftest import FAILED
from tests.browser.driver import PATIENCE, ROOT, Server, Visitor, run
from tests.browser.foreign import Site, a_site

PERSON_MS = 1_700
"""Nobody fills in a form sooner: it would be taken for a machine's."""


@pytest.fixture(scope="module")
def dashboard(executable: str, serve: Callable[..., Server]) -> Server:
    """A server of this module's own: these tests change what it holds."""
    return serve(("demo", "--leads", "40", "--seed", "7"))


@pytest.fixture(scope="module")
def secret(dashboard: Server) -> str:
    """A key that reads what came of it."""
    return key_of(dashboard, "--kind", "secret", "--name", "Tests")


@pytest.fixture(scope="module")
def served_site(dashboard: Server) -> Iterator[Site]:
    with a_site(dashboard.url) as site:
        key = key_of(dashboard, "--kind", "public", "--name", "Site", "--origin", site.url)
        site.said = {"bot": "demo", "key": key}
        yield site


@pytest.fixture
def site(served_site: Site) -> Iterator[Site]:
    """The site, as it was before another test set it."""
    said = dict(served_site.said)
    yield served_site
    served_site.said, served_site.headers = said, {}


@pytest.fixture
def guest(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A visitor of that site, from Lisbon."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="Europe/Lisbon", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    yield page
    if request.node.stash.get(FAILED, False):
        Visitor(page, "").screenshot(ROOT / "test-results" / f"{request.node.name}_guest.png")
    context.close()


def key_of(server: Server, *arguments: str) -> str:
    done = run(server.data_dir, "leadlight", "key", "--bot", "demo", *arguments, "--json")
    return str(json.loads(done.stdout)["key"])


def form(server: Server, *fields: Field, style: Any = "form", **rules: Any) -> None:
    """Save a form of the bot, as another process than the server."""
    house = open_house(records.settings(server.data_dir))
    with house.work(OWNER) as work:
        bot = bots.find_bot(work.connection, OWNER, "demo")
        assert bot is not None
        version = forms.version_in_force(work.connection, bot.id)
        edit_form(work, bot.id, Form(fields, Triggers(**rules), style, version), "a test's")
        work.commit()
    house.engine.dispose()


def kept(server: Server, secret: str, path: str) -> Any:
    """What the server's API tells whoever holds the secret key."""
    found = httpx.get(f"{server.url}/api/v1/bots/demo/{path}", headers={"authorization": f"Bearer {secret}"})
    return found.raise_for_status().json()


def lead_of(server: Server, secret: str, email: str) -> Any:
    """The one lead of this address, once the list, which follows what is written, has it."""
    until = time.monotonic() + PATIENCE / 1000
    while not (listed := kept(server, secret, f"leads?q={email}")["leads"]) and time.monotonic() < until:
        time.sleep(0.1)
    assert len(listed) == 1, listed
    return kept(server, secret, f"leads/{listed[0]['id']}")


def talk_of(page: Page) -> str:
    """What the widget calls its conversation."""
    return str(page.evaluate("JSON.parse(sessionStorage['leadlight:demo']).id"))


def said(server: Server, secret: str, page: Page) -> list[str]:
    """What the visitor of this page said, as the server has it."""
    told = kept(server, secret, f"conversations/{talk_of(page)}/messages")["messages"]
    return [each["text"] for each in told if each["role"] == "visitor"]


def opened(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="Open chat").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def say(page: Page, text: str) -> None:
    page.get_by_label("Write a message").fill(text)
    page.get_by_label("Write a message").press("Enter")


def send_form(page: Page) -> None:
    page.get_by_role("form", name="Your details").get_by_role("button", name="Send").click()


def test_a_lead_from_another_origin_is_on_an_open_dashboard_with_its_whole_journey(
    visitor: Visitor, dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    form(dashboard, builtin("name", required=True), builtin("email", required=True))
    counters = visitor.open("/?bot=demo&range=all")
    total = counters.locator(".st-key-tile_total [data-testid=stMetricValue]")
    before = int(total.inner_text().replace(",", ""))
    guest.goto(f"{site.url}/landing?utm_source=news&utm_campaign=may#top", referer="https://search.example/")
    guest.get_by_role("link", name="Prices").click()
    opened(guest, guest.url)
    guest.get_by_role("button", name="Leave your details").click()
    guest.get_by_label("Name").fill("Ann Bell")
    guest.get_by_label("E-mail").fill("ann@bell.example")
    guest.wait_for_timeout(PERSON_MS)
    send_form(guest)
    expect(guest.get_by_text("Thank you. We will get back to you.")).to_be_visible()
    expect(total).to_have_text(str(before + 1))
    lead = lead_of(dashboard, secret, "ann@bell.example")
    assert lead["source_page"] == f"{site.url}/pricing"
    assert lead["landing_page"] == f"{site.url}/landing?utm_source=news&utm_campaign=may"
    assert (lead["utm_source"], lead["utm_campaign"], lead["referrer"]) == ("news", "may", "https://search.example/")
    assert (lead["channel"], lead["timezone"], lead["trigger"]) == ("widget", "Europe/Lisbon", "request")
    assert lead["conversation_external_id"] == talk_of(guest)


def test_a_reload_a_lost_answer_and_an_offline_moment_neither_lose_nor_double(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    opened(guest, f"{site.url}/pricing")
    losses: list[str] = []

    def lose(route: Route) -> None:
        """The server takes it, and its answer gets lost."""
        route.fetch()
        losses.append(route.request.headers["idempotency-key"])
        route.abort()

    guest.route("**/messages", lose, times=1)
    say(guest, "Do you have room for ten?")
    expect(guest.get_by_text("Sending…")).to_be_visible()
    guest.reload()
    expect(guest.get_by_role("dialog")).to_be_visible()
    expect(guest.get_by_text("Do you have room for ten?")).to_have_count(1)
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    assert len(losses) == 1
    guest.context.set_offline(True)
    say(guest, "And for eleven?")
    expect(guest.get_by_text("You are offline.")).to_be_visible()
    guest.context.set_offline(False)
    expect(guest.get_by_text("You are offline.")).to_have_count(0)
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    assert said(dashboard, secret, guest) == ["Do you have room for ten?", "And for eleven?"]


def test_a_change_in_the_form_editor_is_in_force_in_an_open_widget(
    visitor: Visitor, dashboard: Server, site: Site, guest: Page
) -> None:
    form(dashboard, builtin("email", required=True), builtin("phone"))
    opened(guest, f"{site.url}/pricing")
    guest.get_by_role("button", name="Leave your details").click()
    guest.get_by_label("E-mail").fill("ann@bell.example")
    page = visitor.open("/form?bot=demo")
    page.get_by_role("button", name="Edit").first.click()
    visitor.settle()
    label = page.get_by_label("Label", exact=True)
    label.press("Control+a")
    label.type("Work e-mail")
    page.get_by_role("button", name="Save as version").click()
    expect(page.get_by_text("Form saved")).to_be_visible()
    changed = guest.get_by_label("Work e-mail")
    expect(changed).to_be_visible(timeout=10_000)
    expect(changed).to_have_value("ann@bell.example")


def test_a_site_that_is_not_listed_is_refused_in_words_and_in_the_console(site: Site, guest: Page) -> None:
    errors: list[str] = []
    guest.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened(guest, f"{site.other}/pricing")
    expect(guest.get_by_text("This chat is not set up for this page.")).to_be_visible()
    expect(guest.get_by_role("button", name="Leave your details")).to_have_count(0)
    expect(guest.get_by_label("Write a message")).to_be_disabled()
    guest.keyboard.press("Escape")
    expect(guest.get_by_role("dialog")).to_have_count(0)
    assert any(f"Leadlight: {site.other} may not use this key" in each for each in errors)


def test_the_widget_is_worked_by_keyboard_alone(dashboard: Server, secret: str, site: Site, guest: Page) -> None:
    form(dashboard, builtin("name", required=True), builtin("email", required=True))
    guest.goto(f"{site.url}/pricing")
    launcher = guest.get_by_role("button", name="Open chat")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    for _ in range(3):  # two links of the page, then the bubble
        guest.keyboard.press("Tab")
    expect(launcher).to_be_focused()
    guest.keyboard.press("Enter")
    dialog = guest.get_by_role("dialog", name="Chat with us")
    expect(dialog.get_by_label("Write a message")).to_be_focused()
    expect(dialog.get_by_role("log")).to_have_attribute("aria-live", "polite")
    guest.keyboard.press("Shift+Tab")
    expect(dialog.get_by_role("button", name="Leave your details")).to_be_focused()
    guest.keyboard.press("Enter")
    expect(dialog.get_by_label("Name")).to_be_focused()
    guest.keyboard.press("Enter")
    expect(dialog.get_by_label("Name")).to_have_accessible_description("Please fill this in.")
    expect(dialog.get_by_label("Name")).to_be_focused()
    guest.keyboard.type("Kim Keys")
    guest.keyboard.press("Tab")
    guest.keyboard.type("kim@keys")
    guest.wait_for_timeout(PERSON_MS)
    guest.keyboard.press("Enter")
    expect(dialog.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("E-mail")).to_be_focused()
    guest.keyboard.press("End")
    guest.keyboard.type(".example")
    guest.keyboard.press("Enter")
    expect(dialog.get_by_text("Thank you. We will get back to you.")).to_be_visible()
    expect(dialog.get_by_label("Write a message")).to_be_focused()
    guest.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(launcher).to_be_focused()
    assert lead_of(dashboard, secret, "kim@keys.example")["name"] == "Kim Keys"


def test_every_kind_of_field_fits_a_phone_under_the_strictest_policy(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    form(
        dashboard,
        builtin("name", required=True), builtin("email", required=True), builtin("phone"), builtin("company"),
        builtin("website"), Field("note", "long_text", "Anything else"), Field("people", "number", "How many people"),
        Field("tour", "choice", "Which tour", options=("Harbour", "Seal bay")),
        Field("lunch", "checkbox", "Lunch for all", only_if=Condition("tour", ("Seal bay",))),
        Field("gear", "choices", "Gear needed", options=("Boots", "Jacket", "Hat")), Field("day", "date", "Which day"),
        Field("terms", "consent", "You may write to me", required=True), pages=("/pric*",),
    )  # fmt: skip
    leadlight = dashboard.url
    site.headers = {
        "content-security-policy": f"default-src 'none'; script-src {leadlight}; connect-src {leadlight}; "
        "require-trusted-types-for 'script'"
    }
    faults: list[str] = []
    guest.on("pageerror", lambda error: faults.append(str(error)))
    guest.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    guest.set_viewport_size({"width": 390, "height": 844})
    opened(guest, f"{site.url}/pricing/")  # a page that the form's rules name
    guest.get_by_label("Name").fill("Pia Phone")
    guest.get_by_label("E-mail").fill("pia@phone.example")
    guest.get_by_label("How many people").fill("12")
    guest.get_by_label("Anything else").fill("<b>no</b>\nsecond line")
    expect(guest.get_by_label("Lunch for all")).to_have_count(0)
    guest.get_by_label("Which tour").select_option("Seal bay")
    guest.get_by_label("Lunch for all").check()
    guest.get_by_label("Boots").check()
    guest.get_by_label("Hat", exact=True).check()
    guest.get_by_label("Which day").fill("2027-06-12")
    box = guest.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert guest.evaluate("document.documentElement.scrollWidth") <= 390
    assert guest.get_by_role("dialog").evaluate(
        "each => { const s = each.querySelector('.scroll'); return s.scrollWidth <= s.clientWidth; }"
    )
    guest.wait_for_timeout(PERSON_MS)
    send_form(guest)
    expect(guest.get_by_label("You may write to me")).to_have_accessible_description(
        "Without this we may not take your details."
    )
    guest.get_by_label("You may write to me").check()
    send_form(guest)
    expect(guest.get_by_text("Thank you. We will get back to you.")).to_be_visible()
    lead = lead_of(dashboard, secret, "pia@phone.example")
    custom = lead["custom"]
    assert lead["trigger"] == "page"
    assert custom.pop("terms").startswith("yes · ")
    assert custom == {
        "note": "<b>no</b>\nsecond line", "people": "12", "tour": "Seal bay", "lunch": "yes", "gear": "Boots; Hat",
        "day": "2027-06-12",
    }  # fmt: skip
    assert faults == []


def test_a_connected_bot_answers_and_the_capture_asks_in_the_same_talk(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    form(dashboard, Field("tour", "choice", "Tour", options=("Harbour", "Seal bay"), required=True),
         builtin("email", required=True), style="talk")  # fmt: skip
    site.said |= {"answers": "bot"}
    opened(guest, f"{site.url}/pricing")
    expect(guest.get_by_text("Hello. How can we help?")).to_be_visible()
    say(guest, "<b>Hello</b>")
    expect(guest.get_by_text("<b>Hello</b>")).to_be_visible()
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    where = f"{dashboard.url}/api/v1/bots/demo/conversations/{talk_of(guest)}/messages"
    text = "<i>Hi</i>, see https://kayaks.example/tours."
    httpx.post(where, json={"messages": [{"role": "bot", "text": text}]}, headers={"authorization": f"Bearer {secret}"})
    expect(guest.get_by_text("<i>Hi</i>, see")).to_be_visible()
    expect(guest.get_by_role("link", name="https://kayaks.example/tours")).to_be_visible()
    say(guest, "I want to book a demo")
    guest.get_by_role("button", name="Seal bay").click()
    expect(guest.get_by_text("Seal bay", exact=True)).to_be_visible()
    expect(guest.get_by_role("button", name="Seal bay")).to_have_count(0)
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    say(guest, "bo@talk.example")
    expect(guest.get_by_role("button", name="Leave your details")).to_have_count(0)
    lead = lead_of(dashboard, secret, "bo@talk.example")
    assert (lead["custom"], lead["trigger"]) == ({"tour": "Seal bay"}, "request")
    told = kept(dashboard, secret, f"conversations/{talk_of(guest)}/messages")["messages"]
    assert [each["role"] for each in told][:4] == ["visitor", "bot", "visitor", "bot"]


def test_nothing_is_kept_on_the_visitors_machine_past_the_tab_before_consent(site: Site, guest: Page) -> None:
    opened(guest, f"{site.url}/landing?utm_source=news")
    say(guest, "Hello")
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    assert guest.context.cookies() == []
    assert guest.evaluate("Object.keys(localStorage)") == []
    guest.evaluate("Leadlight.consent(true)")
    assert guest.context.cookies() == []
    first = guest.evaluate("JSON.parse(localStorage['leadlight:demo'])")
    assert first["touch"]["landing_page"] == f"{site.url}/landing?utm_source=news"
    later = guest.context.new_page()  # another tab, another day
    site.said |= {"consent": "granted"}
    opened(later, f"{site.url}/pricing?utm_source=ads")
    with later.expect_request("**/messages") as sent:
        say(later, "Hello again")
    body = sent.value.post_data_json
    assert (body["landing_page"], body["utm_source"]) == (f"{site.url}/landing?utm_source=news", "news")
    assert body["page"] == f"{site.url}/pricing?utm_source=ads"
    assert body["visitor"] == first["visitor"]
    assert talk_of(later) != talk_of(guest)
    guest.evaluate("Leadlight.consent(false)")
    assert guest.evaluate("Object.keys(localStorage)") == []


def state_of(page: Page) -> Any:
    """What the widget keeps in the tab."""
    return page.evaluate("JSON.parse(sessionStorage['leadlight:demo'])")


def come_back(page: Page, change: str, *given: Any) -> None:
    """Let the page come out of the browser's memory, after another page of the tab changed what is kept (`s`)."""
    page.evaluate(
        f"""(given) => {{
            const s = JSON.parse(sessionStorage["leadlight:demo"]);
            {change}
            sessionStorage["leadlight:demo"] = JSON.stringify(s);
            dispatchEvent(new PageTransitionEvent("pageshow", {{ persisted: true }}));
        }}""",
        list(given),
    )


def hold(page: Page) -> None:
    """Keep from now on what is read waiting for `readOn`, and what comes of a post for `postOn`."""
    page.evaluate(
        """() => {
            const real = window.fetch;
            const readable = new Promise((done) => { window.readOn = done; });
            const posted = new Promise((done) => { window.postOn = done; });
            window.fetch = async (url, how) => {
                if (how.method === "GET" && url.includes("/messages")) { window.asked = true; await readable; }
                const answer = await real(url, how);
                if (how.method === "POST") await posted;
                return answer;
            };
        }"""
    )


def answer_as_bot(server: Server, secret: str, talk: str, *texts: str) -> None:
    where = f"{server.url}/api/v1/bots/demo/conversations/{talk}/messages"
    body = {"messages": [{"role": "bot", "text": text} for text in texts]}
    httpx.post(where, json=body, headers={"authorization": f"Bearer {secret}"}).raise_for_status()


def test_what_no_store_keeps_of_an_address_keeps_nobody_from_writing(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    long = "x" * 2_500
    opened(guest, f"{site.url}/pricing?utm_source=a%00b&utm_medium=%20%07&utm_campaign={long}")
    with guest.expect_request(lambda each: each.method == "POST" and each.url.endswith("/messages")) as sent:
        say(guest, "Do you have room for ten?\x00")
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    expect(guest.get_by_text("Not sent")).to_have_count(0)
    assert said(dashboard, secret, guest) == ["Do you have room for ten?"]
    body = sent.value.post_data_json
    assert (body["utm_source"], body["utm_campaign"]) == ("ab", long[:2_000])
    assert "utm_medium" not in body


def test_a_page_that_comes_back_goes_on_from_what_the_tab_wrote_meanwhile(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    opened(guest, f"{site.url}/pricing")
    guest.context.set_offline(True)
    say(guest, "Do you have room for ten?")
    another_page = """
        const more = structuredClone(s.out[0]);
        Object.assign(more, { once: "another", m: "another" });
        Object.assign(more.body.messages[0], { id: "another", text: given[0] });
        s.out.push(more);
        s.log.push({ role: "visitor", text: given[0], m: "another", state: "sending" });
        s.draft = given[1];
    """
    come_back(guest, another_page, "And for eleven?", "And for")
    expect(guest.get_by_text("And for eleven?")).to_be_visible()
    expect(guest.get_by_role("dialog")).to_have_count(1)
    expect(guest.get_by_label("Write a message")).to_have_value("And for")
    guest.context.set_offline(False)
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    assert said(dashboard, secret, guest) == ["Do you have room for ten?", "And for eleven?"]


def test_an_answer_that_cannot_be_shown_does_not_keep_back_what_is_written_next(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    opened(guest, f"{site.url}/pricing")
    guest.route("**/messages", lambda route: route.fulfill(response=route.fetch(), json={"wording": 5}), times=1)
    with guest.expect_event("pageerror"):
        say(guest, "Do you have room for ten?")
    say(guest, "And for eleven?")
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    assert said(dashboard, secret, guest) == ["Do you have room for ten?", "And for eleven?"]


def test_what_no_longer_fits_into_a_talk_begins_another(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    opened(guest, f"{site.url}/pricing")
    say(guest, "Do you have room for ten?")
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    before = talk_of(guest)
    full = {"error": {"code": "refused", "message": "a conversation has at most so much", "field": "messages"}}
    allowed = {"access-control-allow-origin": site.url}
    guest.route("**/messages", lambda route: route.fulfill(status=422, json=full, headers=allowed), times=1)
    say(guest, "And for eleven?")
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    expect(guest.get_by_text("Not sent")).to_have_count(0)
    assert talk_of(guest) != before
    assert said(dashboard, secret, guest) == ["And for eleven?"]


def test_a_snippet_that_stands_twice_sends_once(site: Site, guest: Page) -> None:
    opened(guest, f"{site.url}/pricing")
    allowed = {"access-control-allow-origin": site.url}
    guest.route("**/messages", lambda route: route.fulfill(status=503, headers=allowed))
    say(guest, "Do you have room for ten?")
    expect(guest.get_by_text("The chat cannot be reached just now.")).to_be_visible()
    guest.evaluate(
        """() => new Promise((done) => {
            const first = document.querySelector("script[data-bot]"), made = document.createElement("script");
            for (const each of first.attributes) made.setAttribute(each.name, each.value);
            made.onload = done;
            document.body.append(made);
        })"""
    )
    expect(guest.locator("leadlight-widget")).to_have_count(1)
    guest.unroute("**/messages")
    posts: list[str] = []
    guest.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    guest.evaluate("dispatchEvent(new Event('online'))")
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    assert len(posts) == 1


def test_what_the_capture_says_is_no_sign_that_somebody_answers(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    form(dashboard, builtin("email", required=True), style="talk")
    guest.goto(f"{site.url}/pricing")
    hold(guest)
    guest.get_by_role("button", name="Open chat").click()
    guest.wait_for_function("window.asked")
    with guest.expect_response(lambda each: each.request.method == "POST"):
        say(guest, "I want to book a demo")
    with guest.expect_response(lambda each: each.request.method == "GET" and "/messages" in each.url) as read:
        guest.evaluate("readOn()")
    asked = read.value.json()["messages"][0]["text"]  # the reading overtook the post's own answer
    guest.evaluate("postOn()")
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    expect(guest.get_by_text(asked)).to_have_count(1)
    assert not state_of(guest).get("live")


def test_a_reading_of_the_talk_before_hides_no_answer_of_the_new_one(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    form(dashboard, builtin("email", required=True))
    opened(guest, f"{site.url}/pricing")
    say(guest, "Hello")
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    before = talk_of(guest)
    answer_as_bot(dashboard, secret, before, *(f"Late word {each}" for each in range(5)))
    hold(guest)
    come_back(guest, "s.at -= 31 * 60e3;")
    guest.wait_for_function("window.asked")
    say(guest, "Hello again")
    assert talk_of(guest) != before
    with guest.expect_response(lambda each: before in each.url):
        guest.evaluate("readOn()")
    guest.evaluate("postOn()")
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    answer_as_bot(dashboard, secret, talk_of(guest), "Welcome back")
    come_back(guest, "")
    expect(guest.get_by_text("Welcome back")).to_be_visible()
    expect(guest.get_by_text("Late word")).to_have_count(0)


def test_a_form_of_another_day_is_fetched_anew_and_shown_with_what_was_typed(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    terms = Field("terms", "consent", "You may write to me", required=True)
    form(dashboard, builtin("email", required=True), terms)
    opened(guest, f"{site.url}/pricing")
    guest.get_by_role("button", name="Leave your details").click()
    guest.get_by_label("E-mail").fill("old@form.example")
    guest.get_by_label("You may write to me").check()
    guest.wait_for_timeout(PERSON_MS)
    too_old = {"error": {"code": "refused", "message": "this form is of another day", "field": "form_version"}}
    allowed = {"access-control-allow-origin": site.url}
    guest.route("**/leads", lambda route: route.fulfill(status=422, json=too_old, headers=allowed), times=1)
    form(dashboard, builtin("email", required=True), builtin("company"), terms)
    send_form(guest)
    expect(guest.get_by_role("alert")).to_have_text(
        "The form has changed since. Please look it over and send it again."
    )
    expect(guest.get_by_label("Company")).to_be_visible()
    expect(guest.get_by_label("E-mail")).to_have_value("old@form.example")
    expect(guest.get_by_label("You may write to me")).not_to_be_checked()  # that was said to another form
    guest.get_by_label("You may write to me").check()
    send_form(guest)
    expect(guest.get_by_text("Thank you. We will get back to you.")).to_be_visible()
    lead_of(dashboard, secret, "old@form.example")


def test_a_message_that_is_full_is_told_so(site: Site, guest: Page) -> None:
    opened(guest, f"{site.url}/pricing")
    guest.get_by_label("Write a message").focus()
    guest.keyboard.insert_text("x" * 4_100)
    assert len(guest.get_by_label("Write a message").input_value()) == 4_000
    expect(guest.get_by_text("A message has at most 4,000 characters.")).to_be_visible()
    guest.keyboard.press("Backspace")
    expect(guest.get_by_text("A message has at most 4,000 characters.")).to_have_count(0)


def test_a_policy_that_keeps_the_widget_off_is_told_to_the_visitor_and_the_sites_owner(
    dashboard: Server, site: Site, guest: Page
) -> None:
    site.headers = {"content-security-policy": f"script-src {dashboard.url}; connect-src 'self'"}
    errors: list[str] = []
    guest.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened(guest, f"{site.url}/pricing")
    expect(guest.get_by_text("This chat is not set up for this page.")).to_be_visible()
    expect(guest.get_by_label("Write a message")).to_be_disabled()
    told = f"Leadlight: this page's Content-Security-Policy has to allow {dashboard.url} in connect-src."
    assert told in errors


def test_one_lost_connection_is_not_taken_for_a_page_that_may_not(
    dashboard: Server, secret: str, site: Site, guest: Page
) -> None:
    opened(guest, f"{site.url}/pricing")
    guest.route("**/messages", lambda route: route.abort(), times=1)
    say(guest, "Do you have room for ten?")
    expect(guest.get_by_text("The chat cannot be reached just now.")).to_be_visible()
    expect(guest.get_by_label("Write a message")).to_be_enabled()
    expect(guest.get_by_text("Sending…")).to_have_count(0)
    assert said(dashboard, secret, guest) == ["Do you have room for ten?"]
