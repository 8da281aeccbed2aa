"""Summing conversations up: what is kept, what the ledger gains, what a budget, a cache and a failure do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from leadlight.actions.edit_lead import delete_lead
from leadlight.actions.edit_score_rules import edit_score_rules
from leadlight.actions.read_lead import read_conversation, read_lead
from leadlight.actions.read_lead_page import read_lead_page
from leadlight.actions.summarise_conversation import SPENT, Asking, Outcome, Summariser
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.scope import OWNER, Scope
from leadlight.errors import ForbiddenError, NotFoundError
from leadlight.record import bots, summaries
from leadlight.record.engine import reading
from leadlight.record.tables import model_use, summary
from leadlight.scoring.signals import POINTS
from pipelines.score import score_all
from pipelines.summarise import summarise_all
from tests.actions.summing import WORDS, asked, goes_on, kept, summed
from tests.pipelines.kit import differences, lines, take, talk
from tests.scoring.speaking_model import Reply, Server, answer, completion, serving, trouble

CLAIM = ("buying_intent", "Our firm lost its lift", 0)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.fixture
def taken(house: House, tmp_path: Any) -> House:
    take(house, lines(tmp_path / "talks.jsonl", [talk("c1", WORDS, "I see"), talk("c2", "What are your hours?")]))
    return house


def entries(house: House, talk_id: int = 1) -> list[tuple[str, int, str]]:
    seen = read_conversation(house.engine, OWNER, talk_id)
    return [(entry.kind, entry.points, entry.actor) for entry in seen.ledger if entry.actor == "model"]


def used(house: House) -> list[tuple[int, int]]:
    with reading(house.engine) as connection:
        return [(row[0], row[1]) for row in connection.execute(select(model_use.c.calls, model_use.c.tokens))]


def test_without_a_model_the_visitors_own_words_are_kept(taken: House) -> None:
    assert summed(taken, None) == "extractive"
    found = kept(taken)
    assert (found.kind, found.model, found.tokens, found.trouble) == ("extractive", None, 0, None)
    assert "lost its lift" in found.text
    assert summed(taken, None) == "current"


def test_a_written_summary_is_kept_with_how_it_was_made(taken: House, server: Server) -> None:
    server.then(answer("They need a lift.", CLAIM, tokens=321))
    assert summed(taken, asked(server, language="German")) == "written"
    found = kept(taken)
    assert (found.text, found.kind, found.model, found.language) == (
        "They need a lift.",
        "model",
        "test-model",
        "German",
    )
    assert found.prompt_version
    assert found.tokens == 321
    assert used(taken) == [(1, 321)]


def test_signals_of_the_model_are_entries_at_the_rules_points_and_the_numbers_agree(
    taken: House, server: Server
) -> None:
    before = read_conversation(taken.engine, OWNER, 1)
    server.then(answer("They need a lift.", CLAIM))
    summed(taken, asked(server))
    after = read_conversation(taken.engine, OWNER, 1)
    assert entries(taken) == [("buying_intent", POINTS["buying_intent"], "model")]
    own = [(entry.kind, entry.points) for entry in after.ledger if entry.actor != "model"]
    assert own == [(entry.kind, entry.points) for entry in before.ledger]
    total = sum(entry.points for entry in after.ledger)
    assert after.score == max(0, min(100, total))
    assert differences(taken) == []


def test_scoring_again_keeps_the_models_entries_and_follows_the_bots_points(taken: House, server: Server) -> None:
    server.then(answer("They need a lift.", CLAIM))
    summed(taken, asked(server))
    assert score_all(taken, OWNER, again=True) == (2, 0)
    with taken.work(OWNER) as work:
        bot = bots.get_bot(work.connection, OWNER, 1)
        edit_score_rules(work, bot.id, bot.version, {"buying_intent": 25}, bot.thresholds)
        work.commit()
    score_all(taken, OWNER, again=False)
    assert entries(taken) == [("buying_intent", 25, "model")]
    assert differences(taken) == []


def test_what_stands_is_not_asked_again_unless_a_person_wants_it(taken: House, server: Server) -> None:
    assert summed(taken, asked(server)) == "written"
    assert summed(taken, asked(server)) == "current"
    assert len(server.asked) == 1
    server.then(answer("Another."))
    assert summed(taken, asked(server), again=True) == "written"
    assert kept(taken).text == "Another."
    assert len(server.asked) == 2


def test_another_language_model_or_prompt_is_another_question(
    taken: House, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    summed(taken, asked(server))
    assert summed(taken, asked(server, language="French")) == "written"
    other = Asking(replace(server.model(language="French"), name="other"), 100)
    assert summed(taken, other) == "written"
    monkeypatch.setattr("leadlight.actions.summarise_conversation.prompt_version", lambda: "next")
    assert summed(taken, other) == "written"
    assert len(server.asked) == 4


def test_the_very_same_words_are_not_sent_twice(taken: House, server: Server, tmp_path: Any) -> None:
    take(taken, lines(tmp_path / "more.jsonl", [talk("c9", WORDS, "I see")]))
    server.then(answer("They need a lift.", CLAIM))
    assert summed(taken, asked(server)) == "written"
    assert summed(taken, asked(server), 3) == "same"
    assert len(server.asked) == 1
    assert (kept(taken, 3).text, kept(taken, 3).tokens) == ("They need a lift.", 0)
    assert entries(taken, 3) == entries(taken, 1)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (trouble(500), "fault"),
        (trouble(429), "no more requests"),
        (completion("{"), "shape"),
        (completion(None, refusal="no"), "declined"),
    ],
)
def test_a_failure_leaves_the_visitors_own_words_and_says_why(
    taken: House, server: Server, reply: Reply, why: str
) -> None:
    before = read_conversation(taken.engine, OWNER, 1).ledger
    server.then(reply)
    assert summed(taken, asked(server)) == "failed"
    found = kept(taken)
    assert found.kind == "extractive"
    assert "lost its lift" in found.text
    assert why in str(found.trouble)
    assert read_conversation(taken.engine, OWNER, 1).ledger == before
    server.then(answer("At last."))
    assert summed(taken, asked(server)) == "written"
    assert kept(taken).trouble is None


def test_a_failure_does_not_take_away_what_was_written(taken: House, server: Server) -> None:
    server.then(answer("They need a lift.", CLAIM), trouble(500))
    summed(taken, asked(server))
    assert summed(taken, asked(server), again=True) == "failed"
    found = kept(taken)
    assert (found.kind, found.text) == ("model", "They need a lift.")
    assert found.trouble
    assert entries(taken) != []


def test_a_budget_that_is_used_up_asks_nobody_until_the_bots_next_day(
    taken: House, server: Server, clock: FixedClock
) -> None:
    assert summed(taken, asked(server, calls=1)) == "written"
    assert summed(taken, asked(server, calls=1), 2) == "over budget"
    assert len(server.asked) == 1
    assert kept(taken, 2).trouble == SPENT
    clock.instant += timedelta(days=1)
    assert summed(taken, asked(server, calls=1), 2) == "written"
    assert [calls for calls, _ in used(taken)] == [1, 1]


def test_no_budget_is_no_call(taken: House, server: Server) -> None:
    assert summed(taken, asked(server, calls=0)) == "over budget"
    assert server.asked == []


def test_names_of_the_lead_do_not_leave(taken: House, server: Server) -> None:
    summed(taken, asked(server))
    assert "moser" not in server.received.casefold()
    assert "lost its lift" in server.received


def test_a_talk_that_went_on_meanwhile_keeps_no_old_summary(taken: House, server: Server) -> None:
    def meanwhile(_: dict[str, Any]) -> Reply:
        goes_on(taken, "c1", "never mind")
        return answer("They need a lift.")

    server.then(meanwhile)
    assert summed(taken, asked(server)) == "moved on"
    assert (kept(taken).kind, entries(taken)) == ("extractive", [])
    server.then(answer("They changed their mind."))
    assert summed(taken, asked(server)) == "written"
    assert kept(taken).text == "They changed their mind."


def test_what_one_process_asks_no_other_does(taken: House, server: Server) -> None:
    others: list[Outcome] = []

    def meanwhile(_: dict[str, Any]) -> Reply:
        others.extend((summed(taken, asked(server)), summed(taken, asked(server), again=True)))
        return answer("They need a lift.")

    server.then(meanwhile)
    assert summed(taken, asked(server)) == "written"
    assert others == ["current", "current"]
    assert len(server.asked) == used(taken)[0][0] == 1


def test_what_another_process_began_since_one_looked_is_left_to_it(taken: House, server: Server) -> None:
    class Late:
        """The clock of one who has read the conversation and asks what day it is when the other is done."""

        def now(self) -> datetime:
            if not server.asked:
                assert summed(taken, asked(server)) == "written"
            return taken.clock.now()

    server.then(answer("They need a lift."))
    assert Summariser(taken.engine, Late(), asked(server)).summarise(OWNER, 1) == "current"
    assert len(server.asked) == 1


def test_what_a_model_wrote_says_nothing_of_being_asked_about(taken: House, server: Server) -> None:
    server.then(answer("They need a lift."))
    summed(taken, asked(server))
    seen: list[str | None] = []

    def meanwhile(_: dict[str, Any]) -> Reply:
        seen.append(kept(taken).trouble)
        return answer("They want a lift.")

    server.then(meanwhile)
    assert summed(taken, asked(server), again=True) == "written"
    assert seen == [None]


def test_when_a_talk_goes_on_its_page_tells_the_visitors_words_until_it_is_made_again(
    taken: House, server: Server
) -> None:
    server.then(answer("They need a lift.", CLAIM))
    summed(taken, asked(server))
    page = read_lead_page(taken.engine, OWNER, 1)
    assert page.summary is not None
    assert (page.summary.kind, page.summary.text) == ("model", "They need a lift.")
    goes_on(taken, "c1", "We have 3 floors and 5,000 euros")
    page = read_lead_page(taken.engine, OWNER, 1)
    assert page.summary is not None
    assert page.summary.kind == "extractive"
    assert "5,000 euros" in page.summary.text
    assert ("buying_intent", POINTS["buying_intent"], "model") in entries(taken)  # still literally said
    server.then(answer("A lift for three floors."))
    assert summed(taken, asked(server)) == "written"


def test_an_import_that_changes_what_was_said_forgets_the_summary_and_its_signals(
    taken: House, server: Server, tmp_path: Any
) -> None:
    server.then(answer("They need a lift.", CLAIM))
    summed(taken, asked(server))
    take(taken, lines(tmp_path / "again.jsonl", [talk("c1", "Nothing of the kind. ana@moser.example", "I see")]))
    with reading(taken.engine) as connection:
        assert summaries.of_conversation(connection, 1) is None
    assert entries(taken) == []
    assert differences(taken) == []


def test_the_summary_goes_with_the_lead(taken: House) -> None:
    summed(taken, None)
    lead = read_lead(taken.engine, OWNER, 1).lead
    with taken.work(OWNER) as work:
        delete_lead(work, lead.id, lead.version)
        work.commit()
    with reading(taken.engine) as connection:
        assert connection.execute(select(summary)).all() == []


def test_bot_only_talks_ask_no_model(house: House, server: Server, tmp_path: Any) -> None:
    said = {"external_id": "b", "started_at": "2026-11-02T09:00:00Z", "messages": [{"role": "bot", "text": "Hello"}]}
    take(house, lines(tmp_path / "bot.jsonl", [said]))
    assert summed(house, asked(server)) == "extractive"
    assert (kept(house).text, server.asked) == ("", [])


def test_another_bots_conversation_does_not_exist(taken: House) -> None:
    with pytest.raises(NotFoundError):
        Summariser(taken.engine, taken.clock, None).summarise(Scope("eve", frozenset({99}), OWNER.rights), 1)
    with pytest.raises(ForbiddenError):
        Summariser(taken.engine, taken.clock, None).summarise(Scope("eve", None, frozenset()), 1)


def test_the_job_sums_up_what_is_due_and_then_nothing(taken: House, server: Server) -> None:
    assert summarise_all(taken, OWNER)["extractive"] == 2
    assert summarise_all(taken, OWNER)["conversations"] == 0
    assert summarise_all(taken, OWNER, asking=asked(server))["written"] == 2
    assert summarise_all(taken, OWNER, asking=asked(server))["conversations"] == 0
    assert summarise_all(taken, OWNER, asking=asked(server), again=True)["written"] == 2
    assert len(server.asked) == 4


def test_without_a_model_what_one_wrote_stays(taken: House, server: Server) -> None:
    server.then(answer("They need a lift.", CLAIM), trouble(500))
    summed(taken, asked(server))
    written = kept(taken)
    assert summed(taken, asked(server), again=True) == "failed"
    assert summarise_all(taken, OWNER, again=True)["current"] == 1
    assert summed(taken, None, again=True) == "extractive"
    assert kept(taken) == written
    assert entries(taken) == [("buying_intent", POINTS["buying_intent"], "model")]


def test_the_job_stops_asking_a_model_that_keeps_failing(house: House, server: Server, tmp_path: Any) -> None:
    take(house, lines(tmp_path / "t.jsonl", [talk(f"c{at}", f"We need {at} boats") for at in range(9)]))
    server.then(trouble(500))
    found = summarise_all(house, OWNER, asking=asked(server))
    assert (found["failed"], found["extractive"], len(server.asked)) == (5, 4, 5)
