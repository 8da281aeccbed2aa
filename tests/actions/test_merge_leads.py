"""Two leads made one: nothing of either is lost, imports find the one that stays, and undo restores both exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from leadlight.actions.capture import Capture
from leadlight.actions.edit_lead import delete_lead, edit_lead
from leadlight.actions.merge_leads import merge_leads
from leadlight.actions.move_lead import move_lead, undo_move
from leadlight.actions.note_lead import add_note
from leadlight.actions.record_conversations import record_conversations
from leadlight.actions.undo_import import look_at_undo
from leadlight.actions.undo_merge import undo_merge
from leadlight.bootstrap import House
from leadlight.domain.conversation import Message
from leadlight.domain.lead import Lead, standing
from leadlight.domain.merge import Side, lines
from leadlight.domain.rows import ConversationRow, LeadRow
from leadlight.domain.scope import OWNER
from leadlight.errors import ConflictError, NotFoundError, RefusedError
from leadlight.record import merges
from leadlight.record import tables as t
from leadlight.record.engine import reading
from leadlight.warehouse.store import Warehouse
from pipelines.check import check
from pipelines.follow import follow
from tests.actions.rooms import DAY, a_bot, an_import, outcomes, view

ANN = LeadRow(1, "A", DAY, name="Ann Lee", email="ann@lee.example", company="Lee", custom={"team": "12"})
ANNA = LeadRow(
    2, "B", DAY - timedelta(days=3), name="Anna Lee", email="anna@home.example", phone="+34600123456",
    channel="whatsapp", source_page="https://x.example/pricing", custom={"team": "14", "plan": "pro"},
)  # fmt: skip


@pytest.fixture
def two(house: House) -> tuple[int, int]:
    """Ann (1) and Anna (2) of one bot."""
    captured = an_import(house, a_bot(house), [ANN, ANNA])
    return captured[0].lead_id, captured[1].lead_id


def merge(house: House, kept: int, gone: int, **takes: Side) -> Lead:
    versions = [view(house, each).lead.version for each in (kept, gone)]
    with house.work(OWNER) as work:
        lead = merge_leads(work, (kept, versions[0]), (gone, versions[1]), takes)
        work.commit()
    return lead


def unmerge(house: House, kept: int) -> tuple[Lead, Lead]:
    with reading(house.engine) as connection:
        latest = merges.of_lead(connection, kept)[0]
    with house.work(OWNER) as work:
        both = undo_merge(work, latest.id, view(house, kept).lead.version)
        work.commit()
    return both


def move(house: House, lead_id: int, to: str) -> None:
    with house.work(OWNER) as work:
        move_lead(work, lead_id, view(house, lead_id).lead.version, to, "why" if to == "lost" else None)
        work.commit()


def note(house: House, lead_id: int, text: str) -> None:
    with house.work(OWNER) as work:
        add_note(work, lead_id, text)
        work.commit()


def talk(house: House, external_id: str, words: str, visitor: str | None = None) -> None:
    messages = (Message(0, "visitor", words, DAY),)
    with reading(house.engine) as connection:
        bot = view(house, connection.execute(select(t.lead.c.id).limit(1)).scalar_one()).bot
    with house.work(OWNER) as work:
        row = ConversationRow(0, external_id, channel="widget", visitor=visitor, started_at=DAY, messages=messages)
        record_conversations(work, Capture(bot, "test"), [row])
        work.commit()


_PASSING = {"version", "updated_at", "mark"}
"""A version never comes again, and imports' marks name versions."""
_OF_LEADS = (t.lead, t.stage_move, t.lead_note, t.score_entry, t.value_history, t.import_row, t.import_before,
             t.lead_merge, t.conversation, t.message, t.capture_event)  # fmt: skip


def everything(house: House) -> dict[str, list[dict[str, Any]]]:
    """What the record says, apart from who did what when."""
    with reading(house.engine) as connection:
        return {
            table.name: [
                {name: value for name, value in row.items() if name not in _PASSING}
                for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
                if row.get("before") != {}  # an import's note of the version it left, and nothing else
            ]
            for table in _OF_LEADS
        }


def test_what_is_blank_is_filled_and_what_differs_stays(house: House, two: tuple[int, int]) -> None:
    lead = merge(house, *two)
    assert (lead.name, lead.email, lead.phone, lead.company) == ("Ann Lee", "ann@lee.example", "+34600123456", "Lee")
    assert lead.custom == {"team": "12", "plan": "pro"}
    assert (lead.captured_at, lead.source_path) == (ANNA.captured_at, "x.example/pricing")  # captured first
    with pytest.raises(NotFoundError):
        view(house, two[1])


def test_each_field_can_be_chosen(house: House, two: tuple[int, int]) -> None:
    takes: dict[str, Side] = {"name": "gone", "email": "gone", "custom.team": "gone", "source": "kept"}
    lead = merge(house, *two, **takes)
    assert (lead.name, lead.email, lead.custom["team"]) == ("Anna Lee", "anna@home.example", "14")
    assert lead.captured_at == DAY


