"""What an import's row says of a lead, whether that is news, and what it changes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from leadlight.actions.matching import Known
from leadlight.actions.stages import is_untouched
from leadlight.clock import to_micros
from leadlight.domain.lead import DESCRIPTIVE, FIRST_TOUCH
from leadlight.domain.rows import CUSTOM, LeadRow

ROWS = "="
"""Where `stated` keeps the marks of a file's rows when several of them spoke of one lead, in their order."""


def stated(row: LeadRow) -> dict[str, Any]:
    """What a row says, as JSON: only its filled cells, so that two equal rows are equal."""
    says: dict[str, Any] = {name: value for name in DESCRIPTIVE if (value := getattr(row, name)) is not None}
    if row.captured_at:
        says["captured_at"] = to_micros(row.captured_at)
    for name in ("status", "status_reason", "conversation_external_id"):
        if (value := getattr(row, name)) is not None:
            says[name] = value
    if row.status_at:
        says["status_at"] = to_micros(row.status_at)
    says |= {CUSTOM + key: value for key, value in row.custom.items()}
    if row.moves:
        says["moves"] = [[move.to, to_micros(move.at), move.reason] for move in row.moves]
    return says


def mark(says: Mapping[str, Any]) -> int:
    """A number that tells what a row says from what another says."""
    return zlib.crc32(json.dumps(says).encode())


def said_before(known: Known, says: Mapping[str, Any], claims: Sequence[int]) -> bool:
    """Whether the last import said the same in the same place: then the row is no news, whatever stands by now."""
    told: Mapping[str, Any] = known.get("stated") or {}
    if marks := told.get(ROWS):
        return len(claims) < len(marks) and bool(marks[len(claims)] == mark(says))
    return not claims and bool(told) and all(told.get(name) == value for name, value in says.items())


def changes(known: Known, row: LeadRow, said: Mapping[str, Any], says: Mapping[str, Any]) -> dict[str, Any]:
    """The cells that say something new: other than the last import said, and other than what stands."""
    found: dict[str, Any] = {}
    for name in DESCRIPTIVE:
        value = says.get(name)
        if value is None or said.get(name) == value or known[name] == value:
            continue
        if name in FIRST_TOUCH and known[name] is not None:
            continue  # first touch never found
        found[name] = value
    moment = row.captured_at
    if moment and said.get("captured_at") != says["captured_at"] and known["captured_at"] != moment and said:
        found |= {"captured_at": moment, "captured_precision": row.captured_precision}
        if is_untouched(known):
            found |= {"status_at": moment, "status_precision": row.captured_precision}
    custom = {key: value for key, value in row.custom.items() if said.get(CUSTOM + key) != value}
    if custom and {**known["custom"], **custom} != known["custom"]:
        found["custom"] = {**known["custom"], **custom}
    return found


_NOT_TOLD = {"version", "updated_at", "stated", "merged", "email_key", "landing_path", "source_path", "custom"}


def difference(before: Known, after: Known) -> dict[str, tuple[str | None, str | None]]:
    """Field → (before, after) as text, of what people are told about."""
    told = {name: (_text(before[name]), _text(value)) for name, value in after.items() if name not in _NOT_TOLD}
    keys = {**before["custom"], **after["custom"]}
    told |= {CUSTOM + key: (before["custom"].get(key), after["custom"].get(key)) for key in keys}
    return {name: pair for name, pair in told.items() if pair[0] != pair[1]}


def _text(value: Any) -> str | None:
    if isinstance(value, datetime):
        return value.isoformat()
    return None if value is None else str(value)
