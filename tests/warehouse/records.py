"""A record to follow: a real one with bots, and short ways to put rows into it and tell the feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, update

from leadlight.clock import FixedClock
from leadlight.domain.scope import COMMAND_LINE
from leadlight.record import tables as t
from leadlight.record.engine import Record, open_engine
from leadlight.record.migrate import migrate
from leadlight.record.unit_of_work import UnitOfWork
from tests import records

NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
TOLD_AS = {"stage_move": ("lead", "lead_id"), "score_entry": ("conversation", "conversation_id")}
"""Rows that the feed speaks of as another entity, and the column that holds its id."""


@dataclass
class Room:
    """A record and a clock that stands still."""

    record: Record
    clock: FixedClock

    def put(self, table: str, **values: Any) -> int:
        """Insert one row, with sensible values for what is not said; returns its id."""
        with UnitOfWork(self.record, self.clock, COMMAND_LINE) as work:
            row = DEFAULTS[table](self.clock.now()) | values
            inserted = work.connection.execute(insert(t.metadata.tables[table]).values(row))
            ident = int(inserted.inserted_primary_key[0])
            work.touch(*_told(table, ident, row))
            work.commit()
        return ident

    def change(self, table: str, ident: int, **values: Any) -> int:
        """Update one row; returns the feed token."""
        of = t.metadata.tables[table]
        with UnitOfWork(self.record, self.clock, COMMAND_LINE) as work:
            work.connection.execute(update(of).where(of.c.id == ident).values(values))
            work.touch(table, ident)
            return work.commit()

    def drop(self, table: str, ident: int) -> int:
        """Delete one row; returns the feed token."""
        of = t.metadata.tables[table]
        with UnitOfWork(self.record, self.clock, COMMAND_LINE) as work:
            work.connection.execute(delete(of).where(of.c.id == ident))
            work.touch(table, ident)
            return work.commit()

    def bot(self, key: str, zone: str = "UTC", **values: Any) -> int:
        """A bot."""
        return self.put("bot", key=key, name=key.title(), zone=zone, **values)

    def conversation(self, bot_id: int, **values: Any) -> int:
        """A conversation."""
        return self.put("conversation", bot_id=bot_id, **values)

    def lead(self, bot_id: int, **values: Any) -> int:
        """A lead, without moves."""
        return self.put("lead", bot_id=bot_id, **values)

    def move(self, lead_id: int, to: str, at: datetime, **values: Any) -> int:
        """A stage move; the lead's status follows it."""
        ident = self.put("stage_move", lead_id=lead_id, to_status=to, at=at, **values)
        self.change("lead", lead_id, status=to, status_at=at)
        return ident

    def signal(self, bot_id: int, conversation_id: int, kind: str, points: int) -> int:
        """A score entry of a conversation."""
        return self.put("score_entry", bot_id=bot_id, conversation_id=conversation_id, kind=kind, points=points)


def _told(table: str, ident: int, row: Mapping[str, Any]) -> tuple[str, int]:
    entity, column = TOLD_AS.get(table, (table, ""))
    if table == "score_entry" and row.get("lead_id"):
        entity, column = "lead", "lead_id"
    return entity, int(row[column]) if column else ident


DEFAULTS: Mapping[str, Any] = {
    "bot": lambda now: {"created_at": now},
    "conversation": lambda now: {
        "started_at": now, "last_message_at": now + timedelta(minutes=1), "messages": 4, "visitor_messages": 2,
        "created_at": now, "channel": "widget",
    },
    "lead": lambda now: {
        "captured_at": now, "status": "new", "status_at": now, "created_at": now, "updated_at": now,
        "custom": {}, "channel": "widget",
    },
    "stage_move": lambda now: {"actor": "someone", "recorded_at": now},
    "score_entry": lambda now: {"quote": "we need it", "position": 0, "actor": "scorer", "at": now},
    "capture_event": lambda now: {"kind": "shown", "at": now},
}  # fmt: skip


def open_room(folder: Path) -> Room:
    """A new record in `folder`."""
    record = open_engine(records.settings(folder).record_url)
    migrate(record)
    return Room(record, FixedClock(NOW))
