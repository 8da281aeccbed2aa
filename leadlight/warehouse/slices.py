"""Reading all rows in order by slices of what they are sorted by: each sorts few wide rows, so all need little memory.

(Measured at a million leads of 37 columns: sorted at once they took 630 MB more, by slices of a twentieth 250, half
of it the table's own pages; the work is the same where leads lie about as they are sorted, and half as much again, by
eighths, where they lie at random.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from leadlight.warehouse.filters import Filters, Rows, rows
from leadlight.warehouse.leads_list import count, key_of
from leadlight.warehouse.store import Cursor

SLICE = 50_000
"""Rows of a slice, about."""
BLOCK = 122_880
"""Rows of a row group of DuckDB's, which is read as a whole or, where its least and greatest say so, not at all."""
AGAIN, ANYHOW = 4, 8
"""How often each row group may be read, on average; slices that are never too many."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A condition on rows `f` with the values to bind."""

    sql: str
    values: tuple[Any, ...] = ()


def slices(cursor: Cursor, filters: Filters, sort: str, descending: bool) -> Sequence[Slice]:
    """Conditions that part the leads kept, in the order of the sort; ranges of its key, those without any last."""
    return parted(cursor, rows(filters, with_bot=False), count(cursor, filters), key_of(sort), descending)


def parted(cursor: Cursor, kept: Rows, number: int, key: str, descending: bool) -> Sequence[Slice]:
    """Conditions that part the `number` rows kept, in the order of the key; those without it last."""
    wanted = -(-number // SLICE)
    if wanted <= 1:
        return [Slice("true")]
    cuts = _cuts(cursor, kept, key, wanted)
    if wanted > ANYHOW and _is_scattered(cursor, kept, key, cuts):
        cuts = _cuts(cursor, kept, key, ANYHOW)
    found = list(_ranges(key, cuts))
    return [*(reversed(found) if descending else found), Slice(f"{key} IS NULL")]


def _cuts(cursor: Cursor, kept: Rows, key: str, wanted: int) -> list[Any]:
    """Values of the key between which about as many rows lie each, in ascending order."""
    sql = " ".join(["SELECT quantile_disc(", key, ", ?::DOUBLE[])", kept.sql])
    found = cursor.execute(sql, [[at / wanted for at in range(1, wanted)], *kept.values]).fetchone()
    return sorted(set(found[0])) if found and found[0] else []


def _is_scattered(cursor: Cursor, kept: Rows, key: str, cuts: list[Any]) -> bool:
    """Whether the rows lie so that slices between these cuts would read most row groups again and again."""
    sql = ["SELECT count(*), sum(len(list_filter(?, x -> x > low AND x <= high)) + 1) FROM"]
    sql += ["(SELECT min(", key, ") AS low, max(", key, ") AS high", kept.sql, f"GROUP BY f.rowid // {BLOCK})"]
    blocks, reads = cursor.execute(" ".join(sql), [cuts, *kept.values]).fetchone() or (0, 0)
    return bool((reads or 0) > AGAIN * blocks)


def _ranges(key: str, cuts: list[Any]) -> Iterator[Slice]:
    if not cuts:
        yield Slice(f"{key} IS NOT NULL")
        return
    yield Slice(f"{key} < ?", (cuts[0],))
    for low, high in pairwise(cuts):
        yield Slice(f"{key} >= ? AND {key} < ?", (low, high))
    yield Slice(f"{key} >= ?", (cuts[-1],))
