"""Opening the record: one engine for SQLite or PostgreSQL, with the settings that keep acknowledged writes safe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias, cast

from sqlalchemy import URL, Connection, Engine, Select, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    OperationalError,
    PendingRollbackError,
    TimeoutError,
)

from leadlight.errors import FaultError, InputError
from leadlight.record import postgresql
from leadlight.record.file_guard import guard
from leadlight.record.postgresql import open_postgresql

Record: TypeAlias = Engine
"""The record, opened. Other floors pass it on without knowing what it is."""
SAFE_WAL = (3, 51, 3)
"""The first SQLite without the WAL-reset race (fixes were also carried back to 3.44.6 and 3.50.7)."""
SAFE_BACKPORTS = {(3, 44): 6, (3, 50): 7}
BUSY_MS = 10_000
LOG_PAGES = 4_000
"""Pages (16 MB) of SQLite's log before a commit carries them into the file, and waits for the disk meanwhile."""
_PLAIN: Mapping[str, str] = {
    "database is locked": "another process has been writing to it for too long: try again in a moment",
    "database or disk is full": "the disk is full: make room, then try again",
    "disk I/O error": "its disk did not take it, or reports a fault: make room and look at the disk, then try again",
    "attempt to write a readonly database": "it can be read only: look at the rights of the data folder and its files",
    "unable to open database file": "its file cannot be opened: is the data folder there, and may it be used?",
}
"""What SQLite says → what is in the way, and what to do."""


def sqlite_module() -> ModuleType:
    """The SQLite driver with the newest library at hand: pysqlite3 where its wheel exists, else the standard one."""
    try:
        return import_module("pysqlite3.dbapi2")  # there is no wheel for every platform
    except ImportError:
        return import_module("sqlite3.dbapi2")  # loaded only where it is the one that will be used


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite can run in WAL mode without risking the file."""
    return version >= SAFE_WAL or version[2:] >= (SAFE_BACKPORTS.get((version[0], version[1]), 999),)


def open_engine(url: str) -> Engine:
    """An engine for `url`. Raises InputError where the URL is none, or names an engine we do not speak."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        # Not "from error": what cannot be read may hold a password, and errors are shown with their causes.
        raise InputError("LEADLIGHT_RECORD_URL is not a database URL") from None
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    if parsed.get_backend_name() in ("postgresql", "postgres"):  # libpq takes both, and some hosts write the short one
        return open_postgresql(parsed)
    raise InputError(f"the record lives in SQLite or PostgreSQL, not {parsed.get_backend_name()}")


def _open_sqlite(url: URL) -> Engine:
    module = sqlite_module()
    engine = create_engine(url, module=module, connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False})
    # Without a log a commit is the removal of the journal; only EXTRA waits until the disk knows of that.
    journal, wait = ("WAL", "FULL") if wal_is_safe(module.sqlite_version_info) else ("DELETE", "EXTRA")

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # driver autocommit: transactions begin where we say so, below
        for pragma in (f"journal_mode={journal}", f"synchronous={wait}", "foreign_keys=ON", "secure_delete=ON",
                       f"wal_autocheckpoint={LOG_PAGES}"):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")

    if url.database not in (None, "", ":memory:"):
        guard(engine, Path(str(url.database)))

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A read that later writes in the same deferred transaction fails at once with "locked": say it first.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection in one consistent read transaction: all it answers is of one moment."""
    with told_plainly(), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def driver_rows(connection: Connection, query: Select[Any]) -> Sequence[tuple[Any, ...]]:
    """The driver's own rows, as the engine holds them: SQLAlchemy's take as long to make as these to read."""
    cursor = connection.execute(query).cursor
    assert cursor is not None  # a SELECT has one
    return cast(Sequence[tuple[Any, ...]], cursor.fetchall())


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn the engine's troubles (locked, disk full, unreachable, no database) into a FaultError for the reader."""
    try:
        yield
    except TimeoutError as error:
        raise FaultError("the record cannot be used just now: all connections to it are in use, try again") from error
    except (
        PendingRollbackError
    ) as error:  # said of a lost connection by whatever comes after the statement that lost it
        raise FaultError("the record cannot be used just now: the connection to it was lost, try again") from error
    except DBAPIError as error:
        told = postgresql.plainly(error) if hasattr(error.orig, "sqlstate") else _sqlite_plainly(error)
        if told is None:  # a broken rule or statement is a fault of ours
            raise
        raise FaultError(told) from error


def _sqlite_plainly(error: DBAPIError) -> str | None:
    if isinstance(error, OperationalError):
        said = str(error.orig)
        return f"the record cannot be used just now: {_PLAIN.get(said, said)}"
    if type(error) is DatabaseError:
        return f"the record is damaged ({error.orig}): restore it from a backup"
    return None
