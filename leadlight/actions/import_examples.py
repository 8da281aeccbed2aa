"""What a dry run shows of the rows it would write: a few of each kind, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from leadlight.domain.imports import Example
from leadlight.domain.rows import CUSTOM, LEAD_COLUMNS, PLACE_COLUMNS

MOST = 20
"""Examples of a kind."""
Fields = dict[str, tuple[str | None, str | None]]
_TALK = (*PLACE_COLUMNS, "visitor", "language", "started_at", "messages")


@dataclass(slots=True)
class Examples:
    """Examples by what would become of their rows. Times are told in `zone`; a date alone stays a date."""

    zone: str = "UTC"
    created: list[Example] = field(default_factory=list)
    updated: list[Example] = field(default_factory=list)

    def lead(self, line: int, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """A lead as it would be created (before: None) or changed."""
        fields = self._differences(LEAD_COLUMNS, before, after)
        old = before["custom"] if before else {}
        for key in {**old, **after["custom"]}:
            pair = old.get(key), after["custom"].get(key)
            fields |= {CUSTOM + key: pair} if pair[0] != pair[1] else {}
        name = after["name"] or after["email"] or after["phone"] or after["external_id"] or ""
        self._add(line, name, before, fields)

    def talk(self, line: int, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """A conversation as it would be kept or changed."""
        self._add(line, after["external_id"] or "", before, self._differences(_TALK, before, after))

    def move(self, line: int, lead: Mapping[str, Any], to: str, at: datetime, precision: str) -> None:
        """A lead's move."""
        name = lead["name"] or lead["email"] or lead["phone"] or lead["external_id"] or ""
        fields = {"status": (str(lead["status"]), to), "at": (None, self._text(at, precision))}
        self._add(line, name, None, fields)

    def _add(self, line: int, name: str, before: Mapping[str, Any] | None, fields: Fields) -> None:
        some = self.created if before is None else self.updated
        if len(some) < MOST:
            some.append(Example(line, name, fields))

    def _differences(self, names: Sequence[str], before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Fields:
        pairs = {name: (self._cell(before, name) if before else None, self._cell(after, name)) for name in names}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def _cell(self, row: Mapping[str, Any], name: str) -> str | None:
        return self._text(row.get(name), row.get(name.replace("_at", "_precision"), "instant"))

    def _text(self, value: Any, precision: str = "instant") -> str | None:
        if isinstance(value, datetime):
            local = value.astimezone(ZoneInfo(self.zone))
            return f"{local:%Y-%m-%d}" if precision == "day" else f"{local:%Y-%m-%d %H:%M}"
        return None if value is None else str(value)
