"""Keeping conversations: one row each, a ledger that is their score, and leads made of the visitor's own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from leadlight.actions.capture import Capture
from leadlight.actions.read_lead import read_conversation
from leadlight.actions.record_conversations import Recorded, record_conversations
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.conversation import Message
from leadlight.domain.rows import ConversationRow
from leadlight.domain.scope import OWNER, Scope
from leadlight.errors import ForbiddenError, NotFoundError
from leadlight.scoring.ledger import score
from tests.actions.rooms import DAY, a_bot, view
from tests.pipelines.kit import leads, rows

BUY = "I want to buy it today, please send me a quote."


def row(external_id: str, *texts: str, **more: str) -> ConversationRow:
    spoken = tuple(
        Message(at, "bot" if at % 2 else "visitor", text, DAY + timedelta(minutes=at)) for at, text in enumerate(texts)
    )
    return ConversationRow(1, external_id, started_at=DAY, messages=spoken, **more)


def keep(
    house: House, bot: Bot, *talks: ConversationRow, scope: Scope = OWNER, make_leads: bool = True
) -> list[Recorded]:
    with house.work(scope) as work:
        done = record_conversations(work, Capture(bot, "test"), talks, make_leads=make_leads)
        work.commit()
    return done


def outcomes(done: Sequence[Recorded]) -> list[str]:
    return [each.outcome for each in done]


def test_conversation_is_kept_as_it_was_said_with_its_counts(house: House) -> None:
    bot = a_bot(house)
    page = "https://X.example/Pricing/?utm_source=google#top"
    (done,) = keep(house, bot, row("c1", "Hi", "Hello", BUY, channel="widget", source_page=page))
    seen = read_conversation(house.engine, OWNER, done.conversation_id)
    assert [(m.role, m.text) for m in seen.messages] == [("visitor", "Hi"), ("bot", "Hello"), ("visitor", BUY)]
    talk = seen.conversation
    assert (talk.messages, talk.visitor_messages, talk.last_message_at) == (3, 2, DAY + timedelta(minutes=2))
    assert (talk.source_page, talk.source_path, talk.utm_source) == (page, "x.example/Pricing", "google")


def test_ledger_is_what_the_rules_find_and_its_sum_the_score(house: House) -> None:
    bot = a_bot(house)
    talk = row("c1", "Hi", "Hello", BUY)
    (done,) = keep(house, bot, talk)
    seen = read_conversation(house.engine, OWNER, done.conversation_id)
    assert [(e.kind, e.points, e.quote) for e in seen.ledger] == [
        (s.kind, s.points, s.quote) for s in score(talk.messages)
    ]
    assert seen.ledger
    assert seen.score == max(0, min(100, sum(entry.points for entry in seen.ledger)))
    assert all(entry.quote in BUY for entry in seen.ledger if entry.points > 0)


def test_same_conversation_is_unchanged_and_a_longer_one_updates_it(house: House) -> None:
    bot = a_bot(house)
    assert outcomes(keep(house, bot, row("c1", "Hi"), row("c2", "Yo"), row("c1", "Hi"))) == [
        "created", "created", "unchanged",
    ]  # fmt: skip
    assert outcomes(keep(house, bot, row("c1", "Hi", "Hello"), row("c2", "Yo"))) == ["updated", "unchanged"]
    assert len(rows(house, "message")) == 3


def test_conversation_told_twice_in_one_batch_is_the_later_telling(house: House) -> None:
    bot = a_bot(house)
    assert outcomes(keep(house, bot, row("c1", "Hi", "Hello", "Ok"), row("c1", "Hi", channel="api"))) == [
        "created", "updated",
    ]  # fmt: skip
    assert [message["text"] for message in rows(house, "message")] == ["Hi"]
    (talk,) = rows(house, "conversation")
    assert (talk["channel"], talk["messages"]) == ("api", 1)


def test_rescoring_touches_the_leads_of_the_conversation(house: House) -> None:
    bot = a_bot(house)
    (first,) = keep(house, bot, row("c1", "Mail me at ann@x.example"))
    assert first.lead
    before = view(house, first.lead.lead_id).score
    keep(house, bot, row("c1", "Mail me at ann@x.example", "Sure", BUY))
    assert (view(house, first.lead.lead_id).score or 0) > (before or 0)
    touched = [(change["entity"], change["entity_id"]) for change in rows(house, "change")]
    assert touched.count(("lead", first.lead.lead_id)) == 2


def test_words_of_the_bot_make_no_lead(house: House) -> None:
    bot = a_bot(house)
    (done,) = keep(house, bot, row("c1", "Hi", "Write to sales@x.example or call +44 20 7946 0318"))
    assert (done.lead, leads(house)) == (None, [])


def test_leads_are_made_of_words_only_where_asked(house: House) -> None:
    bot = a_bot(house)
    (done,) = keep(house, bot, row("c1", "I am ann@x.example"), make_leads=False)
    assert (done.lead, leads(house)) == (None, [])


def test_visitor_who_is_a_lead_already_is_met_and_not_doubled(house: House) -> None:
    bot = a_bot(house)
    first, second = keep(house, bot, row("c1", "I am ann@x.example"), row("c2", "Again me: Ann@x.example"))
    assert first.lead
    assert second.lead
    assert (first.lead.outcome, second.lead.lead_id) == ("created", first.lead.lead_id)
    assert len(leads(house)) == 1


def test_conversations_of_two_bots_may_have_one_external_id(house: House) -> None:
    keep(house, a_bot(house, "One"), row("c1", "Hi"))
    assert outcomes(keep(house, a_bot(house, "Two"), row("c1", "Hi"))) == ["created"]


def test_another_bots_scope_cannot_record(house: House) -> None:
    mine, other = a_bot(house, "Mine"), a_bot(house, "Other")
    with pytest.raises(NotFoundError):
        keep(house, other, row("c1", "Hi"), scope=Scope("eve", frozenset({mine.id}), OWNER.rights))
    with pytest.raises(ForbiddenError):
        keep(house, mine, row("c1", "Hi"), scope=Scope("eve", None, frozenset()))
    assert rows(house, "conversation") == []
