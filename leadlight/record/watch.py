"""A follower's eye on the record: has anybody, in any process, committed; and how far it has come itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from leadlight.record import feed
from leadlight.record.engine import reading, told_plainly


class Watch:
    """Asks cheaply: `PRAGMA data_version` on a connection of its own (SQLite), else the newest seq of the feed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seen: Any = None
        self._own = engine.raw_connection() if engine.dialect.name == "sqlite" else None

    def changed(self) -> bool:
        """Whether there is something new since the last call; True at the first."""
        now = self._look()
        before, self._seen = self._seen, now
        return bool(now != before)

    def _look(self) -> int:
        if self._own is None:
            with reading(self._engine) as connection:
                return feed.last_seq(connection)
        cursor = self._own.cursor()
        try:
            cursor.execute("PRAGMA data_version")
            return int((cursor.fetchone() or (0,))[0])
        finally:
            cursor.close()

    def close(self) -> None:
        """Give the connection back."""
        if self._own is not None:
            self._own.close()
            self._own = None


def report_progress(engine: Engine, name: str, seq: int, now: datetime) -> int:
    """Note how far the named follower has come and drop what all have passed; returns how many feed rows went."""
    with told_plainly(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        feed.note_watermark(connection, name, seq, now)
        return feed.prune(connection)
