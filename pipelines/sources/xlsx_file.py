"""Excel workbooks (.xlsx): one sheet, its headers in row 1, its cells typed; read row by row.

openpyxl reads them. Its sheets of a read-only workbook hide what is merged and which formula was never computed, so
the parser below them is asked: the one place that uses names it does not publish (hence its exact version).
"""

from __future__ import annotations

import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles.numbers import STRIP_RE, is_datetime
from openpyxl.utils import get_column_letter as letters
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from leadlight.domain.rows import Kind, Rejection
from leadlight.errors import InputError
from pipelines.sources.contract import EXTRA_CELLS, MAX_BYTES, Blob, Record, Source, check_headers
from pipelines.sources.mapping import Mapping
from pipelines.sources.typed import plain

MAX_HELD = 256 * 1024**2
"""Bytes of the parts that are kept in memory: every text of the workbook, its styles, its theme."""
Row = tuple[int, dict[int, object]]
"""(row number, {column from 1: text, or Fault})."""
_OLD = b"\xd0\xcf\x11\xe0"
_STREAMED = ("xl/worksheets/", "xl/pivotCache/", "xl/externalLinks/", "xl/media/", "xl/embeddings/")
"""Parts that are read piece by piece, or not at all."""
_EASTERN = {*range(27, 37), *range(50, 59)}
"""Formats of dates in Chinese, Japanese and Korean, which have a number and no code (ECMA-376, 18.8.30)."""
_MOST_MERGED = 2_000_000
_BROKEN = (ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError,
           ValueError, lzma.LZMAError, struct.error, zipfile.BadZipFile, zlib.error)  # fmt: skip
"""What openpyxl, and what it stands on, raises over a workbook that is bent out of shape."""
warnings.filterwarnings("ignore", module="openpyxl")  # it tells of styles and extensions, which hold no rows


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds no value: an error, a formula nobody computed, a day that never was."""

    what: str


class _Cells(WorkSheetParser):
    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        is_empty_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
        if cell["value"] is None and element.find(FORMULA_TAG) is not None and not is_empty_text:
            cell["value"] = Fault("a formula that was never computed")
        return cell


def _text(sheet: Any, cell: dict[str, Any]) -> object:
    """The cell as the text a person sees, or a Fault; None where it is blank."""
    value = cell["value"]
    if value is None or isinstance(value, Fault):
        return value
    if cell["data_type"] == "e":
        return Fault(f"the error {value}")
    if isinstance(value, str):
        return unescape(value) or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    code = ReadOnlyCell(sheet, **cell).number_format if cell["style_id"] else ""
    shape = STRIP_RE.sub("", code).split(";")[0].lower()
    if isinstance(value, datetime):
        if value.year < 1900:
            return Fault("a day that never was")
        is_day = value.time() == time.min and is_datetime(shape) != "datetime"
        return (value.date() if is_day else value).isoformat()
    text = str(plain(value))
    return text.zfill(len(shape)) if re.fullmatch("00+", shape) and text.isdigit() else text


def _rows(sheet: Any, merges: list[Any] | None = None) -> Iterator[Row]:
    """Every row that holds anything, the header too; at the end `merges` holds the ranges that are merged."""
    book = sheet.parent
    eastern = {at for at, style in enumerate(book._cell_styles) if style.numFmtId in _EASTERN}
    dates = book._date_formats | eastern
    with sheet._get_source() as part:
        parser = _Cells(part, sheet._shared_strings, True, book.epoch, dates, book._timedelta_formats)
        for row, cells in parser.parse():
            found = {cell["column"]: text for cell in cells if (text := _text(sheet, cell)) is not None}
            if found:
                yield row, found
        if merges is not None and parser.merged_cells is not None:
            merges += parser.merged_cells.mergeCell


@contextmanager
def _opened(blob: Blob) -> Iterator[Any]:
    """The workbook, open. InputError in one line for what is wrong with it meanwhile."""
    if not blob.size:
        raise InputError(f"{blob.name} is empty")
    with blob.open() as stream:
        if stream.read(4) == _OLD:
            raise InputError(f"{blob.name} is an old Excel workbook, or has a password: save it as .xlsx without one")
        try:
            with zipfile.ZipFile(stream) as archive:
                sizes = [(part.filename.startswith(_STREAMED), part.file_size) for part in archive.infolist()]
            if sum(size for _, size in sizes) > 2 * MAX_BYTES:
                raise InputError(f"{blob.name} holds more than 8 GB once unpacked: split it")
            if sum(size for is_streamed, size in sizes if not is_streamed) > MAX_HELD:
                raise InputError(f"{blob.name} holds more than 256 MB of text: save it as CSV")
            yield load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except _BROKEN as error:
            said = " ".join(str(error.__cause__ or error).split())[:200] or type(error).__name__
            raise InputError(f"{blob.name} is no Excel workbook, or a broken one: {said}") from error


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook that was read once, as a whole. `merged`: row → the merge that touches it."""

    blob: Blob
    name: str
    headers: tuple[str, ...]
    total: int
    merged: dict[int, str] = field(default_factory=dict)
    kind: Kind | None = None

    def records(self) -> Iterator[Record | Rejection]:
        """Every row below the header; one with an error, beyond the header or in a merge, as a Rejection."""
        with _opened(self.blob) as book:
            for row, cells in _rows(book[self.name]):
                if row > 1:
                    reason = self._reason(row, cells)
                    values = [cells.get(place) for place, _ in enumerate(self.headers, 1)]
                    yield Rejection(row, reason, self._shown(cells)) if reason else (row, values)

    def _reason(self, row: int, cells: dict[int, object]) -> str:
        if row in self.merged:
            return f"has merged cells ({self.merged[row]}): unmerge them, so that each row has cells of its own"
        last = len(self.headers)
        if max(cells) > last:
            return f"has a cell in column {letters(max(cells))}, beyond the headers, which end at {letters(last)}"
        for place, value in cells.items():
            if isinstance(value, Fault):
                return f"{self.headers[place - 1]}: the cell holds {value.what}: mend it in the workbook"
        return ""

    def _shown(self, cells: dict[int, object]) -> dict[str, str]:
        """The cells as the report has them: an error by its name, what lies beyond the headers under one of its own."""
        texts = {place: value.what if isinstance(value, Fault) else str(value) for place, value in cells.items()}
        named = {header: texts[place] for place, header in enumerate(self.headers, 1) if place in texts}
        beyond = [text for place, text in sorted(texts.items()) if place > len(self.headers)]
        return named | ({EXTRA_CELLS: ",".join(beyond)} if beyond else {})


