"""A SQLite record whose file is moved, deleted or replaced while it is open: noticed before anything is written to it.

SQLite goes on with the file it opened, wherever that is by now: what it acknowledges there, nobody finds again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

from leadlight.errors import FaultError

_FILE = "file"
Identity = tuple[int, int] | None


def identity(path: Path) -> Identity:
    """What tells the file at `path` from any other that stood there before; None while there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def guard(engine: Engine, path: Path) -> None:
    """Give connections out only to the file that stands at `path` now, and make none anew once there was one.

    Taking a connection raises FaultError while the file is gone. It costs one `stat`.
    """
    stood = False

    @event.listens_for(engine, "do_connect")
    def do_connect(*_: Any) -> None:
        if stood and not path.exists():
            raise FaultError(f"the record's file {path} is gone: put it back, or a backup of it")

    @event.listens_for(engine, "connect")
    def connect(_connection: Any, kept: Any) -> None:
        nonlocal stood
        stood, kept.info[_FILE] = True, identity(path)

    @event.listens_for(engine, "checkout")
    def checkout(_connection: Any, kept: Any, _proxy: Any) -> None:
        if kept.info.get(_FILE) != identity(path):
            raise DisconnectionError("the record's file is another one by now")
