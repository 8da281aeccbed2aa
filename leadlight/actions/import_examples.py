"""What a dry run shows of the rows it would write: a few of each kind, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from leadlight.domain.imports import Example
from leadlight.domain.rows import CUSTOM, LEAD_COLUMNS, PLACE_COLUMNS

MOST = 20
"""Examples of a kind."""
Fields = dict[str, tuple[str | None, str | None]]
_TALK = (*PLACE_COLUMNS, "visitor", "language", "started_at", "messages")


@dataclass(slots=True)
class Examples:
    """Examples by what would become of their rows."""

    created: list[Example] = field(default_factory=list)
    updated: list[Example] = field(default_factory=list)

    def lead(self, line: int, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """A lead as it would be created (before: None) or changed."""
        fields = _differences(LEAD_COLUMNS, before, after)
        old = before["custom"] if before else {}
        for key in {**old, **after["custom"]}:
            pair = old.get(key), after["custom"].get(key)
            fields |= {CUSTOM + key: pair} if pair[0] != pair[1] else {}
        name = after["name"] or after["email"] or after["phone"] or after["external_id"] or ""
        self._add(line, name, before, fields)

    def talk(self, line: int, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """A conversation as it would be kept or changed."""
        self._add(line, after["external_id"] or "", before, _differences(_TALK, before, after))

    def move(self, line: int, lead: Mapping[str, Any], to: str, at: datetime) -> None:
        """A lead's move."""
        name = lead["name"] or lead["email"] or lead["phone"] or lead["external_id"] or ""
        fields = {"status": (str(lead["status"]), to), "at": (None, _text(at))}
        self._add(line, name, None, fields)

    def _add(self, line: int, name: str, before: Mapping[str, Any] | None, fields: Fields) -> None:
        some = self.created if before is None else self.updated
        if len(some) < MOST:
            some.append(Example(line, name, fields))


def _differences(names: Sequence[str], before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Fields:
    pairs = {name: (_text(before.get(name)) if before else None, _text(after.get(name))) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _text(value: Any) -> str | None:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return None if value is None else str(value)
