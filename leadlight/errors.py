"""Every error Leadlight raises on purpose: what failed, on what, what to do.

LeadlightError
├── InputError        wrong use or unreadable input: nothing was written          (exit 2, HTTP 4xx)
│   ├── RefusedError  one value or row is not acceptable; names the field         (HTTP 422)
│   └── UnclearError  a file can be read once one thing is said; names it and the choices
├── NotFoundError     no such thing, or not in your scope: both look the same     (HTTP 404)
├── ForbiddenError    the scope lacks a right                                     (HTTP 403)
├── ConflictError     someone changed it since you read it; says what changed     (HTTP 409)
└── FaultError        the machine, the disk or another process is in the way      (exit 1, HTTP 503)
    └── StoppedError  somebody asked for it to stop: what was done by then stands (exit 1)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class LeadlightError(Exception):
    """Base of all. `str(error)` is one plain line for the reader."""


class InputError(LeadlightError):
    """Wrong use, or input that cannot be read. Nothing was written."""


class RefusedError(InputError):
    """A value is not acceptable; `field` names where it came from."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class UnclearError(InputError):
    """A file that can be read once a mapping's entry `asks` (sheet, encoding, delimiter) is said.

    `told` is what is unclear, for whoever sees the `choices` before them; the message also says how to name one.
    """

    def __init__(self, told: str, how: str, asks: str, choices: Sequence[str] = ()) -> None:
        super().__init__(f"{told}{how}")
        self.told, self.asks, self.choices = told, asks, tuple(choices)


class NotFoundError(LeadlightError):
    """No such thing in the caller's scope."""


class ForbiddenError(LeadlightError):
    """The caller's scope lacks the right."""


class ConflictError(LeadlightError):
    """A stale version. `changed` maps field → (what you saw or None, what stands now)."""

    def __init__(self, message: str, changed: Mapping[str, tuple[str | None, str | None]] | None = None) -> None:
        super().__init__(message)
        self.changed = dict(changed or {})


class FaultError(LeadlightError):
    """The machine, the disk or another process is in the way; trying again later may help."""


class StoppedError(FaultError):
    """Somebody asked for it to stop."""