def test_an_unknown_field_and_oneself_are_refused(house: House, two: tuple[int, int]) -> None:
    with pytest.raises(RefusedError):
        merge(house, *two, website="gone")
    with pytest.raises(RefusedError):
        merge(house, two[0], two[0])


def test_a_stale_version_of_either_is_a_conflict(house: House, two: tuple[int, int]) -> None:
    for versions in ((9, 1), (1, 9)):
        with house.work(OWNER) as work, pytest.raises(ConflictError):
            merge_leads(work, (two[0], versions[0]), (two[1], versions[1]))


def test_another_bots_lead_is_not_found(house: House, two: tuple[int, int]) -> None:
    stranger = an_import(house, a_bot(house, "Other"), [LeadRow(1, "C", DAY, email="c@x.example")])[0].lead_id
    with pytest.raises(NotFoundError):
        merge(house, two[0], stranger)
    mine = replace(OWNER, bots=frozenset({view(house, two[0]).bot.id}))
    with house.work(mine) as work, pytest.raises(NotFoundError):
        merge_leads(work, (two[0], 1), (stranger, 1))


def test_the_joined_history_ends_in_the_status_that_was_chosen(house: House, two: tuple[int, int]) -> None:
    move(house, two[0], "qualified")
    move(house, two[1], "contacted")
    merge(house, *two)
    seen = view(house, two[0])
    stand = standing(seen.moves)
    assert (seen.lead.status, stand[-1].to_status) == ("qualified", "qualified")
    assert {each.to_status for each in seen.moves} == {"new", "qualified", "contacted"}


def test_the_last_move_can_be_taken_back_after_a_merge(house: House, two: tuple[int, int]) -> None:
    move(house, two[1], "contacted")
    lead = merge(house, *two)
    assert lead.status == "contacted"
    with house.work(OWNER) as work:
        assert undo_move(work, lead.id, lead.version).status == "new"
        work.commit()
    unmerge(house, two[0])
    assert view(house, two[1]).lead.status == "contacted"


def test_notes_and_corrections_go_over(house: House, two: tuple[int, int]) -> None:
    note(house, two[1], "Call after nine")
    with house.work(OWNER) as work:
        edit_lead(work, two[1], 1, {"company": "Home"})
        work.commit()
    merge(house, *two)
    kept = everything(house)
    assert [(each["lead_id"], each["text"]) for each in kept["lead_note"]] == [(two[0], "Call after nine")]
    assert {each["lead_id"] for each in kept["value_history"]} == {two[0]}


def test_an_import_that_names_the_merged_lead_finds_the_one_that_stays(house: House, two: tuple[int, int]) -> None:
    merge(house, *two)
    bot = view(house, two[0]).bot
    assert outcomes(an_import(house, bot, [ANN, ANNA])) == ["unchanged", "unchanged"]
    again = an_import(house, bot, [replace(ANNA, owner="Bea")])
    assert [(each.lead_id, each.outcome) for each in again] == [(two[0], "updated")]
    lead = view(house, two[0]).lead
    assert (lead.owner, lead.name, lead.external_id) == ("Bea", "Ann Lee", "A")
    assert outcomes(an_import(house, bot, [ANN, replace(ANNA, owner="Bea")])) == ["unchanged", "unchanged"]


def test_a_capture_by_the_merged_leads_address_finds_the_one_that_stays(house: House, two: tuple[int, int]) -> None:
    merge(house, *two)
    bot = view(house, two[0]).bot
    found = an_import(house, bot, [LeadRow(1, None, DAY, email="Anna@Home.example", city="Madrid")])
    assert found[0].lead_id == two[0]
    assert view(house, two[0]).lead.city == "Madrid"


def test_what_was_done_since_stays_when_a_merge_is_undone(house: House, two: tuple[int, int]) -> None:
    merge(house, *two)
    with house.work(OWNER) as work:
        edit_lead(work, two[0], view(house, two[0]).lead.version, {"city": "Madrid", "custom.plan": "team"})
        work.commit()
    move(house, two[0], "qualified")
    kept, back = unmerge(house, two[0])
    assert (kept.city, kept.custom, kept.status) == ("Madrid", {"team": "12", "plan": "team"}, "qualified")
    assert (back.phone, kept.phone) == ("+34600123456", None)


def test_a_merge_within_a_merge_is_undone_from_the_outside(house: House, two: tuple[int, int]) -> None:
    bot = view(house, two[0]).bot
    third = an_import(house, bot, [LeadRow(1, "C", DAY, name="A. Lee", email="a@lee.example")])[0].lead_id
    before = everything(house)
    merge(house, *two)
    merge(house, third, two[0])
    with reading(house.engine) as connection:
        inner = merges.of_lead(connection, third)[-1]
    with house.work(OWNER) as work, pytest.raises(RefusedError):
        undo_merge(work, inner.id, view(house, third).lead.version)
    unmerge(house, third)
    unmerge(house, two[0])
    assert everything(house) == before


