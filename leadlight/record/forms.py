"""Capture forms, version by version, and what they asked and did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from leadlight.domain.form import Form, default_form, field_json, form_of, rules_json
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


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved version of a bot's form: by whom, when, and what changed, in words."""

    form: Form
    actor: str
    at: datetime
    said: str | None


def form_in_force(connection: Connection, bot_id: int) -> Form:
    """The bot's form of the greatest version; before the first is saved, the one that every bot begins with."""
    query = select(form.c.version, form.c.fields, form.c.rules).where(form.c.bot_id == bot_id)
    row = connection.execute(query.order_by(form.c.version.desc()).limit(1)).one_or_none()
    return default_form() if row is None else form_of(*row)


def version_in_force(connection: Connection, bot_id: int) -> int:
    """The version of the form in force; 0 before the first is saved."""
    query = select(form.c.version).where(form.c.bot_id == bot_id).order_by(form.c.version.desc()).limit(1)
    return connection.execute(query).scalar() or 0


def find_form(connection: Connection, bot_id: int, version: int) -> Form | None:
    """One version of the bot's form; None where there is no such version. Version 0 is what every bot begins with."""
    query = select(form.c.version, form.c.fields, form.c.rules)
    row = connection.execute(query.where(form.c.bot_id == bot_id, form.c.version == version)).one_or_none()
    if row is None:
        return default_form() if version == 0 else None
    return form_of(*row)


def in_force_until(connection: Connection, bot_id: int, version: int) -> datetime | None:
    """When a later version took this one's place; None while it is in force."""
    later = (form.c.bot_id == bot_id) & (form.c.version > version)
    return connection.execute(select(form.c.created_at).where(later).order_by(form.c.version).limit(1)).scalar()


def versions_of(connection: Connection, bot_id: int) -> tuple[Saved, ...]:
    """Every saved version of the bot's form, the newest first."""
    columns = (form.c.version, form.c.fields, form.c.rules, form.c.actor, form.c.created_at, form.c.note)
    rows = connection.execute(select(*columns).where(form.c.bot_id == bot_id).order_by(form.c.version.desc()))
    return tuple(Saved(form_of(row[0], row[1], row[2]), row[3], row[4], row[5]) for row in rows)


def append_form(connection: Connection, bot_id: int, saved: Saved) -> None:
    """Write a version; one that is written never changes."""
    connection.execute(
        insert(form).values(
            bot_id=bot_id,
            version=saved.form.version,
            fields=[field_json(each) for each in saved.form.fields],
            rules=rules_json(saved.form),
            actor=saved.actor,
            created_at=saved.at,
            note=saved.said,
        )
    )
