"""One run of the door in: whose bot, which batch, what it may meet; the same for leads, conversations and moves."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from leadlight.actions.import_examples import Examples
from leadlight.actions.matching import Matcher
from leadlight.domain.bot import Bot
from leadlight.record import feed
from leadlight.record.unit_of_work import UnitOfWork

PATHS = {"landing_page": "landing_path", "source_page": "source_path"}
"""Pages as given → their normalised paths, kept beside them."""


@dataclass(slots=True)
class Capture:
    """One run of the door: the bot, the batch it belongs to (None outside imports), and what it may meet.

    A dry run reads and decides as a real one does, and writes nothing: `dry_…` hold what it would have written.
    """

    bot: Bot
    actor: str
    batch_id: int | None = None
    announce: bool = True
    dry_run: bool = False
    matcher: Matcher = field(init=False)
    key: str = "external_id"
    dry_ids: Iterator[int] = field(default_factory=lambda: itertools.count(-1, -1))
    dry_talks: dict[str, dict[str, Any]] = field(default_factory=dict)
    dry_moves: set[tuple[int, str, datetime]] = field(default_factory=set)
    examples: Examples | None = None

    def __post_init__(self) -> None:
        self.matcher = Matcher(self.bot.id, self.key)

    def goes_on_from(self, before: Capture) -> None:
        """See what a dry run of the file before would have written."""
        self.dry_ids, self.dry_talks, self.dry_moves = before.dry_ids, before.dry_talks, before.dry_moves
        self.matcher.goes_on_from(before.matcher)


def new_ids(work: UnitOfWork, capture: Capture, table: str, count: int) -> Iterator[int]:
    """Ids for `count` new rows; a dry run takes them from where no row is."""
    return (
        capture.dry_ids if capture.dry_run else iter(feed.reserve_ids(work.connection, table, count) if count else ())
    )