def read_xlsx(blob: Blob, mapping: Mapping) -> Sheet:
    """Decode and shape-check one sheet. InputError where it must be named, or has no headers in row 1."""
    with _opened(blob) as book:
        sheet = _chosen(blob, book.worksheets, mapping.sheet)
        merges: list[Any] = []
        rows = _rows(sheet, merges)
        headers = _headers(blob, next(rows, None))
        beyond = [max(cells) > len(headers) for _, cells in rows]
        if beyond and all(beyond):
            raise InputError(f"{blob.name}: every row reaches beyond the headers of row 1: are these the headers?")
        return Sheet(blob, sheet.title, headers, len(beyond), _merged(blob, merges))


def _chosen(blob: Blob, sheets: Sequence[Any], wanted: str | None) -> Any:
    """The sheet asked for, else the only one that is not hidden and holds anything."""
    if wanted is not None:
        asked = [sheet for sheet in sheets if sheet.title.casefold() == wanted.casefold()]
        if not asked:
            raise InputError(f"{blob.name} has no sheet {wanted!r}; it has {_named(sheets)}")
        return asked[0]
    filled = [sheet for sheet in sheets if any(True for _ in _rows(sheet))]
    shown = [sheet for sheet in filled if sheet.sheet_state == "visible"]
    if len(shown) == 1:
        return shown[0]
    if shown:
        told = f"has several sheets: name one by --sheet, or sheet in a mapping: {_named(shown)}"
    elif filled:
        told = f"has hidden sheets only; name one to read it all the same: {_named(sheets)}"
    else:
        told = f"is empty: no sheet holds anything (sheets: {_named(sheets)})"
    raise InputError(f"{blob.name} {told}")


def _named(sheets: Sequence[Any]) -> str:
    return ", ".join(repr(sheet.title) for sheet in sheets) or "none"


def _headers(blob: Blob, first: Row | None) -> tuple[str, ...]:
    if first is None:
        raise InputError(f"{blob.name} is empty: the sheet holds nothing")
    row, cells = first
    if row != 1:
        raise InputError(f"{blob.name}: row 1 is blank and the first cells stand in row {row}: headers belong in row 1")
    for place, header in cells.items():
        if isinstance(header, Fault):
            raise InputError(f"{blob.name}: the header in column {letters(place)} is {header.what}")
    headers = tuple(str(cells.get(place, "")) for place in range(1, max(cells) + 1))
    check_headers(blob.name, headers)
    return headers


def _merged(blob: Blob, merges: Sequence[Any]) -> dict[int, str]:
    """Each row that a merge touches. InputError where that is the header's."""
    if sum(merge.max_row - merge.min_row + 1 for merge in merges) > _MOST_MERGED:
        raise InputError(f"{blob.name}: most of its cells are merged: unmerge them")
    found = {row: merge.coord for merge in merges for row in range(merge.min_row, merge.max_row + 1)}
    if 1 in found:
        raise InputError(f"{blob.name}: the headers in row 1 are merged ({found[1]}): unmerge them")
    return found


XLSX = Source(
    "xlsx", "a sheet of an Excel workbook", (".xlsx", ".xlsm"), read_xlsx, may_be_rows=True, is_text=False
)  # fmt: skip
