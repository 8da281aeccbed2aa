"""The trail of what was done, read for one thing."""

from __future__ import annotations

from sqlalchemy import Connection, select

from leadlight.domain.lead import Activity
from leadlight.record.tables import activity


def activity_of(connection: Connection, entity: str, entity_id: int, limit: int = 200) -> tuple[Activity, ...]:
    """The newest `limit` activities of one thing, newest first."""
    columns = (activity.c.at, activity.c.actor, activity.c.verb, activity.c.fields)
    query = select(*columns).where(activity.c.entity == entity, activity.c.entity_id == entity_id)
    rows = connection.execute(query.order_by(activity.c.id.desc()).limit(limit))
    return tuple(Activity(row.at, row.actor, row.verb, tuple(row.fields)) for row in rows)
