"""Who holds the change feed back: on PostgreSQL the oldest open transaction of anyone on the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, text

from leadlight.record.engine import reading


@dataclass(frozen=True, slots=True)
class Holder:
    """A connection whose transaction is open, and since when; its own words only as far as the server tells them."""

    pid: int
    user: str
    application: str
    database: str
    state: str
    since: datetime


# A prepared transaction has no connection: it is told by the name it was prepared under.
_HOLDERS = text("""
    WITH waiting AS (SELECT min(xid) AS xid FROM change
                     WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    SELECT pid, coalesce(usename, ''), coalesce(application_name, ''), coalesce(datname, ''),
           coalesce(state, 'unknown'), coalesce(xact_start, now())
    FROM pg_stat_activity, waiting
    WHERE waiting.xid IS NOT NULL AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
    UNION ALL
    SELECT 0, owner, gid, database, 'prepared transaction', prepared FROM pg_prepared_xacts, waiting
    WHERE waiting.xid IS NOT NULL
    ORDER BY 6, 1
""")


def holding_back(engine: Engine) -> tuple[Holder, ...]:
    """Who must end before the rows that are committed can all be followed, the longest first; nobody on SQLite.

    Transactions in other databases of the same server hold the feed back as well. Raises FaultError.
    """
    if engine.dialect.name != "postgresql":
        return ()
    with reading(engine) as connection:
        return tuple(Holder(*row) for row in connection.execute(_HOLDERS))
