"""Note something about a lead, or take a note away."""

from __future__ import annotations

from leadlight.domain import normalise
from leadlight.domain.scope import WRITE
from leadlight.errors import NotFoundError, RefusedError
from leadlight.record import leads, notes
from leadlight.record.unit_of_work import UnitOfWork

LONGEST = 10_000
"""Letters a note may have."""


def add_note(work: UnitOfWork, lead_id: int, text: str) -> int:
    """Add a note; it overwrites nothing, so it needs no version. Raises RefusedError when blank or too long."""
    work.scope.require(WRITE)
    lead = leads.get_lead(work.connection, work.scope, lead_id)
    cleaned = normalise.clean_text(text.strip())
    if cleaned is None:
        raise RefusedError("a note needs some words", "note")
    if len(cleaned) > LONGEST:
        raise RefusedError(f"a note has at most {LONGEST:,} letters, this one has {len(cleaned):,}", "note")
    note_id = notes.add_note(work.connection, lead_id, work.scope.actor, cleaned, work.now)
    work.note("noted", "lead", lead_id, bot_id=lead.bot_id)
    return note_id


def delete_note(work: UnitOfWork, lead_id: int, note_id: int) -> None:
    """Delete a note for good. Raises NotFoundError where the lead has none of this id."""
    work.scope.require(WRITE)
    lead = leads.get_lead(work.connection, work.scope, lead_id)
    if not notes.delete_note(work.connection, lead_id, note_id):
        raise NotFoundError("no such note")
    work.note("took a note away", "lead", lead_id, bot_id=lead.bot_id)
