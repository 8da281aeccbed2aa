"""A conversation's page reads the same with a lead and without one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leadlight.actions.capture import Capture
from leadlight.actions.record_conversations import record_conversations
from leadlight.bootstrap import House
from leadlight.domain.conversation import Message
from leadlight.domain.rows import ConversationRow
from leadlight.domain.scope import OWNER
from tests.actions.rooms import DAY, a_bot
from tests.pages.lead_room import Room, a_room, texts

HOSTILE = "<script>alert(1)</script> ![](http://x/t.png) [a](javascript:alert(1))"


@pytest.fixture
def room(house: House) -> Iterator[Room]:
    with a_room(house) as opened:
        yield opened


@pytest.fixture
def talk(room: Room) -> str:
    """A conversation of two messages; its id."""
    messages = (Message(0, "visitor", HOSTILE, DAY), Message(1, "bot", "Hello there.", DAY))
    row = ConversationRow(0, "c1", channel="widget", visitor="v", started_at=DAY, messages=messages)
    with room.house.work(OWNER) as work:
        record_conversations(work, Capture(room.bot, "test"), [row])
        work.commit()
    room.follower.wake()
    with room.warehouse.read() as cursor:
        return str(cursor.execute("SELECT id FROM conversation").fetchall()[0][0])


def test_a_conversation_without_a_lead_is_read_word_by_word(room: Room, talk: str) -> None:
    at = room.page("conversation", bot="Estate", id=talk)
    assert not at.exception
    said = texts(at)
    assert "Hello there." in said
    assert "This conversation produced no lead." in said


def test_a_conversation_names_its_lead(room: Room, talk: str) -> None:
    lead = room.add(name="Ann Lee", email="ann@lee.example", conversation_external_id="c1")
    at = room.page("conversation", bot="Estate", id=talk)
    assert at.title[0].value == "Ann Lee"
    assert "Hello there." in texts(room.page("lead", bot="Estate", id=str(lead)))


def test_a_visitors_words_are_shown_and_never_run(room: Room, talk: str) -> None:
    said = texts(room.page("conversation", bot="Estate", id=talk))
    assert "&lt;script&gt;" in said
    assert "<script>" not in said


def test_unknown_and_other_bots_conversations_look_alike(room: Room, talk: str) -> None:
    a_bot(room.house, "Other")
    others = room.page("conversation", bot="Other", id=talk)
    assert others.title[0].value == "Not found"
    assert texts(others) == texts(room.page("conversation", bot="Other", id="12345"))
