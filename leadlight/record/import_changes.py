"""The leads of others that an import changed and that are not put back: what it made of which field."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from leadlight.domain.imports import Changed
from leadlight.record.import_journal import ONLY_SAID
from leadlight.record.tables import activity, import_before, lead, value_history

_BY_IMPORT = ("updated", "moved")
"""What the trail calls a change by an import's rows; putting it back is another."""


def changed_leads(
    connection: Connection, batch_id: int, limit: int, offset: int = 0
) -> tuple[int, tuple[Changed, ...]]:
    """How many leads there are, and some of them in the order in which the import came to them."""
    joined = import_before.join(lead, lead.c.id == import_before.c.lead_id)
    mine = (import_before.c.batch_id == batch_id) & (import_before.c.mark != ONLY_SAID)
    mine &= lead.c.batch_id.is_distinct_from(batch_id)
    total = connection.execute(select(func.count()).select_from(joined).where(mine)).scalar_one()
    name = func.coalesce(lead.c.name, lead.c.email, lead.c.phone, lead.c.external_id)
    query = select(lead.c.id, name).select_from(joined).where(mine).order_by(import_before.c.id)
    some = [(row[0], row[1]) for row in connection.execute(query.limit(limit).offset(offset))]
    fields = _fields(connection, batch_id, [lead_id for lead_id, _ in some])
    return total, tuple(Changed(lead_id, called, fields.get(lead_id, {})) for lead_id, called in some)


def _fields(
    connection: Connection, batch_id: int, lead_ids: Sequence[int]
) -> dict[int, dict[str, tuple[str | None, str | None]]]:
    """Field → (before the import, after it), by lead; of several changes the first and the last."""
    value = value_history.c
    query = select(value.lead_id, value.field, value.before, value.after)
    query = query.join(activity, activity.c.id == value.activity_id)
    query = query.where(value.lead_id.in_(lead_ids), activity.c.batch_id == batch_id, activity.c.verb.in_(_BY_IMPORT))
    found: dict[int, dict[str, tuple[str | None, str | None]]] = {}
    for lead_id, field, before, after in connection.execute(query.order_by(value.id)):
        fields = found.setdefault(lead_id, {})
        fields[field] = (fields[field][0] if field in fields else before, after)
    return found
