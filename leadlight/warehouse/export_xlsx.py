"""An Excel workbook of rows: one sheet, written a row at a time, its text never a formula or a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from leadlight.domain.rows import LEAD_COLUMNS
from leadlight.errors import RefusedError
from leadlight.warehouse.export import batches, custom_keys, header_of, written
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.leads_list import count
from leadlight.warehouse.store import Cursor

MOST_ROWS, MOST_COLUMNS, LONGEST = 1_048_575, 16_384, 32_767
"""What a sheet can hold: rows below the header, columns, and characters of a cell (UTF-16 units, as Excel counts)."""
SHEET = "Leads"
_WIDTHS = {"id": 8, "score": 8, "temperature": 12, "status": 12, "channel": 12, "country": 9, "email": 28, "name": 22}
_USUAL_WIDTH = 18
_INSTANT = "yyyy-mm-dd hh:mm:ss"
_OPTIONS = {
    "constant_memory": True,  # a row is written and forgotten
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": _INSTANT,
}


def refuse_xlsx(cursor: Cursor, filters: Filters, leads: int | None = None) -> None:
    """RefusedError in plain words where a sheet cannot hold these leads (`leads`: how many rows there will be).

    Nothing is ever cut: too many rows, too many custom fields, or text too long for a cell are told before writing.
    """
    found = count(cursor, filters) if leads is None else leads
    if found > MOST_ROWS:
        raise RefusedError(
            f"{found:,} leads do not fit into an Excel sheet, which holds {MOST_ROWS:,}: "
            "narrow the days or filters, or take .csv or .parquet",
            "format",
        )
    keys = custom_keys(cursor, filters)
    if len(header_of(keys)) > MOST_COLUMNS:
        raise RefusedError(
            f"{len(keys):,} custom fields do not fit into an Excel sheet: take .csv or .parquet", "format"
        )
    if longest := [key for key in keys if _length(key) > LONGEST - 10]:
        raise RefusedError(f"the name of the custom field {longest[0][:40]!r}… is too long for Excel", "format")
    if long := _too_long(cursor, filters):
        raise RefusedError(
            f"{long} lead{'s' * (long > 1)} with a text of more than {LONGEST:,} characters, the most that a cell of "
            "Excel holds: take .csv or .parquet",
            "format",
        )


def _too_long(cursor: Cursor, filters: Filters) -> int:
    """How many leads have a text that may not fit: by UTF-8 bytes first, which are never fewer than characters."""
    texts = [f"coalesce(strlen(f.{name}), 0)" for name in LEAD_COLUMNS if not name.endswith("_at")]
    kept = rows(filters, also=(f"(greatest({', '.join(texts)}) > {LONGEST} OR strlen(f.custom) > {LONGEST})",))
    columns = ", ".join(f"f.{name}" for name in LEAD_COLUMNS if not name.endswith("_at"))
    sql = " ".join(["SELECT", columns, ", map_values(f.custom::JSON::MAP(VARCHAR, VARCHAR)) AS customs", kept.sql])
    found = cursor.execute(sql, list(kept.values))
    long = 0
    while some := found.fetchmany(1_000):
        long += sum(any(_length(text) > LONGEST for text in [*row[:-1], *row[-1]] if text) for row in some)
    return long


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def write_xlsx(
    cursor: Cursor, filters: Filters, into: Path | BinaryIO, sort: str = "captured_at", descending: bool = True
) -> int:
    """The columns and the text of the CSV, as cells of text, without its apostrophes; returns the number of rows.

    Instants are ISO 8601 text with the offset of the bot's zone, since a date of Excel knows neither zone nor how
    exactly it is known: so that reading the file back changes nothing. Raises as `refuse_xlsx`.
    """
    refuse_xlsx(cursor, filters)
    keys = custom_keys(cursor, filters)
    found = batches(cursor, filters, sort, descending, keys)
    return write_sheet(into, header_of(keys), (written(batch, keys) for batch in found), _widths(header_of(keys)))


def _widths(headers: Sequence[str]) -> list[int]:
    return [_WIDTHS.get(name, _USUAL_WIDTH) for name in headers]


def write_sheet(
    into: Path | BinaryIO, headers: Sequence[str], frames: Iterator[pl.DataFrame], widths: Sequence[int]
) -> int:
    """Write one sheet with its header frozen and a filter on it; columns as in each frame, in the order of `headers`.

    Text is written as text whatever it begins with, numbers as numbers, naive datetimes as dates of Excel.
    Returns the number of rows below the header. RefusedError for a row or a text that does not fit.
    """
    with xlsxwriter.Workbook(into, _OPTIONS) as book:
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column, header in enumerate(headers):
            _put(sheet, 0, column, header, bold)
        row = 0
        for frame in frames:
            for cells in frame.iter_rows():
                row += 1
                for column, value in enumerate(cells):
                    if value is not None:
                        _put(sheet, row, column, value)
        sheet.autofilter(0, 0, row, max(len(headers) - 1, 0))
    return row


def _put(sheet: Worksheet, row: int, column: int, value: object, style: Format | None = None) -> None:
    if isinstance(value, str):
        # An empty text is no text: a cell of none reads back as missing.
        done = 0 if len(value) <= LONGEST and not sheet.write_string(row, column, value, style) else 1
    elif isinstance(value, datetime):
        done = sheet.write_datetime(row, column, value, style)
    else:
        done = sheet.write_number(row, column, float(str(value)), style)
    if done:
        raise RefusedError("a row or a text does not fit into an Excel sheet: take .csv or .parquet", "format")
