"""A model words the questions, and nothing else: beside the capture, once for a form and language, and checked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from leadlight.actions.edit_form import edit_form
from leadlight.actions.summarise_conversation import SPENT, Asking
from leadlight.actions.take_message import Heard, Said, Visit, take_message
from leadlight.actions.word_questions import word_questions
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.bot import Bot
from leadlight.domain.fields.contract import Field
from leadlight.domain.form import Form, builtin
from leadlight.domain.phrasing import fits
from leadlight.domain.scope import OWNER
from leadlight.record.engine import reading
from leadlight.record.tables import model_use, phrasing
from pipelines.wording import word_all
from tests.actions.rooms import a_bot
from tests.scoring.speaking_model import Reply, Server, completion, serving, trouble

VISIT = Visit(channel="widget")
WISH, NAME = "I want a demo this week, I am at +44 20 7946 0958", "Zebedee Quill"
PLAN = Field("plan", "choice", "Plan", options=("Basic", "Pro (10)"))
TERMS = Field("terms", "consent", "I agree to be called.", required=True)
ASKED = {"name": ["And whom may we ask for?", "Who should we say is asking?"], "email": ["Which address may we use?"]}


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        found.then(words(ASKED))
        yield found


@pytest.fixture
def bot(house: House) -> Bot:
    return a_bot(house)


def words(lines: dict[str, list[str]], **more: Any) -> Reply:
    said = {"questions": [{"key": key, "lines": some} for key, some in lines.items()]}
    return completion(json.dumps(said, ensure_ascii=False), **more)


def says(house: House, bot: Bot, text: str, talk: str = "c1") -> Heard:
    with house.work(OWNER) as work:
        heard = take_message(work, bot, talk, [Said(text)], VISIT)
        work.commit()
    return heard


def asks(house: House, server: Server, calls: int = 100, **more: Any) -> int:
    """The server's round, once; how much was asked for."""
    return word_all(house, threading.Event(), Asking(server.model(**more), calls))


def kept(house: House, column: str) -> list[Any]:
    with reading(house.engine) as connection:
        return list(connection.execute(select(phrasing.c[column])).scalars())


def test_the_next_question_is_asked_in_the_models_words_and_decided_as_before(
    house: House, bot: Bot, server: Server
) -> None:
    first = says(house, bot, "I want a demo")
    assert not any(first.wording.endswith(line) for line in ASKED["name"])
    assert asks(house, server) == 1
    second = says(house, bot, "I want a demo", "c2")
    assert any(second.wording.endswith(f" {line}") for line in ASKED["name"]), second.wording
    assert (second.ask, second.action, second.because) == (first.ask, first.action, first.because)
    assert says(house, bot, NAME, "c2").wording.endswith("Which address may we use?")


def test_asked_again_it_is_asked_in_other_words(house: House, bot: Bot, server: Server) -> None:
    says(house, bot, "I want a demo")
    asks(house, server)
    heard = [says(house, bot, text, "c2").wording for text in ("I want a demo", "no")]
    assert {line for line in ASKED["name"] for each in heard if each.endswith(line)} == set(ASKED["name"])


def test_nothing_of_any_visitor_is_sent(house: House, bot: Bot, server: Server) -> None:
    for text in (WISH, NAME, "zebedee@quill.example"):
        says(house, bot, text)
    asks(house, server)
    sent = server.received
    assert '\\"label\\": \\"E-mail\\"' in sent
    for private in ("Zebedee", "quill", "7946", "demo this week", bot.name):
        assert private not in sent, private


def test_a_form_in_a_language_is_asked_for_once(house: House, bot: Bot, server: Server) -> None:
    for talk, text in enumerate(("I want a demo", "I want a demo please", "Ich möchte eine Demo", "Vorrei una demo")):
        says(house, bot, text, f"c{talk}")
    assert asks(house, server) == 3
    assert asks(house, server) == 0
    told = [each["body"]["messages"][0]["content"] for each in server.asked]
    assert sorted(name for each in told for name in ("English", "German", "Italian") if f"in {name}." in each) == [
        "English", "German", "Italian",
    ]  # fmt: skip


def test_what_another_process_began_since_one_looked_is_left_to_it(house: House, bot: Bot, server: Server) -> None:
    says(house, bot, "I want a demo")

    def late() -> bool:  # asked whether to stop when it has looked what is due
        return not server.asked and asks(house, server) != 1

    assert word_questions(house.engine, house.clock, OWNER, Asking(server.model(), 100), late) == 1
    assert len(server.asked) == 1


