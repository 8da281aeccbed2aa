"""Excel workbooks (.xlsx): one sheet, its headers in row 1, its cells typed; read row by row."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from leadlight.domain.rows import Kind, Rejection
from leadlight.errors import InputError
from pipelines.sources.contract import EXTRA_CELLS, MAX_BYTES, MAX_COLUMNS, Blob, Record, Source, check_headers
from pipelines.sources.mapping import Mapping
from pipelines.sources.typed import plain
from pipelines.sources.xlsx_book import Attributes, Book, Format, archive, parse, read_book, unescaped

Row = tuple[int, dict[int, object]]
"""(row number, {column from 0: text, or Fault})."""
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_WHOLE = re.compile(r"-?\d{1,15}")
_MOST_MERGED = 2_000_000
_DAYS = 2_958_466
"""The day after Excel's last one, 31 December 9999."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds no value: an error, a formula nobody computed, a day that never was."""

    what: str


@dataclass(slots=True)
class _Cells:
    """Callbacks that gather the rows of a sheet."""

    book: Book
    ready: list[Row] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    _row: int = 0
    _cells: dict[int, object] = field(default_factory=dict)
    _column: int = -1
    _type: str = "n"
    _style: int = 0
    _formula: bool = False
    _pieces: list[str] | None = None
    _text: str | None = None
    _spoken: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self._column = column_of(place[1]) if place else self._column + 1
            self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", "0"))
            self._formula, self._text = False, None
        elif name == "v" or (name == "t" and not self._spoken):
            self._pieces = []
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._cells, self._column = {}, -1
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._spoken = True
        elif name == "mergeCell":
            self.merges.append(attributes.get("ref", ""))

    def text(self, piece: str) -> None:
        if self._pieces is not None:
            self._pieces.append(piece)

    def end(self, name: str) -> None:
        if self._pieces is not None and name in ("v", "t"):
            self._text = (self._text or "") + "".join(self._pieces)
            self._pieces = None
        elif name == "c":
            value = self._value()
            if value is not None and value != "":
                self._cells[self._column] = value
        elif name == "row":
            if self._cells:
                self.ready.append((self._row, self._cells))
        elif name == "rPh":
            self._spoken = False

    def _value(self) -> object:
        text = self._text
        if text is None:
            return Fault("a formula that was never computed") if self._formula else None
        match self._type:
            case "s":
                return self.book.texts[int(text)]
            case "inlineStr" | "str":
                return unescaped(text)
            case "b":
                return "true" if text == "1" else "false"
            case "e":
                return Fault(f"the error {text}")
            case "d":
                return text
        formats = self.book.formats
        return number(text, formats[self._style] if self._style < len(formats) else Format(), self.book.from_1904)


def column_of(letters: str) -> int:
    """A → 0, B → 1, AA → 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def letters_of(column: int) -> str:
    """0 → A, 26 → AA."""
    return letters_of(column // 26 - 1) + chr(65 + column % 26) if column > 25 else chr(65 + column)


def number(text: str, shape: Format, from_1904: bool = False) -> object:
    """A number cell as text by its format: a date, an instant to the millisecond, a time, or digits."""
    if shape.meaning is None:
        if not _WHOLE.fullmatch(text):
            text = str(plain(float(text)))
        return text.zfill(shape.digits) if shape.digits and text.isdigit() else text
    serial = float(text)
    milliseconds = round(serial * 86_400_000)
    if shape.meaning == "span":
        seconds = milliseconds // 1000
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if not 0 <= serial < _DAYS or (not from_1904 and 60 <= serial < 61):
        return Fault(f"{text} as a date, a day that never was")
    since = timedelta(milliseconds=milliseconds)
    if shape.meaning == "time" and serial < 1:
        return (datetime.combine(date.min, time.min) + since).time().isoformat()
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < 60 else 30)  # noqa: DTZ001 (the time on a wall)
    at = first + since
    whole = milliseconds % 86_400_000 == 0
    return at.date().isoformat() if whole and shape.meaning == "date" else at.isoformat()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook that was read once, as a whole. `merged`: row → the merge that touches it."""

    blob: Blob
    book: Book
    part: str
    headers: tuple[str, ...] = ()
    total: int = 0
    merged: dict[int, str] = field(default_factory=dict)
    kind: Kind | None = None

    def rows(self, merges: list[str] | None = None) -> Iterator[Row]:
        """Every row that holds anything, the header too; at the end `merges` holds what is merged."""
        with archive(self.blob) as found:
            if found.getinfo(self.part).file_size > MAX_BYTES:
                raise InputError(f"{self.blob.name}: the sheet is larger than 4 GB: split it")
            cells = _Cells(self.book)
            for _ in parse(found, self.part, cells.start, cells.end, cells.text):
                yield from cells.ready
                cells.ready.clear()
            if merges is not None:
                merges += cells.merges

    def records(self) -> Iterator[Record | Rejection]:
        """Every row below the header; one with an error, beyond the header or in a merge, as a Rejection."""
        for row, cells in self.rows():
            if row > 1:
                reason = self._reason(row, cells)
                values = [cells.get(place) for place in range(len(self.headers))]
                yield Rejection(row, reason, self._shown(cells)) if reason else (row, values)

    def _reason(self, row: int, cells: dict[int, object]) -> str:
        if row in self.merged:
            return f"has merged cells ({self.merged[row]}): unmerge them, so that each row has cells of its own"
        beyond = max(cells) if max(cells) >= len(self.headers) else None
        if beyond is not None:
            return f"has a cell in column {letters_of(beyond)}, beyond the headers, which end at {self._last}"
        for place, value in cells.items():
            if isinstance(value, Fault):
                return f"{self.headers[place]}: the cell holds {value.what}: mend it in the workbook"
        return ""

    @property
    def _last(self) -> str:
        return letters_of(len(self.headers) - 1)

    def _shown(self, cells: dict[int, object]) -> dict[str, str]:
        """The cells as the report has them: an error by its name, what lies beyond the headers under one of its own."""
        texts = {place: value.what if isinstance(value, Fault) else str(value) for place, value in cells.items()}
        named = {header: texts[place] for place, header in enumerate(self.headers) if place in texts}
        beyond = [text for place, text in sorted(texts.items()) if place >= len(self.headers)]
        return named | ({EXTRA_CELLS: ",".join(beyond)} if beyond else {})


