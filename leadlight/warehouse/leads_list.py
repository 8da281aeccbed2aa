"""The list of leads: one page in any order, its exact total, and the values that filter menus offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from leadlight.domain.status import STATUSES
from leadlight.errors import RefusedError
from leadlight.warehouse.filters import Filters, dimension, expression, rows
from leadlight.warehouse.kept import ask, keep
from leadlight.warehouse.metrics import NO_VALUE, Population
from leadlight.warehouse.store import Cursor

COLUMNS = (
    "id", "version", "external_id", "name", "email", "phone", "company", "status", "status_reason", "status_at",
    "temperature", "score", "reasons", "channel", "source_path", "owner", "captured_at", "captured_day",
    "conversation_id",
)  # fmt: skip
"""What a list shows of a lead. Each column more costs 2 ms for a page of leads that lie scattered among a million."""
SORTS = (
    "captured_at", "status_at", "updated_at", "score", "name", "email", "phone", "company", "status", "temperature",
    "channel", "source_path", "landing_path", "owner", "country", "id",
)  # fmt: skip
"""What the list can be sorted by. Text sorts without regard to case, temperature from hot to none, blanks come last."""
_BY: dict[str, str] = dict.fromkeys(SORTS, "") | {
    "status": f"list_position({[status.key for status in STATUSES]}, f.status)",
    "temperature": "4 - list_position(['hot', 'warm', 'cold', '(none)'], f.temperature)",
}
_TEXT = frozenset({"name", "email", "company", "channel", "source_path", "landing_path", "owner", "country"})
MOST = 1_000
"""Rows a page may hold; more is an export."""


def page(
    cursor: Cursor,
    filters: Filters,
    sort: str = "captured_at",
    descending: bool = True,
    limit: int = 25,
    offset: int = 0,
) -> pl.DataFrame:
    """One page, columns COLUMNS. Instants are naive UTC; `reasons` lists kinds of signals.

    Leads that sort alike stand in the order of their id, so pages never repeat or skip one.
    Raises RefusedError for an unknown sort or an impossible page.
    """
    _refuse_impossible(limit, offset)
    kept = rows(filters, with_bot=False)
    # First which, then what: sorting all the wide rows to show a few of them would be many times slower.
    which = " ".join(["SELECT f.rowid", kept.sql, "ORDER BY", order(sort, descending), "LIMIT ? OFFSET ?"])
    return _at(cursor, [row[0] for row in ask(cursor, which, (*kept.values, limit, offset))])


def page_and_total(
    cursor: Cursor, filters: Filters, sort: str, descending: bool, limit: int, offset: int
) -> tuple[pl.DataFrame, int]:
    """A page as `page` has it, and how many leads the filters keep; a search goes through the leads' text only once."""
    _refuse_impossible(limit, offset)
    if not filters.search.strip():
        return page(cursor, filters, sort, descending, limit, offset), count(cursor, filters)
    kept = rows(filters, with_bot=False)
    which = [f"WITH hits AS MATERIALIZED (SELECT f.rowid AS place, f.id AS id, {key_of(sort)} AS key", kept.sql, ")"]
    which += ["SELECT place, (SELECT count(*) FROM hits) FROM hits ORDER BY", _ordered("key", "id", descending)]
    found = ask(cursor, " ".join([*which, "LIMIT ? OFFSET ?"]), (*kept.values, limit, offset))
    if not found:
        return _at(cursor, []), count(cursor, filters)
    total = int(found[0][1])
    keep(cursor, _counting(filters), lambda: [(total,)])  # `count` looks for it there
    return _at(cursor, [row[0] for row in found]), total


def _refuse_impossible(limit: int, offset: int) -> None:
    if not (0 < limit <= MOST and offset >= 0):
        raise RefusedError(f"a page holds 1 to {MOST} leads and starts at 0 or later", "limit")


def by_id(cursor: Cursor, ids: Sequence[int]) -> pl.DataFrame:
    """The leads with these ids, in this order, as `page` has them. (The ids are to come from filtered rows.)"""
    marks = ", ".join("?" * len(ids)) or "NULL"
    which = " ".join(["SELECT f.rowid FROM lead f WHERE f.id IN (", marks, ") ORDER BY list_position(?, f.id)"])
    return _at(cursor, [row[0] for row in ask(cursor, which, (*ids, tuple(ids) or (0,)))])


def _at(cursor: Cursor, places: Sequence[int]) -> pl.DataFrame:
    """The wide rows at these places (`rowid`, which stands still within a transaction), in this order.

    Measured at a million leads: by place only the blocks that hold one are read, in 60 ms of work for 25 leads; asked
    for by id every row of every column was, in 600.
    """
    columns = ", ".join(f"f.{name}" for name in COLUMNS)
    sql = ["SELECT", columns, "FROM (SELECT unnest(?::BIGINT[]) AS place) JOIN lead f ON f.rowid = place"]
    sql += ["ORDER BY list_position(?, f.rowid)"]
    return cursor.execute(" ".join(sql), [list(places), list(places) or [0]]).pl()


def order(sort: str, descending: bool) -> str:
    """The ORDER BY of a sort. Raises RefusedError naming what there is."""
    return _ordered(key_of(sort), "f.id", descending)


def key_of(sort: str) -> str:
    """What a sort compares. Raises RefusedError naming what there is."""
    if sort not in _BY:
        raise RefusedError(f"leads cannot be sorted by {sort!r}; they can by {', '.join(SORTS)}", "sort")
    return _BY[sort] or (f"lower(f.{sort})" if sort in _TEXT else f"f.{sort}")


def _ordered(key: str, then: str, descending: bool) -> str:
    way = "DESC" if descending else "ASC"
    return f"{key} {way} NULLS LAST, {then} {way}"


def count(cursor: Cursor, filters: Filters) -> int:
    """How many leads the filters keep."""
    return int(ask(cursor, *_counting(filters))[0][0])


def _counting(filters: Filters) -> tuple[str, tuple[Any, ...]]:
    kept = rows(filters, with_bot=False)
    return " ".join(["SELECT count(*)", kept.sql]), kept.values


def matching(cursor: Cursor, filters: Filters, ids: Sequence[int]) -> frozenset[int]:
    """Those of the ids that the filters keep: what still belongs to a list drawn earlier."""
    if not ids:
        return frozenset()
    kept = rows(filters, with_bot=False)
    # Written out, the ids are looked at before anything else; joined, the text of every lead was searched first.
    sql = " ".join(["SELECT f.id", kept.sql, "AND f.id IN (", ", ".join("?" * len(ids)), ")"])
    return frozenset(row[0] for row in ask(cursor, sql, (*kept.values, *ids)))


def values(
    cursor: Cursor, filters: Filters, key: str, population: Population = "leads"
) -> list[tuple[str | date, int]]:
    """Each value of a dimension with its leads (or conversations), most first, '(none)' last: what a menu offers."""
    of = dimension(key)
    kept = rows(filters, population, with_bot=key == "bot")
    # A lead has several values of a listed dimension, and counts with each; without any it is in none of them.
    value = f"unnest({of.listed})" if of.listed else expression(of, population)
    sql = " ".join(["SELECT value, count(*) FROM (SELECT", value, "AS value", kept.sql, ") GROUP BY 1"])
    found: Counter[str | date] = Counter()
    for value, number in ask(cursor, sql, kept.values):
        found[NO_VALUE if value is None else value] += number
    return sorted(found.items(), key=lambda each: (each[0] == NO_VALUE, -each[1], str(each[0])))
