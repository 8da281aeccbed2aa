"""Keep what a capture form did in a conversation: shown, asked, answered, refused, submitted, abandoned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leadlight.domain.bot import Bot
from leadlight.domain.scope import WRITE
from leadlight.record import conversations
from leadlight.record.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaptureEvent:
    """One thing the form did; `field` where it was about one."""

    conversation_id: int
    kind: str
    at: datetime
    field: str | None = None
    form_version: int | None = None


def record_capture_events(work: UnitOfWork, bot: Bot, events: Sequence[CaptureEvent]) -> None:
    """Append capture events of the bot's conversations."""
    work.scope.require(WRITE)
    work.scope.require_bot(bot.id)
    if not events:
        return
    ids = work.reserve_ids("capture_event", len(events))
    rows = [
        {
            "id": event_id,
            "bot_id": bot.id,
            "conversation_id": event.conversation_id,
            "kind": event.kind,
            "field": event.field,
            "form_version": event.form_version,
            "at": event.at,
        }
        for event_id, event in zip(ids, events, strict=True)
    ]
    conversations.append_capture_events(work.connection, rows)
    work.touch("capture_event", *ids)
