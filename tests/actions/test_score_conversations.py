"""Scoring again: ledgers that today's rules would write otherwise are replaced, and only those."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, update

from leadlight.actions.score_conversations import score_conversations
from leadlight.bootstrap import House
from leadlight.domain.scope import COMMAND_LINE, OWNER, Scope
from leadlight.errors import ForbiddenError, NotFoundError
from leadlight.record import conversations
from leadlight.record.tables import conversation, score_entry
from leadlight.scoring.version import rules_version
from pipelines.score import score_all
from tests.pipelines.kit import differences, lines, newest, rows, take, talk

TALKS = [talk("c1", "I want to buy it today", "Fine", "ann@x.example"), talk("c2", "Hi"), talk("c3", "Book me a demo")]


@pytest.fixture
def taken(house: House, tmp_path: Path) -> House:
    take(house, lines(tmp_path / "talks.jsonl", TALKS))
    return house


def as_older_rules_did(house: House) -> None:
    """Conversations 1 and 2 look as if other rules had found nothing in them."""
    with house.work(OWNER) as work:
        work.connection.execute(delete(score_entry).where(score_entry.c.conversation_id == 1))
        work.connection.execute(update(conversation).where(conversation.c.id <= 2).values(scored_by="older"))
        work.touch("conversation", 1)
        work.commit()


def ledger(house: House) -> list[tuple[int, str, int, str]]:
    return sorted((e["conversation_id"], e["kind"], e["points"], e["quote"]) for e in rows(house, "score_entry"))


def test_what_todays_rules_scored_is_left_alone(taken: House) -> None:
    seq = newest(taken)
    assert score_all(taken, COMMAND_LINE, again=False) == (0, 0)
    assert score_all(taken, COMMAND_LINE, again=True) == (3, 0)
    assert newest(taken) == seq


def test_what_older_rules_scored_is_scored_again_and_told_to_the_followers(taken: House) -> None:
    before = ledger(taken)
    as_older_rules_did(taken)
    assert ledger(taken) != before
    seq = newest(taken)
    assert score_all(taken, COMMAND_LINE, again=False) == (2, 1)
    assert ledger(taken) == before
    assert {row["scored_by"] for row in rows(taken, "conversation")} == {rules_version()}
    touched = {(c["entity"], c["entity_id"]) for c in rows(taken, "change") if c["seq"] > seq.seq}
    assert touched == {("conversation", 1), ("lead", 1)}
    assert differences(taken) == []


def test_whatever_mark_a_conversation_carries_it_is_found_if_it_is_not_its_bots(taken: House) -> None:
    mine = rules_version()
    marks = [None, "0older", mine]
    with taken.work(OWNER) as work:
        for number, mark in enumerate(marks, 1):
            chosen = conversation.c.id == number
            work.connection.execute(update(conversation).where(chosen).values(scored_by=mark))
        found = [conversations.ids_scored_by_others(work.connection, after, 10, {1: mine}) for after in (0, 1, 2)]
        assert found == [[1, 2], [2], []]
        assert conversations.ids_scored_by_others(work.connection, 0, 1, {1: mine}) == [1]
        assert conversations.ids_scored_by_others(work.connection, 0, 10, {1: "zother"}) == [1, 2, 3]
        assert conversations.ids_scored_by_others(work.connection, 0, 10, {2: mine}) == []


def test_override_by_a_person_outlives_scoring(taken: House) -> None:
    mine = {"kind": "override", "points": 40, "quote": "met at the fair", "actor": "owner", "bot_id": 1, "lead_id": 1}
    with taken.work(OWNER) as work:
        work.connection.execute(score_entry.insert().values(**mine, at=work.now))
        work.commit()
    as_older_rules_did(taken)
    score_all(taken, COMMAND_LINE, again=True)
    assert [e["quote"] for e in rows(taken, "score_entry") if e["kind"] == "override"] == ["met at the fair"]


def test_scope_must_cover_the_conversations_and_may_import(taken: House) -> None:
    as_older_rules_did(taken)
    before = ledger(taken)
    with taken.work(Scope("eve", frozenset({99}), OWNER.rights)) as work, pytest.raises(NotFoundError):
        score_conversations(work, [1])
    with taken.work(Scope("eve", None, frozenset())) as work, pytest.raises(ForbiddenError):
        score_conversations(work, [1])
    assert ledger(taken) == before
