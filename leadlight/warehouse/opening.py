"""Opening a DuckDB file: locked down, with the schema it should have, and where a crash cannot take the server down."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import duckdb

from leadlight.domain.position import ORIGIN, Position
from leadlight.domain.status import STEPS
from leadlight.errors import FaultError

STORAGE = "v1.4.0"
"""How a new file is laid out. (Measured at a million leads: texts that repeat group 3 times as fast as in the oldest
layout, which is the default; as large, and no slower to write.)"""
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",  # data enters by register() of Arrow tables, never by path
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "python_enable_replacements": "false",  # a name in SQL is never a Python variable
    "threads": "2",
    "storage_compatibility_version": STORAGE,
    "wal_autocheckpoint": "1TB",  # never within a commit: store.checkpoint does it, where the disk has the room
    "allocator_background_threads": "true",  # what a large load has used goes back to the system by and by
}
LOG = ".wal"
LOGS = (LOG, ".wal.checkpoint", ".wal.recovery")
"""What DuckDB keeps beside its file, the last two in the midst of a checkpoint only."""
SCHEMA = Path(__file__).parent / "schema"
MEMORY = "600MB"
BESIDE = {"memory_limit": "150MB", "threads": "1"}
"""For a warehouse that is built beside the one in use: what fills it works on the other core, and in small pieces
a second thread costs more than it brings (measured: 4.0 s of work instead of 6.7 for 1.3 million rows)."""
LOCKED_FOR = 5.0
"""Seconds to wait for another process that holds the file, as a command does briefly."""
PROBE_SECONDS = 120

# A garbled file or write-ahead log can abort the process that opens it, so another one tries first. It also replays
# the log and closes cleanly. `held` is told apart from damage: such a file is somebody's, not broken.
_PROBE = """
import sys, duckdb
try:
    with duckdb.connect(sys.argv[1], config={"enable_external_access": "false", "memory_limit": "600MB"}) as it:
        for (name,) in it.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            it.table(name).aggregate("count(*)").fetchall()
        it.execute("SELECT * FROM watermark, meta").fetchall()
except duckdb.Error as error:
    sys.exit(7 if "lock on file" in str(error) else 8)
"""


@cache
def schema() -> str:
    """The DDL of every table, from schema/*.sql; a line with <stage> stands once for each step of domain/status.py."""
    lines = [line for path in sorted(SCHEMA.glob("*.sql")) for line in path.read_text("utf-8").splitlines()]
    return "\n".join(each for line in lines for each in by_stage(line))


def by_stage(line: str) -> list[str]:
    """A line of DDL for each stage it speaks of; itself where it speaks of none."""
    return [line.replace("<stage>", step.key) for step in STEPS] if "<stage>" in line else [line]


@cache
def schema_version() -> str:
    """Changes whenever DDL or layout do: a file of another version is rebuilt, never migrated."""
    return hashlib.sha256(f"{STORAGE}\n{schema()}".encode()).hexdigest()[:16]


def connect(path: Path, *, beside: bool = False) -> duckdb.DuckDBPyConnection:
    """The one writing connection: external access off, UTC, configuration locked; frugal `beside` another.

    Raises FaultError where another process holds the file, duckdb.Error where it is damaged.
    """
    try:
        connection = duckdb.connect(str(path), config=CONFIG | {"memory_limit": MEMORY} | (BESIDE if beside else {}))
    except duckdb.IOException as error:
        if "lock on file" in str(error):
            raise held(path) from error
        raise
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    connection.execute("SET lock_configuration = true")
    return connection


def held(path: Path) -> FaultError:
    """The error for a file that another process has open."""
    return FaultError(f"{path.name} is in use by another process of Leadlight: try again when that one has finished")


def create(path: Path, *, beside: bool = False) -> duckdb.DuckDBPyConnection:
    """A new, empty warehouse at `path`, whatever stood there before. Raises FaultError where the disk is in the way."""
    remove(path)
    try:
        connection = connect(path, beside=beside)
    except duckdb.IOException as error:
        raise FaultError(f"{path} cannot be made: {str(error).splitlines()[0]}") from error
    connection.execute(schema())
    connection.execute("INSERT INTO meta VALUES ('schema', ?)", [schema_version()])
    connection.execute("INSERT INTO watermark VALUES (0, 0, TIMESTAMP '1970-01-01')")
    return connection


def open_or_create(path: Path) -> tuple[duckdb.DuckDBPyConnection, bool]:
    """The warehouse at `path`, and whether it is new and empty because there was none, or none that could be used."""
    if path.exists() and _sound(path):
        connection = connect(path)
        if meta(connection, "schema") == schema_version():
            return connection, False
        connection.close()
    return create(path), True


def _sound(path: Path) -> bool:
    until = time.monotonic() + LOCKED_FOR
    while True:
        code = _probe(path)
        if code != 7:
            return code == 0
        if time.monotonic() > until:
            raise held(path)
        time.sleep(0.2)


def _probe(path: Path) -> int:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _PROBE, str(path)], capture_output=True, timeout=PROBE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return 8
    return done.returncode


# Both read their answer to its end: one that is not keeps its transaction open, and under an older transaction
# DuckDB checkpoints no update.
def meta(connection: duckdb.DuckDBPyConnection, key: str) -> str | None:
    """A fact the warehouse keeps about itself: `schema`, `record`."""
    rows = connection.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchall()
    return str(rows[0][0]) if rows else None


def watermark(connection: duckdb.DuckDBPyConnection) -> Position:
    """How far the feed has been followed."""
    rows = connection.execute("SELECT xid, seq FROM watermark").fetchall()
    return Position(*rows[0]) if rows else ORIGIN


def remove(path: Path) -> None:
    """Delete a warehouse file with its log and what a killed process had put aside. It holds personal data.

    Raises FaultError for what cannot be deleted, such as a folder of that name.
    """
    shutil.rmtree(path.with_name(path.name + ".tmp"), ignore_errors=True)
    for each in (path, *(path.with_name(path.name + log) for log in LOGS)):
        try:
            each.unlink(missing_ok=True)
        except OSError as error:
            raise FaultError(
                f"{each} is in the way of the warehouse and cannot be removed: {error.strerror}"
            ) from error
