"""What a source is: it turns a file's bytes into records under named headers, having read all of it once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TextIO

from leadlight.domain.rows import Kind, Rejection
from leadlight.errors import InputError
from pipelines.sources.mapping import Mapping

MAX_BYTES = 4 * 1024**3
MAX_COLUMNS = 2_000
MAX_CELL = 1_000_000
"""Characters of one cell; a row with a longer one is rejected."""
EXTRA_CELLS = "(cells beyond the header)"
"""Where the report of rejected rows shows cells that have no header."""
ROW_NUMBERS = "(row numbers)"
"""What a first column without a header is called, as pandas writes its index; it goes nowhere."""

Record = tuple[int, Sequence[object]]
"""(line or record number, cells in the order of the headers). Table cells are str; JSON cells are JSON values,
None where the record has no such key."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that can be read from the start as often as needed, and the name people know them by."""

    name: str
    open: Callable[[], BinaryIO]
    size: int
    stamp: tuple[int, int] = (0, 0)
    """(size, time of change) of a file when it was first seen."""

    def text(self, encoding: str, newline: str = "") -> TextIO:
        """The bytes as text with its line ends as they are."""
        return io.TextIOWrapper(self.open(), encoding=encoding, newline=newline)

    @classmethod
    def of(cls, given: Blob | Path | str | bytes) -> Blob:
        """A blob of a path or of bytes. InputError where the path is no readable file."""
        if isinstance(given, Blob):
            return given
        if isinstance(given, bytes):
            return cls("the data", lambda: io.BytesIO(given), len(given))
        return cls._of_path(Path(given))

    @classmethod
    def _of_path(cls, path: Path) -> Blob:
        try:
            if path.is_dir():
                raise InputError(f"{path} is a folder, not a file")
            if path.exists() and not path.is_file():
                raise InputError(f"{path} is not a regular file: it must be readable twice")
            with path.open("rb"):
                state = path.stat()
        except FileNotFoundError:
            raise InputError(f"{path} does not exist") from None
        except (OSError, ValueError) as error:
            raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
        return cls(path.name, lambda: path.open("rb"), state.st_size, (state.st_size, state.st_mtime_ns))


class Reading(Protocol):
    """A file that was decoded and shape-checked as a whole: what it holds, and its records as often as asked."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns (or keys) as the file names them."""
        ...

    @property
    def total(self) -> int:
        """How many records there are, misshapen ones included."""
        ...

    @property
    def kind(self) -> Kind | None:
        """The kind the file itself declares (a JSON wrapper), or None."""
        ...

    def records(self) -> Iterator[Record | Rejection]:
        """Every record from the start; one whose shape is wrong comes as a Rejection."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of file. `is_table`: cells are text as a spreadsheet writes it, so the formula rule is undone.

    `may_be_rows`: where no column holds the messages of a conversation, each row is one of them.
    `is_text`: it may come packed by gzip, as `<name>.gz`.
    """

    name: str
    what: str
    extensions: tuple[str, ...]
    read: Callable[[Blob, Mapping], Reading]
    """Reads the whole file once; InputError in one plain line where it is not what it should be."""
    is_table: bool = False
    may_be_rows: bool = False
    is_text: bool = True
    recognises: Callable[[dict[str, Any]], bool] | None = None
    """Whether a JSON object is surely this system's: then nobody needs to say so."""


def with_row_numbers(headers: Sequence[str]) -> tuple[str, ...]:
    """The headers; a first one that is blank, of several, named ROW_NUMBERS: `check_row_number` its cells."""
    is_index = len(headers) > 1 and not headers[0].strip()
    return (ROW_NUMBERS, *headers[1:]) if is_index else tuple(headers)


def check_row_number(name: str, line: int, cell: object) -> None:
    """InputError where the cell below a first header that is blank is no whole number: it may be worth something."""
    if not (isinstance(cell, str) and cell.isascii() and cell.isdigit()):
        told = "is blank" if cell in (None, "") else "holds no row number"
        raise InputError(
            f"{name}: the header of column 1 is blank, and its cell in line {line} {told}: name the column"
        )


def check_headers(name: str, headers: Sequence[str]) -> None:
    """InputError where the file called so has too many headers, a blank one, or one twice."""
    if len(headers) > MAX_COLUMNS:
        raise InputError(f"{name} has {len(headers):,} columns; at most {MAX_COLUMNS:,} are read")
    seen: set[str] = set()
    for place, header in enumerate(headers, 1):
        if not header.strip():
            raise InputError(f"{name}: the header of column {place} is blank")
        if header in seen:
            raise InputError(f"{name}: the header {header!r} stands twice")
        seen.add(header)
