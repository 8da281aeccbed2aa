"""A place in the change feed: what a commit returns, and how far a warehouse has come."""

from __future__ import annotations

from typing import NamedTuple


class Position(NamedTuple):
    """Ordered as the feed is followed: by transaction, then by number. On SQLite, which has one writer, `xid` is 0."""

    xid: int
    seq: int

    def __str__(self) -> str:
        return f"{self.xid}/{self.seq}" if self.xid else str(self.seq)


ORIGIN = Position(0, 0)
"""Before everything."""
