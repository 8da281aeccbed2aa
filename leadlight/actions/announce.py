"""What receivers are told of a lead: the event's type and a frozen picture of the lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadlight.domain.rows import LEAD_COLUMNS
from leadlight.record.unit_of_work import Event, UnitOfWork


def announce(work: UnitOfWork, kind: str, lead: Mapping[str, Any]) -> None:
    """Raise `lead.<kind>` with the lead's columns as text; blank ones are left out."""
    data = {column: _text(lead[column]) for column in LEAD_COLUMNS if lead.get(column) is not None}
    work.raise_event(Event(f"lead.{kind}", lead["bot_id"], lead["id"], {"id": lead["id"], **data}))


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
