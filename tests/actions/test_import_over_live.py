"""Importing over a talk that went on live: nothing that was said is lost, read again or skipped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadlight.actions.capture import Capture
from leadlight.actions.record_conversations import record_conversations
from leadlight.actions.take_message import Said, Visit, take_message
from leadlight.actions.undo_import import begin_undo, kept_by_undo, undo_some
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.bot import Bot
from leadlight.domain.capture_state import CaptureState, moved
from leadlight.domain.conversation import Message
from leadlight.domain.rows import ConversationRow
from leadlight.domain.scope import OWNER
from leadlight.record import imports
from tests.actions.rooms import DAY, a_bot
from tests.pipelines.kit import rows


def row(*texts: str, from_minute: int = 0, is_part: bool = False, page: str | None = None) -> ConversationRow:
    said = tuple(
        Message(at, "bot" if at % 2 else "visitor", text, DAY + timedelta(minutes=from_minute + at))
        for at, text in enumerate(texts)
    )
    return ConversationRow(1, "c1", started_at=said[0].sent_at, messages=said, is_part=is_part, source_page=page)


def an_import(house: House, bot: Bot, *talks: ConversationRow, dry_run: bool = False) -> tuple[int, list[str]]:
    """A file of these rows; its batch, and what became of each."""
    with house.work(OWNER) as work:
        batch_id = imports.open_batch(
            work.connection, bot_id=bot.id, kind="conversations", source="jsonl", file="f.jsonl", file_hash="0",
            actor="owner", started_at=work.now,
        )  # fmt: skip
        imports.update_batch(work.connection, batch_id, state="done", seen_at=work.now)
        capture = Capture(bot, "import f.jsonl", batch_id=batch_id, announce=False, dry_run=dry_run)
        done = record_conversations(work, capture, talks)
        work.commit()
    return batch_id, [each.outcome for each in done]


def live(house: House, bot: Bot, *texts: str) -> str:
    """The visitor writes these, one post each; what the capture does after the last."""
    for text in texts:
        with house.work(OWNER) as work:
            heard = take_message(work, bot, "c1", [Said(text)], Visit())
            work.commit()
    return heard.action


def undo(house: House, batch_id: int) -> int:
    """Take the import back; how much of it stays."""
    with house.work(OWNER) as work:
        run = begin_undo(work, batch_id)
        while undo_some(work, run):
            pass
        work.commit()
    return len(kept_by_undo(house.engine, OWNER, batch_id))


def said(house: House) -> list[str]:
    return [each["text"] for each in sorted(rows(house, "message"), key=lambda each: int(each["position"]))]


def read(house: House) -> int:
    (state,) = rows(house, "capture_state")
    return int(state["state"]["read"])


@pytest.fixture
def bot(house: House, clock: FixedClock) -> Bot:
    clock.instant = DAY + timedelta(hours=1)
    return a_bot(house)


@pytest.mark.parametrize("is_part", [False, True])
def test_the_same_file_again_is_unchanged_and_takes_nothing_away(house: House, bot: Bot, *, is_part: bool) -> None:
    file = row("Hello", "Fine", is_part=is_part)
    assert an_import(house, bot, file)[1] == ["created"]
    live(house, bot, "NEW")
    before = rows(house, "conversation"), rows(house, "message"), rows(house, "capture_state")
    assert an_import(house, bot, file)[1] == ["unchanged"]
    assert (rows(house, "conversation"), rows(house, "message"), rows(house, "capture_state")) == before


def test_a_changed_file_is_joined_and_then_it_too_is_unchanged(house: House, bot: Bot) -> None:
    an_import(house, bot, row("Hello", "Fine"))
    live(house, bot, "NEW")
    longer = row("Hello", "Fine", "And the terrace?", page="https://x.example/villas")
    assert an_import(house, bot, longer, dry_run=True)[1] == ["updated"]
    assert said(house) == ["Hello", "Fine", "NEW"]
    assert [an_import(house, bot, longer)[1] for _ in range(2)] == [["updated"], ["unchanged"]]
    assert said(house) == ["Hello", "Fine", "And the terrace?", "NEW"]
    (talk,) = rows(house, "conversation")
    assert (talk["messages"], talk["visitor_messages"], talk["source_path"]) == (4, 3, "x.example/villas")


def test_two_tellings_in_one_file_take_nothing_live_away(house: House, bot: Bot) -> None:
    an_import(house, bot, row("Hello", "Fine"))
    live(house, bot, "NEW")
    assert an_import(house, bot, row("Hello", "Well"), row("Hello", "Fine"))[1] == ["updated", "updated"]
    assert {"Hello", "Fine", "NEW"} <= set(said(house))


def test_a_talk_that_began_live_keeps_its_words_and_what_was_read_of_them(house: House, bot: Bot) -> None:
    live(house, bot, "Do you have villas?", "Near the sea")
    an_import(house, bot, row("An older word", "Its answer"))
    assert said(house) == ["An older word", "Its answer", "Do you have villas?", "Near the sea"]
    assert read(house) == 4
    assert live(house, bot, "Please call me: +44 20 7946 0318, I want to buy") != "leave"  # and not skipped as read


def test_undoing_it_takes_back_what_it_added_and_the_next_word_is_heard(
    house: House, bot: Bot, clock: FixedClock
) -> None:
    live(house, bot, "Do you have villas?")
    clock.instant += timedelta(minutes=1)
    batch, _ = an_import(house, bot, row("An older word", "Its answer"))
    assert undo(house, batch) == 0
    assert (said(house), read(house)) == (["Do you have villas?"], 1)


def test_undoing_it_leaves_a_talk_that_went_on_since_and_lists_it(house: House, bot: Bot, clock: FixedClock) -> None:
    made, _ = an_import(house, bot, row("Hello", "Fine"))
    longer, _ = an_import(house, bot, row("Hello", "Fine", "Thanks"))
    clock.instant += timedelta(minutes=1)
    live(house, bot, "NEW")
    assert [undo(house, longer), undo(house, made)] == [1, 1]
    assert said(house) == ["Hello", "Fine", "Thanks", "NEW"]


def test_places_follow_their_messages() -> None:
    a, b, c, x = (Message(0, "visitor", text) for text in "abcx")
    stood = (a, b._replace(position=1), c._replace(position=2))
    stands = (x, a._replace(position=1), b._replace(position=2), c._replace(position=3))
    assert moved(CaptureState(read=2, declined_at=1), stood, stands) == CaptureState(read=3, declined_at=2)
    assert moved(CaptureState(read=3), stood, stands) == CaptureState(read=4)
    assert moved(CaptureState(read=3, declined_at=2), stood, (a,)) == CaptureState(read=1, declined_at=-1)
    assert moved(CaptureState(read=1, declined_at=-1), stood, stands) == CaptureState(read=2, declined_at=-1)
