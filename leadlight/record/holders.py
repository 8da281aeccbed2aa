"""Who holds the change feed back: on PostgreSQL the oldest open transaction of anyone on the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, text

from leadlight.record.engine import reading

LONG = timedelta(seconds=10)
"""From here on somebody waiting for numbers wonders why."""
PREPARED = "prepared transaction"


@dataclass(frozen=True, slots=True)
class Holder:
    """A connection whose transaction is open, since when (UTC) and for how long; None where the server hides that."""

    pid: int
    user: str
    application: str
    database: str
    state: str
    since: datetime | None
    open_for: timedelta | None

    @property
    def is_long(self) -> bool:
        """Whether it is worth telling; one that hides its age is."""
        return self.open_for is None or self.open_for >= LONG

    @property
    def told(self) -> str:
        """What it is, and how it is ended."""
        since = f"open since {self.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if self.since else "open"
        return f"a transaction {since} ({self._who}) holds the numbers back: end it, or {self._end}"

    @property
    def _who(self) -> str:
        if self.state == PREPARED:
            return f"prepared as {self.application!r} by {self.user}"
        return (
            f"{self.application or 'a connection'} of {self.user or 'another user'}, process {self.pid} on its server"
        )

    @property
    def _end(self) -> str:
        if self.state == PREPARED:
            return f"ROLLBACK PREPARED in database {self.database}"
        return f"SELECT pg_terminate_backend({self.pid})"


# A prepared transaction has no connection: it is told by the name it was prepared under. Of other users' connections a
# user without pg_read_all_stats sees no more than process, name and transaction.
_HOLDERS = text("""
    WITH waiting AS (SELECT age((min(xid) % 4294967296)::text::xid) AS age FROM change
                     WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    SELECT pid, coalesce(usename, ''), coalesce(application_name, ''), coalesce(datname, ''),
           coalesce(state, 'unknown'), xact_start, clock_timestamp() - xact_start
    FROM pg_stat_activity, waiting
    WHERE age(backend_xid) > waiting.age AND pid <> pg_backend_pid()
    UNION ALL
    SELECT 0, owner, gid, database, :prepared, prepared, clock_timestamp() - prepared FROM pg_prepared_xacts, waiting
    WHERE age(transaction) > waiting.age
    ORDER BY 6, 1
""")


def holding_back(engine: Engine) -> tuple[Holder, ...]:
    """Who must end before the rows that are committed can all be followed, the longest first; nobody on SQLite.

    Transactions in other databases of the same server hold the feed back as well. Raises FaultError.
    """
    if engine.dialect.name != "postgresql":
        return ()
    with reading(engine) as connection:
        return tuple(Holder(*row) for row in connection.execute(_HOLDERS, {"prepared": PREPARED}))
