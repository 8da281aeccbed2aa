"""Looking at a record without touching it: no file is made, nothing is migrated or written, and locks are left alone.

Every function that takes a connection raises FaultError (from `looking`) where the record cannot answer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, func, literal, make_url, select, text, tuple_
from sqlalchemy.pool import NullPool

from leadlight.record.engine import open_engine, sqlite_module, told_plainly, wal_is_safe
from leadlight.record.tables import activity, bot, change, conversation, follower, import_batch, lead

PATIENCE = 3
"""Seconds to wait for a lock, or for a server to answer the door."""
CHECK_SECONDS = 5.0
"""How long the file itself may be examined."""


@dataclass(frozen=True, slots=True)
class Follows:
    """A follower: its name, the feed rows it has yet to take, and when it last reported (UTC)."""

    name: str
    behind: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Running:
    """An import that says it is running: its file, and its last sign of life (UTC)."""

    id: int
    file: str
    seen_at: datetime


def file_of(url: str) -> Path | None:
    """The file of a SQLite record; None where the record is on a server. Raises InputError for what is no such URL."""
    engine = open_engine(url)  # opens nothing yet, but judges the URL
    engine.dispose()
    return Path(engine.url.database) if engine.dialect.name == "sqlite" and engine.url.database else None


def place_of(url: str) -> str:
    """Where the record is, in words and without its password."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return str(parsed.database)
    return f"{parsed.database} on {parsed.host or 'this machine'}" + (f":{parsed.port}" if parsed.port else "")


@contextmanager
def looking(url: str) -> Iterator[Connection]:
    """A connection that can only read. Only for a process of its own, which has the record open nowhere else."""
    engine = _read_only(url)
    try:
        with told_plainly(), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _read_only(url: str) -> Engine:
    path = file_of(url)
    if path is None:
        patient = make_url(url).update_query_dict({"connect_timeout": str(PATIENCE)})
        return open_engine(patient.render_as_string(hide_password=False)).execution_options(postgresql_readonly=True)
    # A file in WAL mode without its log is open nowhere; reading it as it stands leaves no new log beside it.
    is_still = _journal(path) == "WAL" and not path.with_name(path.name + "-wal").exists()
    still = "&immutable=1" if is_still else ""
    address = f"file:{quote(str(path))}?mode=ro{still}"
    connect = sqlite_module().connect

    def creator() -> Any:
        return connect(address, uri=True, timeout=PATIENCE)

    return create_engine("sqlite://", creator=creator, module=sqlite_module(), poolclass=NullPool)


def library() -> tuple[str, bool]:
    """The version of the SQLite library in use, and whether it is free of the WAL-reset race."""
    module = sqlite_module()
    return str(module.sqlite_version), wal_is_safe(module.sqlite_version_info)


def modes(connection: Connection, url: str) -> dict[str, str]:
    """How the engine keeps what is written: journal and checks of SQLite, isolation and rights of PostgreSQL."""
    return _sqlite_modes(url) if connection.dialect.name == "sqlite" else _postgresql_modes(connection)


def _sqlite_modes(url: str) -> dict[str, str]:
    path = file_of(url)
    ours = open_engine("sqlite://")  # in memory: what every connection of ours is set to
    names = {"synchronous": {"2": "FULL", "3": "EXTRA"}, "foreign_keys": {"1": "on"}, "secure_delete": {"1": "on"}}
    with ours.connect() as connection:
        set_to = {name: str(connection.execute(text(f"PRAGMA {name}")).scalar()) for name in names}
    ours.dispose()
    return {"journal_mode": _journal(path) if path else "none"} | {
        name: names[name].get(value, value) for name, value in set_to.items()
    }


def _journal(path: Path) -> str:
    """The journal mode as the file's own header has it."""
    try:
        with path.open("rb") as stream:
            kept = stream.read(19)[18:]
    except OSError:
        kept = b""
    return {b"\x02": "WAL", b"\x01": "DELETE"}.get(kept, "unknown")


_MAY_WRITE = """
    SELECT coalesce(bool_and(CASE WHEN relkind = 'S' THEN has_sequence_privilege(oid, 'USAGE') ELSE
        has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
        AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE') END), true)::text
    FROM pg_class WHERE relkind IN ('r', 'S') AND relnamespace = current_schema()::regnamespace
"""


def _postgresql_modes(connection: Connection) -> dict[str, str]:
    asked = {
        "server": "SHOW server_version",
        "isolation": "SHOW default_transaction_isolation",
        "writes": "SELECT CASE WHEN pg_is_in_recovery() THEN 'refused: a standby' ELSE 'taken' END",
        "may make tables": "SELECT has_schema_privilege(current_schema(), 'CREATE')::text",
        "may write": _MAY_WRITE,
        "encoding": "SHOW server_encoding",
        "size": "SELECT pg_size_pretty(pg_database_size(current_database()))",
    }
    return {name: str(connection.execute(text(sql)).scalar()) for name, sql in asked.items()}


def version(connection: Connection) -> str | None:
    """The schema version; None where no table was made yet."""
    return MigrationContext.configure(connection).get_current_revision()


def knows(version: str) -> bool:
    """Whether this code knows the schema version, its own or an older one."""
    script = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    return version in {each.revision for each in script.walk_revisions()}


def troubles_of_file(connection: Connection) -> tuple[str, bool]:
    """What SQLite's own check of the file says ('ok' at best), and whether it came to an end in the time it had."""
    raw = connection.connection.driver_connection
    until = time.monotonic() + CHECK_SECONDS
    assert raw is not None
    raw.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    try:
        found = raw.execute("PRAGMA quick_check(3)").fetchall()
    except sqlite_module().OperationalError as error:
        if "interrupt" not in str(error):
            raise
        return "ok", False
    finally:
        raw.set_progress_handler(None, 0)
    return "; ".join(str(row[0]) for row in found), True


def counts(connection: Connection) -> dict[str, int]:
    """How many bots, leads and conversations there are."""
    tables = {"bots": bot, "leads": lead, "conversations": conversation}
    return {
        name: int(connection.execute(select(func.count()).select_from(each)).scalar_one())
        for name, each in tables.items()
    }


def followers(connection: Connection) -> list[Follows]:
    """Every follower that ever reported, the farthest behind first."""
    place = tuple_(func.coalesce(change.c.xid, literal(0)), change.c.seq)
    past = select(func.count()).select_from(change).where(place > tuple_(follower.c.xid, follower.c.seq))
    rows = connection.execute(select(follower.c.name, past.scalar_subquery(), follower.c.seen_at))
    return sorted((Follows(*row) for row in rows), key=lambda each: -each.behind)


def running_imports(connection: Connection) -> list[Running]:
    """Imports that were begun and not ended."""
    seen = func.coalesce(import_batch.c.seen_at, import_batch.c.started_at, type_=import_batch.c.seen_at.type)
    query = select(import_batch.c.id, import_batch.c.file, seen).where(import_batch.c.state == "running")
    return [Running(*row) for row in connection.execute(query.order_by(import_batch.c.id))]


def zones(connection: Connection) -> dict[str, str]:
    """Each bot's zone by its key."""
    return {row.key: row.zone for row in connection.execute(select(bot.c.key, bot.c.zone))}


def last_written(connection: Connection) -> datetime | None:
    """When the newest activity was noted (UTC); None where nothing ever was."""
    newest = select(func.max(activity.c.id)).scalar_subquery()
    found: Any = connection.execute(select(activity.c.at).where(activity.c.id == newest)).scalar()
    return found if isinstance(found, datetime) else None
