"""Whether the record can be written just now, asked without writing and without waiting long."""

from __future__ import annotations

from sqlalchemy import Engine, PoolProxiedConnection, text
from sqlalchemy.exc import OperationalError

from leadlight.errors import FaultError
from leadlight.record.engine import BUSY_MS, told_plainly

LOOK_MS = 250
"""How long the look itself may wait for the one writer of a SQLite record."""
_BUSY = ("database is locked", "database table is locked")


def is_busy(engine: Engine) -> bool:
    """Whether another process or thread has held the record all through the look; reading goes on meanwhile.

    Where short writes follow one another, each is soon done, and whoever waits has the next turn or one after it.

    Always False on PostgreSQL, where writers do not wait for each other. Raises FaultError where nothing can be
    written at all: a read-only file or server, or a server that is away.
    """
    with told_plainly():
        return _sqlite_is_busy(engine) if engine.dialect.name == "sqlite" else _postgresql_refuses(engine)


def _sqlite_is_busy(engine: Engine) -> bool:
    with engine.connect() as connection:  # read options: nothing begins before we say so
        raw = connection.connection
        before = _commits(raw)
        try:
            for statement in (f"PRAGMA busy_timeout={LOOK_MS}", "BEGIN IMMEDIATE", "ROLLBACK"):
                raw.cursor().execute(statement)
        except engine.dialect.loaded_dbapi.OperationalError as error:
            if str(error) in _BUSY:
                return _commits(raw) == before
            raise OperationalError("BEGIN IMMEDIATE", None, error) from error
        finally:
            raw.cursor().execute(f"PRAGMA busy_timeout={BUSY_MS}")
    return False


def _commits(raw: PoolProxiedConnection) -> int:
    """A number that is another one once somebody else has committed."""
    return int(raw.cursor().execute("PRAGMA data_version").fetchone()[0])


def _postgresql_refuses(engine: Engine) -> bool:
    with engine.connect() as connection:
        recovering = connection.execute(text("SELECT pg_is_in_recovery()")).scalar()
        frozen = connection.execute(text("SHOW default_transaction_read_only")).scalar() == "on"
    if recovering or frozen:
        raise FaultError("the record's server takes no writes: it is a standby or set to read only")
    return False
