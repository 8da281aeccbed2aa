"""One lead's page: everything known, changed without overwriting anybody, deleted only when asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.actions.edit_lead import edit_lead
from leadlight.bootstrap import House
from leadlight.domain.lead import LedgerEntry
from leadlight.domain.local_time import Zone, zone_of
from leadlight.domain.scope import OWNER
from leadlight.errors import NotFoundError
from leadlight.ui import contact, lead_edit, lead_parts, page
from tests.actions.rooms import DAY, a_bot
from tests.pages.lead_room import BEA, Room, a_room, submit, texts

HOSTILE = "<script>alert(1)</script> ![](http://x/t.png) [a](javascript:alert(1)) =1+1 \u202e🎈"


@pytest.fixture
def room(house: House) -> Iterator[Room]:
    with a_room(house) as opened:
        yield opened


@pytest.fixture
def ann(room: Room) -> int:
    return room.add(name="Ann Lee", email="ann@lee.example", phone="+34600123456", custom={"team_size": "12"},
                    channel="widget", source_page="https://x.example/pricing?utm_source=ads")  # fmt: skip


def test_a_leads_page_says_all_that_is_known(room: Room, ann: int) -> None:
    at = room.page("lead", bot="Estate", id=str(ann))
    assert not at.exception
    said = texts(at)
    assert at.title[0].value == "Ann Lee"
    for part in ("mailto:ann@lee.example", "tel:+34600123456", "x.example/pricing", "Team size", "ads", "captured it"):
        assert part in said


@pytest.mark.parametrize("asked", ["999", "x", "", "-1", "9" * 30, "1e3"])
def test_an_unknown_id_is_not_found(room: Room, ann: int, asked: str) -> None:
    at = room.page("lead", bot="Estate", id=asked)
    assert not at.exception
    assert at.title[0].value == "Not found"


def test_another_bots_lead_looks_like_none(room: Room, ann: int) -> None:
    a_bot(room.house, "Other")
    others = texts(room.page("lead", bot="Other", id=str(ann)))
    unknown = texts(room.page("lead", bot="Other", id="999"))
    assert others == unknown
    assert "Ann" not in others


def test_a_move_on_the_page_is_undone_there(room: Room, ann: int) -> None:
    at = room.page("lead", bot="Estate", id=str(ann))
    at.selectbox(f"status_{ann}").select("contacted").run()
    assert room.lead(ann).lead.status == "contacted"
    at.button("undo").click().run()
    assert room.lead(ann).lead.status == "new"
    assert 'class="void"' in texts(at)


def test_a_stale_move_on_the_page_is_a_conflict(room: Room, ann: int) -> None:
    at = room.page("lead", bot="Estate", id=str(ann))
    room.someone_else_moves(ann, "qualified")
    at.selectbox(f"status_{ann}").select("contacted").run()
    assert room.lead(ann).lead.status == "qualified"
    assert "Nothing of theirs was overwritten." in texts(at)


def test_a_correction_is_saved(room: Room, ann: int) -> None:
    at = room.page("lead", bot="Estate", id=str(ann))
    at.button("edit_lead").click().run()
    assert at.text_input("field_email").value == "ann@lee.example"
    at.text_input("field_company").set_value("Lee & Sons")
    submit(at, "Save", ll_dialog="edit")
    assert room.lead(ann).lead.company == "Lee & Sons"
    assert room.lead(ann).lead.email == "ann@lee.example"


def test_fields_are_called_what_they_are_called(room: Room, ann: int) -> None:
    at = room.page("lead", bot="Estate", id=str(ann))
    at.button("edit_lead").click().run()
    labels = {each.key: each.label for each in at.text_input}
    assert labels["field_email"] == "E-mail"
    assert labels["field_custom.team_size"] == "Team size"
    assert not any("\\" in label for label in labels.values())


def test_a_wrong_address_is_refused_at_its_field_and_nothing_is_written(room: Room, ann: int) -> None:
    at = room.page("lead", bot="Estate", id=str(ann))
    at.button("edit_lead").click().run()
    at.text_input("field_email").set_value("nonsense")
    submit(at, "Save", ll_dialog="edit")
    assert len(at.error) == 1
    assert room.lead(ann).lead.version == 1


def test_a_correction_someone_else_overtook_writes_nothing_and_shows_theirs(room: Room, ann: int) -> None:
    opened = room.lead(ann).lead
    with room.house.work(BEA) as work:
        edit_lead(work, ann, 1, {"company": "Theirs"})
        work.commit()

    def save(opened: object) -> None:
        from leadlight.ui import lead_edit

        lead_edit.save(opened, opened.version, {"company": "Mine"})

    at = AppTest.from_function(save, args=(opened,)).run()
    assert room.lead(ann).lead.company == "Theirs"
    assert at.session_state["edit_theirs"].company == "Theirs"


def test_only_what_was_changed_in_the_form_is_written(room: Room, ann: int) -> None:
    lead = room.lead(ann).lead
    typed = {field: lead.value(field) or "" for field in lead_edit.fields(lead)} | {"company": "Mine", "phone": ""}
    assert lead_edit.changed(lead, typed) == {"company": "Mine", "phone": None}


def test_deleting_asks_twice_and_offers_a_copy(room: Room, ann: int) -> None:
    at = room.page("lead", bot="Estate", id=str(ann))
    at.button("delete_lead").click().run()
    assert at.button("delete_now").disabled
    assert at.get("download_button")
    assert room.lead(ann)
    at.session_state["ll_dialog"] = "delete"
    at.checkbox("delete_sure").check().run()
    submit(at, "Delete for good", ll_dialog="delete")
    with pytest.raises(NotFoundError):
        room.lead(ann)
    assert at.title[0].value == "Inbox"


def test_the_ledger_sums_to_the_score(room: Room) -> None:
    entries = [LedgerEntry(kind, points, "words", 0, "scorer", DAY) for kind, points in (("a", 60), ("b", 55))]
    html = lead_parts.score_html(100, "hot", entries)
    assert "+60" in html
    assert "the points add up to 115" in html
    assert html.count("<q ") == 1  # words that two rest on are quoted once


@pytest.mark.parametrize(
    ("given", "phone", "country", "zone"),
    [
        ("Asia/Tokyo", "+34600123456", "ES", Zone("Asia/Tokyo", "given")),
        (None, "+12125551234", None, Zone("America/New_York", "phone")),
        ("nowhere", None, "JP", Zone("Asia/Tokyo", "country")),
        (None, "+34600123456", "ES", None),  # Madrid and the Canaries show two times
        (None, None, None, None),
    ],
)
def test_the_local_time_says_what_it_was_told_from(
    given: str | None, phone: str | None, country: str | None, zone: Zone | None
) -> None:
    assert zone_of(given, phone, country, datetime(2026, 11, 20, 12, tzinfo=UTC)) == zone


def test_only_an_address_of_the_web_becomes_a_link() -> None:
    assert contact.web("https://x.example/a") == "https://x.example/a"
    for trick in ("javascript:alert(1)", "data:text/html,x", "//x.example", "x.example", "http://[", ""):
        assert contact.web(trick) == ""


def test_a_visitors_words_are_shown_and_never_run(room: Room) -> None:
    lead = room.add(name=HOSTILE, email="h@x.example", website="javascript:alert(1)", company=HOSTILE,
                    custom={"note": HOSTILE}, referrer=HOSTILE)  # fmt: skip
    at = room.page("lead", bot="Estate", id=str(lead))
    assert not at.exception
    assert "<script>" not in texts(at)
    assert 'href="javascript' not in texts(at)
    assert "\\!\\[\\]\\(" in at.title[0].value


def test_without_the_right_to_read_there_is_no_page(room: Room, ann: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "OWNER", replace(OWNER, rights=frozenset()))
    assert "Ann" not in texts(room.page("lead", bot="Estate", id=str(ann)))
