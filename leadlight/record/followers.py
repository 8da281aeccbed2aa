"""Who follows the feed and how far each has come; what all have passed is dropped."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, text

from leadlight.domain.position import Position
from leadlight.record.engine import told_plainly
from leadlight.record.feed import not_past, pruned_to
from leadlight.record.installation import renew
from leadlight.record.tables import change, follower, pruned
from leadlight.record.turns import FEED, take_turn

FORGOTTEN_AFTER = timedelta(days=30)
"""A follower not seen for so long keeps no feed rows: should it come back, it builds its warehouse anew."""


def report_progress(engine: Engine, name: str, position: Position, now: datetime) -> int:
    """Note how far the named follower has come and drop what all have passed; returns how many feed rows went."""
    with told_plainly(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        note_watermark(connection, name, position, now)
        return prune(connection, now)


def note_watermark(connection: Connection, name: str, position: Position, now: datetime) -> None:
    """Remember how far the named follower has come."""
    take_turn(connection, FEED)
    connection.execute(delete(follower).where(follower.c.name == name))
    connection.execute(insert(follower).values(name=name, xid=position.xid, seq=position.seq, seen_at=now))


def prune(connection: Connection, now: datetime) -> int:
    """Drop feed rows that every follower has passed; returns how many went. Followers long gone are forgotten."""
    take_turn(connection, FEED)
    connection.execute(delete(follower).where(follower.c.seen_at < now - FORGOTTEN_AFTER))
    query = select(follower.c.xid, follower.c.seq).order_by(follower.c.xid, follower.c.seq).limit(1)
    slowest = connection.execute(query).one_or_none()
    if slowest is None:
        return 0
    upto = Position(*slowest)
    gone = connection.execute(delete(change).where(not_past(connection, upto))).rowcount
    if gone:
        note_pruned(connection, upto)
    return gone


def begin_anew_where_moved(engine: Engine) -> bool:
    """Empty the feed of a record that was restored on another PostgreSQL, and say whether it was.

    Its rows name transactions which that server has yet to come to, so they cannot be put in order with new ones.
    Every warehouse is built anew then.
    """
    if engine.dialect.name != "postgresql":
        return False
    with engine.connect() as connection, connection.begin():
        known, running, to_come = connection.execute(_KNOWN).one()
        if known < to_come:
            return False
        take_turn(connection, FEED)
        last = connection.execute(select(func.max(change.c.seq))).scalar() or pruned_to(connection).seq
        for table in (change, follower):
            connection.execute(delete(table))
        note_pruned(connection, Position(running - 1, last))
        renew(connection)
    return True


_KNOWN = text("""
    SELECT greatest((SELECT max(xid) FROM change), (SELECT max(xid) FROM pruned), 0),
           pg_snapshot_xmin(now_.at)::text::bigint, pg_snapshot_xmax(now_.at)::text::bigint
    FROM (SELECT pg_current_snapshot() AS at) AS now_
""")


def note_pruned(connection: Connection, upto: Position) -> None:
    """Remember that feed rows up to here are gone."""
    connection.execute(delete(pruned))
    connection.execute(insert(pruned).values(id=1, xid=upto.xid, seq=upto.seq))
