"""The page Try it: a talk with the capture as a visitor, what it understood beside it, all of it a test."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from leadlight.actions.edit_form import edit_form
from leadlight.actions.read_form import read_form
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER, READ
from leadlight.record.tables import conversation, lead
from leadlight.ui import page
from leadlight.ui.running import Running
from tests.pages.conftest import Visit
from tests.pages.test_form import html, press, told


def says(at: AppTest, text: str) -> AppTest:
    at.chat_input(key="try_message").set_value(text).run()
    assert not at.exception, at.exception
    return at


def trials_kept(here: Running) -> tuple[list[bool], list[str]]:
    """Whether each conversation of the API's kind is a test, and the addresses of test leads."""
    with here.house.engine.connect() as connection:
        talks = select(conversation.c.is_test).where(conversation.c.external_id.like("try-%"))
        leads = select(lead.c.email).where(lead.c.is_test)
        return list(connection.execute(talks).scalars()), list(connection.execute(leads).scalars())


def test_a_talk_ends_in_a_lead_that_is_a_test(filled: Running, visit: Visit) -> None:
    at = visit("try_it", bot="demo")
    says(at, "I want to book a demo this week")
    assert "Asks a question: Name" in html(at)
    fired = next(each for each in told(at.caption) if each.startswith("Rule that fired: "))
    assert not fired.endswith("None yet")
    says(says(at, "Ann Bell"), "ann@bell.example")
    seen = html(at)
    assert "Captures the lead" in seen
    assert "ann@bell.example" in seen
    assert "Wants to book" in seen or "Asks for a demo" in seen
    assert trials_kept(filled) == ([True], ["ann@bell.example"])


def test_the_form_is_shown_and_sent_in_the_chat(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    with filled.house.work(OWNER) as work:
        before = read_form(filled.house.engine, OWNER, sample_bot.id).form
        edit_form(work, sample_bot.id, replace(before, style="form"))
        work.commit()
    at = says(visit("try_it", bot="demo"), "I want to book a demo this week")
    assert "Shows the form" in html(at)
    at.text_input(key="try_1_email").set_value("ann@bell")
    send = next(each for each in at.button if each.label == "Send")
    send.click().run()
    assert "is not an e-mail address" in told(at.toast)[0]
    at.text_input(key="try_1_name").set_value("Ann Bell")
    at.text_input(key="try_1_email").set_value("ann@bell.example")
    next(each for each in at.button if each.label == "Send").click().run()
    assert trials_kept(filled) == ([True], ["ann@bell.example"])
    assert not [each for each in at.button if each.label == "Send"]


def test_a_hand_over_asks_and_a_new_talk_begins_empty(filled: Running, visit: Visit) -> None:
    at = says(visit("try_it", bot="demo"), "hello")
    assert "Leaves it" in html(at)
    press(at, "try_handoff")
    assert "Asks a question: Name" in html(at)
    press(at, "try_end")
    assert "Leaves it" in html(at)
    press(at, "try_anew")
    assert any("Write the first message" in each.value for each in at.info)


def test_what_is_written_is_shown_as_text(filled: Running, visit: Visit) -> None:
    at = says(visit("try_it", bot="demo"), "<b>bold</b> ![x](http://x.example/t.png)")
    assert "&lt;b&gt;bold&lt;/b&gt;" in html(at)


def test_who_may_not_write_cannot_try(filled: Running, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "OWNER", replace(OWNER, actor="guest", rights=frozenset({READ})))
    at = visit("try_it", bot="demo")
    assert at.error
    assert not at.chat_input
