"""Move a lead through its statuses, many at once, or take the last move back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from leadlight.actions.announce import announce
from leadlight.domain import normalise
from leadlight.domain.lead import Lead, standing
from leadlight.domain.scope import WRITE
from leadlight.domain.status import BY_KEY, FIRST, needs_reason
from leadlight.errors import ConflictError, NotFoundError, RefusedError
from leadlight.record import leads, moves
from leadlight.record.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class BulkResult:
    """How many leads moved, and the ids of those that someone else had changed or removed meanwhile.

    `after` pairs each lead that really changed (not: stood there already) with its new version: what Undo needs.
    """

    moved: int
    conflicts: tuple[int, ...]
    after: tuple[tuple[int, int], ...] = ()


def move_lead(work: UnitOfWork, lead_id: int, version: int, to: str, reason: str | None = None) -> Lead:
    """Move one lead; never to before where it stands, though another machine's clock or an import be ahead of ours.

    Raises RefusedError for an unknown status or a loss without reason, ConflictError when stale.
    """
    work.scope.require(WRITE)
    reason = _checked_reason(to, reason)
    before = held_lead(work, lead_id, version)
    if (before.status, before.status_reason) == (to, reason):
        return before
    row = {"lead_id": lead_id, "from_status": before.status, "to_status": to, "reason": reason}
    at = max(work.now, before.status_at)
    moves.append_moves(work.connection, [row | _written(work, at, "instant")])
    return _settle(work, before, "moved", status=to, status_at=at, status_precision="instant", status_reason=reason)


def move_leads(work: UnitOfWork, chosen: Iterable[tuple[int, int]], to: str, reason: str | None = None) -> BulkResult:
    """Move the chosen (id, version) pairs; stale ones are left as they are and named."""
    chosen = list(chosen)
    work.hold(*leads.bots_of(work.connection, (lead_id for lead_id, _ in chosen)))
    conflicts: list[int] = []
    after: list[tuple[int, int]] = []
    moved = 0
    for lead_id, version in chosen:
        try:
            lead = move_lead(work, lead_id, version, to, reason)
            moved += 1
            after += [(lead_id, lead.version)] if lead.version != version else []
        except (ConflictError, NotFoundError):
            conflicts.append(lead_id)
    return BulkResult(moved, tuple(conflicts), tuple(after))


def undo_move(work: UnitOfWork, lead_id: int, version: int) -> Lead:
    """Void the last standing move by appending one back. Raises RefusedError when there is nothing to undo."""
    work.scope.require(WRITE)
    before = held_lead(work, lead_id, version)
    stand = standing(tuple(moves.moves_of(work.connection, [lead_id]).get(lead_id, [])))
    if not stand or stand[-1].from_status is None:
        raise RefusedError("there is no move to undo", "status")
    last = stand[-1]
    back = stand[-2] if len(stand) > 1 else None
    to = back.to_status if back else FIRST.key
    row = {"lead_id": lead_id, "from_status": last.to_status, "to_status": to, "reason": back.reason if back else None}
    at, precision = (back.at, back.at_precision) if back else (before.captured_at, before.captured_precision)
    moves.append_moves(work.connection, [row | _written(work, work.now, "instant") | {"voids_id": last.id}])
    reason = row["reason"]
    return _settle(work, before, "undid", status=to, status_at=at, status_precision=precision, status_reason=reason)


def held_lead(work: UnitOfWork, lead_id: int, version: int) -> Lead:
    """The lead as it stands, its bot held until the work ends. Raises ConflictError when it is not this version."""
    lead = leads.get_lead(work.connection, work.scope, lead_id)
    work.hold(lead.bot_id)
    return _checked_version(leads.get_lead(work.connection, work.scope, lead_id), version)


def _checked_version(lead: Lead, version: int) -> Lead:
    """The lead when it still has this version. Raises ConflictError with what stands now."""
    if lead.version != version:
        now = {"status": (None, lead.status), "owner": (None, lead.owner), "name": (None, lead.name)}
        raise ConflictError(f"{lead.name or 'this lead'} was changed since you opened it: look again, then decide", now)
    return lead


def _checked_reason(to: str, reason: str | None) -> str | None:
    if to not in BY_KEY:
        raise RefusedError(f"there is no status {to!r}: choose one of {', '.join(BY_KEY)}", "status")
    if not needs_reason(to):
        return None
    if not normalise.clean_text(reason or ""):
        raise RefusedError(f"say why it was {BY_KEY[to].label.lower()}", "reason")
    return reason


def _written(work: UnitOfWork, at: datetime, precision: str) -> dict[str, Any]:
    return {"actor": work.scope.actor, "at": at, "at_precision": precision, "recorded_at": work.now, "voids_id": None}


def _settle(work: UnitOfWork, before: Lead, verb: str, **values: Any) -> Lead:
    """Bring the lead's own row in step with its moves, and tell the trail, the followers and the receivers."""
    if not leads.update_lead(work.connection, before.id, before.version, updated_at=work.now, **values):
        raise ConflictError("this lead was changed at this very moment: look again, then decide")
    changed = {"status": (before.status, values["status"])}
    work.note(verb, "lead", before.id, bot_id=before.bot_id, changed=changed)
    work.touch("lead", before.id)
    after = leads.get_lead(work.connection, work.scope, before.id)
    announce(work, "status_changed", asdict(after))
    return after
