"""The statuses a lead goes through. One row here is a status everywhere: menus, funnel order, colours derive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StatusType = Literal["open", "won", "lost"]


@dataclass(frozen=True, slots=True)
class Status:
    """One status. `rank` orders the way to won; a lost status stands off that way and has rank -1."""

    key: str
    label: str
    type: StatusType
    rank: int
    colour: str


STATUSES: tuple[Status, ...] = (
    Status("new", "New", "open", 0, "#6B7FD7"),
    Status("contacted", "Contacted", "open", 1, "#3E92CC"),
    Status("qualified", "Qualified", "open", 2, "#8E6BBF"),
    Status("converted", "Converted", "won", 3, "#2E9E6B"),
    Status("lost", "Lost", "lost", -1, "#8A8F98"),
)

BY_KEY: dict[str, Status] = {status.key: status for status in STATUSES}
FIRST: Status = STATUSES[0]
FUNNEL: tuple[Status, ...] = tuple(sorted((s for s in STATUSES if s.rank >= 0), key=lambda s: s.rank))
STEPS: tuple[Status, ...] = FUNNEL[1:]
"""The stages a lead can reach after capture, in order."""


def needs_reason(key: str) -> bool:
    """Whether entering this status asks for a reason (the lost ones do)."""
    return BY_KEY[key].type == "lost"
