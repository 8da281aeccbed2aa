"""A chart's table as CSV: the numbers as they are, unrounded, under the labels that people see."""

from __future__ import annotations

from collections.abc import Iterator

from leadlight.charts.contract import Column, Table
from leadlight.warehouse.reply import as_csv

PAIRS = ("interval", "changes")
"""Kinds whose cell is a pair: two columns of the file."""


def csv_of(table: Table) -> str:
    """UTF-8 CSV with a header: rates 0–1, days YYYY-MM-DD, blanks empty, text formula-safe.

    An interval gives two columns, `<label> low` and `<label> high`.
    """
    names = [name for column in table.columns for name in names_of(column)]
    rows = (dict(zip(names, _cells(table.columns, row), strict=True)) for row in table.rows)
    return as_csv(names, rows)


def names_of(column: Column) -> tuple[str, ...]:
    """What the column is called in the file."""
    return (f"{column.label} low", f"{column.label} high") if column.kind in PAIRS else (column.label,)


def _cells(columns: tuple[Column, ...], row: tuple[object, ...]) -> Iterator[object]:
    for column, cell in zip(columns, row, strict=True):
        if column.kind in PAIRS:
            yield from cell if isinstance(cell, tuple) else (None, None)
        else:
            yield cell
