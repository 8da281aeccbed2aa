"""Moving leads: by version, with a reason when lost, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from leadlight.actions.edit_lead import delete_lead, edit_lead
from leadlight.actions.move_lead import move_lead, move_leads, undo_move
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.lead import Lead, standing
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.errors import ConflictError, NotFoundError, RefusedError
from tests.actions.rooms import DAY, a_bot, an_import, view


@pytest.fixture
def lead(house: House) -> Iterator[Lead]:
    an_import(house, a_bot(house), [LeadRow(1, "A", DAY, name="Ann", email="ann@x.example")])
    return view(house, 1).lead


def move(house: House, version: int, to: str, reason: str | None = None) -> Lead:
    with house.work(OWNER) as work:
        moved = move_lead(work, 1, version, to, reason)
        work.commit()
    return moved


def test_lost_lead_keeps_its_reason(house: House, lead: Lead) -> None:
    moved = move(house, lead.version, "lost", "Too dear")
    assert (moved.status, moved.status_reason, view(house, 1).moves[-1].reason) == ("lost", "Too dear", "Too dear")


def test_loss_without_reason_is_refused_and_changes_nothing(house: House, lead: Lead) -> None:
    with pytest.raises(RefusedError) as refused:
        move(house, lead.version, "lost", "  ")
    assert refused.value.field == "reason"
    assert view(house, 1).lead == lead


def test_unknown_status_is_refused(house: House, lead: Lead) -> None:
    with pytest.raises(RefusedError):
        move(house, lead.version, "won")


def test_stale_version_is_a_conflict_that_tells_what_stands(house: House, lead: Lead) -> None:
    move(house, lead.version, "contacted")
    with pytest.raises(ConflictError) as conflict:
        move(house, lead.version, "lost", "No")
    assert conflict.value.changed["status"] == (None, "contacted")
    assert view(house, 1).lead.status == "contacted"


def test_undo_voids_the_last_move_and_keeps_both(house: House, lead: Lead) -> None:
    moved = move(house, lead.version, "converted")
    with house.work(OWNER) as work:
        back = undo_move(work, 1, moved.version)
        work.commit()
    seen = view(house, 1)
    assert (back.status, back.status_at) == ("new", DAY)
    assert len(seen.moves) == 3
    assert [each.to_status for each in standing(seen.moves)] == ["new"]


def test_undo_of_a_loss_brings_back_the_stage_before(house: House, lead: Lead) -> None:
    first = move(house, lead.version, "qualified")
    second = move(house, first.version, "lost", "No")
    with house.work(OWNER) as work:
        back = undo_move(work, 1, second.version)
        work.commit()
    assert (back.status, back.status_reason) == ("qualified", None)


def test_a_move_by_a_clock_that_is_behind_still_comes_last(house: House, lead: Lead, clock: FixedClock) -> None:
    first = move(house, lead.version, "contacted")
    clock.instant -= timedelta(seconds=5)
    second = move(house, first.version, "qualified")
    assert [each.to_status for each in standing(tuple(view(house, 1).moves))][-2:] == ["contacted", "qualified"]
    assert second.status_at == first.status_at
    with house.work(OWNER) as work:
        undone = undo_move(work, 1, second.version)
        work.commit()
    assert undone.status == "contacted"


def test_nothing_to_undo_is_said(house: House, lead: Lead) -> None:
    with house.work(OWNER) as work, pytest.raises(RefusedError):
        undo_move(work, 1, lead.version)


def test_bulk_move_names_the_stale_and_moves_the_rest(house: House, lead: Lead) -> None:
    bot = view(house, 1).bot
    an_import(house, bot, [LeadRow(1, "B", DAY), LeadRow(2, "C", DAY)])
    with house.work(OWNER) as work:
        result = move_leads(work, [(1, 1), (2, 9), (3, 1)], "contacted")
        work.commit()
    assert (result.moved, result.conflicts) == (2, (2,))
    assert [view(house, each).lead.status for each in (1, 2, 3)] == ["contacted", "new", "contacted"]


def test_edit_refuses_a_wrong_email_by_name(house: House, lead: Lead) -> None:
    with house.work(OWNER) as work, pytest.raises(RefusedError) as refused:
        edit_lead(work, 1, lead.version, {"email": "not an address"})
    assert refused.value.field == "email"


def test_edit_cannot_take_the_last_way_to_reach_a_lead(house: House, lead: Lead) -> None:
    bot = view(house, 1).bot
    an_import(house, bot, [LeadRow(1, None, DAY, email="b@x.example")])
    with house.work(OWNER) as work, pytest.raises(RefusedError):
        edit_lead(work, 2, 1, {"email": None})


def test_edit_cannot_reach_columns_that_are_not_for_editing(house: House, lead: Lead) -> None:
    with house.work(OWNER) as work, pytest.raises(RefusedError):
        edit_lead(work, 1, lead.version, {"bot_id": "2"})


def test_deleted_lead_is_gone_with_its_history(house: House, lead: Lead) -> None:
    with house.work(OWNER) as work:
        edited = edit_lead(work, 1, lead.version, {"name": "Anna", "custom.size": "5"})
        delete_lead(work, 1, edited.version)
        work.commit()
    with pytest.raises(NotFoundError):
        view(house, 1)


def test_undo_works_though_a_stage_is_dated_before_the_capture(house: House, lead: Lead) -> None:
    bot = view(house, 1).bot
    an_import(house, bot, [LeadRow(1, "A", status="qualified", status_at=DAY - timedelta(days=9))])
    moved = view(house, 1).lead
    with house.work(OWNER) as work:
        back = undo_move(work, 1, moved.version)
        work.commit()
    assert (back.status, back.status_at) == ("new", DAY)
