"""Days other than that of the capture by which leads are narrowed: when they got somewhere, since when they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadlight.domain.status import STEPS
from leadlight.errors import RefusedError

BETWEEN = ".."
RANGE = "range"
"""Instead of days, in what a chart says of the rows behind it: those of the range in force."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A day of a lead `f`, or several of which one suffices: pairs of its column and a further condition ("": none)."""

    key: str
    label: str
    definition: str
    days: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Leads whose day of this kind lies from `first` to `last` (local, both included, None: open; both: it has one).

    Raises RefusedError for an unknown kind, and where it ends before it begins.
    """

    key: str
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.key not in KINDS:
            raise RefusedError(f"there is no kind of day {self.key!r}; there are {', '.join(KINDS)}", self.key)
        if self.first and self.last and self.last < self.first:
            raise RefusedError(f"{self.key} ends ({self.last}) before it begins ({self.first})", self.key)

    @property
    def text(self) -> str:
        """`2026-10-01..2026-10-31`, as addresses and commands have it; an open end is left out."""
        return BETWEEN.join(day.isoformat() if day else "" for day in (self.first, self.last))


def _passed(at: int) -> str:
    """Whether a lead itself entered a step and every step before it."""
    return " AND ".join(f"f.entered_{step.key}" for step in STEPS[: at + 1])


_REACHED = tuple((f"f.reached_{step.key}_day", "") for step in STEPS)
_PASSED = tuple((f"f.first_{step.key}_day", _passed(at)) for at, step in enumerate(STEPS))
_CAPTURED = ("f.captured_day", "")
_STRICTLY = "its first day in {}, of leads that entered every stage before it as well."
_KINDS = (
    *(
        Kind(f"reached_{step.key}", f"Reached {step.label}", f"Its first day at {step.label} or further.", (day,))
        for step, day in zip(STEPS, _REACHED, strict=True)
    ),
    *(
        Kind(f"passed_{step.key}", f"Entered {step.label}, strictly", _STRICTLY.format(step.label).capitalize(), (day,))
        for step, day in zip(STEPS, _PASSED, strict=True)
    ),
    Kind("reached_any", "Captured or moved on", "The day of its capture, or that it first reached a stage.",
         (_CAPTURED, *_REACHED)),
    Kind("passed_any", "Captured or moved on, strictly", "The same, a stage counted only after every stage before it.",
         (_CAPTURED, *_PASSED)),
    Kind("stands_since", "Last moved", "The day its present status took effect; without a move, its capture.",
         (("f.status_day", ""),)),
)  # fmt: skip
KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _KINDS}


def parse(key: str, text: str) -> Span:
    """The span that an address or a command asks for. Raises RefusedError saying how one is written."""
    first, sign, last = text.partition(BETWEEN)
    try:
        if not sign or any(day and len(day) != 10 for day in (first, last)):
            raise ValueError(text)
        return Span(key, *(date.fromisoformat(day) if day else None for day in (first, last)))
    except ValueError as error:
        told = f"{key}: days are written 2026-10-01..2026-10-31 (either may be left out), not {text!r}"
        raise RefusedError(told, key) from error


def condition(span: Span) -> tuple[str, list[Any]]:
    """What a row `f` of the lead table has to meet, and the values to bind."""
    told, values = [], []
    for column, rule in KINDS[span.key].days:
        within = [f"{column} >= ?"] * bool(span.first) + [f"{column} <= ?"] * bool(span.last)
        told.append(" AND ".join([*(within or [f"{column} IS NOT NULL"]), *([rule] if rule else [])]))
        values += [day for day in (span.first, span.last) if day]
    return f"({' OR '.join(f'({each})' for each in told)})", values
