"""Set a lead's score by hand: a person knows what was not said, and their reason is an entry of the ledger like any."""

from __future__ import annotations

from dataclasses import asdict

from leadlight.actions.announce import announce
from leadlight.actions.move_lead import held_lead
from leadlight.domain import normalise
from leadlight.domain.lead import Lead
from leadlight.domain.scope import WRITE
from leadlight.domain.temperature import clamp
from leadlight.errors import ConflictError, RefusedError
from leadlight.record import leads, ledger
from leadlight.record.unit_of_work import UnitOfWork

OVERRIDE = "override"
"""The kind of entry that a person writes."""


def override_score(work: UnitOfWork, lead_id: int, version: int, score: int, reason: str) -> Lead:
    """Give the lead this score (0–100) by an entry of as many points as that takes. Nothing is written where it has it.

    The entries before stay as they are: what a conversation adds later adds to what stands then. Raises RefusedError
    without a reason, or for a score there is none of; ConflictError when stale.
    """
    work.scope.require(WRITE)
    if not 0 <= score <= 100:
        raise RefusedError("a score lies between 0 and 100", "score")
    words = normalise.clean_text(reason.strip())
    if words is None:
        raise RefusedError("say why the score is another", "reason")
    before = held_lead(work, lead_id, version)
    entries = ledger.entries_of(work.connection, before.conversation_id, lead_id)
    total, had = sum(entry.points for entry in entries), before.conversation_id is not None or bool(entries)
    stood = clamp([total]) if had else None
    if stood == score:
        return before
    ledger.add_override(
        work.connection, bot_id=before.bot_id, lead_id=lead_id, kind=OVERRIDE, points=score - total, quote=words,
        actor=work.scope.actor, at=work.now,
    )  # fmt: skip
    if not leads.update_lead(work.connection, lead_id, version, updated_at=work.now):
        raise ConflictError("this lead was changed at this very moment: look again, then decide")
    changed = {"score": (None if stood is None else str(stood), str(score))}
    work.note("scored", "lead", lead_id, bot_id=before.bot_id, changed=changed)
    work.touch("lead", lead_id)
    after = leads.get_lead(work.connection, work.scope, lead_id)
    announce(work, "updated", asdict(after))
    return after
