"""Notes that people wrote about a lead."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from leadlight.domain.lead import Note
from leadlight.record.tables import lead_note

COLUMNS = [lead_note.c[field.name] for field in fields(Note)]


def notes_of(connection: Connection, lead_id: int) -> tuple[Note, ...]:
    """The notes of a lead, the newest first."""
    query = select(*COLUMNS).where(lead_note.c.lead_id == lead_id).order_by(lead_note.c.id.desc())
    return tuple(Note(*row) for row in connection.execute(query))


def add_note(connection: Connection, lead_id: int, actor: str, text: str, at: datetime) -> int:
    """Write a note; returns its id."""
    row = {"lead_id": lead_id, "actor": actor, "text": text, "at": at}
    return int(connection.execute(insert(lead_note).values(row).returning(lead_note.c.id)).scalar_one())


def delete_note(connection: Connection, lead_id: int, note_id: int) -> bool:
    """Delete a note of this lead; False where there is none of this id."""
    mine = (lead_note.c.id == note_id) & (lead_note.c.lead_id == lead_id)
    return connection.execute(delete(lead_note).where(mine)).rowcount == 1
