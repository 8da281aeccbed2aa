"""The one door out: a transaction that holds the change, its activity, its outbox events and its feed rows."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import get_ident
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import DBAPIError, InvalidRequestError, OperationalError, PendingRollbackError
from ulid import ULID

from leadlight.clock import Clock
from leadlight.domain.position import ORIGIN, Position
from leadlight.domain.scope import Scope
from leadlight.errors import FaultError
from leadlight.record import feed
from leadlight.record.engine import told_plainly
from leadlight.record.tables import activity, outbox_event, value_history
from leadlight.record.turns import BOT, BOTS, take_turn

_NOTE = insert(activity).returning(activity.c.id)


@dataclass(frozen=True, slots=True)
class Event:
    """Something a receiver may want to know. `payload` is frozen at the moment it happened."""

    type: str
    bot_id: int
    lead_id: int
    payload: Mapping[str, Any]


@dataclass
class UnitOfWork:
    """Use as `with UnitOfWork(engine, clock, scope) as work: …; work.commit()`. Left without commit, it rolls back.

    `token` is the feed position after commit: a page waits until the warehouse has passed it. Where nothing will be
    written (`writes`: a dry run), no writer has to wait for it. `known` is for what the parts of a work need not read
    again: settings that none of them changes.
    """

    engine: Engine
    clock: Clock
    scope: Scope
    writes: bool = True
    token: Position = ORIGIN
    now: datetime = field(init=False)
    connection: Connection = field(init=False)
    known: dict[Hashable, Any] = field(init=False, default_factory=dict)
    _changes: dict[tuple[str, int], None] = field(init=False, default_factory=dict)
    _events: list[Event] = field(init=False, default_factory=list)
    _held: set[int] = field(init=False, default_factory=set)

    def __enter__(self) -> UnitOfWork:
        self.now = self.clock.now()
        with told_plainly():
            self.connection = self.engine.connect().execution_options(writes=self.writes)
            try:
                _begin(self.connection)
            except BaseException:
                self.connection.close()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with told_plainly():
            self.connection.close()  # an open transaction is rolled back
            if isinstance(error, DBAPIError | PendingRollbackError):
                raise error

    @contextmanager
    def part(self, scope: Scope) -> Iterator[UnitOfWork]:
        """A part of this work, done as `scope`: where it raises, it alone is undone, and the rest may go on.

        It is committed with the whole, never by itself. What it raised leaves as it is.
        """
        part = UnitOfWork(self.engine, self.clock, scope)
        part.now, part.connection, part.known, part._held = self.now, self.connection, self.known, set(self._held)
        with told_plainly(), savepoint(self.connection):
            yield part
        self._changes.update(part._changes)
        self._events += part._events
        self._held |= part._held

    def hold(self, *bot_ids: int) -> None:
        """Until this work ends, nobody else who holds these bots writes to their leads and conversations.

        Call it before reading what decides, and for several bots once, so that two works never wait for each other.
        """
        for bot_id in sorted(set(bot_ids) - self._held):
            take_turn(self.connection, BOT, bot_id)
            self._held.add(bot_id)

    def hold_list(self) -> None:
        """Until this work ends, nobody else who holds the list of bots makes or renames one."""
        take_turn(self.connection, BOTS)

    def reserve_ids(self, table: str, count: int) -> Sequence[int]:
        """`count` ids of `table` that no other row has or will have: children can be written with their parents.

        SQLite's file is asked once: nobody else writes meanwhile, and what a part gave up is a gap.
        """
        if not count:
            return ()
        if self.connection.dialect.name == "postgresql":
            return feed.next_ids(self.connection, table, count)
        first = self.known.get(("next id", table)) or feed.next_ids(self.connection, table, 1)[0]
        self.known["next id", table] = first + count
        return range(first, first + count)

    def touch(self, entity: str, *ids: int) -> None:
        """Tell the followers to read these rows again."""
        self._changes.update(dict.fromkeys((entity, each) for each in ids))

    def raise_event(self, event: Event) -> None:
        """Announce, with this very transaction or not at all."""
        self._events.append(event)

    def note(
        self,
        verb: str,
        entity: str,
        entity_id: int,
        *,
        bot_id: int | None,
        changed: Mapping[str, tuple[str | None, str | None]] | None = None,
        batch_id: int | None = None,
    ) -> int:
        """Write who did what; old and new values of a lead go to the value history, which erasure deletes."""
        row = {
            "bot_id": bot_id,
            "entity": entity,
            "entity_id": entity_id,
            "actor": self.scope.actor,
            "verb": verb,
            "fields": sorted(changed or ()),
            "at": self.now,
            "batch_id": batch_id,
        }
        activity_id = int(self.connection.execute(_NOTE, row).scalar_one())
        if changed and entity == "lead":
            values = [
                {"activity_id": activity_id, "lead_id": entity_id, "field": name, "before": before, "after": after}
                for name, (before, after) in changed.items()
            ]
            self.connection.execute(insert(value_history), values)
        return activity_id

    def commit(self) -> Position:
        """Write events and feed rows, then commit. Returns the feed token."""
        with told_plainly():
            self._write_events()
            self.token = feed.append(self.connection, self._changes)
            self.connection.commit()
        return self.token

    def _write_events(self) -> None:
        if not self._events:
            return
        ids = sorted({event.lead_id for event in self._events})
        sequence = dict(_sequences(self.connection, ids))
        rows = []
        for event in self._events:
            sequence[event.lead_id] = sequence.get(event.lead_id, 0) + 1
            row = {"id": str(ULID.from_datetime(self.now)), "bot_id": event.bot_id, "type": event.type}
            row |= {"lead_id": event.lead_id, "sequence": sequence[event.lead_id]}
            rows.append(row | {"occurred_at": self.now, "payload": dict(event.payload)})
        self.connection.execute(insert(outbox_event), rows)


_waiting: set[int] = set()
"""Threads of this process that would like to write, and cannot yet."""


def is_awaited() -> bool:
    """Whether somebody in this process waits for their turn to write: SQLite has no queue, and only tries again."""
    return bool(_waiting)


def _begin(connection: Connection) -> None:
    _waiting.add(get_ident())
    try:
        connection.begin()
    finally:
        _waiting.discard(get_ident())


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """A part of the transaction that is undone where it raises.

    (As SQLAlchemy's `begin_nested`, which puts its three statements together anew each time: a tenth of a capture.)
    """
    connection.exec_driver_sql("SAVEPOINT part")
    try:
        yield
    except BaseException as error:
        try:
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT part")
            connection.exec_driver_sql("RELEASE SAVEPOINT part")
        except (DBAPIError, InvalidRequestError) as gone:  # the engine has undone it all, or the connection is lost
            # Nothing may go on in this transaction: its neighbours would not be written either.
            whole = FaultError("the record took nothing of what was being written: try again in a moment")
            raise (error if isinstance(error, OperationalError) else whole) from gone
        raise
    connection.exec_driver_sql("RELEASE SAVEPOINT part")


def _sequences(connection: Connection, lead_ids: Sequence[int]) -> Iterable[tuple[int, int]]:
    query = select(outbox_event.c.lead_id, func.max(outbox_event.c.sequence)).group_by(outbox_event.c.lead_id)
    for start in range(0, len(lead_ids), 500):  # below every engine's limit of bound values
        for row in connection.execute(query.where(outbox_event.c.lead_id.in_(lead_ids[start : start + 500]))):
            yield row[0], row[1]
