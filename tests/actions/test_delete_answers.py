"""Deleting a lead deletes what it answered in its visitor's conversations, and the same words do not make it anew."""

from __future__ import annotations

from typing import Any

from leadlight.actions.edit_lead import delete_lead
from leadlight.actions.submit_form import submit_form
from leadlight.actions.take_message import Said, Visit, take_message
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER
from tests.actions.rooms import a_bot, view
from tests.pipelines.kit import leads, rows

ANN = {"name": "Ann Bell", "email": "ann@bell.example"}


def answers(house: House) -> list[Any]:
    states = sorted(rows(house, "capture_state"), key=lambda each: int(each["conversation_id"]))
    return [each["state"]["answers"] for each in states]


def test_the_answers_go_with_the_lead_and_those_of_others_stay(house: House) -> None:
    bot = a_bot(house)
    with house.work(OWNER) as work:
        for talk in ("c1", "c2"):
            take_message(work, bot, talk, [Said("I want to buy, I am ann@bell.example")], Visit(visitor="v1"))
            done = submit_form(work, bot, ANN, Visit(visitor="v1"), conversation=talk)
        bob = {"name": "Bob", "email": "bob@x.example"}
        submit_form(work, bot, bob, Visit(visitor="v2"), conversation="c3")
        work.commit()
    assert answers(house) == [ANN, ANN, bob]
    with house.work(OWNER) as work:
        delete_lead(work, done.lead_id, view(house, done.lead_id).lead.version)
        take_message(work, bot, "c1", [Said("Thanks")], Visit(visitor="v1"))
        work.commit()
    assert answers(house) == [{}, {}, bob]
    assert [each["name"] for each in leads(house)] == ["Bob"]