def test_an_import_can_still_be_undone_after_a_merge_was(house: House, two: tuple[int, int]) -> None:
    merge(house, *two)
    assert look_at_undo(house.engine, OWNER, 1).leads_deleted == 0  # who was merged was touched
    unmerge(house, two[0])
    assert look_at_undo(house.engine, OWNER, 1).leads_deleted == 2


def test_deleting_the_lead_that_stayed_deletes_all_of_both(house: House, two: tuple[int, int]) -> None:
    note(house, two[1], "Secret")
    merge(house, *two)
    with house.work(OWNER) as work:
        delete_lead(work, two[0], view(house, two[0]).lead.version)
        work.commit()
    left = everything(house)
    gone = ("lead", "stage_move", "lead_note", "value_history", "lead_merge", "import_row", "import_before")
    assert {name: left[name] for name in gone} == dict.fromkeys(gone, [])


def test_undoing_a_merge_leaves_no_value_of_the_other_lead_behind(house: House, two: tuple[int, int]) -> None:
    merge(house, *two, name="gone")
    unmerge(house, two[0])
    assert everything(house)["value_history"] == []


def test_the_warehouse_follows_a_merge_and_its_undo(house: House, two: tuple[int, int]) -> None:
    talk(house, "c1", "I want a demo tomorrow, ann2@lee.example")
    talk(house, "c2", "What does it cost? bea@lee.example")
    with reading(house.engine) as connection:
        ids = list(connection.execute(select(t.lead.c.id).order_by(t.lead.c.id)).scalars())
    warehouse = Warehouse(house.settings.warehouse_path)
    follow(house.engine, warehouse, house.clock)
    for change in (lambda: merge(house, ids[2], ids[3], conversation="gone"), lambda: merge(house, *two),
                   lambda: unmerge(house, ids[2]), lambda: unmerge(house, two[0])):  # fmt: skip
        change()
        follow(house.engine, warehouse, house.clock)
        with warehouse.read() as cursor:
            assert check(house.engine, cursor) == ()
            talks = cursor.execute("SELECT count(*) FROM conversation WHERE lead_id IS NOT NULL").fetchall()[0][0]
        assert talks == 2  # both conversations still produced a lead
    warehouse.close()


DEEDS = st.lists(
    st.tuples(st.sampled_from(("kept", "gone")), st.sampled_from(("contacted", "qualified", "converted", "lost",
                                                                  "undo", "note", "edit"))),
    max_size=6,
)  # fmt: skip
SIDES = st.dictionaries(
    st.sampled_from(("name", "email", "status", "source", "conversation", "custom.team")),
    st.sampled_from(("kept", "gone")),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, sides=SIDES, swap=st.booleans(), talked=st.booleans())
def test_undo_restores_both_leads_exactly(
    house: House, deeds: list[tuple[str, str]], sides: dict[str, Side], swap: bool, talked: bool
) -> None:
    with reading(house.engine) as connection:
        name = f"Bot {connection.execute(select(func.count()).select_from(t.bot)).scalar_one()}"
    both = [each.lead_id for each in an_import(house, a_bot(house, name), [ANN, ANNA])]
    kept, gone = both[::-1] if swap else both
    if talked:
        bot = view(house, kept).bot
        with house.work(OWNER) as work:
            messages = (Message(0, "visitor", "A demo, please: ann@lee.example", DAY),)
            row = ConversationRow(0, "t1", visitor="v", started_at=DAY, messages=messages)
            record_conversations(work, Capture(bot, "test"), [row])
            work.commit()
    for who, deed in deeds:
        do(house, kept if who == "kept" else gone, deed)
    before = everything(house)
    there = {line.field for line in lines(view(house, kept).lead, view(house, gone).lead)}
    lead = merge(house, kept, gone, **{field: side for field, side in sides.items() if field in there})
    assert standing(view(house, kept).moves)[-1].to_status == lead.status
    unmerge(house, kept)
    assert everything(house) == before


def do(house: House, lead_id: int, deed: str) -> None:
    """One thing that people do; what is not possible just now is left."""
    if deed == "note":
        note(house, lead_id, "A note")
    elif deed == "edit":
        with house.work(OWNER) as work:
            edit_lead(work, lead_id, view(house, lead_id).lead.version, {"city": "Madrid"})
            work.commit()
    elif deed == "undo":
        with house.work(OWNER) as work:
            if standing(view(house, lead_id).moves)[-1].from_status is not None:
                undo_move(work, lead_id, view(house, lead_id).lead.version)
                work.commit()
    else:
        move(house, lead_id, deed)
