"""Parquet: typed columns, read a few thousand rows at a time however large the file is."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from leadlight.domain.rows import DAY_EXTRAS, Kind, Rejection
from leadlight.errors import InputError
from pipelines.sources.contract import MAX_BYTES, MAX_CELL, Blob, Record, Source, check_headers
from pipelines.sources.json_text import NESTED
from pipelines.sources.mapping import Mapping
from pipelines.sources.typed import plain

BATCH = 5_000
"""Rows held at once."""
_MAGIC = b"PAR1"


@dataclass(frozen=True, slots=True)
class Columns:
    """A Parquet file that was decoded once, as a whole."""

    blob: Blob
    headers: tuple[str, ...] = ()
    total: int = 0
    kind: Kind | None = None

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """(row number from 1, the row's values by header) of every row. InputError where one cannot be decoded."""
        number = 0
        with _opened(self.blob) as file:
            target = pa.schema([field.with_type(_readable(field.type)) for field in file.schema_arrow])
            for batch in file.iter_batches(BATCH):
                for row in _pylist(self.blob, pa.Table.from_batches([batch]).cast(target, safe=False)):
                    number += 1
                    yield number, _spread(_with_days(row))

    def records(self) -> Iterator[Record | Rejection]:
        """Every row in the order of the headers; one with a value that is no text, or too much, as a Rejection."""
        for number, row in self.rows():
            yield self._record(number, row)

    def _record(self, number: int, row: dict[str, Any]) -> Record | Rejection:
        cells: list[object] = []
        for header in self.headers:
            try:
                cells.append(plain(row.get(header)))
            except ValueError as error:
                return Rejection(number, f"{header}: {error}", self._shown(cells))
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in cells):
            return Rejection(number, f"has a cell of more than {MAX_CELL:,} characters", self._shown(cells))
        return number, cells

    def _shown(self, cells: Sequence[object]) -> dict[str, str]:
        """The cells that are text, by their headers."""
        return {header: cell for header, cell in zip(self.headers, cells, strict=False) if isinstance(cell, str)}


def read_parquet(blob: Blob, mapping: Mapping) -> Columns:
    """Decode and shape-check a Parquet file. InputError where it is none, is broken, or its headers cannot stand."""
    if not blob.size:
        raise InputError(f"{blob.name} is empty")
    if blob.size > MAX_BYTES:
        raise InputError(f"{blob.name} is larger than 4 GB: split it")
    with _opened(blob) as file:
        names = [field.name for field in file.schema_arrow]
        check_headers(blob.name, names)
        total = file.metadata.num_rows
    seen: dict[str, None] = {}
    found = 0
    for found, row in Columns(blob).rows():  # noqa: B007 (the last number is how many there were)
        seen.update(dict.fromkeys(row))
    if found != total:
        raise InputError(f"{blob.name} says it has {total:,} rows, and holds {found:,}: it is broken")
    headers = tuple(seen or dict.fromkeys(name for name in names if name not in NESTED))
    check_headers(blob.name, headers)
    return Columns(blob, headers, total)


@contextlib.contextmanager
def _opened(blob: Blob) -> Iterator[pq.ParquetFile]:
    """The file, open. InputError in one line for what the library finds wrong with it while it is."""
    with blob.open() as stream:
        if stream.read(4) != _MAGIC:
            raise InputError(f"{blob.name} is not a Parquet file")
        try:
            with pq.ParquetFile(stream, pre_buffer=False) as file:
                yield file
        except (pa.ArrowException, OSError) as error:
            told = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise InputError(f"{blob.name} is a Parquet file that cannot be read: {told}") from error


def _pylist(blob: Blob, table: pa.Table) -> list[dict[str, Any]]:
    try:
        columns = [column.to_pylist() for column in table.columns]
    except (ValueError, OverflowError) as error:  # a time beyond the year 9999, text that is no UTF-8
        raise InputError(f"{blob.name} holds a value that cannot be read: {error}") from error
    return [dict(zip(table.column_names, row, strict=True)) for row in zip(*columns, strict=True)]


def _readable(of: pa.DataType) -> pa.DataType:
    """The type as Python can hold it: times to the microsecond, zones as UTC, and so within lists and structures."""
    types = pa.types
    if types.is_timestamp(of):
        return pa.timestamp("us", "UTC" if of.tz else None)
    if types.is_time(of):
        return pa.time64("us")
    if types.is_duration(of):
        return pa.duration("us")
    if types.is_dictionary(of):
        return _readable(of.value_type)
    if types.is_struct(of):
        return pa.struct([field.with_type(_readable(field.type)) for field in of])
    if types.is_list(of) or types.is_large_list(of) or types.is_fixed_size_list(of):
        return pa.large_list(_readable(of.value_type))
    if types.is_map(of):
        return pa.map_(of.key_type, _readable(of.item_type))
    return of


def _with_days(row: dict[str, Any]) -> dict[str, Any]:
    """The row of our own export with plain days where the instant beside them is known no better."""
    for at, precision, day in (("captured_at", *DAY_EXTRAS[:2]), ("status_at", *DAY_EXTRAS[2:])):
        if row.get(precision) == "day" and isinstance(row.get(day), date):
            row[at] = row[day]
    return row


def _spread(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its `custom` structure or map as `custom.<key>`."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name not in NESTED or isinstance(value, str):
            found[name] = value
        elif value is not None:
            pairs = value.items() if isinstance(value, dict) else value
            found |= {f"{name}.{key}": inner for key, inner in pairs}
    return found


PARQUET = Source(
    "parquet", "typed columns", (".parquet",), read_parquet, may_be_rows=True, is_text=False
)  # fmt: skip
