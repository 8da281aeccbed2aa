"""The one door in: every lead, from whatever source, single or by the thousand, is captured here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leadlight.actions.capture import Capture
from leadlight.actions.import_examples import Examples
from leadlight.actions.lead_batch import Captured, LeadBatch
from leadlight.domain.bot import Bot
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import IMPORT, WRITE
from leadlight.record.unit_of_work import UnitOfWork


def capture_lead(work: UnitOfWork, bot: Bot, row: LeadRow) -> Captured:
    """Capture one lead outside imports: matched, checked and announced like any other."""
    work.scope.require(WRITE)
    return capture_leads(work, Capture(bot, work.scope.actor), [row])[0]


def capture_leads(
    work: UnitOfWork, capture: Capture, rows: Sequence[LeadRow], *, is_read: bool = False
) -> list[Captured]:
    """Capture a batch of clean rows. Returns what became of each, in order.

    `is_read`: the capture's matcher has just read, in this work, whom the rows may be about.

    Raises RefusedError when a row can be told by nothing: neither an external id, nor an e-mail, nor a phone.
    """
    work.scope.require(IMPORT if capture.batch_id else WRITE)
    work.scope.require_bot(capture.bot.id)
    if not capture.dry_run:
        work.hold(capture.bot.id)  # else two captures at once would both find nobody
    if not is_read:
        capture.matcher.forget()  # what the batch before has written since
        capture.matcher.read(work, rows)
    batch = LeadBatch(work, capture, rows)
    results = [batch.take(row) for row in rows]
    batch.write()
    if capture.examples is not None:
        _show(capture.examples, batch, rows, results)
    return results


def _show(examples: Examples, batch: LeadBatch, rows: Sequence[LeadRow], results: Sequence[Captured]) -> None:
    for row, result in zip(rows, results, strict=True):
        if result.outcome == "created":
            examples.lead(row.line, None, batch.created[result.lead_id])
        elif result.outcome == "updated":
            known = batch.updated.get(result.lead_id) or batch.created.get(result.lead_id)
            if known is not None and result.lead_id in batch.before:
                examples.lead(row.line, batch.before[result.lead_id], known)


def tie_waiting_leads(work: UnitOfWork, capture: Capture, talks: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Tie leads that named one of these conversations (by external id) before it came; returns which were awaited."""
    batch = LeadBatch(work, capture, [])
    awaited = set()
    for known in capture.ground.leads(work.connection, capture.bot.id, "conversation_external_id", talks):
        if known["conversation_id"] is None:
            batch.tie(known, talks[known["conversation_external_id"]])
            awaited.add(known["conversation_external_id"])
    batch.write()
    return awaited
