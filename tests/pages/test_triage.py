"""Triage: a list walked to its end, each lead decided on the way, nothing moved under one's hands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.actions.edit_lead import delete_lead
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER
from tests.pages.lead_room import Room, a_room, submit, texts


@pytest.fixture
def room(house: House) -> Iterator[Room]:
    with a_room(house) as opened:
        yield opened


@pytest.fixture
def three(room: Room) -> list[int]:
    return [room.add(name=name, email=f"{name}@lee.example") for name in ("Ann", "Bea", "Cid")]


def triage(room: Room, **params: str) -> AppTest:
    at = room.page("triage", **({"bot": "Estate", "sort": "name", "status": "new"} | params))
    assert not at.exception
    return at


def name(at: AppTest) -> str:
    return str(at.title[0].value)


def test_the_list_is_walked_from_its_first_lead(room: Room, three: list[int]) -> None:
    at = triage(room)
    assert (name(at), "<b>1</b> of 3" in texts(at)) == ("Ann", True)


def test_a_status_is_set_and_the_next_lead_comes(room: Room, three: list[int]) -> None:
    at = triage(room)
    at.button("triage_contacted").click().run()
    assert room.lead(three[0]).lead.status == "contacted"
    assert (name(at), "<b>2</b> of 3" in texts(at)) == ("Bea", True)


def test_a_loss_asks_why_and_then_goes_on(room: Room, three: list[int]) -> None:
    at = triage(room)
    at.button("triage_lost").click().run()
    assert name(at) == "Ann"
    at.text_input("lost_reason_text").set_value("Too dear")
    submit(at, "Mark as lost", ll_asked=at.session_state["ll_asked"] if "ll_asked" in at.session_state else wish(three))
    assert room.lead(three[0]).lead.status_reason == "Too dear"
    assert name(at) == "Bea"


def wish(three: list[int]) -> object:
    from leadlight.ui.lead_moves import Wish

    return Wish(((three[0], 1),), "lost", "Ann")


def test_one_can_stay_with_a_lead_after_its_status(room: Room, three: list[int]) -> None:
    at = triage(room)
    at.toggle("triage_stay").set_value(True).run()
    at.button("triage_qualified").click().run()
    assert name(at) == "Ann"
    assert room.lead(three[0]).lead.status == "qualified"


def test_the_owner_is_set_without_leaving_the_lead(room: Room, three: list[int]) -> None:
    room.add(name="Dan", email="dan@lee.example", owner="Eve")
    at = triage(room)
    at.selectbox(f"owner_{three[0]}").select("Eve").run()
    assert (room.lead(three[0]).lead.owner, name(at)) == ("Eve", "Ann")


def test_the_end_says_what_was_decided(room: Room, three: list[int]) -> None:
    at = triage(room)
    at.button("triage_contacted").click().run()
    at.button("walk_next").click().run()
    at.button("walk_finish").click().run()
    assert name(at) == "You are through"
    assert "3 leads looked at." in texts(at)
    assert "1 to Contacted; 2 left as they were." in texts(at)


def test_after_the_last_status_one_is_through(room: Room, three: list[int]) -> None:
    at = triage(room)
    for _ in three:
        at.button("triage_contacted").click().run()
    assert name(at) == "You are through"
    at.button("triage_again").click().run()
    assert "Nothing waits here." in texts(at)


def test_an_undo_takes_the_last_decision_back(room: Room, three: list[int]) -> None:
    at = triage(room)
    at.button("triage_contacted").click().run()
    at.button("undo").click().run()
    assert room.lead(three[0]).lead.status == "new"
    assert name(at) == "Bea"
    at.button("walk_previous").click().run()
    assert name(at) == "Ann"


def test_a_lead_that_came_meanwhile_moves_nobody(room: Room, three: list[int]) -> None:
    at = triage(room)
    room.add(name="Aaron", email="aaron@lee.example")
    at.button("walk_next").click().run()
    assert (name(at), "<b>2</b> of 3" in texts(at)) == ("Bea", True)


def test_a_lead_deleted_meanwhile_is_told_and_passed(room: Room, three: list[int]) -> None:
    at = triage(room)
    with room.house.work(OWNER) as work:
        delete_lead(work, three[1], 1)
        work.commit()
    at.button("walk_next").click().run()
    assert name(at) == "No longer there"
    at.button("walk_next").click().run()
    assert name(at) == "Cid"


def test_a_stale_decision_is_a_conflict_and_nothing_moves_on(room: Room, three: list[int]) -> None:
    at = triage(room)
    room.someone_else_moves(three[0], "qualified")
    at.button("triage_contacted").click().run()
    assert room.lead(three[0]).lead.status == "qualified"
    assert name(at) == "Ann"
    assert "Nothing of theirs was overwritten." in texts(at)


def test_an_empty_list_is_calm(room: Room) -> None:
    assert "Nothing waits here." in texts(triage(room))


def test_a_link_into_the_middle_of_a_list_begins_there(room: Room, three: list[int]) -> None:
    at = triage(room, id=str(three[1]))
    assert (name(at), "<b>2</b> of 3" in texts(at)) == ("Bea", True)
