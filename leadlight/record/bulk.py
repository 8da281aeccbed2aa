"""Reading the record's columns in bulk, as the engine holds them: what the warehouse's builders are fed with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    false,
    func,
    select,
)

from leadlight.record import tables as t
from leadlight.record.types import Instant

Reading: TypeAlias = Connection
"""One read transaction of the record."""
Kind = Literal["instant", "int", "bool", "text"]
AT_ONCE = 5_000
"""Ids bound in one statement: below every engine's limit of bound values."""


@dataclass(frozen=True, slots=True)
class Ids:
    """These ids."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Every id from `low` to `high`, both included."""

    low: int
    high: int


Keys = Ids | Span


@dataclass(frozen=True, slots=True)
class Columns:
    """A result by columns: instants as int64 microseconds, JSON as its text, booleans as 0/1 or bool."""

    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    values: tuple[Sequence[Any], ...]

    def __len__(self) -> int:
        return len(self.values[0]) if self.values else 0


# No override. Said so that no engine looks it up: "IS NULL" has an index, which finds nearly the whole ledger.
_SIGNAL = func.coalesce(t.score_entry.c.lead_id, 0) == 0


def _parts(keys: Keys) -> Iterator[Keys]:
    if isinstance(keys, Span):
        yield keys
        return
    for start in range(0, len(keys.ids), AT_ONCE):
        yield Ids(keys.ids[start : start + AT_ONCE])


def _within(column: ColumnElement[Any], keys: Keys) -> ColumnElement[bool]:
    return column.in_(keys.ids) if isinstance(keys, Ids) else column.between(keys.low, keys.high)


def _kind(column: ColumnElement[Any]) -> Kind:
    if isinstance(column.type, Instant):
        return "instant"
    if isinstance(column.type, Boolean):
        return "bool"
    return "int" if isinstance(column.type, Integer) else "text"


def _run(connection: Connection, queries: Sequence[Select[Any]]) -> Columns:
    """Run the queries (all of one shape) and give their rows together; types are read off the first."""
    columns = list(queries[0].selected_columns)
    rows: list[Any] = []
    for query in queries:
        cursor = connection.execute(query).cursor
        assert cursor is not None  # a SELECT has one
        rows += cursor.fetchall()  # the driver's own values: no object is made for an instant
    values: tuple[Sequence[Any], ...] = tuple(zip(*rows, strict=True)) if rows else tuple(() for _ in columns)
    return Columns(tuple(str(c.key) for c in columns), tuple(_kind(c) for c in columns), values)


def _each(connection: Connection, query: Select[Any], column: ColumnElement[Any], keys: Keys) -> Columns:
    parts = list(_parts(keys)) or [Ids(())]
    return _run(connection, [query.where(_within(column, part)) for part in parts])


def _table(name: str) -> Table:
    return t.metadata.tables[name]


def fetch(connection: Connection, table: str, names: Sequence[str], keys: Keys, key: str = "id") -> Columns:
    """The named columns of the rows of `table` whose `key` column is among `keys`."""
    of = _table(table)
    return _each(connection, select(*(of.c[name] for name in names)), of.c[key], keys)


def ledger_of_leads(connection: Connection, keys: Keys) -> Columns:
    """lead_id, kind, points of all that scores these leads: their conversations' signals and people's overrides."""
    entry = t.score_entry
    signals = (
        select(t.lead.c.id.label("lead_id"), entry.c.kind, entry.c.points)
        .join(entry, entry.c.conversation_id == t.lead.c.conversation_id)
        .where(_SIGNAL)
    )
    overrides = select(entry.c.lead_id, entry.c.kind, entry.c.points)
    parts = list(_parts(keys)) or [Ids(())]
    queries = [signals.where(_within(t.lead.c.id, part)) for part in parts]
    queries += [overrides.where(_within(entry.c.lead_id, part)) for part in parts]
    return _run(connection, queries)


def entries_of(
    connection: Connection, names: Sequence[str], *, leads: Keys | None, conversations: Keys | None
) -> Columns:
    """Ledger rows: overrides of these leads, and signals (rows without a lead) of these conversations."""
    entry = t.score_entry
    query = select(*(entry.c[name] for name in names))
    queries = [query.where(_within(entry.c.lead_id, part)) for part in _parts(leads or Ids(()))]
    for part in _parts(conversations or Ids(())):
        queries.append(query.where(and_(_within(entry.c.conversation_id, part), _SIGNAL)))
    return _run(connection, queries or [query.where(false())])


def leads_of(connection: Connection, conversations: Keys) -> Columns:
    """conversation_id, lead_id: the first lead of each of these conversations that has one."""
    query = select(t.lead.c.conversation_id, func.min(t.lead.c.id).label("lead_id")).group_by(t.lead.c.conversation_id)
    return _each(connection, query, t.lead.c.conversation_id, conversations)


def ids_where(connection: Connection, table: str, column: str, values: Sequence[int]) -> list[int]:
    """Ids of the rows of `table` whose `column` holds one of `values`, in order."""
    of = _table(table)
    found = _each(connection, select(of.c.id), of.c[column], Ids(tuple(values)))
    return sorted(found.values[0])


def spans(connection: Connection, table: str, size: int) -> Iterator[Span]:
    """The whole of `table` as spans of about `size` rows, in order of id."""
    ident = _table(table).c.id
    last = -(2**53)
    while True:
        some = select(ident).where(ident > last).order_by(ident).limit(size).subquery()
        low, high = connection.execute(select(func.min(some.c.id), func.max(some.c.id))).one()
        if high is None:
            return
        yield Span(low, high)
        last = high
