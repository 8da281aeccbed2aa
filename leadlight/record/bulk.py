"""Reading the record's columns in bulk, as the engine holds them: what the warehouse's builders are fed with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    func,
    select,
    union_all,
)

from leadlight.clock import from_micros
from leadlight.record import tables as t
from leadlight.record.types import IdList, Instant

Reading: TypeAlias = Connection
"""One read transaction of the record."""
Kind = Literal["instant", "int", "bool", "text"]


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
AT_ONCE = 500
"""Rows held as tuples: so few that the garbage collector is not set off, which goes through all that a server holds."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A result by columns: instants as int64 microseconds, JSON as its text, booleans as 0/1 or bool."""

    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    values: tuple[Sequence[Any], ...]

    def __len__(self) -> int:
        return len(self.values[0]) if self.values else 0

    def rows(self) -> list[dict[str, Any]]:
        """The same, row by row: instants as naive UTC datetimes, booleans as bool."""
        values = [_plain(kind, column) for kind, column in zip(self.kinds, self.values, strict=True)]
        return [dict(zip(self.names, row, strict=True)) for row in zip(*values, strict=True)]


def _plain(kind: Kind, column: Sequence[Any]) -> Sequence[Any]:
    if kind == "instant":
        return [None if value is None else from_micros(value).replace(tzinfo=None) for value in column]
    return [None if value is None else bool(value) for value in column] if kind == "bool" else column


# No override. Said so that no engine looks it up: "IS NULL" has an index, which finds nearly the whole ledger.
_SIGNAL = func.coalesce(t.score_entry.c.lead_id, 0) == 0


def _within(column: ColumnElement[Any], span: bool, dialect: str) -> ColumnElement[bool]:
    """The condition on `column` for bound `ids`, or `low` and `high`: the same text however many ids there are."""
    if span:
        return column.between(bindparam("low"), bindparam("high"))
    ids = bindparam("ids", type_=IdList())
    if dialect == "postgresql":
        return column.in_(select(func.unnest(ids).column_valued("id")))
    return column.in_(select(func.json_each(ids).table_valued("value").c.value))


def _bound(keys: Keys) -> dict[str, Any]:
    return {"ids": keys.ids} if isinstance(keys, Ids) else {"low": keys.low, "high": keys.high}


def _kind(column: ColumnElement[Any]) -> Kind:
    if isinstance(column.type, Instant):
        return "instant"
    if isinstance(column.type, Boolean):
        return "bool"
    return "int" if isinstance(column.type, Integer) else "text"


def _run(connection: Connection, *asked: tuple[Select[Any], Keys | None]) -> Columns:
    """Run the queries (all of one shape) and give their rows together; types are read off the first."""
    columns = list(asked[0][0].selected_columns)
    values: tuple[list[Any], ...] = tuple([] for _ in columns)
    for query, keys in asked:
        if keys is None or keys == Ids(()):
            continue
        cursor = connection.execute(query, _bound(keys)).cursor
        assert cursor is not None  # a SELECT has one
        while rows := cursor.fetchmany(AT_ONCE):  # the driver's own values: no object is made for an instant
            for column, some in zip(values, zip(*rows, strict=True), strict=True):
                column.extend(some)
    return Columns(tuple(str(c.key) for c in columns), tuple(_kind(c) for c in columns), values)


def _table(name: str) -> Table:
    return t.metadata.tables[name]


# Statements are built once: building one costs more than running it for a single row.
@cache
def _fetching(dialect: str, span: bool, table: str, names: tuple[str, ...], key: str) -> Select[Any]:
    rows = _table(table).c
    return select(*(rows[name] for name in names)).where(_within(rows[key], span, dialect))


def fetch(connection: Connection, table: str, names: Sequence[str], keys: Keys, key: str = "id") -> Columns:
    """The named columns of the rows of `table` whose `key` column is among `keys`."""
    return _run(
        connection, (_fetching(connection.dialect.name, isinstance(keys, Span), table, tuple(names), key), keys)
    )


@cache
def _ledger(dialect: str, span: bool) -> tuple[Select[Any], Select[Any]]:
    entry = t.score_entry
    signals = (
        select(t.lead.c.id.label("lead_id"), entry.c.kind, entry.c.points)
        .join(entry, entry.c.conversation_id == t.lead.c.conversation_id)
        .where(_SIGNAL, _within(t.lead.c.id, span, dialect))
    )
    overrides = select(entry.c.lead_id, entry.c.kind, entry.c.points).where(_within(entry.c.lead_id, span, dialect))
    return signals, overrides


def ledger_of_leads(connection: Connection, keys: Keys) -> Columns:
    """lead_id, kind, points of all that scores these leads: their conversations' signals and people's overrides."""
    signals, overrides = _ledger(connection.dialect.name, isinstance(keys, Span))
    return _run(connection, (signals, keys), (overrides, keys))


@cache
def _entries(dialect: str, span: bool, names: tuple[str, ...]) -> tuple[Select[Any], Select[Any]]:
    entry = t.score_entry
    query = select(*(entry.c[name] for name in names))
    signals = query.where(and_(_within(entry.c.conversation_id, span, dialect), _SIGNAL))
    return query.where(_within(entry.c.lead_id, span, dialect)), signals


def entries_of(
    connection: Connection, names: Sequence[str], *, leads: Keys | None = None, conversations: Keys | None = None
) -> Columns:
    """Ledger rows: overrides of these leads, and signals (rows without a lead) of these conversations."""
    dialect = connection.dialect.name
    overrides = _entries(dialect, isinstance(leads, Span), tuple(names))[0]
    signals = _entries(dialect, isinstance(conversations, Span), tuple(names))[1]
    return _run(connection, (overrides, leads), (signals, conversations))


@cache
def _leads(dialect: str, span: bool) -> Select[Any]:
    queries = [
        select(talk.label("conversation_id"), holder.label("lead_id")).where(_within(talk, span, dialect))
        for talk, holder in (
            (t.lead.c.conversation_id, t.lead.c.id),
            (t.lead_merge.c.conversation_id, t.lead_merge.c.lead_id),
        )
    ]
    both = union_all(*queries).subquery()
    return select(both.c.conversation_id, func.min(both.c.lead_id).label("lead_id")).group_by(both.c.conversation_id)


def leads_of(connection: Connection, conversations: Keys) -> Columns:
    """conversation_id, lead_id: the first lead of each of these conversations that has one."""
    return _run(connection, (_leads(connection.dialect.name, isinstance(conversations, Span)), conversations))


def ids_where(connection: Connection, table: str, column: str, values: Sequence[int]) -> list[int]:
    """Ids of the rows of `table` whose `column` holds one of `values`, in order."""
    return sorted(fetch(connection, table, ("id",), Ids(tuple(values)), column).values[0])


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
