"""The change feed: what every committed write leaves for the followers, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text

from leadlight.record.tables import change, follower, pruned


@dataclass(frozen=True, slots=True)
class Change:
    """One feed row: the entity (bot, conversation, lead, capture_event) and the id whose row must be read again.

    A move, a ledger entry or an import row is told as its lead or its conversation.
    """

    seq: int
    entity: str
    entity_id: int


def append(connection: Connection, changes: Iterable[tuple[str, int]]) -> int:
    """Append (entity, id) pairs within the caller's transaction; returns the last seq, 0 when there were none."""
    rows = [{"entity": entity, "entity_id": entity_id} for entity, entity_id in changes]
    if not rows:
        return 0
    if connection.dialect.name == "postgresql":
        statement = insert(change).values(xid=text("pg_current_xact_id()::text::bigint"))
    else:
        statement = insert(change)
    connection.execute(statement, rows)
    return last_seq(connection)


def last_seq(connection: Connection) -> int:
    """The newest seq this transaction can see; 0 in an empty feed (pruned rows counted)."""
    newest = connection.execute(select(func.max(change.c.seq))).scalar()
    return newest if newest is not None else pruned_to(connection)


def pruned_to(connection: Connection) -> int:
    """Feed rows up to this seq are gone."""
    return connection.execute(select(pruned.c.seq)).scalar() or 0


def after(connection: Connection, seq: int, limit: int) -> list[Change]:
    """At most `limit` feed rows past `seq`, oldest first."""
    query = select(change.c.seq, change.c.entity, change.c.entity_id).where(change.c.seq > seq)
    rows = connection.execute(query.order_by(change.c.seq).limit(limit))
    return [Change(*row) for row in rows]


def note_watermark(connection: Connection, name: str, seq: int, now: datetime) -> None:
    """Remember how far the named follower has come, so that rows all have passed can go."""
    connection.execute(delete(follower).where(follower.c.name == name))
    connection.execute(insert(follower).values(name=name, seq=seq, seen_at=now))


def prune(connection: Connection) -> int:
    """Drop feed rows that every known follower has passed; returns how many went."""
    passed = connection.execute(select(func.min(follower.c.seq))).scalar()
    # The newest row stays: it keeps the numbering in sight.
    newest = connection.execute(select(func.max(change.c.seq))).scalar()
    if passed is None or newest is None:
        return 0
    upto = min(passed, newest - 1)
    gone = connection.execute(delete(change).where(change.c.seq <= upto)).rowcount
    if gone:
        connection.execute(delete(pruned))
        connection.execute(insert(pruned).values(id=1, seq=upto))
    return gone


def reserve_ids(connection: Connection, table: str, count: int) -> Sequence[int]:
    """`count` ids of `table` that no other row has or will have, so that children can be written in the same batch."""
    if connection.dialect.name == "postgresql":
        query = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
        return [row[0] for row in connection.execute(query, {"table": table, "count": count})]
    # The writer lock is ours (BEGIN IMMEDIATE), and AUTOINCREMENT moves on with the ids we insert.
    known = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table}).scalar()
    first = (known or 0) + 1
    return range(first, first + count)
