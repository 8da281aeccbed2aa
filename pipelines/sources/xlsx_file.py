"""Excel workbooks (.xlsx): one sheet, its headers in row 1, its cells typed; read row by row.

openpyxl reads them, side by side once as values and once as formulas: only so it tells which one was never computed.
"""

from __future__ import annotations

import lzma
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import TranslatorError
from openpyxl.utils import get_column_letter as letters

from leadlight.domain.rows import Kind, Rejection
from leadlight.errors import InputError, UnclearError
from pipelines.sources.contract import (
    EXTRA_CELLS,
    MAX_BYTES,
    ROW_NUMBERS,
    Blob,
    Record,
    Source,
    check_headers,
    check_row_number,
    with_row_numbers,
)
from pipelines.sources.mapping import Mapping
from pipelines.sources.xlsx_cell import Fault, text_of

MAX_HELD = 256 * 1024**2
"""Bytes of the parts that are kept in memory: every text of the workbook, its styles, its theme."""
MAX_ROWS = 1_048_576
Books = tuple[Any, Any]
"""The workbook as values, and as formulas."""
Row = tuple[int, dict[int, object]]
"""(row number, {column from 1: text, or Fault})."""
_OLD = b"\xd0\xcf\x11\xe0"
_STREAMED = ("xl/worksheets/", "xl/pivotCache/", "xl/externalLinks/", "xl/media/", "xl/embeddings/")
"""Parts that are read piece by piece, or not at all."""
_BROKEN = (ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError,
           ValueError, TokenizerError, TranslatorError, lzma.LZMAError, struct.error, zlib.error,
           zipfile.BadZipFile)  # fmt: skip
"""What openpyxl, and what it stands on, raises over a workbook that is bent out of shape."""
warnings.filterwarnings("ignore", module="openpyxl")  # it tells of styles and extensions, which hold no rows


def _rows(books: Books, name: str) -> Iterator[Row]:
    """Every row that holds anything, the header too."""
    sheets = [book[name] for book in books]
    for sheet in sheets:
        sheet.reset_dimensions()  # what it says of its size may be wrong
    values, formulas = (sheet.iter_rows() for sheet in sheets)
    for row, (cells, same) in enumerate(zip(values, formulas, strict=True), 1):
        if row > MAX_ROWS:
            raise ValueError(f"it has a row beyond {MAX_ROWS:,}")
        texts = (text_of(cell, formula, books[0].epoch) for cell, formula in zip(cells, same, strict=True))
        found = {at: text for at, text in enumerate(texts, 1) if text is not None}
        if found:
            yield row, found


@contextmanager
def _opened(blob: Blob) -> Iterator[Books]:
    """The workbook, open. InputError in one line for what is wrong with it meanwhile."""
    if not blob.size:
        raise InputError(f"{blob.name} is empty")
    with blob.open() as stream, blob.open() as again:
        if stream.read(4) == _OLD:
            raise InputError(f"{blob.name} is an old Excel workbook, or has a password: save it as .xlsx without one")
        try:
            with zipfile.ZipFile(stream) as archive:
                sizes = [(part.filename.startswith(_STREAMED), part.file_size) for part in archive.infolist()]
            if sum(size for _, size in sizes) > 2 * MAX_BYTES:
                raise InputError(f"{blob.name} holds more than 8 GB once unpacked: split it")
            if sum(size for is_streamed, size in sizes if not is_streamed) > MAX_HELD:
                raise InputError(f"{blob.name} holds more than 256 MB of text: save it as CSV")
            yield (
                load_workbook(stream, read_only=True, data_only=True, keep_links=False),
                load_workbook(again, read_only=True, data_only=False, keep_links=False),
            )
        except _BROKEN as error:
            said = " ".join(str(error.__cause__ or error).split())[:200] or type(error).__name__
            raise InputError(f"{blob.name} is no Excel workbook, or a broken one: {said}") from error


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook that was read once, as a whole."""

    blob: Blob
    name: str
    headers: tuple[str, ...]
    total: int
    kind: Kind | None = None

    def records(self) -> Iterator[Record | Rejection]:
        """Every row below the header; one with an error or beyond the header, as a Rejection."""
        with _opened(self.blob) as books:
            for row, cells in _rows(books, self.name):
                if row > 1:
                    reason = self._reason(cells)
                    values = [cells.get(place) for place, _ in enumerate(self.headers, 1)]
                    yield Rejection(row, reason, self._shown(cells)) if reason else (row, values)

    def _reason(self, cells: dict[int, object]) -> str:
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
    with _opened(blob) as books:
        name = _chosen(blob, books, mapping.sheet)
        rows = _rows(books, name)
        headers = _headers(blob, next(rows, None))
        beyond = []
        for row, cells in rows:
            beyond.append(max(cells) > len(headers))
            if headers[0] == ROW_NUMBERS:
                check_row_number(blob.name, row, cells.get(1))
        if beyond and all(beyond):
            raise InputError(f"{blob.name}: every row reaches beyond the headers of row 1: are these the headers?")
        return Sheet(blob, name, headers, len(beyond))


def _chosen(blob: Blob, books: Books, wanted: str | None) -> str:
    """The sheet asked for, else the only one that is not hidden and holds anything."""
    sheets = books[0].worksheets
    if wanted is not None:
        asked = [sheet for sheet in sheets if sheet.title.casefold() == wanted.casefold()]
        if not asked:
            told = f"{blob.name} has no sheet {wanted!r}"
            raise UnclearError(told, f"; it has {_named(sheets)}", "sheet", _titles(sheets))
        return str(asked[0].title)
    filled = [sheet for sheet in sheets if any(True for _ in _rows(books, sheet.title))]
    shown = [sheet for sheet in filled if sheet.sheet_state == "visible"]
    if len(shown) == 1:
        return str(shown[0].title)
    if shown:
        how = f": name one by --sheet, or sheet in a mapping: {_named(shown)}"
        raise UnclearError(f"{blob.name} has several sheets", how, "sheet", _titles(shown))
    if filled:
        how = f"; name one to read it all the same: {_named(sheets)}"
        raise UnclearError(f"{blob.name} has hidden sheets only", how, "sheet", _titles(filled))
    raise InputError(f"{blob.name} is empty: no sheet holds anything (sheets: {_named(sheets)})")


def _titles(sheets: Sequence[Any]) -> list[str]:
    return [str(sheet.title) for sheet in sheets]


def _named(sheets: Sequence[Any]) -> str:
    return ", ".join(map(repr, _titles(sheets))) or "none"


def _headers(blob: Blob, first: Row | None) -> tuple[str, ...]:
    if first is None:
        raise InputError(f"{blob.name} is empty: the sheet holds nothing")
    row, cells = first
    if row != 1:
        raise InputError(f"{blob.name}: row 1 is blank and the first cells stand in row {row}: headers belong in row 1")
    for place, header in cells.items():
        if isinstance(header, Fault):
            raise InputError(f"{blob.name}: the header in column {letters(place)} is {header.what}")
    headers = with_row_numbers([str(cells.get(place, "")) for place in range(1, max(cells) + 1)])
    check_headers(blob.name, headers)
    return headers


XLSX = Source(
    "xlsx", "a sheet of an Excel workbook", (".xlsx", ".xlsm"), read_xlsx, may_be_rows=True, is_text=False
)  # fmt: skip
