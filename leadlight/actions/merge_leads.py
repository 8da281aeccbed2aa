"""Make one lead of two that are the same person: nothing of either is lost, and it can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from leadlight.actions.announce import announce
from leadlight.actions.move_lead import held_lead
from leadlight.actions.statement import difference
from leadlight.domain.lead import Lead
from leadlight.domain.merge import STATUS, Line, Side, joined, lines, overruled
from leadlight.domain.scope import WRITE
from leadlight.errors import ConflictError, NotFoundError, RefusedError
from leadlight.record import apart, leads, merges, moves
from leadlight.record.import_journal import frozen
from leadlight.record.tables import lead as lead_table
from leadlight.record.tables import lead_apart
from leadlight.record.unit_of_work import UnitOfWork

Row = Mapping[str, Any]


def merge_leads(
    work: UnitOfWork, kept: tuple[int, int], gone: tuple[int, int], takes: Mapping[str, Side] | None = None
) -> Lead:
    """Make the lead `gone` part of the lead `kept` (each an id and the version that was seen).

    `takes` says per field of `domain.merge.lines` whose value stays, where it is not the default. Moves, notes,
    overrides of the score, value history and conversations go over; an import that names the lead that is gone finds
    the one that stays. Raises RefusedError for a field there is none of, ConflictError when either is stale.
    """
    work.scope.require(WRITE)
    survivor, other = _both(work, kept, gone)
    wanted = _wanted(lines(survivor, other), takes or {})
    before, theirs = (whole_row(work, each) for each in (survivor, other))
    columns = joined(before, theirs, wanted)
    changed = difference(dict(before), dict(before) | columns)
    activity = work.note("merged", "lead", survivor.id, bot_id=survivor.bot_id, changed=changed)
    work.note("merged away", "lead", other.id, bot_id=other.bot_id)
    appended = _overrule(work, survivor, other, wanted[STATUS])
    kept_of_imports = merges.imported(work.connection, other.id)
    handed = merges.hand_over(work.connection, other.id, survivor.id)
    not_them = apart.rows_of(work.connection, other.id)
    told = apart.add(work.connection, survivor.id, apart.others_of(not_them, other.id), work.scope.actor, work.now)
    leads.delete_lead(work.connection, other.id)
    if not leads.update_lead(work.connection, survivor.id, survivor.version, updated_at=work.now, **columns):
        raise ConflictError("this lead was changed at this very moment: look again, then decide")
    merges.add(
        work.connection,
        **_names(other, theirs),
        lead_id=survivor.id,
        into_id=survivor.id,
        conversation_id=_left_over(survivor, other, columns),
        actor=work.scope.actor,
        at=work.now,
        before={
            "kept": frozen(lead_table, before),
            "merged": frozen(lead_table, dict(before) | columns),
            "gone": frozen(lead_table, theirs),
            "handed": handed,
            "appended": appended,
            "imported": kept_of_imports,
            "activity": activity,
            "apart": {"gone": [frozen(lead_apart, row) for row in not_them], "told": told},
        },
    )
    _tell(work, survivor, other)
    return leads.get_lead(work.connection, work.scope, survivor.id)


def _both(work: UnitOfWork, kept: tuple[int, int], gone: tuple[int, int]) -> tuple[Lead, Lead]:
    if kept[0] == gone[0]:
        raise RefusedError("a lead cannot be merged with itself", "lead")
    survivor, other = held_lead(work, *kept), held_lead(work, *gone)
    if survivor.bot_id != other.bot_id:
        raise NotFoundError("no such lead")
    return survivor, other


def _wanted(found: tuple[Line, ...], takes: Mapping[str, Side]) -> dict[str, Side]:
    """What each field takes: as was said, else the default; a side without a value is nobody's choice."""
    known = {line.field: line for line in found}
    for field in takes:
        if field not in known:
            raise RefusedError(f"neither lead has {field!r}: there is nothing to choose", field)
    return {field: takes.get(field, line.takes) if line.is_open else line.takes for field, line in known.items()}


def whole_row(work: UnitOfWork, lead: Lead) -> dict[str, Any]:
    """The lead's row with all its columns, and what the last import stated of it as `stated`."""
    return leads.with_values(work.connection, lead.bot_id, "id", [lead.id])[0]


def _overrule(work: UnitOfWork, survivor: Lead, other: Lead, takes: Side) -> list[int]:
    """Void later moves of the lead whose status is not taken, so that the joined history ends in the one that is."""
    known = moves.moves_of(work.connection, [survivor.id, other.id])
    void = overruled(known.get(survivor.id, []), known.get(other.id, []), takes)
    to = (survivor if takes == "kept" else other).status
    last = merges.last_move(work.connection)
    written = {"actor": work.scope.actor, "at": work.now, "at_precision": "instant", "recorded_at": work.now}
    rows = [
        {"lead_id": survivor.id, "from_status": move.to_status, "to_status": to, "reason": None, "voids_id": move.id}
        | written
        for move in void
    ]
    moves.append_moves(work.connection, rows)
    return merges.moves_above(work.connection, survivor.id, last)


def _names(other: Lead, row: Row) -> dict[str, Any]:
    names = ("external_id", "email_key", "phone", "conversation_external_id", "stated")
    return {"bot_id": other.bot_id, "gone_id": other.id} | {name: row[name] for name in names}


def _left_over(survivor: Lead, other: Lead, columns: Row) -> int | None:
    """The conversation of the two that the score does not come from; None where there is but one."""
    stays = columns.get("conversation_id", survivor.conversation_id)
    rest = {survivor.conversation_id, other.conversation_id} - {stays, None}
    return rest.pop() if rest else None


def _tell(work: UnitOfWork, survivor: Lead, other: Lead) -> None:
    work.touch("lead", survivor.id, other.id)
    talks = (survivor.conversation_id, other.conversation_id)
    work.touch("conversation", *(talk for talk in talks if talk is not None))
    announce(work, "updated", asdict(leads.get_lead(work.connection, work.scope, survivor.id)))
    announce(work, "deleted", {"id": other.id, "bot_id": other.bot_id})
