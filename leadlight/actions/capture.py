"""One run of the door in: whose bot, which batch, what it may meet; the same for leads, conversations and moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from leadlight.actions.import_examples import Examples
from leadlight.actions.matching import Matcher
from leadlight.domain.bot import Bot
from leadlight.record.ground import Ground
from leadlight.record.unit_of_work import UnitOfWork

PATHS = {"landing_page": "landing_path", "source_page": "source_path"}
"""Pages as given → their normalised paths, kept beside them."""


@dataclass(slots=True)
class Capture:
    """One run of the door: the bot, the batch it belongs to (None outside imports), and what it may meet.

    `is_test`: a trial of our own, which meets only leads of trials and makes no other.
    A dry run reads and decides as a real one does, and writes nothing: its `ground` keeps what it would have written.
    """

    bot: Bot
    actor: str
    batch_id: int | None = None
    announce: bool = True
    dry_run: bool = False
    key: str = "external_id"
    ground: Ground = field(default_factory=Ground)
    matcher: Matcher = field(init=False)
    examples: Examples | None = None
    is_test: bool = False

    def __post_init__(self) -> None:
        self.matcher = Matcher(self.bot.id, self.key, self.ground, is_test=self.is_test)


def new_ids(work: UnitOfWork, capture: Capture, table: str, count: int) -> Iterator[int]:
    """Ids for `count` new rows; a dry run takes them from where no row is."""
    if capture.dry_run:
        return capture.ground.ids
    return iter(work.reserve_ids(table, count))
