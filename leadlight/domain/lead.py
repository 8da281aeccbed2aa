"""A lead, its moves and the trail of what was done to it, as the record holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from leadlight.domain.journey import UTM, Kept
from leadlight.domain.rows import CUSTOM, LEAD_COLUMNS, Precision

FIRST_TOUCH = ("landing_page", "referrer", *UTM)
"""Filled once, never changed: how the person first came."""
STATUS_COLUMNS = ("status", "status_at", "status_reason")
"""These change only by a move."""
CONTACT_COLUMNS = ("name", "email", "phone", "company", "website")
EDITABLE = (*CONTACT_COLUMNS, "owner", "country", "region", "city", "timezone")
"""What a person may correct on the lead's page, beside its custom fields."""
DESCRIPTIVE = tuple(c for c in LEAD_COLUMNS if c not in (*STATUS_COLUMNS, "captured_at", "conversation_external_id"))
"""The text columns an import may fill or update."""


@dataclass(frozen=True, slots=True)
class Lead(Kept):
    """One lead. Instants are aware UTC; `custom` maps a field's key to its text; `version` grows with every change."""

    id: int
    bot_id: int
    version: int
    external_id: str | None
    captured_at: datetime
    captured_precision: Precision
    name: str | None
    email: str | None
    phone: str | None
    company: str | None
    website: str | None
    status: str
    status_at: datetime
    status_precision: Precision
    status_reason: str | None
    owner: str | None
    trigger: str | None
    conversation_id: int | None
    conversation_external_id: str | None
    custom: Mapping[str, str]
    is_test: bool
    batch_id: int | None
    created_at: datetime
    updated_at: datetime

    def value(self, field: str) -> str | None:
        """The text of an editable field, `custom.<key>` included."""
        if field.startswith(CUSTOM):
            return self.custom.get(field.removeprefix(CUSTOM))
        value = getattr(self, field)
        return None if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Move:
    """One stage move. `at` is when it took effect, `recorded_at` when it was written; an undo names what it voids."""

    id: int
    lead_id: int
    from_status: str | None
    to_status: str
    reason: str | None
    actor: str
    at: datetime
    at_precision: Precision
    recorded_at: datetime
    voids_id: int | None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One line of the score ledger, with the visitor's literal words."""

    kind: str
    points: int
    quote: str
    position: int | None
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Activity:
    """Who did what to which fields of one thing, and when. Values live apart (see the value history)."""

    at: datetime
    actor: str
    verb: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What a person noted of a lead, in their own words."""

    id: int
    lead_id: int
    actor: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """One field that was changed: by whom, when, from what to what."""

    at: datetime
    actor: str
    verb: str
    field: str
    before: str | None
    after: str | None


def standing(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """The moves that count: neither void nor themselves an undo, the capture first, by the time they took effect."""
    void = {move.voids_id for move in moves}
    kept = [move for move in moves if move.id not in void and move.voids_id is None]
    return tuple(sorted(kept, key=lambda move: (move.from_status is not None, move.at, move.id)))
