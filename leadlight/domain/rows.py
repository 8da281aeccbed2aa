"""The clean rows a source hands to the door: what a lead, a conversation or a move is once its file has been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from leadlight.domain.conversation import Message
from leadlight.domain.journey import UTM, Journey

Kind = Literal["leads", "conversations", "moves"]
KINDS: tuple[Kind, ...] = ("leads", "conversations", "moves")
Precision = Literal["instant", "day"]
"""`day`: the source had only a date; the instant is then local midnight of that day."""

PLACE_COLUMNS = (
    "channel", "landing_page", "source_page", "referrer", *UTM,
    "country", "region", "city", "timezone",
)  # fmt: skip
LEAD_COLUMNS = (
    "external_id", "captured_at", "name", "email", "phone", "company", "website",
    "channel", "landing_page", "source_page", "referrer", *UTM,
    "status", "status_at", "status_reason", "owner", "trigger",
    "country", "region", "city", "timezone", "conversation_external_id",
)  # fmt: skip
"""The canonical columns of a lead in the order files have them; `custom.<key>` follow."""
EXPORT_EXTRAS = ("id", "temperature", "score", "updated_at")
"""What our own export adds to LEAD_COLUMNS: recognised and ignored on import."""
DAY_EXTRAS = ("captured_precision", "captured_day", "status_precision", "status_day")
"""What our export as Parquet adds besides: there an instant has a type, so what is known by its day only says so."""
CONVERSATION_COLUMNS = ("external_id", *PLACE_COLUMNS, "visitor", "language", "started_at")
WHO_COLUMNS = ("contact_id", "name", "email", "phone", "company")
"""Who the system a conversation comes from knows the visitor to be: only a source or a mapping fills them."""
MESSAGE_COLUMNS = ("role", "text", "sent_at")
"""With CONVERSATION_COLUMNS, the columns of a table with one message a row."""
MOVE_COLUMNS = ("external_id", "to", "at", "reason", "actor")
CUSTOM = "custom."


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One step of a lead's history: it entered status `to` at `at` (aware, UTC).

    `external_id` is the value of the match column (`Mapping.key`), by default the lead's external id. `cells` are the
    source's own, for the report of rejected rows: only the record can tell that there is no such lead.
    """

    line: int
    external_id: str
    to: str
    at: datetime
    precision: Precision = "instant"
    reason: str | None = None
    actor: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LeadRow(Journey):
    """One lead as its source has it; None where the source says nothing. All values are normalised, instants are UTC.

    `line` is the 1-based line (text files) or record number (JSON) for reasons. `phone` is E.164, or plain digits
    where no country is known. `status` is one of our keys. `moves` are stage dates that stood in the same row.
    """

    line: int
    external_id: str | None = None
    captured_at: datetime | None = None
    captured_precision: Precision = "instant"
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None
    website: str | None = None
    status: str | None = None
    status_at: datetime | None = None
    status_precision: Precision = "instant"
    status_reason: str | None = None
    owner: str | None = None
    trigger: str | None = None
    conversation_external_id: str | None = None
    custom: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[MoveRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ConversationRow(Journey):
    """One conversation with its messages in order. `started_at` is UTC, or None where the source does not say.

    `name`, `email`, `phone` and `company` are what its source knows of the visitor; `contact_id` is who that is there.
    `is_part`: the source tells conversations piece by piece, so its messages are added to those that stand.
    """

    line: int
    external_id: str
    visitor: str | None = None
    language: str | None = None
    started_at: datetime | None = None
    contact_id: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None
    messages: tuple[Message, ...] = ()
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken: where it stood, a reason a person can act on, and its cells as the source had them."""

    line: int
    reason: str
    cells: Mapping[str, str] = field(default_factory=dict)


Row = LeadRow | ConversationRow | MoveRow
