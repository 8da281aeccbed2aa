"""The widget in a real browser, on a page of another origin: what a visitor sees, and what comes of it."""

from __future__ import annotations

import httpx
from playwright.sync_api import Page, Route, expect

from leadlight.domain.fields.contract import Condition, Field
from leadlight.domain.form import builtin
from tests.browser.driver import Server, Visitor
from tests.browser.foreign import Site
from tests.browser.widget.guest import PERSON_MS, form, kept, lead_of, opened, said, say, send_form, talk_of


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
    expect(changed).to_be_visible()
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