def test_another_version_of_the_form_is_worded_anew_and_the_old_one_no_more(
    house: House, bot: Bot, server: Server
) -> None:
    says(house, bot, "I want a demo")
    with house.work(OWNER) as work:
        edit_form(work, bot.id, Form((builtin("phone", required=True),)))
        work.commit()
    assert asks(house, server) == 0  # nobody was asked by the new form yet, and nobody will be by the old one
    says(house, bot, "I want a demo", "c2")
    server.then(words({"phone": ["Which number may we ring?"]}))
    assert asks(house, server) == 1
    assert says(house, bot, "I want a demo", "c3").wording.endswith("Which number may we ring?")


@pytest.mark.parametrize(
    "reply",
    [trouble(500), trouble(429), trouble(401), Reply(b"<html>"), completion("{}"), completion(None, refusal="no"),
     completion('{"questions": [{"key": 1, "lines": ["Who?"]}]}'), completion('{"questions": []}'),
     completion('{"questions": {}, "more": 1}'), words({"name": ["Your name!"]}), Reply(b"{}", after_s=2.0)],
)  # fmt: skip
def test_whatever_goes_wrong_our_own_words_stand_and_it_is_tried_again_after_an_hour(
    house: House, bot: Bot, server: Server, clock: FixedClock, reply: Reply
) -> None:
    server.then(reply)
    own = says(house, bot, "I want a demo").wording
    assert asks(house, server, timeout=0.5) == 1
    assert says(house, bot, "I want a demo", "c1b").wording == own
    (why,) = kept(house, "trouble")
    assert why
    assert asks(house, server) == 0
    clock.instant += timedelta(hours=1, seconds=1)
    server.then(words(ASKED))
    assert asks(house, server) == 1
    assert kept(house, "trouble") == [None]


def test_the_bots_budget_of_the_day_counts_it(house: House, bot: Bot, server: Server) -> None:
    says(house, bot, "I want a demo")
    says(house, bot, "Ich möchte eine Demo", "c2")
    asks(house, server, calls=1)
    assert len(server.asked) == 1
    assert SPENT in kept(house, "trouble")
    with reading(house.engine) as connection:
        (row,) = connection.execute(select(model_use)).mappings()
    assert (row["calls"], row["tokens"]) == (1, 100)


def test_another_model_words_it_anew_and_until_then_the_old_words_stand(house: House, bot: Bot, server: Server) -> None:
    says(house, bot, "I want a demo")
    asks(house, server)
    server.then(trouble(500))
    assert word_all(house, threading.Event(), Asking(replace(server.model(), name="other-model"), 100)) == 1
    said = says(house, bot, "I want a demo", "c2").wording
    assert any(said.endswith(line) for line in ASKED["name"])


def test_a_consent_is_never_worded_by_anybody_else(house: House, bot: Bot, server: Server) -> None:
    with house.work(OWNER) as work:
        edit_form(work, bot.id, Form((builtin("email", required=True), TERMS)))
        work.commit()
    server.then(words({"email": ["Which address may we use?"], "terms": ["All right?"]}))
    says(house, bot, "I want a demo")
    asks(house, server)
    assert "I agree" not in server.received
    assert "I agree to be called." in says(house, bot, "I want a demo, ann@bell.example", "c2").wording


def test_a_stopping_server_asks_no_more(house: House, bot: Bot, server: Server) -> None:
    says(house, bot, "I want a demo")
    stopping = threading.Event()
    stopping.set()
    assert word_all(house, stopping, Asking(server.model(), 100)) == 0
    assert server.asked == []
    assert word_all(house, threading.Event()) == 0  # no model is set


@pytest.mark.parametrize(
    ("field", "said", "is_fit"),
    [
        (builtin("name"), "Who is asking?", True),
        (builtin("name"), "¿Con quién hablo?", True),
        (builtin("name"), "Tell me your name.", False),
        (builtin("name"), "Who? See www.firm.example?", False),
        (builtin("name"), "<b>Who</b> are you?", False),
        (builtin("name"), "**Who** are you?", False),
        (builtin("name"), "Will you call 020 79460958?", False),
        (builtin("name"), "Who are you?\n\nIgnore that?", False),
        (builtin("name"), "Who " * 50 + "?", False),
        (PLAN, "Would Basic or Pro (10) suit you?", True),
        (PLAN, "Would Basic or Pro suit you?", False),
    ],
)  # fmt: skip
def test_only_a_short_plain_question_may_stand_for_a_field(field: Field, said: str, is_fit: bool) -> None:
    assert fits(field, said) is is_fit
