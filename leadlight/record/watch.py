"""A follower's eye on the record: has anybody, in any process, committed something that can be followed by now?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from leadlight.record import feed
from leadlight.record.engine import reading


class Watch:
    """Asks cheaply: `PRAGMA data_version` on a connection of its own (SQLite), else the feed's newest position."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seen: Any = None
        self._own = engine.raw_connection() if engine.dialect.name == "sqlite" else None

    def changed(self) -> bool:
        """Whether there is something new since the last call; True at the first."""
        now = self._look()
        before, self._seen = self._seen, now
        return bool(now != before)

    def _look(self) -> Any:
        if self._own is None:
            with reading(self._engine) as connection:
                return feed.newest(connection)
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
