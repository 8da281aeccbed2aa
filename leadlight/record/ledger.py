"""The score ledger in the record. The score is its clamped sum and stands nowhere else here."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, insert, or_, select

from leadlight.domain.lead import LedgerEntry
from leadlight.record.tables import score_entry

COLUMNS = [score_entry.c[field.name] for field in fields(LedgerEntry)]


def entries_of(
    connection: Connection, conversation_id: int | None, lead_id: int | None = None
) -> tuple[LedgerEntry, ...]:
    """The entries of a conversation, and of a lead where people overrode them, in the order of the transcript."""
    whose = [score_entry.c.conversation_id == conversation_id] if conversation_id is not None else []
    whose += [score_entry.c.lead_id == lead_id] if lead_id is not None else []
    if not whose:
        return ()
    query = select(*COLUMNS).where(or_(*whose)).order_by(score_entry.c.position, score_entry.c.id)
    return tuple(LedgerEntry(*row) for row in connection.execute(query))


def add_override(connection: Connection, **values: Any) -> None:
    """Write an entry of a person's (bot_id, lead_id, kind, points, quote, actor, at)."""
    connection.execute(insert(score_entry).values(**values))
