"""CSV and TSV, read strictly: one delimiter, one header, a cell count per row, quotes that close."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from leadlight.domain.rows import Kind, Rejection
from leadlight.errors import InputError, UnclearError
from pipelines.sources.contract import (
    EXTRA_CELLS,
    MAX_CELL,
    ROW_NUMBERS,
    Blob,
    Record,
    Source,
    check_headers,
    check_row_number,
    with_row_numbers,
)
from pipelines.sources.decode import encoding_of
from pipelines.sources.mapping import Mapping

CANDIDATES = (",", ";", "\t", "|")
_FIELD_LIMIT = 16 * MAX_CELL
"""A cell longer than this is a quote that never closed; below it, a long cell costs its row only."""
_TRIED_ROWS = 200
_NAMES = {"\t": "tab"}


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV that was read once, as a whole, and found sound."""

    blob: Blob
    encoding: str
    delimiter: str
    headers: tuple[str, ...] = ()
    total: int = 0
    preface: bool = False
    """Whether the first line is Excel's `sep=;`."""
    kind: Kind | None = None

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(first line, cells) of every row that is not blank, the header included. InputError for broken quoting."""
        csv.field_size_limit(_FIELD_LIMIT)
        with self.blob.text(self.encoding) as stream:
            reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
            line = 1
            try:
                for cells in reader:
                    if cells and not (self.preface and line == 1):
                        yield line, cells
                    line = reader.line_num + 1
            except csv.Error as error:
                raise InputError(f"{self.blob.name}, line {line}: {_plain(error)}") from error

    def records(self) -> Iterator[Record | Rejection]:
        """Every row below the header; one with another number of cells, or a huge one, as a Rejection."""
        width = len(self.headers)
        rows = self.rows()
        next(rows)
        for line, cells in rows:
            if len(cells) != width:
                if not _is_blank(cells):
                    yield self._misshapen(line, cells)
            elif max(map(len, cells)) > MAX_CELL:
                yield Rejection(line, f"has a cell of more than {MAX_CELL:,} characters", self._cells(cells))
            else:
                yield line, cells

    def _misshapen(self, line: int, cells: Sequence[str]) -> Rejection:
        return Rejection(line, f"has {len(cells)} cells where the header has {len(self.headers)}", self._cells(cells))

    def _cells(self, cells: Sequence[str]) -> dict[str, str]:
        named = dict(zip(self.headers, cells, strict=False))
        extra = cells[len(self.headers) :]
        return named | ({EXTRA_CELLS: self.delimiter.join(extra)} if extra else {})


def _plain(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text:
        return "a quote opens here and never closes"
    if "field larger" in text:
        return f"a cell of more than {_FIELD_LIMIT:,} characters: is a closing quote missing?"
    if "expected after" in text:
        return "text follows a closing quote: a quote inside a quoted cell must be doubled"
    return f"broken quoting ({text})"


def _is_blank(cells: Sequence[str]) -> bool:
    """A line of nothing but blanks is no row."""
    return len(cells) == 1 and not cells[0].strip()


def read_table(given: Blob | Path | str | bytes, *, encoding: str | None = None, delimiter: str | None = None) -> Table:
    """Decode and shape-check a whole CSV; `encoding` is for files that are not Unicode, `delimiter` is else detected.

    InputError, in one line, for anything that would have to be guessed: see the tests for the list.
    """
    blob = Blob.of(given)
    readable = encoding_of(blob, encoding)
    head = _head(blob, readable)
    preface = head[:4].lower() == "sep=" and head[4:5] not in ("", "\r", "\n") and head[5:6] in ("\r", "\n", "")
    if preface:
        delimiter, head = delimiter or head[4], head[5:].lstrip("\r\n")
    _refuse_json(blob, head)
    chosen = delimiter or _detect(blob, readable, head)
    table = Table(blob, readable, chosen, preface=preface)
    rows = table.rows()
    headers = with_row_numbers(next(rows, (0, []))[1])
    _check_headers(blob, headers, chosen)
    total = _check_rows(blob, rows, len(headers), headers[:1] == (ROW_NUMBERS,))
    return Table(blob, readable, chosen, headers, total, preface)


def _head(blob: Blob, encoding: str) -> str:
    with blob.text(encoding) as stream:
        return stream.read(1 << 20)


def _refuse_json(blob: Blob, head: str) -> None:
    if head.lstrip()[:1] in ("{", "["):
        raise InputError(f"{blob.name} looks like JSON, not CSV: name it .json or .jsonl, or use --source json")


def _detect(blob: Blob, encoding: str, head: str) -> str:
    """The delimiter of the header line: the only candidate outside quotes, or the only one the rows bear out."""
    counts = _outside_quotes(head)
    present = [mark for mark in CANDIDATES if counts[mark]]
    if len(present) <= 1:
        return present[0] if present else ","
    fitting = [mark for mark in present if _fits(Table(blob, encoding, mark))]
    if len(fitting) == 1:
        return fitting[0]
    names = " and ".join(_NAMES.get(mark, mark) for mark in present)
    how = "; say which separates cells in a mapping (delimiter = …)"
    raise UnclearError(f"{blob.name}: the header holds {names}", how, "delimiter")


def _outside_quotes(head: str) -> dict[str, int]:
    counts = dict.fromkeys(CANDIDATES, 0)
    quoted = started = False
    for letter in head:
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in "\r\n":
            if started:
                break
        elif not quoted and letter in counts:
            counts[letter] += 1
        started = started or not letter.isspace()
    return counts


def _fits(table: Table) -> bool:
    try:
        widths = {len(cells) for _, cells in islice(table.rows(), _TRIED_ROWS)}
    except InputError:
        return False
    return len(widths) == 1 and widths != {1}


def _check_headers(blob: Blob, headers: Sequence[str], delimiter: str) -> None:
    check_headers(blob.name, headers)
    others = [mark for mark in CANDIDATES if mark != delimiter and len(headers) == 1 and mark in headers[0]]
    if others:
        given, found = _NAMES.get(delimiter, delimiter), _NAMES.get(others[0], others[0])
        told = f"{blob.name}: read with {given!r} there is one column only, yet its header holds {found!r}"
        raise UnclearError(told, "", "delimiter")


def _check_rows(blob: Blob, rows: Iterator[tuple[int, list[str]]], width: int, is_numbered: bool) -> int:
    """Count the rows. InputError where every one of them has another number of cells than the header."""
    total = wrong = 0
    first: tuple[int, int] | None = None
    hidden = set(CANDIDATES) if width == 1 else set()
    for line, cells in rows:
        if len(cells) != width:
            if _is_blank(cells):
                continue
            wrong += 1
            first = first or (line, len(cells))
        elif is_numbered:
            check_row_number(blob.name, line, cells[0])
        if hidden:
            hidden = {mark for mark in hidden if mark in cells[0]}
        total += 1
    if first and wrong == total:
        told = (
            f"{blob.name}: no row has as many cells as the header has columns "
            f"(line {first[0]} has {first[1]}, the header {width}): wrong delimiter, or a broken file"
        )
        raise UnclearError(told, "", "delimiter")
    if hidden and total:
        mark = _NAMES.get(next(iter(hidden)), next(iter(hidden)))
        raise InputError(f"{blob.name} has one header, yet every row holds {mark!r}: the file seems broken")
    return total


def _read_csv(blob: Blob, mapping: Mapping) -> Table:
    return read_table(blob, encoding=mapping.encoding, delimiter=mapping.delimiter)


def _read_tsv(blob: Blob, mapping: Mapping) -> Table:
    return read_table(blob, encoding=mapping.encoding, delimiter=mapping.delimiter or "\t")


CSV = Source("csv", "text with one row a line and cells between , ; tab or |", (".csv",), _read_csv, True, True)
TSV = Source("tsv", "text with one row a line and cells between tabs", (".tsv", ".tab"), _read_tsv, True, True)
