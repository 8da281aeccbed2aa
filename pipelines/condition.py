"""How the running server stands, for `/readyz` and for pages: what works, and what is in the way in plain words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from leadlight.bootstrap import House
from leadlight.domain.position import ORIGIN, Position
from leadlight.errors import FaultError
from leadlight.record import feed, readiness
from leadlight.record.engine import reading
from leadlight.record.holders import holding_back
from leadlight.warehouse.store import READY, Warehouse
from pipelines import background
from pipelines.follower import Follower

BEHIND = 10_000
"""Feed rows the numbers may be behind the record; more are an import that is just being followed, or a trouble."""
STUCK_FOR = timedelta(seconds=30)
"""How long they may stay so far behind without coming nearer."""
BUSY_FOR = timedelta(seconds=15)
"""How long the record may be busy at every look before the server is no longer ready: an import holds it in bursts."""
ENOUGH_BYTES = 64 * 2**20
"""Free space below which a write may fail at any moment."""
BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing in the way: in words, and whether the server can do its work all the same."""

    what: str
    grave: bool = True


@dataclass(slots=True)
class Condition:
    """Called, it looks once and says how things stand (see docs/contracts.md, HTTP). It remembers only how long."""

    house: House
    warehouse: Warehouse
    follower: Follower
    _busy_since: datetime | None = field(default=None, init=False)
    _far_since: datetime | None = field(default=None, init=False)
    _reached: Position = field(default=ORIGIN, init=False)

    def __call__(self) -> dict[str, object]:
        """`ready`, `why`, then the small set of facts; never a path of a lead, a secret or a person's data."""
        record, behind, troubles = self._record()
        troubles += self._warehouse(behind)
        troubles += disk_troubles(self.house.settings.data_dir)
        free = free_bytes(self.house.settings.data_dir)
        return {
            "ready": not any(each.grave for each in troubles),
            "why": [each.what for each in troubles],
            "record": record,
            "warehouse": self.warehouse.state,
            "behind": behind,
            "follower": self.follower.trouble or "following",
            "free_bytes": free,
        }

    def _record(self) -> tuple[str, int | None, list[Trouble]]:
        """The record's state, the feed rows the warehouse is behind it, and what is in the way."""
        try:
            with reading(self.house.engine) as connection:
                behind = feed.behind(connection, self.warehouse.position)
            held = [each for each in holding_back(self.house.engine) if each.is_long] if behind else []
        except FaultError as error:
            return str(error), None, [Trouble(str(error))]
        try:
            busy = readiness.is_busy(self.house.engine)
        except FaultError as error:
            return str(error), behind, [Trouble(f"{error}; what is there can be read")]
        if busy:
            return self._busy(behind)
        self._busy_since = None
        return READY, behind, [Trouble(each.told, grave=False) for each in held]

    def _busy(self, behind: int) -> tuple[str, int, list[Trouble]]:
        if background.is_at_work(self.house):  # the very import or undo that a page shows
            self._busy_since = None
            return BUSY, behind, []
        now = self.house.clock.now()
        self._busy_since = self._busy_since or now
        told = "another process is writing to the record: edits wait, numbers go on"
        return BUSY, behind, [Trouble(told, grave=now - self._busy_since >= BUSY_FOR)]

    def _warehouse(self, behind: int | None) -> Iterator[Trouble]:
        if self.warehouse.state != READY:
            yield Trouble(f"the warehouse is {self.warehouse.state}: it is built anew from the record by itself")
        if behind is not None and self._is_stuck(behind):
            yield Trouble(f"the numbers are {behind} changes behind the record, and come no nearer")
        if self.follower.trouble and behind is not None:  # else it meets what the record is told to suffer from
            yield Trouble(f"the warehouse cannot follow just now: {self.follower.trouble}", grave=False)

    def _is_stuck(self, behind: int) -> bool:
        """Whether the numbers are far behind and did not move at any look for a while: an import is soon followed."""
        now, reached = self.house.clock.now(), self.warehouse.position
        if behind <= BEHIND or reached != self._reached or self._far_since is None:
            self._far_since, self._reached = (now if behind > BEHIND else None), reached
        return self._far_since is not None and now - self._far_since >= STUCK_FOR


def free_bytes(folder: Path) -> int | None:
    """Bytes free for us where the folder lies; None where that cannot be told."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def disk_troubles(folder: Path, free: Callable[[Path], int | None] = free_bytes) -> Iterator[Trouble]:
    """What keeps us from writing into the data folder, tried by a small file, which tells also of quotas."""
    left = free(folder)
    if left is not None and left < ENOUGH_BYTES:
        yield Trouble(f"only {left // 2**20} MB are free where {folder} lies: make room")
    draft = folder / f".writable-{os.getpid()}"
    try:
        draft.write_bytes(b"\0" * 4096)
    except OSError as error:
        yield Trouble(f"{folder} cannot be written: {error.strerror}")
    finally:
        with suppress(OSError):  # told above
            draft.unlink(missing_ok=True)
