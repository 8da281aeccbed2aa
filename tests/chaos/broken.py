"""Builds of Leadlight that break a promise on purpose: a harness that never failed on one of them proves nothing."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from leadlight.record import engine, postgresql
from leadlight.record.unit_of_work import UnitOfWork
from pipelines import export as exporting
from tests.chaos.mounts import mount_read_only

CANNOT = 77
"""Exit code of a child that may not make the fault it was asked for."""


def _sound() -> None:
    """The build as it is."""


def _early_answer() -> None:
    """Says that a change is kept before it is."""
    from tests.chaos import writer  # the writer imports what is broken here

    def tell_first(work: UnitOfWork, ack: Callable[[], None]) -> None:
        ack()
        work.commit()

    writer.commit = tell_first


def _events_apart() -> None:
    """Announces in a transaction of its own, after the change."""
    commit = UnitOfWork.commit

    def in_two(work: UnitOfWork) -> Any:
        events, work._events = work._events, []
        token = commit(work)
        with UnitOfWork(work.engine, work.clock, work.scope) as second:
            second._events = events
            commit(second)
        return token

    UnitOfWork.commit = in_two  # type: ignore[method-assign]  # this child only


def _file_in_place() -> None:
    """Writes an export under its final name from the start."""

    def straight(house: Any, scope: Any, bots: Any, pairs: Any, target: Path, *more: Any) -> int:
        with target.open("wb", buffering=0) as stream:
            pieces = exporting.ask.export(house, scope, bots, pairs, target.suffix[1:])
            return sum(stream.write(piece) for piece in pieces)

    exporting.export = straight  # type: ignore[assignment]  # this child only


def _synchronous(level: str) -> Callable[[], None]:
    """Waits less for the disk than SQLite must."""

    def weaken() -> None:
        @event.listens_for(Pool, "checkout")
        def checkout(connection: Any, *_: Any) -> None:
            connection.execute(f"PRAGMA synchronous={level}")

    return weaken


def _without_wal() -> None:
    """Not broken: runs as where SQLite's library is too old for a log that can be relied upon."""
    engine.wal_is_safe = lambda version: False


def _impatient() -> None:
    """Not broken: gives up a held lock soon, so that a test need not wait."""
    engine.BUSY_MS = 300
    postgresql.SESSION = postgresql.SESSION.replace("lock_timeout=10s", "lock_timeout=300ms")


def _full_disk() -> None:
    """Not broken: may write no file longer than a page."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, resource.RLIM_INFINITY))


def _read_only() -> None:
    """Not broken: root too finds the data folder on a disk that takes nothing."""
    if not mount_read_only(Path(os.environ["LEADLIGHT_DATA_DIR"])):
        os._exit(CANNOT)


BUILDS: dict[str, Callable[[], None]] = {
    "": _sound,
    "early answer": _early_answer,
    "events apart": _events_apart,
    "file in place": _file_in_place,
    "synchronous NORMAL": _synchronous("NORMAL"),
    "synchronous OFF": _synchronous("OFF"),
    "without WAL": _without_wal,
    "impatient": _impatient,
    "full disk": _full_disk,
    "read only": _read_only,
}
"""What is broken, by name."""
