"""Two leads that are not the same person: said once, it holds both ways, through a merge and back, until taken back."""

from __future__ import annotations

import threading

import pytest

from leadlight.actions.edit_lead import delete_lead
from leadlight.actions.merge_leads import merge_leads
from leadlight.actions.read_lead_page import LeadPage, read_lead_page
from leadlight.actions.tell_apart import take_for_alike, tell_apart
from leadlight.actions.undo_merge import undo_merge
from leadlight.bootstrap import House
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.errors import LeadlightError, NotFoundError, RefusedError
from tests.actions.rooms import DAY, a_bot, an_import, view
from tests.actions.test_at_once import at_once

PHONE = "+34600123456"


def three(house: House) -> tuple[int, int, int]:
    """Three people of one household, at one phone."""
    names = ("Ann", "Bob", "Cy")
    rows = [LeadRow(at, name, DAY, name=name, phone=PHONE) for at, name in enumerate(names)]
    first, second, third = (each.lead_id for each in an_import(house, a_bot(house), rows))
    return first, second, third


def say(house: House, one: int, other: int) -> bool:
    with house.work(OWNER) as work:
        told = tell_apart(work, one, other)
        work.commit()
    return told


def take_back(house: House, one: int, other: int) -> bool:
    with house.work(OWNER) as work:
        told = take_for_alike(work, one, other)
        work.commit()
    return told


def page(house: House, lead: int) -> LeadPage:
    return read_lead_page(house.engine, OWNER, lead)


def offered(house: House, lead: int) -> list[int]:
    return [each.lead.id for each in page(house, lead).alike]


def told(house: House, lead: int) -> list[tuple[int, str]]:
    return [(each.lead.id, each.actor) for each in page(house, lead).apart]


def test_who_was_told_apart_is_offered_neither_way_until_it_is_taken_back(house: House) -> None:
    ann, bob, cy = three(house)
    assert say(house, bob, ann)
    assert (offered(house, ann), offered(house, bob), offered(house, cy)) == ([cy], [cy], [ann, bob])
    assert told(house, ann) == [(bob, OWNER.actor)]
    assert told(house, bob) == [(ann, OWNER.actor)]
    assert take_back(house, ann, bob)
    assert (offered(house, ann), told(house, bob)) == ([bob, cy], [])


def test_both_trails_tell_it_once_however_often_it_is_said(house: House) -> None:
    ann, bob, _ = three(house)
    assert [say(house, ann, bob), say(house, bob, ann), take_back(house, bob, ann), take_back(house, ann, bob)] == [
        True, False, True, False,
    ]  # fmt: skip
    for lead in (ann, bob):
        said = [each.verb for each in page(house, lead).trail if each.verb in ("told apart", "took for alike")]
        assert sorted(said) == ["told apart", "took for alike"]


def test_a_merge_takes_it_over_and_its_undo_gives_it_back(house: House) -> None:
    ann, bob, cy = three(house)
    say(house, bob, cy)
    say(house, ann, bob)
    with house.work(OWNER) as work:
        merge_leads(work, (ann, view(house, ann).lead.version), (bob, view(house, bob).lead.version))
        work.commit()
    assert [each for each, _ in told(house, ann)] == [cy]
    assert [each for each, _ in told(house, cy)] == [ann]
    with house.work(OWNER) as work:
        undo_merge(work, page(house, ann).merges[0].id, view(house, ann).lead.version)
        work.commit()
    assert [each for each, _ in told(house, ann)] == [bob]
    assert [each for each, _ in told(house, cy)] == [bob]
    assert [each for each, _ in told(house, bob)] == [cy, ann]


def test_a_merge_is_undone_though_the_other_is_gone_since(house: House) -> None:
    ann, bob, cy = three(house)
    say(house, bob, cy)
    with house.work(OWNER) as work:
        merge_leads(work, (ann, view(house, ann).lead.version), (bob, view(house, bob).lead.version))
        delete_lead(work, cy, view(house, cy).lead.version)
        work.commit()
    with house.work(OWNER) as work:
        undo_merge(work, page(house, ann).merges[0].id, view(house, ann).lead.version)
        work.commit()
    assert told(house, bob) == []


def test_said_by_many_at_once_it_is_said_once(house: House) -> None:
    ann, bob, _ = three(house)
    said = at_once(8, lambda number: say(house, *((ann, bob) if number % 2 else (bob, ann))))
    assert sorted(map(str, said)) == ["False"] * 7 + ["True"]
    assert told(house, ann) == [(bob, OWNER.actor)]


def test_said_while_one_is_merged_away_it_holds_or_is_told_to_be_too_late(house: House) -> None:
    ann, bob, cy = three(house)
    version = {each: view(house, each).lead.version for each in (ann, bob)}
    waits = threading.Thread(target=lambda: done.append(at_once(1, lambda _: say(house, bob, cy))[0]))
    done: list[bool | LeadlightError] = []
    with house.work(OWNER) as work:
        merge_leads(work, (ann, version[ann]), (bob, version[bob]))
        waits.start()
        waits.join(0.3)  # it finds Bob where the merge is not yet to be seen, and waits for its turn
        work.commit()
    waits.join()
    assert isinstance(done[0], NotFoundError)
    assert told(house, cy) == []


def test_a_lead_and_itself_or_one_of_another_bot_is_refused(house: House) -> None:
    ann, *_ = three(house)
    stranger = an_import(house, a_bot(house, "Other"), [LeadRow(1, "A", DAY, phone=PHONE)])[0].lead_id
    with pytest.raises(RefusedError):
        say(house, ann, ann)
    with pytest.raises(NotFoundError):
        say(house, ann, stranger)
    assert told(house, stranger) == []
