"""What a lead's page tells beside its data: why contact is missing, history, notes, duplicates, the way to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import insert

from leadlight.actions.capture import Capture
from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.read_lead_page import as_json, read_lead_page
from leadlight.actions.record_capture_events import CaptureEvent, record_capture_events
from leadlight.actions.record_conversations import record_conversations
from leadlight.bootstrap import House
from leadlight.domain.conversation import Message
from leadlight.domain.rows import ConversationRow
from leadlight.domain.scope import OWNER
from leadlight.record import tables as t
from leadlight.record.engine import reading
from leadlight.record.likeness import further_talks
from tests.actions.rooms import DAY, a_bot, view
from tests.pages.lead_room import BEA, Room, a_room, texts

WORDS = ("Hello", "Can I book a demo for Tuesday?", "ann@lee.example")


@pytest.fixture
def room(house: House) -> Iterator[Room]:
    with a_room(house) as opened:
        yield opened


def talk(room: Room, external_id: str, *words: str, visitor: str | None = None) -> None:
    messages = tuple(Message(at, "visitor", text, DAY.replace(minute=at)) for at, text in enumerate(words))
    row = ConversationRow(0, external_id, channel="widget", visitor=visitor, started_at=DAY, messages=messages)
    with room.house.work(OWNER) as work:
        record_conversations(work, Capture(room.bot, "test"), [row])
        work.commit()
    room.follower.wake()


def only_lead(room: Room) -> int:
    with room.warehouse.read() as cursor:
        return int(cursor.execute("SELECT max(id) FROM lead").fetchall()[0][0])


def form_did(room: Room, lead_id: int, *events: tuple[str, str]) -> None:
    talk_id = view(room.house, lead_id).lead.conversation_id
    assert talk_id is not None
    with room.house.work(OWNER) as work:
        record_capture_events(work, room.bot, [CaptureEvent(talk_id, kind, DAY, field) for kind, field in events])
        work.commit()


def said(room: Room, lead_id: int) -> str:
    at = room.page("lead", bot="Estate", id=str(lead_id))
    assert not at.exception
    return texts(at)


def test_the_ledgers_quote_leads_to_the_message_that_holds_it(room: Room) -> None:
    talk(room, "c1", *WORDS)
    told = said(room, only_lead(room))
    assert 'href="#m1"' in told
    assert 'id="m1"' in told


def test_the_transcript_says_where_it_became_a_lead(room: Room) -> None:
    talk(room, "c1", *WORDS)
    told = said(room, only_lead(room))
    assert told.index("ann@lee.example<sup>") < told.index("Became a lead here")


def test_a_missing_phone_says_that_it_was_declined_and_when(room: Room) -> None:
    talk(room, "c1", *WORDS)
    lead = only_lead(room)
    form_did(room, lead, ("asked", "phone"), ("refused", "phone"))
    assert "Asked, and declined · 2 Nov 2026, 09:00" in said(room, lead)


def test_a_missing_phone_says_that_the_form_does_not_have_the_field(room: Room) -> None:
    talk(room, "c1", *WORDS)
    fields = [{"key": "email"}, {"key": "phone", "on": False}]
    row = {"bot_id": room.bot.id, "version": 1, "fields": fields, "actor": "owner", "created_at": DAY}
    with room.house.work(OWNER) as work:
        work.connection.execute(insert(t.form).values(row))
        work.commit()
    assert "Not asked: the form has no such field" in said(room, only_lead(room))


def test_a_lead_without_a_conversation_says_that_no_phone_was_given(room: Room) -> None:
    assert "Not given" in said(room, room.add(name="Ann", email="ann@lee.example"))


def test_a_change_of_a_value_tells_who_made_what_of_it(room: Room) -> None:
    lead = room.add(name="Ann", email="ann@lee.example")
    with room.house.work(BEA) as work:
        edit_lead(work, lead, 1, {"company": "Lee & Sons"})
        work.commit()
    told = said(room, lead)
    assert "Lee &amp; Sons</b></td><td>Bea" in told


def test_a_stage_tells_how_long_the_lead_stood_there(room: Room) -> None:
    lead = room.add(name="Ann", email="ann@lee.example")
    room.someone_else_moves(lead, "contacted")
    told = said(room, lead)
    assert 'class="ll-stay">1\u202fh</span>' in told.replace("\u2009", "\u202f")  # captured an hour before
    assert "from New" in told


def test_a_note_is_written_and_taken_away(room: Room) -> None:
    lead = room.add(name="Ann", email="ann@lee.example")
    at = room.page("lead", bot="Estate", id=str(lead))
    at.text_area("note_text").set_value("Call <b>after</b> nine")
    next(each for each in at.button if each.label == "Add note").click().run()
    assert "Call &lt;b&gt;after&lt;/b&gt; nine" in texts(at)
    assert at.text_area("note_text").value == ""
    next(each for each in at.button if each.label == "Delete note").click().run()
    assert "nine" not in texts(at)


def test_a_blank_note_is_refused_and_nothing_is_written(room: Room) -> None:
    lead = room.add(name="Ann", email="ann@lee.example")
    at = room.page("lead", bot="Estate", id=str(lead))
    at.text_area("note_text").set_value("  ")
    next(each for each in at.button if each.label == "Add note").click().run()
    assert not [each for each in at.button if each.label == "Delete note"]


def test_another_field_can_be_added_in_the_form(room: Room) -> None:
    lead = room.add(name="Ann", email="ann@lee.example")
    at = room.page("lead", bot="Estate", id=str(lead))
    at.button("edit_lead").click().run()
    at.text_input("new_field_name").set_value("Team size")
    at.text_input("new_field_value").set_value("12")
    at.session_state["ll_dialog"] = "edit"
    next(each for each in at.button if each.label == "Save").click().run()
    assert room.lead(lead).lead.custom == {"team_size": "12"}


def test_the_owner_is_changed_in_place(room: Room) -> None:
    room.add(name="Bob", email="bob@lee.example", owner="Bea")
    lead = room.add(name="Ann", email="ann@lee.example")
    at = room.page("lead", bot="Estate", id=str(lead))
    at.selectbox(f"owner_{lead}").select("Bea").run()
    assert room.lead(lead).lead.owner == "Bea"


def test_who_shares_an_address_a_phone_a_visitor_or_name_and_company_is_offered(room: Room) -> None:
    talk(room, "c1", *WORDS, visitor="v-7")
    ann = only_lead(room)
    room.add(name="X", email="x@x.example", phone="+34600123456")
    with room.house.work(OWNER) as work:
        edit_lead(work, ann, 1, {"name": "Ann Lee", "company": "Lee", "phone": "+34600123456"})
        work.commit()
    talk(room, "c2", "Me again: other@lee.example", visitor="v-7")
    room.add(name="Ann Lee", company="LEE", email="work@lee.example")
    room.add(name="Ann Lee", company="Other", email="namesake@x.example")
    told = said(room, ann)
    for why in ("same phone", "same visitor", "same name and company"):
        assert why in told
    assert "3 possible duplicates" in told


def test_duplicates_of_another_bot_are_never_seen(room: Room) -> None:
    lead = room.add(name="Ann", email="ann@lee.example")
    other = a_bot(room.house, "Other")
    replace(room, bot=other).add(name="Ann", email="ann@lee.example")
    assert "possible duplicate" not in said(room, lead)


def test_two_leads_are_compared_merged_and_taken_apart(room: Room) -> None:
    ann = room.add(name="Ann Lee", email="ann@lee.example", phone="+34600123456", external_id="1")
    anna = room.add(name="Anna Lee", email="anna@lee.example", phone="+34600123456", external_id="2", city="Madrid")
    at = room.page("lead", bot="Estate", id=str(ann))
    at.button(f"merge_open_{anna}").click().run()
    assert [each.label for each in at.radio if each.label in ("Name", "E-mail", "Phone")] == ["Name", "E-mail"]
    at.session_state["ll_dialog"] = f"merge_{anna}"
    at.radio("merge_kept_name").set_value("gone")
    next(each for each in at.button if each.label == "Merge").click().run()
    assert (room.lead(ann).lead.name, room.lead(ann).lead.city) == ("Anna Lee", "Madrid")
    assert "was merged into this one" in texts(at)
    next(each for each in at.button if each.label == "Take apart").click().run()
    assert room.lead(ann).lead.name == "Ann Lee"
    assert room.lead(anna).lead.name == "Anna Lee"


def test_two_people_are_told_apart_and_may_be_one_again(room: Room) -> None:
    ann = room.add(name="Ann Lee", phone="+34600123456", external_id="1")
    bob = room.add(name="Bob Lee", phone="+34600123456", external_id="2")
    at = room.page("lead", bot="Estate", id=str(ann))
    at.button(f"apart_{bob}").click().run()
    assert "Not the same person as Bob Lee" in texts(at)
    assert "possible duplicate" not in texts(at)
    assert "said it is not the same person as another lead" in said(room, bob)
    at = room.page("lead", bot="Estate", id=str(bob))
    at.button(f"alike_{ann}").click().run()
    assert "1 possible duplicate" in texts(at)


def test_budget_and_timeline_stand_with_the_message_that_holds_them(room: Room) -> None:
    talk(room, "c1", "Our budget is £5,000 a year", "We need it before 30 June", "ann@lee.example")
    told = said(room, only_lead(room))
    assert "<b>£5,000 a year</b>" in told
    assert '<a href="#m1" title="Show it in the conversation"><q dir="auto">We need it before 30 June</q></a>' in told
    talk(room, "c2", "hello", "bob@lee.example")
    assert "Budget and timeline" not in said(room, only_lead(room))


def test_the_other_lead_can_be_the_one_that_stays(room: Room) -> None:
    ann = room.add(name="Ann Lee", email="ann@lee.example", phone="+34600123456", external_id="1")
    anna = room.add(name="Anna Lee", email="anna@lee.example", phone="+34600123456", external_id="2")
    at = room.page("lead", bot="Estate", id=str(ann))
    at.button(f"merge_open_{anna}").click().run()
    at.session_state["ll_dialog"] = f"merge_{anna}"
    at.session_state["merge_stays"] = "gone"
    next(each for each in at.button if each.label == "Merge").click().run()
    assert at.query_params["id"] == str(anna)
    assert room.lead(anna).lead.email == "anna@lee.example"


def test_other_conversations_of_the_same_visitor_are_listed(room: Room) -> None:
    talk(room, "c1", *WORDS, visitor="v-7")
    lead = only_lead(room)
    talk(room, "c2", "Just looking", visitor="v-7")
    talk(room, "c3", "Somebody else", visitor="v-8")
    known = view(room.house, lead)
    with reading(room.house.engine) as connection:
        assert [each.external_id for each in further_talks(connection, known.lead, "v-7")] == ["c2"]
    at = room.page("lead", bot="Estate", id=str(lead))
    assert "Other conversations" in [each.value for each in at.subheader]


def test_the_next_and_the_previous_lead_are_those_of_the_list(room: Room) -> None:
    leads = [room.add(name=name, email=f"{name}@lee.example", channel="widget") for name in ("Bea", "Ann", "Cid")]
    room.add(name="Dan", email="dan@lee.example", channel="email")
    at = room.page("lead", bot="Estate", id=str(leads[0]), channel="widget", sort="name")
    assert "<b>2</b> of 3" in texts(at)
    at.button("walk_next").click().run()
    assert at.title[0].value == "Cid"
    assert at.button("walk_next").disabled
    at.button("walk_previous").click().run()
    at.button("walk_previous").click().run()
    assert at.title[0].value == "Ann"


def test_a_lead_that_is_not_in_the_list_has_no_next(room: Room) -> None:
    lead = room.add(name="Ann", email="ann@lee.example", channel="widget")
    at = room.page("lead", bot="Estate", id=str(lead), channel="email")
    assert not [each for each in at.button if each.key == "walk_next"]


def test_a_move_out_of_the_list_leaves_the_walk_where_it_is(room: Room) -> None:
    leads = [room.add(name=name, email=f"{name}@lee.example") for name in ("Ann", "Bea", "Cid")]
    at = room.page("lead", bot="Estate", id=str(leads[0]), status="new", sort="name")
    at.selectbox(f"status_{leads[0]}").select("contacted").run()
    assert "<b>1</b> of 3" in texts(at)
    at.button("walk_next").click().run()
    assert at.title[0].value == "Bea"


def test_the_copy_before_a_deletion_holds_notes_and_changes(room: Room) -> None:
    lead = room.add(name="Ann", email="ann@lee.example")
    at = room.page("lead", bot="Estate", id=str(lead))
    at.text_area("note_text").set_value("A secret")
    next(each for each in at.button if each.label == "Add note").click().run()
    kept = json.loads(as_json(read_lead_page(room.house.engine, OWNER, lead)))
    assert kept["notes"][0]["text"] == "A secret"


def test_the_copy_before_a_deletion_names_who_said_what(room: Room) -> None:
    talk(room, "c", "I want to buy it, call Ann Lee at ann@lee.example")
    kept = json.loads(as_json(read_lead_page(room.house.engine, OWNER, only_lead(room))))
    assert [(each["role"], each["text"][:13]) for each in kept["view"]["messages"]] == [("visitor", "I want to buy")]


def test_a_score_set_by_hand_stands_in_the_ledger_with_its_reason(room: Room) -> None:
    lead = room.add(name="Ann", email="ann@lee.example")
    at = room.page("lead", bot="Estate", id=str(lead))
    at.number_input(f"override_score_{lead}_1").set_value(75)
    at.text_input(f"override_reason_{lead}").set_value("Met at the fair")
    at.button("override_now").click().run()
    assert room.lead(lead).score == 75
    assert "Set by a person" in texts(at)
    assert "Met at the fair" in texts(at)
