"""Stage steps on their way into the record: put in order, and what the last of them makes of the lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leadlight.domain.status import BY_KEY, FIRST, STATUSES

_ORDER = {status.key: place for place, status in enumerate(STATUSES)}


@dataclass(frozen=True, slots=True)
class Step:
    """Entering a status: when (UTC, and how exactly that is known), why, and who says so."""

    to: str
    at: datetime
    precision: str
    reason: str | None
    actor: str

    def row(self, lead_id: int, before: str | None, now: datetime, batch_id: int | None) -> dict[str, Any]:
        """The stage move to append."""
        return {
            "lead_id": lead_id,
            "from_status": before,
            "to_status": self.to,
            "reason": self.reason if BY_KEY[self.to].type == "lost" else None,
            "actor": self.actor,
            "at": self.at,
            "at_precision": self.precision,
            "recorded_at": now,
            "voids_id": None,
            "batch_id": batch_id,
        }


def chain(steps: Iterable[Step]) -> list[Step]:
    """Steps by time; those of one instant in the order of the statuses, a loss last."""
    return sorted(steps, key=lambda step: (step.at, _ORDER[step.to]))


def settle(steps: Sequence[Step]) -> dict[str, Any]:
    """The lead's status columns after the last of these steps."""
    last = steps[-1]
    reason = last.reason if BY_KEY[last.to].type == "lost" else None
    return {"status": last.to, "status_at": last.at, "status_precision": last.precision, "status_reason": reason}


def is_untouched(lead: Mapping[str, Any]) -> bool:
    """Whether a lead (a row of the record) still stands where its capture put it."""
    return bool(lead["status"] == FIRST.key and lead["status_at"] == lead["captured_at"])


def supersedes(step: Step, lead: Mapping[str, Any]) -> bool:
    """Whether a step is at least as new as where the lead stands. A capture is the beginning, whatever its time."""
    return is_untouched(lead) or bool(step.at >= lead["status_at"])


def earlier_capture(lead: Mapping[str, Any], steps: Sequence[Step]) -> dict[str, Any]:
    """The capture's columns where a step shows that its time was only guessed: no stage comes before the capture.

    An import that does not know when a lead was captured takes the moment of the import for it.
    """
    is_guess = lead["batch_id"] is not None and lead["captured_at"] == lead["created_at"]
    first = min(steps, key=lambda step: step.at, default=None)
    if not is_guess or first is None or first.at >= lead["captured_at"]:
        return {}
    return {"captured_at": first.at, "captured_precision": first.precision}
