"""What a visitor does with the widget, what its bot and its owner do meanwhile, and what the server then holds."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from leadlight.actions.edit_form import edit_form
from leadlight.bootstrap import open_house
from leadlight.domain.fields.contract import Field
from leadlight.domain.form import Form, Triggers
from leadlight.domain.scope import OWNER
from leadlight.record import bots, forms
from tests import records
from tests.browser.driver import PATIENCE, Server, run

PERSON_MS = 1_700
"""Nobody fills in a form sooner: it would be taken for a machine's."""


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
