"""Why a lead has no e-mail or no phone: not asked, asked in vain, declined, or a field that the form does not have."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Why = Literal["declined", "unanswered", "removed", "field off", "not asked", "no form", "imported", "by hand"]
WORDS: dict[Why, str] = {
    "declined": "Asked, and declined",
    "unanswered": "Asked, not answered",
    "removed": "Was given; removed since",
    "field off": "Not asked: the form has no such field",
    "not asked": "Not asked",
    "no form": "Not asked: no form was shown",
    "imported": "The import did not give one",
    "by hand": "Not given",
}


@dataclass(frozen=True, slots=True)
class FormEvent:
    """One thing a capture form did in a conversation; `field` where it was about one."""

    kind: str
    field: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Missing:
    """The reason a field is blank, and when that was decided, where that is known."""

    why: Why
    at: datetime | None = None

    @property
    def words(self) -> str:
        """The reason as people read it."""
        return WORDS[self.why]


def why_missing(
    field: str, events: Sequence[FormEvent], on: Collection[str] | None, *, talked: bool, imported: bool
) -> Missing:
    """Why the field is blank: by the last form event about it, else by the form and where the lead came from.

    `on`: the fields that the bot's form asks for, None while it has no form of its own. `talked`: whether there is a
    conversation; `imported`: whether an import brought the lead.
    """
    about = [event for event in events if event.field == field]
    for kind, why in _BY_EVENT:
        found = [event.at for event in about if event.kind == kind]
        if found:
            return Missing(why, max(found))
    if on is not None and field not in on:
        return Missing("field off")
    if not talked:
        return Missing("imported" if imported else "by hand")
    return Missing("not asked" if events else "no form")


_BY_EVENT: tuple[tuple[str, Why], ...] = (("answered", "removed"), ("refused", "declined"), ("asked", "unanswered"))
"""What was ever answered was given; a refusal says more than the question before it."""
