"""Say that two leads which look alike are not the same person, or take that back."""

from __future__ import annotations

from leadlight.domain.lead import Lead
from leadlight.domain.scope import WRITE
from leadlight.errors import NotFoundError, RefusedError
from leadlight.record import apart, leads
from leadlight.record.unit_of_work import UnitOfWork


def tell_apart(work: UnitOfWork, lead_id: int, other_id: int) -> bool:
    """Neither is offered as a duplicate of the other again; False where that was said already.

    It changes nothing of either lead, so it needs no version. Raises NotFoundError where the scope has not both in one
    bot, RefusedError for a lead and itself.
    """
    both = _both(work, lead_id, other_id)
    if not apart.add(work.connection, lead_id, [other_id], work.scope.actor, work.now):
        return False
    _note(work, "told apart", both)
    return True


def take_for_alike(work: UnitOfWork, lead_id: int, other_id: int) -> bool:
    """Take it back: they may be the same person after all. False where it had not been said."""
    both = _both(work, lead_id, other_id)
    if not apart.drop(work.connection, lead_id, [other_id]):
        return False
    _note(work, "took for alike", both)
    return True


def _both(work: UnitOfWork, lead_id: int, other_id: int) -> tuple[Lead, Lead]:
    work.scope.require(WRITE)
    if lead_id == other_id:
        raise RefusedError("a lead is the same person as itself", "lead")
    work.hold(*{leads.get_lead(work.connection, work.scope, each).bot_id for each in (lead_id, other_id)})
    # Read again: one may have been merged away or deleted while this work waited for its turn.
    one, other = (leads.get_lead(work.connection, work.scope, each) for each in (lead_id, other_id))
    if one.bot_id != other.bot_id:
        raise NotFoundError("no such lead")
    return one, other


def _note(work: UnitOfWork, verb: str, both: tuple[Lead, Lead]) -> None:
    for lead in both:
        work.note(verb, "lead", lead.id, bot_id=lead.bot_id)
