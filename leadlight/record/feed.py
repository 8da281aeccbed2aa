"""The change feed: what every committed write leaves for the followers, and in which order it is followed.

On PostgreSQL numbers are given before they are committed, so their order is not the order of commits. There the feed is
followed by (transaction, number), and only as far as no transaction below is still open: nothing is skipped that way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Text,
    cast,
    func,
    insert,
    literal,
    select,
    text,
    true,
    tuple_,
)

from leadlight.domain.position import ORIGIN, Position
from leadlight.record.engine import driver_rows
from leadlight.record.tables import change, pruned

COUNTED = 100_000
"""Feed rows that `behind` counts one by one on PostgreSQL; of more it says about how many."""
_NEXT = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
_LAST = text("SELECT seq FROM sqlite_sequence WHERE name = :table")


class Change(NamedTuple):
    """One feed row: the entity (bot, conversation, lead, capture_event) and the id whose row must be read again.

    A move, a ledger entry or an import row is told as its lead or its conversation.
    """

    xid: int
    seq: int
    entity: str
    entity_id: int

    @property
    def position(self) -> Position:
        """Its place in the feed."""
        return Position(self.xid, self.seq)


def append(connection: Connection, changes: Iterable[tuple[str, int]]) -> Position:
    """Append (entity, id) pairs within the caller's transaction; returns where the last stands, ORIGIN without any."""
    rows = [{"entity": entity, "entity_id": entity_id} for entity, entity_id in changes]
    if not rows:
        return ORIGIN
    if not _by_transaction(connection):
        connection.execute(insert(change).values(xid=0), rows)
        return Position(0, connection.execute(select(func.max(change.c.seq))).scalar_one())
    xid = connection.execute(text("SELECT pg_current_xact_id()::text::bigint")).scalar_one()
    connection.execute(insert(change), [row | {"xid": xid} for row in rows])
    seq = connection.execute(text("SELECT currval(pg_get_serial_sequence('change', 'seq'))")).scalar_one()
    return Position(xid, seq)


def after(connection: Connection, position: Position, limit: int) -> list[Change]:
    """At most `limit` feed rows past `position` that can be followed by now, in the order of following."""
    query = select(_XID, change.c.seq, change.c.entity, change.c.entity_id)
    query = query.where(_past(connection, position), _settled(connection))
    rows = driver_rows(connection, query.order_by(*_order(connection)).limit(limit))
    return list(map(Change._make, rows))


def newest(connection: Connection) -> Position:
    """The last position that can be followed by now: of a row, or of the last one pruned."""
    query = select(_XID, change.c.seq).where(_settled(connection))
    row = connection.execute(query.order_by(*(by.desc() for by in _order(connection))).limit(1)).one_or_none()
    return Position(*row) if row else pruned_to(connection)


def behind(connection: Connection, position: Position) -> int:
    """How many feed rows this transaction sees past `position`, those included that cannot be followed yet.

    On PostgreSQL more than COUNTED are told about, not exactly.
    """
    last = connection.execute(select(func.max(change.c.seq))).scalar() or 0
    if not _by_transaction(connection):
        return max(last - position.seq, 0)
    some = select(change.c.seq).where(_past(connection, position)).limit(COUNTED).subquery()
    counted = connection.execute(select(func.count()).select_from(some)).scalar_one()
    return counted if counted < COUNTED else max(last - position.seq, COUNTED)


def pruned_to(connection: Connection) -> Position:
    """Feed rows up to here are gone."""
    row = connection.execute(select(pruned.c.xid, pruned.c.seq)).one_or_none()
    return Position(*row) if row else ORIGIN


def _by_transaction(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


_XID = func.coalesce(change.c.xid, 0)


def _order(connection: Connection) -> Sequence[ColumnElement[int]]:
    return (change.c.xid, change.c.seq) if _by_transaction(connection) else (change.c.seq,)


def _past(connection: Connection, position: Position) -> ColumnElement[bool]:
    return _place(connection) > _literal(connection, position)


def not_past(connection: Connection, position: Position) -> ColumnElement[bool]:
    """The condition on `change` that a row stands at `position` or before it."""
    return _place(connection) <= _literal(connection, position)


def _place(connection: Connection) -> ColumnElement[Any]:
    return tuple_(change.c.xid, change.c.seq) if _by_transaction(connection) else change.c.seq


def _literal(connection: Connection, position: Position) -> ColumnElement[Any]:
    seq = literal(position.seq, BigInteger)
    return tuple_(literal(position.xid, BigInteger), seq) if _by_transaction(connection) else seq


def _settled(connection: Connection) -> ColumnElement[bool]:
    """Whether all that could still come to stand before this row has been committed or given up."""
    if not _by_transaction(connection):
        return true()
    return change.c.xid < cast(cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), Text), BigInteger)


def next_ids(connection: Connection, table: str, count: int) -> Sequence[int]:
    """The next `count` ids of `table`. On SQLite they are ours by the writer lock (BEGIN IMMEDIATE), once rows of them
    are written: AUTOINCREMENT moves on with the ids we insert. See `UnitOfWork.reserve_ids`."""
    if connection.dialect.name == "postgresql":
        return [row[0] for row in connection.execute(_NEXT, {"table": table, "count": count})]
    first = (connection.execute(_LAST, {"table": table}).scalar() or 0) + 1
    return range(first, first + count)
