"""What became of a capture form in one conversation, told from its events: how far it got, and each field's outcome."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

ANSWERED, REFUSED, ASKED = "answered", "refused", "asked"
OUTCOMES = (ANSWERED, REFUSED, ASKED)
"""What can become of a field that was shown; `asked`: neither answered nor refused."""
STEPS = ("shown", "started", "submitted")
"""How far a form got, in order."""
ABOUT_A_FIELD = frozenset({"shown", "asked", "answered", "refused"})
"""Kinds of event that, naming a field, say that the visitor was shown it."""
CONTACT_FIELDS = frozenset({"email", "phone"})
CONTACT_GIVEN = "contact_given"
"""The signal of a visitor who leaves contact data in words."""


@dataclass(frozen=True, slots=True)
class Course:
    """How far the form ever got, when it first got there, what became of each field in the order of first asking, and
    the field it was left at (the last it spoke of) where it was never submitted."""

    form: str
    shown_at: datetime
    started_at: datetime | None
    submitted_at: datetime | None
    fields: tuple[tuple[str, str], ...]
    left_at: str | None

    @property
    def gave_contact(self) -> bool:
        """Whether an e-mail address or a phone number was answered."""
        return any(field in CONTACT_FIELDS and outcome == ANSWERED for field, outcome in self.fields)


def course(events: Sequence[tuple[str, str | None, datetime]]) -> Course | None:
    """The course of one conversation's events (kind, field, at), in order of time; None without any.

    However often something happened in it, the conversation counts once: it got as far as it ever got, and a field
    that was ever answered is answered. A step that was not noted but must have been (an answer to a form never said
    to be shown) is credited.
    """
    if not events:
        return None
    started = [at for kind, _, at in events if kind in ("answered", "submitted")]
    submitted = [at for kind, _, at in events if kind == "submitted"]
    named = [(field, kind) for kind, field, _ in events if field and kind in ABOUT_A_FIELD]
    return Course(
        form="submitted" if submitted else "started" if started else "shown",
        shown_at=events[0][2],
        started_at=min(started, default=None),
        submitted_at=min(submitted, default=None),
        fields=tuple(_outcomes(named).items()),
        left_at=named[-1][0] if named and not submitted else None,
    )


def _outcomes(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, kind in named:
        outcome = kind if kind in (ANSWERED, REFUSED) else ASKED
        before = found.get(field, outcome)
        found[field] = min(before, outcome, key=OUTCOMES.index)
    return found


def mark(field: str, outcome: str) -> str:
    """How a field with its outcome is written: "email:refused"."""
    return f"{field}:{outcome}"


def parted(marked: str) -> tuple[str, str]:
    """`mark` undone; a field's own name may hold a colon."""
    field, _, outcome = marked.rpartition(":")
    return field, outcome


_LABELS = {"email": "E-mail"}


def field_label(field: str) -> str:
    """What people call a field: "team_size" as "Team size"."""
    return _LABELS.get(field, field.replace("_", " ").capitalize())


def written(fields: Iterable[tuple[str, str]]) -> str:
    """A JSON list of the marks."""
    return json.dumps([mark(*each) for each in fields], ensure_ascii=False, separators=(",", ":"))


def needles(marked: str) -> tuple[str, str]:
    """What to look for in `written` to find a mark: how the list begins with it, and how it stands further on.

    A quotation mark within a text of the list has a backslash before it, so neither can be found inside another mark.
    """
    text = json.dumps(marked, ensure_ascii=False)
    return "[" + text, "," + text
