"""The summary on a lead's page: whose words it is, what went wrong, and that it can be made again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.actions.capture import Capture
from leadlight.actions.record_conversations import record_conversations
from leadlight.actions.summarise_conversation import Summariser
from leadlight.bootstrap import House
from leadlight.domain.conversation import Message
from leadlight.domain.rows import ConversationRow
from leadlight.domain.scope import OWNER
from leadlight.ui.format import instant, literal
from pipelines.summarise import asking_of
from tests.actions.rooms import DAY
from tests.conftest import NOW
from tests.pages.lead_room import Room, a_room, texts
from tests.scoring.speaking_model import Server, answer, serving, trouble

WORDS = "We need two <b>lifts</b> for our house by Friday. ann@lee.example"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.fixture
def plain(house: House) -> Iterator[Room]:
    with a_room(house) as room:
        begin(room)
        yield room


@pytest.fixture
def with_model(house: House, server: Server) -> Iterator[Room]:
    set_to = {"model": "test-model", "openai_api_key": "k", "openai_base_url": server.url}
    with a_room(replace(house, settings=house.settings.model_copy(update=set_to))) as room:
        begin(room)
        yield room


def begin(room: Room) -> None:
    row = ConversationRow(0, "c1", channel="widget", started_at=DAY, messages=(Message(0, "visitor", WORDS, DAY),))
    with room.house.work(OWNER) as work:
        record_conversations(work, Capture(room.bot, "test"), [row])
        work.commit()
    room.follower.wake()


def page(room: Room) -> AppTest:
    with room.warehouse.read() as cursor:
        lead = str(cursor.execute("SELECT max(id) FROM lead").fetchall()[0][0])
    at = room.page("lead", bot="Estate", id=lead)
    assert not at.exception
    return at


def sum_up(room: Room) -> None:
    Summariser(room.house.engine, room.house.clock, asking_of(room.house.settings)).summarise(OWNER, 1)


def again(at: AppTest) -> list[object]:
    return [button for button in at.button if button.key == "summary_again"]


def test_without_a_model_it_is_in_the_visitors_words(plain: Room) -> None:
    at = page(plain)
    told = texts(at)
    assert "We need two &lt;b&gt;lifts&lt;/b&gt; for our house by Friday." in told  # as text, never as markup
    assert "In the visitor's words" in told
    assert again(at) == []


def test_what_a_model_wrote_says_so_and_when(with_model: Room, server: Server) -> None:
    server.then(answer("They need <i>lifts</i>."))
    sum_up(with_model)
    told = texts(page(with_model))
    assert "They need &lt;i&gt;lifts&lt;/i&gt;." in told
    assert literal(f"Written by test-model, may be wrong · {instant(NOW, 'UTC')}") in told
    assert "In the visitor's words" not in told


def test_an_entry_that_the_model_pointed_at_says_so(with_model: Room, server: Server) -> None:
    assert "model</span>" not in texts(page(with_model))
    server.then(answer("Lifts.", ("comparison", "We need two", 0)))
    sum_up(with_model)
    told = texts(page(with_model))
    assert 'Compares with others<span class="ll-small ll-muted"> · model</span>' in told


def test_a_failure_is_told_calmly_beside_the_visitors_words(with_model: Room, server: Server) -> None:
    server.then(trouble(500))
    sum_up(with_model)
    told = texts(page(with_model))
    assert "Not written by the model: the model's server had a fault" in told
    assert "In the visitor's words" in told


def test_a_person_can_have_it_made_again(with_model: Room, server: Server) -> None:
    server.then(answer("Once."), answer("Once more."))
    sum_up(with_model)
    at = page(with_model)
    at.button(key="summary_again").click().run()
    for thread in threading.enumerate():
        if thread.name == "summary":
            thread.join()
    assert "Once more." in texts(page(with_model))
    assert len(server.asked) == 2
