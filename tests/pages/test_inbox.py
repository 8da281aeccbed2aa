"""The inbox: finds, filters, pages, and changes a status so that nobody's change is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER, WRITE
from leadlight.ui import page
from leadlight.ui.lead_moves import Change, Clash, Wish
from tests.pages.lead_room import Room, a_room, submit, texts


@pytest.fixture
def room(house: House) -> Iterator[Room]:
    with a_room(house) as opened:
        yield opened


@pytest.fixture
def ann(room: Room) -> int:
    return room.add(name="Ann Lee", email="ann@lee.example", company="Lee & Sons", channel="widget")


def choose_status(at: AppTest, lead_id: int, to: str) -> AppTest:
    return at.selectbox(f"status_{lead_id}").select(to).run()


def names(at: AppTest) -> list[str]:
    return [
        html.split('target="_self">')[1].split("<")[0]
        for html in texts(at).splitlines()
        if "ll-name" in html and "<a " in html
    ]


def test_an_empty_inbox_says_what_to_do_next(room: Room) -> None:
    at = room.page("inbox")
    assert not at.exception
    assert "No leads yet." in texts(at)
    assert "**0 leads**" in texts(at)


def test_a_lead_stands_on_a_card_with_what_was_captured(room: Room, ann: int) -> None:
    said = texts(room.page("inbox"))
    for part in ("Ann Lee", "ann@lee.example", "Lee &amp; Sons", "Widget", "**1 lead** · 1–1"):
        assert part in said


def test_the_controls_of_a_card_name_the_lead_as_it_is(room: Room) -> None:
    lead = room.add(name="Anne-Marie O'Neill (Sales)", email="am@lee.example")
    at = room.page("inbox")
    assert at.checkbox(f"choose_{lead}").label == "Choose Anne-Marie O'Neill (Sales)"
    assert at.selectbox(f"status_{lead}").label == "Status of Anne-Marie O'Neill (Sales)"


def test_a_name_leads_to_the_lead_with_the_way_back_in_its_address(room: Room, ann: int) -> None:
    at = room.page("inbox", bot="Estate", channel="widget", sort="name", q="ann")
    href = texts(at).split('class="ll-name" href="')[1].split('"')[0]
    asked = dict(parse_qsl(unescape(href).removeprefix("lead?")))
    assert asked == {"bot": "Estate", "id": str(ann), "channel": "widget", "sort": "name", "q": "ann"}
    back = next(link.proto for link in room.page("lead", **asked).get("page_link") if link.proto.label == "Inbox")
    assert dict(parse_qsl(back.query_string)) == {name: value for name, value in asked.items() if name != "id"}


def test_search_finds_part_of_a_company(room: Room, ann: int) -> None:
    room.add(name="Bob", email="bob@other.example")
    assert names(room.page("inbox", q="& son")) == ["Ann Lee"]


def test_a_search_typed_stands_in_the_address(room: Room, ann: int) -> None:
    at = room.page("inbox")
    at.text_input("inbox_search").set_value("nobody ").run()
    assert at.query_params["q"] in ("nobody", ["nobody"])
    assert at.text_input("inbox_search").value == "nobody "  # a space just typed is not taken away
    assert "No lead matches these filters." in texts(at)


def test_filters_in_the_address_narrow_the_list(room: Room, ann: int) -> None:
    room.add(name="Bob", phone="+4930123456", channel="phone")
    assert names(room.page("inbox", has_email="no")) == ["Bob"]
    assert names(room.page("inbox", channel="widget")) == ["Ann Lee"]
    assert names(room.page("inbox", status="lost")) == []


@pytest.mark.parametrize(("asked", "shown"), [("99", "2"), ("-1", "1"), ("x", "1"), ("2", "2"), ("9" * 40, "1")])
def test_a_page_out_of_range_falls_back(room: Room, asked: str, shown: str) -> None:
    for number in range(26):
        room.add(name=f"Lead {number}", email=f"l{number}@x.example")
    assert ("26–26" if shown == "2" else "1–25") in texts(room.page("inbox", page=asked))


def test_leads_are_sorted_as_the_address_says(room: Room, ann: int) -> None:
    room.add(name="Zoe", email="zoe@x.example")
    room.add(name="Bob", email="bob@x.example")
    assert names(room.page("inbox", sort="name")) == ["Ann Lee", "Bob", "Zoe"]
    assert names(room.page("inbox", sort="nonsense"))[0] in {"Ann Lee", "Bob", "Zoe"}


def test_a_status_changed_on_a_card_stands_in_the_record_and_the_list(room: Room, ann: int) -> None:
    at = choose_status(room.page("inbox"), ann, "contacted")
    assert room.lead(ann).lead.status == "contacted"
    assert at.selectbox(f"status_{ann}").value == "contacted"
    assert "Ann Lee → Contacted" in texts(at)


def test_an_edit_the_numbers_do_not_hold_yet_is_shown_from_the_record(
    room: Room, ann: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(room.follower), "wake", lambda follower: None)
    at = choose_status(room.page("inbox"), ann, "contacted")
    assert at.selectbox(f"status_{ann}").value == "contacted"
    assert any("numbers follow" in toast.value for toast in at.toast)
    at.button("undo").click().run()  # by the version the record has, not the one the numbers have
    assert room.lead(ann).lead.status == "new"
    assert at.selectbox(f"status_{ann}").value == "new"


def test_a_lead_that_left_the_filter_stays_where_one_works_on_it(room: Room, ann: int) -> None:
    at = choose_status(room.page("inbox", status="new"), ann, "contacted")
    assert "**0 leads**" in texts(at)
    assert "no longer matches the filters" in texts(at)
    at.button("list_refresh").click().run()
    assert names(at) == []


def test_undo_takes_the_move_back_and_keeps_its_trace(room: Room, ann: int) -> None:
    at = choose_status(room.page("inbox"), ann, "qualified")
    at.button("undo").click().run()
    assert room.lead(ann).lead.status == "new"
    assert [move.to_status for move in room.lead(ann).moves] == ["new", "qualified", "new"]
    assert not [button for button in at.button if button.key == "undo"]


def test_undo_leaves_a_later_change_of_someone_else_alone(room: Room, ann: int) -> None:
    at = choose_status(room.page("inbox"), ann, "contacted")
    room.someone_else_moves(ann, "qualified")
    at.button("undo").click().run()
    assert room.lead(ann).lead.status == "qualified"
    assert any("left alone" in toast.value for toast in at.toast)


def test_lost_asks_for_its_reason_first(room: Room, ann: int) -> None:
    at = choose_status(room.page("inbox"), ann, "lost")
    assert room.lead(ann).lead.status == "new"
    at.text_input("lost_reason_text").set_value("Too expensive")
    submit(at, "Mark as lost", ll_asked=Wish(((ann, 1),), "lost", "Ann Lee"))
    assert (room.lead(ann).lead.status, room.lead(ann).lead.status_reason) == ("lost", "Too expensive")


def test_lost_without_a_reason_changes_nothing(room: Room, ann: int) -> None:
    at = choose_status(room.page("inbox"), ann, "lost")
    at.text_input("lost_reason_text").set_value("   ")
    submit(at, "Mark as lost", ll_asked=Wish(((ann, 1),), "lost", "Ann Lee"))
    assert room.lead(ann).lead.status == "new"
    assert "Say why it was lost" in texts(at)


def test_reasons_used_before_are_offered(room: Room, ann: int) -> None:
    room.add(name="Bob", email="bob@x.example", status="lost", status_reason="No budget")
    at = choose_status(room.page("inbox"), ann, "lost")
    assert next(pills for pills in at.get("pills") if pills.label == "Said before").options == ["No budget"]


def test_a_stale_edit_is_a_conflict_that_says_what_changed(room: Room, ann: int) -> None:
    at = room.page("inbox")
    room.someone_else_moves(ann, "qualified")
    choose_status(at, ann, "contacted")
    assert room.lead(ann).lead.status == "qualified"
    said = texts(at)
    assert "Nothing of theirs was overwritten." in said
    assert "<s>New</s>" in said
    assert "<b>Qualified</b>" in said
    assert at.selectbox(f"status_{ann}").value == "qualified"


def test_after_a_conflict_one_may_decide_again(room: Room, ann: int) -> None:
    at = room.page("inbox")
    room.someone_else_moves(ann, "qualified")
    choose_status(at, ann, "contacted")
    clash = Clash(Wish(((ann, 1),), "contacted"), (Change(ann, "Ann Lee", room.lead(ann).lead.version, ()),))
    submit(at, "Set to Contacted anyway", ll_conflict=clash)
    assert room.lead(ann).lead.status == "contacted"


def test_a_status_changed_in_the_table_is_of_the_lead_that_stood_there(room: Room, ann: int) -> None:
    bob = room.add(name="Bob", email="bob@x.example")
    drawn = ((ann, 1, "Ann Lee"), (bob, 1, "Bob"))

    def save(drawn: tuple[tuple[int, int, str], ...]) -> None:
        from leadlight.ui import lead_table, state

        state.stand(lead_table.GRID, "grid")
        state.put("grid", {"edited_rows": {1: {"Status": "Contacted"}}})
        lead_table.save("grid", drawn)

    AppTest.from_function(save, args=(drawn,)).run()
    assert room.lead(bob).lead.status == "contacted"
    assert room.lead(ann).lead.status == "new"


def test_a_table_edit_that_is_stale_or_asks_first_leaves_the_grid_anew(room: Room, ann: int) -> None:
    room.someone_else_moves(ann, "qualified")

    def save(drawn: tuple[tuple[int, int, str], ...], to: str) -> None:
        from leadlight.ui import lead_table, state

        state.stand(lead_table.GRID, "grid")
        state.put("grid", {"edited_rows": {0: {"Status": to}}})
        lead_table.save("grid", drawn)

    for to in ("Contacted", "Lost"):
        at = AppTest.from_function(save, args=(((ann, 1, "Ann Lee"),), to)).run()
        assert at.session_state["ll_grid"] == 1
        assert room.lead(ann).lead.status == "qualified"


def test_all_leads_of_a_page_are_moved_at_once_and_back(room: Room, ann: int) -> None:
    bob = room.add(name="Bob", email="bob@x.example")
    at = room.page("inbox")
    at.checkbox("choose_page").check().run()
    assert "2 chosen" in texts(at)
    at.get("menu_button")[0].set_value("contacted").run()
    assert {room.lead(ann).lead.status, room.lead(bob).lead.status} == {"contacted"}
    at.button("undo").click().run()
    assert {room.lead(ann).lead.status, room.lead(bob).lead.status} == {"new"}


def test_a_bulk_change_leaves_the_stale_ones_and_names_them(room: Room, ann: int) -> None:
    bob = room.add(name="Bob", email="bob@x.example")
    at = room.page("inbox")
    at.checkbox("choose_page").check().run()
    room.someone_else_moves(bob, "qualified")
    at.get("menu_button")[0].set_value("contacted").run()
    assert (room.lead(ann).lead.status, room.lead(bob).lead.status) == ("contacted", "qualified")
    assert "Bob" in texts(at)
    assert "Nothing of theirs was overwritten." in texts(at)


def test_new_leads_wait_behind_a_button(room: Room, ann: int) -> None:
    at = room.page("inbox")
    room.add(name="Bob", email="bob@x.example")
    at.run()
    assert names(at) == ["Ann Lee"]
    button = at.button("list_refresh")
    assert button.label == "1 new"
    button.click().run()
    assert len(names(at)) == 2


def test_a_lead_added_by_hand_is_in_the_list(room: Room) -> None:
    at = room.page("inbox")
    at.button("new_lead").click().run()
    at.text_input("new_name").set_value("Cleo")
    at.text_input("new_email").set_value("cleo@Example.com")
    submit(at, "Add lead", ll_dialog="new")
    assert names(at) == ["Cleo"]
    assert "cleo@example.com" in texts(at)


def test_a_wrong_address_is_refused_at_its_field(room: Room) -> None:
    at = room.page("inbox")
    at.button("new_lead").click().run()
    at.text_input("new_email").set_value("not an address")
    submit(at, "Add lead", ll_dialog="new")
    assert len(at.error) == 1
    assert names(at.run()) == []


def test_a_duplicate_is_told_and_not_written(room: Room, ann: int) -> None:
    at = room.page("inbox")
    at.button("new_lead").click().run()
    at.text_input("new_name").set_value("Annie")
    at.text_input("new_email").set_value("ANN@lee.example")
    submit(at, "Add lead", ll_dialog="new")
    assert "already a lead" in texts(at)
    assert room.lead(ann).lead.name == "Ann Lee"


def test_the_file_has_the_filters_and_days_of_the_list(room: Room, ann: int) -> None:
    at = room.page("inbox", q="ann", has_email="yes", channel="widget")
    links = [link.proto.url for link in at.get("link_button") if "leads." in link.proto.url]
    assert links[0] == ("api/v1/bots/Estate/leads.csv?channel=widget&has_email=yes&q=ann&from=2026-10-22&to=2026-11-20")
    assert links[1].startswith("api/v1/bots/Estate/leads.parquet?")


def test_the_file_of_an_open_range_holds_the_days_of_the_list(room: Room, ann: int) -> None:
    at = room.page("inbox", **{"bot": "Estate", "from": "2026-11-01"})
    assert "**1 lead**" in texts(at)
    links = [button.proto.url for button in at.get("link_button") if "leads.csv" in button.proto.url]
    assert links == ["api/v1/bots/Estate/leads.csv?from=2026-11-01&to=2026-11-20"]
    assert set(at.query_params) == {"bot", "from"}


def test_without_the_right_nothing_is_shown_nor_written(room: Room, ann: int, monkeypatch: pytest.MonkeyPatch) -> None:
    at = room.page("inbox")
    monkeypatch.setattr(page, "OWNER", replace(OWNER, rights=OWNER.rights - {WRITE}))
    choose_status(at, ann, "contacted")
    assert room.lead(ann).lead.status == "new"
    monkeypatch.setattr(page, "OWNER", replace(OWNER, rights=frozenset()))
    assert "Ann Lee" not in texts(room.page("inbox"))


def test_a_visitors_words_are_shown_and_never_run(room: Room) -> None:
    hostile = "<script>alert(1)</script> ![](http://x/t.png) [a](javascript:alert(1)) =1+1 \u202eRTL 🎈"
    room.add(name=hostile, email="h@x.example", company=hostile, channel=hostile)
    for shown in ("cards", "table"):
        at = room.page("inbox", view=shown)
        assert not at.exception
        assert "<script>" not in texts(at)
        assert "](" not in " ".join(str(box.label) for box in [*at.selectbox, *at.checkbox])
