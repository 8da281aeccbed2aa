"""A follower's eye on the record: has anybody, in any process, committed something that can be followed by now?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from leadlight.errors import FaultError
from leadlight.record import feed
from leadlight.record.engine import reading
from leadlight.record.file_guard import identity


class Watch:
    """Asks cheaply: `PRAGMA data_version` on a connection of its own (SQLite), else the feed's newest position."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seen: Any = None
        self._own = engine.raw_connection() if engine.dialect.name == "sqlite" else None
        self._path = Path(engine.url.database or "")
        self._file = identity(self._path)

    def changed(self) -> bool:
        """Whether there is something new since the last call; True at the first.

        Raises FaultError where the file is another one by now: make a new watch.
        """
        now = self._look()
        before, self._seen = self._seen, now
        return bool(now != before)

    def _look(self) -> Any:
        if self._own is None:
            with reading(self._engine) as connection:
                return feed.newest(connection)
        if identity(self._path) != self._file:
            raise FaultError("the record's file was moved or replaced")
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
