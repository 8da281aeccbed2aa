"""What capture forms asked and did, read for one lead."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from leadlight.domain.missing import FormEvent
from leadlight.record.tables import capture_event, form


def events_of(connection: Connection, conversation_ids: Sequence[int]) -> tuple[FormEvent, ...]:
    """What the form did in these conversations, in order of time."""
    columns = (capture_event.c.kind, capture_event.c.field, capture_event.c.at)
    query = select(*columns).where(capture_event.c.conversation_id.in_(conversation_ids))
    rows = connection.execute(query.order_by(capture_event.c.at, capture_event.c.id))
    return tuple(FormEvent(*row) for row in rows)


def fields_on(connection: Connection, bot_id: int) -> frozenset[str] | None:
    """Keys of the fields that the bot's form asks for; None while it has no form of its own.

    A field is an object with a `key`; one with `on` false is kept and not asked.
    """
    query = select(form.c.fields).where(form.c.bot_id == bot_id).order_by(form.c.version.desc()).limit(1)
    fields = connection.execute(query).scalar()
    return None if fields is None else frozenset(each["key"] for each in fields if each.get("on", True))
