"""The trail of what was done, read for one thing."""

from __future__ import annotations

from sqlalchemy import Connection, select

from leadlight.domain.lead import Activity, Correction
from leadlight.record.tables import activity, value_history


def activity_of(
    connection: Connection, entity: str, entity_id: int, *merged: int, limit: int = 200
) -> tuple[Activity, ...]:
    """The newest `limit` activities of one thing (and of those `merged` into it), newest first."""
    columns = (activity.c.at, activity.c.actor, activity.c.verb, activity.c.fields)
    query = select(*columns).where(activity.c.entity == entity, activity.c.entity_id.in_((entity_id, *merged)))
    rows = connection.execute(query.order_by(activity.c.id.desc()).limit(limit))
    return tuple(Activity(row.at, row.actor, row.verb, tuple(row.fields)) for row in rows)


def corrections_of(connection: Connection, lead_id: int, limit: int = 200) -> tuple[Correction, ...]:
    """The newest `limit` changes of a lead's fields, with what stood before and after, newest first."""
    value = value_history.c
    columns = (activity.c.at, activity.c.actor, activity.c.verb, value.field, value.before, value.after)
    query = select(*columns).join(value_history, value.activity_id == activity.c.id).where(value.lead_id == lead_id)
    return tuple(Correction(*row) for row in connection.execute(query.order_by(value.id.desc()).limit(limit)))
