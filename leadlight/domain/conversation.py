"""A conversation and its messages, and the words sources use for who spoke."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from leadlight.domain.journey import Kept

Role = Literal["visitor", "bot", "agent", "system"]
ROLES: tuple[Role, ...] = ("visitor", "bot", "agent", "system")
ROLE_SYNONYMS: dict[str, Role] = {
    "visitor": "visitor", "user": "visitor", "customer": "visitor", "client": "visitor", "contact": "visitor",
    "lead": "visitor", "human": "visitor", "guest": "visitor", "end_user": "visitor", "incoming": "visitor",
    "bot": "bot", "assistant": "bot", "ai": "bot", "chatbot": "bot", "model": "bot", "virtual_assistant": "bot",
    "agent": "agent", "operator": "agent", "admin": "agent", "support": "agent", "staff": "agent",
    "employee": "agent", "outgoing": "agent",
    "system": "system", "action": "system", "event": "system", "note": "system", "tool": "system",
}  # fmt: skip


class Message(NamedTuple):
    """One message. `position` counts from 0 within the conversation; `sent_at` is UTC, or None where unknown."""

    position: int
    role: Role
    text: str
    sent_at: datetime | None = None


class Signal(NamedTuple):
    """One reason in the score ledger: `points` for `kind`, in the visitor's literal words of one message."""

    kind: str
    points: int
    quote: str
    position: int


@dataclass(frozen=True, slots=True)
class Conversation(Kept):
    """A conversation without its messages. Instants are aware UTC."""

    id: int
    bot_id: int
    external_id: str | None
    visitor: str | None
    language: str | None
    started_at: datetime
    last_message_at: datetime
    ended_at: datetime | None
    messages: int
    visitor_messages: int
    is_test: bool
