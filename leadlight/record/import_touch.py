"""Who or what touched a thing of an import last, so that its undo leaves it as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, literal, select

from leadlight.record.tables import activity, import_batch, import_before, score_entry

IMPORTED, SCORED = "imported", "scored"


@dataclass(frozen=True, slots=True)
class Touch:
    """What was done, by whom, when (UTC); `batch` and `file` of the later import that did it."""

    verb: str
    who: str
    at: datetime
    batch: int | None = None
    file: str | None = None


def last_touch(connection: Connection, batch_id: int, since: datetime, entity: str, entity_id: int) -> Touch | None:
    """The last touch of a lead or conversation since the batch began; None where neither trail nor imports know it.

    Of a later import it tells while nobody else came after it: that import can be undone first.
    """
    queries = [_later_import(batch_id, entity, entity_id), _deed(batch_id, since, entity, entity_id)]
    if entity == "lead":
        queries.append(_override(since, entity_id))
    rows = [row for query in queries if (row := connection.execute(query.limit(1)).one_or_none()) is not None]
    found = [Touch(IMPORTED, *row) if len(row) > 3 else Touch(*row) for row in rows]
    return max(found, key=lambda each: (each.at, each.verb != IMPORTED), default=None)


def _later_import(batch_id: int, entity: str, entity_id: int) -> Select[Any]:
    batch = import_batch.c
    spoken_of = import_before.c.lead_id if entity == "lead" else import_before.c.conversation_id
    query = select(batch.actor, batch.started_at, batch.id, batch.file)
    query = query.join(import_before, import_before.c.batch_id == batch.id)
    return query.where(spoken_of == entity_id, import_before.c.batch_id > batch_id).order_by(batch.id.desc())


def _deed(batch_id: int, since: datetime, entity: str, entity_id: int) -> Select[Any]:
    """What a person did; what imports did stands with them, save for what undoing another has put back."""
    did = activity.c
    whose = did.batch_id.is_(None) | ((did.batch_id != batch_id) & (did.verb == "restored"))
    query = select(did.verb, did.actor, did.at).where(did.entity == entity, did.entity_id == entity_id, whose)
    return query.where(did.at >= since).order_by(did.id.desc())


def _override(since: datetime, lead_id: int) -> Select[Any]:
    entry = score_entry.c
    query = select(literal(SCORED), entry.actor, entry.at).where(entry.lead_id == lead_id, entry.at > since)
    return query.order_by(entry.id.desc())
