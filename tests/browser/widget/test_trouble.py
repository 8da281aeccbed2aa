"""The widget where something is odd: addresses, pages and talks that come back, answers out of turn, policies."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from leadlight.domain.fields.contract import Field
from leadlight.domain.form import builtin
from tests.browser.driver import Server
from tests.browser.foreign import Site
from tests.browser.widget.guest import (
    PERSON_MS,
    answer_as_bot,
    come_back,
    form,
    hold,
    lead_of,
    opened,
    said,
    say,
    send_form,
    state_of,
    talk_of,
)


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
