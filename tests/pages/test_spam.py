"""The page of spam: what was kept apart, why; taken in with one press, or deleted."""

from __future__ import annotations

from typing import Any

from leadlight.actions.keep_spam import Kept, keep_spam, list_spam
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER, WRITE, Scope
from leadlight.ui.running import Running
from tests.pages.conftest import Visit
from tests.pipelines.kit import leads

FIONA = {"name": "Fiona **Bell**", "email": "fiona@firm.example", "team_size": "<b>12</b>"}


def keeps(here: Running, bot: Bot, **more: Any) -> None:
    body = {"values": FIONA, "website2": "", "started_ms": 900, "page": "https://www.x.example/pricing"} | more
    with here.house.work(Scope("key Site", None, frozenset({WRITE}))) as work:
        keep_spam(work, bot, body, "it was filled in within 900 ms")
        work.commit()


def kept(here: Running, bot: Bot) -> Kept:
    return list_spam(here.house.engine, OWNER, bot.id, 10)


def test_without_any_the_page_says_so(filled: Running, visit: Visit) -> None:
    at = visit("spam")
    assert [each.value for each in at.info] == ["Nothing is kept apart."]


def test_each_stands_with_why_and_what_it_said_as_text(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    keeps(filled, sample_bot)
    at = visit("spam")
    shown = " ".join(each.body for each in at.get("html"))
    assert "It was filled in within 900 ms" in shown
    assert "Fiona **Bell**" in shown
    assert "&lt;b&gt;12&lt;/b&gt;" in shown
    assert any("1 form" in each.value and "30 days" in each.value for each in at.markdown)


def test_what_was_no_spam_is_a_lead_with_one_press(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    keeps(filled, sample_bot)
    before = len(leads(filled.house))
    at = visit("spam")
    at.button(key=f"take_in_{kept(filled, sample_bot).forms[0].id}").click().run()
    assert not at.exception
    assert any("in the inbox" in each.value for each in at.toast)
    assert (len(leads(filled.house)), kept(filled, sample_bot).total) == (before + 1, 0)


def test_what_the_form_does_not_take_says_why_and_stays(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    keeps(filled, sample_bot, values={"name": "Fiona", "email": "fiona"})
    at = visit("spam")
    at.button(key=f"take_in_{kept(filled, sample_bot).forms[0].id}").click().run()
    assert any("E-mail" in each.value.replace("\\", "") for each in at.toast)
    assert kept(filled, sample_bot).total == 1


def test_one_or_all_are_deleted(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    for _ in range(3):
        keeps(filled, sample_bot)
    at = visit("spam")
    newest = kept(filled, sample_bot).forms[0].id
    at.button(key=f"delete_spam_{newest}").click().run()
    assert kept(filled, sample_bot).total == 2
    at.button(key=f"delete_all_now_{newest - 1}").click().run()
    assert not at.exception
    assert kept(filled, sample_bot).total == 0
