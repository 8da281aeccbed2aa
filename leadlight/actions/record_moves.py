"""Append stage history that comes as rows of its own to leads already there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leadlight.actions.capture import Capture
from leadlight.actions.matching import KEYS
from leadlight.actions.stages import Step, chain, earlier_capture, settle, supersedes
from leadlight.domain.rows import MoveRow, Rejection
from leadlight.domain.scope import IMPORT
from leadlight.record import import_journal, leads, moves
from leadlight.record.unit_of_work import UnitOfWork


def record_moves(work: UnitOfWork, capture: Capture, rows: Sequence[MoveRow]) -> list[str | Rejection]:
    """Append each move to its lead. Returns `created` or `unchanged` for each row, or why it was rejected."""
    work.scope.require(IMPORT)
    work.scope.require_bot(capture.bot.id)
    if not capture.dry_run:
        work.hold(capture.bot.id)
    column = KEYS[capture.key]
    found = _leads_by(work, capture, column, rows)
    history = capture.ground.moves_of(work.connection, [lead["id"] for lead in found.values()])
    have = {(m.lead_id, m.to_status, m.at) for each in history.values() for m in each}
    results: list[str | Rejection] = []
    new: dict[int, list[Step]] = {}
    for row in rows:
        lead = found.get(_mark(column, row.external_id))
        if lead is None:
            reason = f"there is no lead with {capture.key} {row.external_id!r} in bot {capture.bot.name}"
            results.append(Rejection(row.line, reason, row.cells))
        elif (lead["id"], row.to, row.at) in have:
            results.append("unchanged")
        else:
            have.add((lead["id"], row.to, row.at))
            step = Step(row.to, row.at, row.precision, row.reason, row.actor or capture.actor)
            new.setdefault(lead["id"], []).append(step)
            if capture.examples is not None:
                capture.examples.move(row.line, lead, row.to, row.at, row.precision)
            results.append("created")
    _write(work, capture, {lead["id"]: lead for lead in found.values()}, new)
    return results


def _leads_by(work: UnitOfWork, capture: Capture, column: str, rows: Sequence[MoveRow]) -> dict[str, dict[str, Any]]:
    marks = [_mark(column, row.external_id) for row in rows]
    known = capture.ground.leads(work.connection, capture.bot.id, column, marks)
    return {lead[column]: lead for lead in reversed(known)}  # the oldest of several wins


def _mark(column: str, value: str) -> str:
    return value.lower() if column == "email_key" else value


def _write(
    work: UnitOfWork, capture: Capture, known: Mapping[int, dict[str, Any]], new: Mapping[int, list[Step]]
) -> None:
    rows: list[dict[str, Any]] = []
    settled: list[dict[str, Any]] = []
    for lead_id, steps in new.items():
        lead, stood = known[lead_id], known[lead_id]["status"]
        for step in chain(steps):
            rows.append(step.row(lead_id, stood, work.now, capture.batch_id))
            stood = step.to
        values = settle(chain(steps)) if supersedes(chain(steps)[-1], lead) else {}
        stands = {name: lead[name] for name in ("status", "status_at", "status_precision", "status_reason")}
        stands |= {name: lead[name] for name in ("captured_at", "captured_precision")} | earlier_capture(lead, steps)
        settled.append({"id": lead_id, "version": lead["version"] + 1, "updated_at": work.now} | stands | values)
        if values and not capture.dry_run:
            changed = {"status": (lead["status"], values["status"])}
            work.note("moved", "lead", lead_id, bot_id=capture.bot.id, changed=changed, batch_id=capture.batch_id)
    if capture.dry_run:
        capture.ground.keep_leads([known[row["id"]] | row for row in settled], rows)
        return
    if capture.batch_id:
        before = {lead_id: known[lead_id] for lead_id in new}
        import_journal.remember_leads(work.connection, capture.batch_id, before, ())
    moves.append_moves(work.connection, rows)
    leads.update_leads(work.connection, settled)
    work.touch("lead", *new)
