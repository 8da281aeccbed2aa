"""The record on PostgreSQL: how it is opened, and what its troubles are called in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from leadlight.errors import FaultError

POOL, MORE, WAIT_FOR_ONE = 10, 20, 10.0
"""Connections kept, further ones at a rush, and seconds to wait for one when all are in use."""
CONNECTING: Mapping[str, Any] = {
    "application_name": "leadlight",
    "client_encoding": "utf8",  # whatever PGCLIENTENCODING says
    "connect_timeout": 5,
    # A server whose machine is gone says nothing at all: notice within a minute.
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 40_000,
}
"""libpq's settings, each of them overruled by the same name in the URL."""
SESSION = (
    "-c lock_timeout=10s -c idle_in_transaction_session_timeout=10min -c default_transaction_isolation=read\\ committed"
)
"""Nobody waits for a lock in silence, nobody who hangs holds others up for long."""
_PLAIN: Mapping[str, str] = {
    "08": "its server cannot be reached",
    "28": "its server refuses the user or the password in LEADLIGHT_RECORD_URL",
    "3D": "its server has no database of that name: create it first",
    "53100": "the disk of its server is full",
    "53300": "its server takes no more connections",
    "53": "its server has run out of something it needs",
    "55P03": "somebody else has been writing the same for too long: try again",
    "40P01": "two writers waited for each other: try again",
    "40001": "somebody else was writing the same: try again",
    "57014": "its server gave up what was asked",
    "57": "its server is starting, stopping or was restarted: try again",
    "25006": "its server takes no writes: it is a standby or set to read only",
    "25P03": "its server cut off who was idle for too long",
    "3F": "the user in LEADLIGHT_RECORD_URL may not make tables there (see docs/contracts.md, Settings)",
    "42501": "the user in LEADLIGHT_RECORD_URL lacks a right (see docs/contracts.md, Settings)",
    "58": "its server has a fault of its machine",
    "XX": "its server reports damage",
}
"""SQLSTATE, or the class it begins with → what is in the way."""
_SAID: Mapping[str, str] = {
    "password authentication failed": "28",
    "no password supplied": "28",
    "no pg_hba.conf entry": "28",
    'role "': "28",
    "does not exist": "3D",
    "permission denied for database": "42501",
    "too many clients": "53300",
    "remaining connection slots": "53300",
    "starting up": "57",
    "shutting down": "57",
    "in recovery mode": "57",
}
"""While it connects libpq hands on no SQLSTATE, only the server's words: what these say (in English) → the same."""


def open_postgresql(url: URL) -> Engine:
    """An engine for this URL. Connections that died with a restarted server are noticed and replaced."""
    given = {name: value for name, value in CONNECTING.items() if name not in url.query}
    if "options" not in url.query:
        given["options"] = SESSION
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args=given,
        pool_pre_ping=True,
        pool_size=POOL,
        max_overflow=MORE,
        pool_timeout=WAIT_FOR_ONE,
    )
    # Before SQLAlchemy's own first questions: from a database of no encoding they come back as bytes.
    event.listen(engine, "connect", _refuse_other_encoding, insert=True)
    return engine


def _refuse_other_encoding(connection: Any, _record: Any) -> None:
    """Raise FaultError where the database cannot keep every text: names and messages are in all the world's letters."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding not in (None, "UTF8"):  # None from a pooler that does not hand it on
        connection.close()
        raise FaultError(
            f"the record cannot be used: its database is in {encoding}, which cannot keep every text: "
            "make one by `createdb -E UTF8 -T template0 NAME` and name it in LEADLIGHT_RECORD_URL"
        )


def plainly(error: DBAPIError) -> str | None:
    """What is in the way, in words without a value from the record; None where the fault is in our statement."""
    state = getattr(error.orig, "sqlstate", None)
    said = str(error.orig).strip()
    if state is None:
        if not (isinstance(error, OperationalError) or "connection option" in said):
            return None  # psycopg itself refuses a value or a statement
        state = next((code for words, code in _SAID.items() if words in said), "08")
    told = _PLAIN.get(state) or _PLAIN.get(state[:2])
    return told and f"the record cannot be used just now: {told} ({_first_line(said)})"


def _first_line(said: str) -> str:
    """The server's own words; what follows the first line may quote a row."""
    return said.splitlines()[0].removeprefix("connection failed: ") if said else "it said nothing"