def read_xlsx(blob: Blob, mapping: Mapping) -> Sheet:
    """Decode and shape-check one sheet. InputError where it must be named, or has no headers in row 1."""
    with archive(blob) as found:
        book = read_book(blob, found)
        name = _chosen(blob, book, found, mapping.sheet)
    bare = Sheet(blob, book, book.sheets[name][0])
    merges: list[str] = []
    rows = bare.rows(merges)
    headers = _headers(blob, next(rows, None))
    total = wrong = 0
    for row in rows:
        total += 1
        wrong += max(row[1]) >= len(headers)
    if total and wrong == total:
        raise InputError(f"{blob.name}: every row reaches beyond the headers of row 1: are these the headers?")
    return Sheet(blob, book, bare.part, headers, total, _merged(blob, merges))


def _chosen(blob: Blob, book: Book, found: zipfile.ZipFile, wanted: str | None) -> str:
    """The sheet asked for, else the only one that is not hidden and holds anything."""
    names = ", ".join(repr(name) for name in book.sheets) or "none"
    if wanted is not None:
        by_word = {name.casefold(): name for name in book.sheets}
        if wanted.casefold() not in by_word:
            raise InputError(f"{blob.name} has no sheet {wanted!r}; it has {names}")
        return by_word[wanted.casefold()]
    filled = [name for name, (part, _) in book.sheets.items() if _holds_anything(book, found, part)]
    shown = [name for name in filled if not book.sheets[name][1]]
    if len(shown) == 1:
        return shown[0]
    if shown:
        names = ", ".join(repr(name) for name in shown)
        raise InputError(f"{blob.name} has several sheets: name one by --sheet, or sheet in a mapping: {names}")
    if filled:
        raise InputError(f"{blob.name} has hidden sheets only; name one to read it all the same: {names}")
    raise InputError(f"{blob.name} is empty: no sheet holds anything (sheets: {names})")


def _holds_anything(book: Book, found: zipfile.ZipFile, part: str) -> bool:
    cells = _Cells(book)
    return any(cells.ready for _ in parse(found, part, cells.start, cells.end, cells.text))


def _headers(blob: Blob, first: Row | None) -> tuple[str, ...]:
    if first is None:
        raise InputError(f"{blob.name} is empty: the sheet holds nothing")
    row, cells = first
    if row != 1:
        raise InputError(f"{blob.name}: row 1 is blank and the first cells stand in row {row}: headers belong in row 1")
    if max(cells) >= MAX_COLUMNS:
        raise InputError(f"{blob.name} has more than {MAX_COLUMNS:,} columns")
    headers = [cells.get(place, "") for place in range(max(cells) + 1)]
    for place, header in enumerate(headers):
        if isinstance(header, Fault):
            raise InputError(f"{blob.name}: the header in column {letters_of(place)} is {header.what}")
    texts = tuple(str(header) for header in headers)
    check_headers(blob.name, texts)
    return texts


def _merged(blob: Blob, merges: Sequence[str]) -> dict[int, str]:
    """Each row that a merge touches. InputError where that is the header's."""
    found: dict[int, str] = {}
    touched = 0
    for ref in merges:
        ends = [_PLACE.fullmatch(each) for each in ref.split(":")]
        rows = [int(end[2]) for end in ends if end]
        if 1 in rows:
            raise InputError(f"{blob.name}: the headers in row 1 are merged ({ref}): unmerge them")
        touched += max(rows, default=0) - min(rows, default=0) + 1
        if touched > _MOST_MERGED:
            raise InputError(f"{blob.name}: most of its cells are merged: unmerge them")
        if rows:
            found |= dict.fromkeys(range(min(rows), max(rows) + 1), ref)
    return found


XLSX = Source(
    "xlsx", "a sheet of an Excel workbook", (".xlsx", ".xlsm"), read_xlsx, may_be_rows=True, is_text=False
)  # fmt: skip
