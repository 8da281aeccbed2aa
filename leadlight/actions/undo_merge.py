"""Take a merge back: both leads stand as they stood, and what was done since stays with the one that was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from leadlight.actions.announce import announce
from leadlight.actions.merge_leads import whole_row
from leadlight.actions.move_lead import held_lead
from leadlight.domain.lead import Lead
from leadlight.domain.merge import Merge, taken_back
from leadlight.domain.scope import WRITE
from leadlight.errors import ConflictError, RefusedError
from leadlight.record import apart, import_undo, leads, merges
from leadlight.record.import_journal import thawed
from leadlight.record.tables import lead as lead_table
from leadlight.record.tables import lead_apart
from leadlight.record.unit_of_work import UnitOfWork

_OWN = ("id", "bot_id", "version", "updated_at")
"""What an undo does not put back: a version never comes again."""


def undo_merge(work: UnitOfWork, merge_id: int, version: int) -> tuple[Lead, Lead]:
    """Undo a merge into the lead that has this version; returns the lead that was kept and the one that is back.

    A field that was changed since keeps the change. Raises RefusedError where the lead it was merged into has become
    part of another since (undo that first), or its external id is another lead's by now; ConflictError when stale.
    """
    work.scope.require(WRITE)
    merge, before = merges.get(work.connection, work.scope, merge_id)
    if merge.lead_id != merge.into_id:
        raise RefusedError("the lead it was merged into has become part of another since: undo that merge first")
    now = held_lead(work, merge.lead_id, version)
    merge, before = merges.get(work.connection, work.scope, merge_id)  # as it stands now that nobody else may undo it
    _put_back_kept(work, now, before)
    merges.take_out_moves(work.connection, before["appended"])
    gone = _put_back_gone(work, merge, before["gone"])
    merges.hand_back(work.connection, before["handed"], gone["id"])
    merges.let_stand_alone(work.connection, now.id, before["handed"]["moves"])
    merges.put_back_imported(work.connection, before["imported"])
    _put_back_apart(work, now.id, before.get("apart", {}))
    merges.forget_values(work.connection, before["activity"])
    merges.drop(work.connection, merge.id)
    _move_marks_on(work, now.version, before)
    return _tell(work, merge, now, gone)


def _put_back_kept(work: UnitOfWork, now: Lead, before: dict[str, Any]) -> None:
    stood, merged = (thawed(lead_table, before[name]) for name in ("kept", "merged"))
    columns = taken_back(stood, merged, whole_row(work, now))
    columns = {name: value for name, value in columns.items() if name not in _OWN}
    if not leads.update_lead(work.connection, now.id, now.version, updated_at=work.now, **columns):
        raise ConflictError("this lead was changed at this very moment: look again, then decide")


def _put_back_gone(work: UnitOfWork, merge: Merge, frozen: dict[str, Any]) -> dict[str, Any]:
    row = thawed(lead_table, frozen)
    row |= {"version": row["version"] + 1, "updated_at": work.now}
    key = row["external_id"]
    if key is not None and import_undo.taken_keys(work.connection, merge.bot_id, {key: row["id"]}):
        raise RefusedError(f"the external id {key!r} belongs to another lead now", "external_id")
    leads.insert_leads(work.connection, [row])
    return row


def _put_back_apart(work: UnitOfWork, kept: int, told: Mapping[str, list[Any]]) -> None:
    """Who is not whom is said again of the one that is back; merges made before 0004 kept nothing of it."""
    apart.drop(work.connection, kept, told.get("told", []))
    apart.put(work.connection, [thawed(lead_apart, row) for row in told.get("gone", [])])


def _move_marks_on(work: UnitOfWork, version: int, before: dict[str, Any]) -> None:
    """Tell the imports that both stand as they left them, so that these can still be undone."""
    kept, merged, gone = before["kept"], before["merged"], before["gone"]
    versions = [(gone["id"], gone["version"], gone["version"] + 1, gone["batch_id"])]
    if version == merged["version"] + 1:  # nobody has changed it since
        versions.append((kept["id"], kept["version"], version + 1, kept["batch_id"]))
    import_undo.move_marks_on(work.connection, 0, versions)


def _tell(work: UnitOfWork, merge: Merge, now: Lead, gone: dict[str, Any]) -> tuple[Lead, Lead]:
    kept, back = (leads.get_lead(work.connection, work.scope, each) for each in (now.id, gone["id"]))
    for each in (kept, back):
        work.note("unmerged", "lead", each.id, bot_id=each.bot_id)
    work.touch("lead", kept.id, back.id)
    talks = (merge.conversation_id, now.conversation_id, kept.conversation_id, back.conversation_id)
    work.touch("conversation", *(talk for talk in talks if talk is not None))
    announce(work, "updated", asdict(kept))
    announce(work, "created", asdict(back))
    return kept, back
