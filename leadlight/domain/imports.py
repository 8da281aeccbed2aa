"""What an import is to people: its batch, how it will go or went, what undoing it would do, and its saved mappings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from leadlight.domain.rows import Kind

State = Literal["running", "stopping", "done", "stopped", "undoing", "undone"]
UNDER_WAY = ("running", "stopping", "undoing")
SIGN_OF_LIFE = timedelta(seconds=45)
"""Whoever runs a batch says so with every chunk; one that was silent for longer is gone."""
COUNTS = ("read", "created", "updated", "unchanged", "rejected")
INTERRUPTED = "whoever ran it is gone: the rows so far stand; import the file again for the rest, nothing comes twice"


@dataclass(frozen=True, slots=True)
class Batch:
    """One import: what came from which file, who took it in, and how far it has come. Instants are aware UTC."""

    id: int
    bot_id: int
    kind: Kind
    source: str
    file: str
    mapping: Mapping[str, Any] | None
    actor: str
    state: State
    started_at: datetime
    finished_at: datetime | None
    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    total: int | None
    seen_at: datetime | None
    trouble: str | None
    announced: bool
    undone_at: datetime | None
    undone_by: str | None

    def is_alive(self, now: datetime) -> bool:
        """Whether someone is at work on it."""
        return self.state in UNDER_WAY and self.seen_at is not None and now - self.seen_at <= SIGN_OF_LIFE


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row of a batch that was not taken, as the record keeps it."""

    line: int
    reason: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing a batch does, or has done, by number."""

    leads_deleted: int = 0
    leads_restored: int = 0
    conversations_deleted: int = 0
    conversations_restored: int = 0
    kept: int = 0

    def plus(self, other: Undoing) -> Undoing:
        """Both together."""
        return Undoing(
            self.leads_deleted + other.leads_deleted,
            self.leads_restored + other.leads_restored,
            self.conversations_deleted + other.conversations_deleted,
            self.conversations_restored + other.conversations_restored,
            self.kept + other.kept,
        )

    @property
    def done(self) -> int:
        """Everything but what is kept."""
        return self.leads_deleted + self.leads_restored + self.conversations_deleted + self.conversations_restored


@dataclass(frozen=True, slots=True)
class Kept:
    """What an undo leaves as it is: a lead or a conversation of the batch that someone has touched since.

    `why` reads after what it is called: "Ann: edited". Of a later import, `file` and `undo_first` tell which.
    """

    entity: Literal["lead", "conversation"]
    id: int
    external_id: str | None
    name: str | None
    was: Literal["created", "updated"]
    why: str
    who: str | None
    at: datetime | None
    undo_first: int | None = None
    file: str | None = None

    @property
    def called(self) -> str:
        """What people know it by: its external id and name, else its number on its page."""
        known = [each for each in (self.external_id, self.name) if each]
        return f"{known[0]} ({known[1]})" if len(known) > 1 else known[0] if known else f"number {self.id}"


@dataclass(frozen=True, slots=True)
class Changed:
    """A lead that a batch changed: field → (before, after). Without a field, only its stage history was added to."""

    id: int
    name: str | None
    fields: Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping that someone saved under a name, with the headers of the file it was made for."""

    id: int
    name: str
    kind: Kind
    headers: tuple[str, ...]
    mapping: Mapping[str, Any]
    actor: str
    updated_at: datetime

    def fits(self, headers: tuple[str, ...]) -> bool:
        """Whether a file with these headers is one of those it was made for, whatever their order."""
        return frozenset(self.headers) == frozenset(headers)


@dataclass(frozen=True, slots=True)
class Heading:
    """A header of a file: some of its cells, where they go (see `columns.Use`), and what decided that."""

    header: str
    samples: tuple[str, ...]
    goes_to: str
    how: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """A file as a mapping reads it: its headers, whether it can be taken so, and what the first rows say to that.

    `trouble` says why it cannot be taken at all; `refused` are those of the first `tried` rows that would be rejected.
    `values` holds, for each column whose words must be ours, the file's words that are not.
    """

    name: str
    source: str
    kind: Kind
    total: int
    headings: tuple[Heading, ...]
    targets: tuple[str, ...]
    trouble: str = ""
    tried: int = 0
    refused: tuple[Rejected, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """One row of a preview: who or what it speaks of, and field → (before, after)."""

    line: int
    name: str
    fields: Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, with examples of each."""

    counts: Mapping[str, int]
    leads_from_words: int
    created: tuple[Example, ...]
    updated: tuple[Example, ...]
    rejected: tuple[Rejected, ...]
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something under way has come. `total` is None before it is known; `error` is for the reader.

    `is_stopped`: someone asked for its end, and `error` says who; nothing went wrong.
    """

    what: Literal["preview", "import", "undo"]
    name: str
    bot_id: int
    done: int = 0
    total: int | None = None
    batch_id: int | None = None
    error: str = ""
    is_over: bool = False
    is_stopped: bool = False
