"""Take a whole import back: what it created goes, what it changed is put back, what was touched since stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from leadlight.actions.announce import announce
from leadlight.actions.statement import difference
from leadlight.domain.conversation import Message
from leadlight.domain.imports import Batch, Kept, Undoing
from leadlight.domain.scope import DELETE, IMPORT, READ, Scope
from leadlight.errors import ConflictError, RefusedError
from leadlight.record import conversations, import_undo, imports, live_states
from leadlight.record.bulk import Reading
from leadlight.record.engine import Record, reading
from leadlight.record.import_journal import ONLY_SAID, thawed
from leadlight.record.import_touch import SCORED, last_touch
from leadlight.record.tables import conversation, lead
from leadlight.record.unit_of_work import UnitOfWork

AT_ONCE = 1_000
"""Leads or conversations a transaction; each of them is put back whole or not at all."""
STILL_USED = "a lead that stays came from it"
DEEDS = {
    "undid": "a move was taken back", "moved": "moved", "edited": "edited", "updated": "updated",
    "captured": "captured again", "restored": "put back by another undo", SCORED: "scored by hand",
}  # fmt: skip
"""What was done since, as it is told: "edited by owner"."""
_STAYS = ("id", "bot_id", "version", "updated_at")
"""Columns of a lead that undo does not put back: a version never comes again."""


@dataclass(slots=True)
class Undo:
    """One run of an undo: which of the four steps it is at, below which id it goes on, and what was done so far."""

    batch: Batch
    step: int = 0
    below: int = import_undo.NEWEST
    done: Undoing = field(default_factory=Undoing)


def look_at_undo(record: Record, scope: Scope, batch_id: int) -> Undoing:
    """What undoing the batch would do now. Raises RefusedError where it cannot be undone."""
    scope.require(IMPORT)
    with reading(record) as connection:
        batch = imports.get_batch(connection, scope, batch_id)
        refuse_what_has_no_journal(batch)
        found = import_undo.counts(connection, batch_id, batch.started_at)
    leads, changed, talks, changed_talks = (
        found[name] for name in ("created_leads", "changed_leads", "created_talks", "changed_talks")
    )
    kept = leads[1] + changed[1] + talks[1] + changed_talks[1]
    return Undoing(leads[0], changed[0], talks[0], changed_talks[0], kept)


def refuse_what_has_no_journal(batch: Batch) -> None:
    """Raise RefusedError for a batch of an earlier Leadlight, which did not keep how things stood before."""
    if batch.seen_at is None:
        raise RefusedError(f"{batch.file} was imported by a Leadlight that could not undo yet", "batch")


def begin_undo(work: UnitOfWork, batch_id: int) -> Undo:
    """Say that the batch is being undone. Raises ConflictError while someone is at work on it."""
    work.scope.require(IMPORT)
    work.scope.require(DELETE)
    work.hold(imports.get_batch(work.connection, work.scope, batch_id).bot_id)
    batch = imports.get_batch(work.connection, work.scope, batch_id)  # as it stands now that nobody else may begin
    refuse_what_has_no_journal(batch)
    if batch.is_alive(work.now):
        doing = "undone" if batch.state == "undoing" else "imported"
        raise ConflictError(f"{batch.file} is being {doing} just now: wait for it, or stop it")
    imports.update_batch(work.connection, batch_id, state="undoing", seen_at=work.now, trouble=None)
    work.note("undoing", "import", batch_id, bot_id=batch.bot_id, batch_id=batch_id)
    return Undo(batch)


def undo_some(work: UnitOfWork, undo: Undo, at_once: int = AT_ONCE) -> bool:
    """Undo the next few, whole or not at all. Returns whether there is more to do; at the end the batch is undone.

    Started again it goes on where it was: what was undone is not found any more.
    """
    work.scope.require(IMPORT)
    work.scope.require(DELETE)
    work.scope.require_bot(undo.batch.bot_id)
    work.hold(undo.batch.bot_id)  # a key that is free now must not be taken by a capture meanwhile
    while undo.step < len(_STEPS):
        done = _STEPS[undo.step](work, undo, at_once)
        if done is not None:
            undo.done = undo.done.plus(done)
            imports.update_batch(work.connection, undo.batch.id, seen_at=work.now)
            return True
        undo.step, undo.below = undo.step + 1, import_undo.NEWEST
    values = {"state": "undone", "undone_at": work.now, "undone_by": work.scope.actor, "seen_at": work.now}
    imports.update_batch(work.connection, undo.batch.id, **values)
    work.note("undone", "import", undo.batch.id, bot_id=undo.batch.bot_id, batch_id=undo.batch.id)
    return False


def _delete_leads(work: UnitOfWork, undo: Undo, limit: int) -> Undoing | None:
    batch = undo.batch
    rows = import_undo.next_created_leads(work.connection, batch.id, batch.started_at, undo.below, limit)
    if not rows:
        return None
    undo.below = rows[-1].id
    import_undo.delete_leads(work.connection, [row.id for row in rows])
    work.touch("lead", *(row.id for row in rows))
    work.touch("conversation", *(row.conversation_id for row in rows if row.conversation_id is not None))
    if batch.announced:
        for row in rows:
            announce(work, "deleted", {"id": row.id, "bot_id": row.bot_id})
    return Undoing(leads_deleted=len(rows))


def _restore_leads(work: UnitOfWork, undo: Undo, limit: int) -> Undoing | None:
    batch = undo.batch
    rows = import_undo.next_changed_leads(work.connection, batch.id, batch.started_at, undo.below, limit)
    if not rows:
        return None
    undo.below = rows[-1]["entry"]
    changed = {row["id"]: row for row in rows if row["mark"] != ONLY_SAID}
    wanted = {lead_id: _as_it_was(row, work.now) for lead_id, row in changed.items()}
    lost = _without_their_key(work, batch.bot_id, changed, wanted)
    import_undo.cannot(work.connection, [changed[lead_id]["entry"] for lead_id in lost])
    back = {lead_id: row for lead_id, row in wanted.items() if lead_id not in lost}
    import_undo.delete_moves(work.connection, batch.id, list(back))
    import_undo.restore_leads(work.connection, list(back.values()))
    done = [row for row in rows if row["id"] not in lost]
    import_undo.restore_statements(work.connection, batch.id, {row["id"]: row["before"]["stated"] for row in done})
    import_undo.forget(work.connection, [row["entry"] for row in done])
    _move_marks_on(work, batch.id, changed, back)
    _tell(work, batch, changed, back)
    return Undoing(leads_restored=len(back), kept=len(lost))


def _as_it_was(row: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    before = {name: value for name, value in row["before"]["row"].items() if name not in _STAYS}
    return thawed(lead, before) | {"id": row["id"], "version": row["version"] + 1, "updated_at": now}


def _without_their_key(
    work: UnitOfWork, bot_id: int, now: Mapping[int, Mapping[str, Any]], wanted: Mapping[int, Mapping[str, Any]]
) -> set[int]:
    keys = {
        row["external_id"]: lead_id
        for lead_id, row in wanted.items()
        if row["external_id"] is not None and row["external_id"] != now[lead_id]["external_id"]
    }
    return import_undo.taken_keys(work.connection, bot_id, keys) if keys else set()


def _move_marks_on(
    work: UnitOfWork, batch_id: int, changed: Mapping[int, Mapping[str, Any]], back: Mapping[int, Mapping[str, Any]]
) -> None:
    versions = [
        (lead_id, changed[lead_id]["before"]["row"]["version"], row["version"], row["batch_id"])
        for lead_id, row in back.items()
    ]
    if versions:
        import_undo.move_marks_on(work.connection, batch_id, versions)


def _tell(
    work: UnitOfWork, batch: Batch, changed: Mapping[int, Mapping[str, Any]], back: Mapping[int, Mapping[str, Any]]
) -> None:
    for lead_id, row in back.items():
        stood = {name: changed[lead_id][name] for name in row}
        work.note(
            "restored", "lead", lead_id, bot_id=batch.bot_id, changed=difference(stood, dict(row)), batch_id=batch.id
        )
        talks = {stood["conversation_id"], row["conversation_id"]} - {None}
        work.touch("conversation", *talks)
        if batch.announced:
            announce(work, "updated", {**row, "bot_id": batch.bot_id})
    work.touch("lead", *back)


def _restore_talks(work: UnitOfWork, undo: Undo, limit: int) -> Undoing | None:
    rows = import_undo.next_changed_talks(work.connection, undo.batch.id, undo.below, limit)
    if not rows:
        return None
    undo.below = rows[-1]["entry"]
    for row in rows:
        before = {name: value for name, value in row["before"]["row"].items() if name not in ("id", "bot_id")}
        conversations.update_conversation(work.connection, row["id"], thawed(conversation, before))
    ids = [row["id"] for row in rows]
    live = live_states.live_among(work.connection, ids)
    stood = _words(work, live)
    conversations.put_back_words(work.connection, {row["id"]: row["before"]["messages"] for row in rows})
    live_states.move_places(work.connection, live, stood, _words(work, live))
    ledgers = {row["id"]: row["before"]["ledger"] for row in rows}
    conversations.put_back_ledgers(work.connection, undo.batch.bot_id, ledgers)
    import_undo.forget(work.connection, [row["entry"] for row in rows])
    scored_again = conversations.leads_of(work.connection, ids)
    work.touch("conversation", *ids)
    work.touch("lead", *(each for some in scored_again.values() for each in some))
    return Undoing(conversations_restored=len(rows))


def _words(work: UnitOfWork, talk_ids: Iterable[int]) -> dict[int, tuple[Message, ...]]:
    return {each: conversations.messages_of(work.connection, each) for each in talk_ids}


def _delete_talks(work: UnitOfWork, undo: Undo, limit: int) -> Undoing | None:
    ids = import_undo.next_created_talks(work.connection, undo.batch.id, undo.below, limit)
    if not ids:
        return None
    undo.below = ids[-1]
    import_undo.delete_talks(work.connection, ids)
    work.touch("conversation", *ids)
    return Undoing(conversations_deleted=len(ids))


_STEPS: tuple[Callable[[UnitOfWork, Undo, int], Undoing | None], ...] = (
    _delete_leads,
    _restore_leads,
    _restore_talks,
    _delete_talks,
)
"""Leads before conversations, which cannot go while a lead names them; what was created first, which frees keys."""


def kept_by_undo(record: Record, scope: Scope, batch_id: int, limit: int = 50, offset: int = 0) -> tuple[Kept, ...]:
    """What the undo of a batch leaves (or left) as it is, with who touched it since and when."""
    scope.require(READ)
    with reading(record) as connection:
        batch = imports.get_batch(connection, scope, batch_id)
        found = import_undo.kept(connection, batch_id, batch.started_at, limit, offset)
        return tuple(_kept(connection, batch, row) for row in found)


def _kept(connection: Reading, batch: Batch, row: Mapping[str, Any]) -> Kept:
    touch = last_touch(connection, batch.id, batch.started_at, row["entity"], row["id"])
    what = (row["entity"], row["id"], row["external_id"], row["name"], row["was"])
    if row["mark"] == import_undo.OTHERS_KEY:
        return Kept(*what, import_undo.OTHERS_KEY, *((touch.who, touch.at) if touch else (None, None)))
    if touch is None:
        return Kept(*what, STILL_USED if row["entity"] == "conversation" else "touched since", None, None)
    why = f"imported again from {touch.file}" if touch.batch else DEEDS.get(touch.verb, touch.verb)
    return Kept(*what, why, touch.who, touch.at, touch.batch, touch.file)
