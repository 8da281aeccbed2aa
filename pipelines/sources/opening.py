"""Opening a file: everything about it is checked before the first row is handed out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from leadlight.domain.quoting import on_one_line
from leadlight.domain.rows import ConversationRow, Kind, LeadRow, MoveRow, Rejection
from leadlight.errors import InputError
from pipelines.sources.columns import Use, check_targets, describe, guess_kind
from pipelines.sources.contract import Blob, Reading, Record, Source
from pipelines.sources.conversation_rows import object_maker, table_maker
from pipelines.sources.exported import Export
from pipelines.sources.fields import Reader, texts_of
from pipelines.sources.gzip_file import is_gzip, unpacked
from pipelines.sources.lead_rows import lead_maker
from pipelines.sources.mapping import Mapping
from pipelines.sources.move_rows import move_maker
from pipelines.sources.recognise import recognised
from pipelines.sources.registry import choose
from pipelines.sources.rejected import REPORT

AnyRow = LeadRow | ConversationRow | MoveRow | Rejection


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file found sound. `columns` is the preview; `total` counts what `rows()` yields; `key` is the match column."""

    name: str
    source: str
    kind: Kind
    key: str
    headers: tuple[str, ...]
    columns: tuple[Use, ...]
    total: int
    _rows: Callable[[], Iterator[AnyRow]]

    def rows(self) -> Iterator[AnyRow]:
        """Every record from the start, clean or rejected with its reason; InputError if the file changed meanwhile."""
        return self._rows()


def open_source(
    given: Blob | Path | str | bytes,
    kind: Kind | None = None,
    source: str | None = None,
    mapping: Mapping | None = None,
    *,
    zone: ZoneInfo,
    country: str | None = None,
) -> SourceFile:
    """Decode and check a whole file. `zone` and `country` (ISO 2) are the bot's.

    A time without offset is read in the mapping's zone, else in `zone`; a date alone is that day in `zone`.
    `kind`, else the mapping's, else the file's own wrapper, else guessed from its headers.
    InputError in one plain line for whatever is wrong with the file, the mapping, or the two together.
    """
    return plan(read_source(given, source, mapping), kind, mapping, zone=zone, country=country)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was decoded and shape-checked; which column goes where is still to be said."""

    blob: Blob
    source: Source
    reading: Reading


def read_source(given: Blob | Path | str | bytes, source: str | None = None, mapping: Mapping | None = None) -> Opened:
    """Decode and check a whole file, as the mapping's encoding, delimiter and sheet say. Raises InputError."""
    blob = Blob.of(given)
    chosen = choose(blob.name, source or ("csv" if isinstance(given, bytes) else None))
    blob = unpacked(blob) if is_gzip(blob.name) else blob
    chosen = chosen if source else recognised(blob, chosen)
    return Opened(blob, chosen, chosen.read(blob, mapping or Mapping()))


def plan(
    opened: Opened,
    kind: Kind | None = None,
    mapping: Mapping | None = None,
    *,
    zone: ZoneInfo,
    country: str | None = None,
) -> SourceFile:
    """What becomes of the file's columns and rows; the rest of `open_source`."""
    mapping = mapping or Mapping()
    blob, chosen, reading = opened.blob, opened.source, opened.reading
    export = reading.asked(mapping) if isinstance(reading, Export) else None
    reading = export or reading
    kind = kind or mapping.kind or reading.kind or guess_kind(reading.headers)
    try:
        mapping = export.mapped(mapping, kind) if export else mapping
        check_targets(mapping, kind)
        uses = describe(reading.headers, mapping, kind, rejected=blob.name.endswith(REPORT))
        reader = Reader(
            reading.headers,
            tuple(uses),
            mapping,
            zone,
            country,
            chosen.is_table,
            bool(export and export.shape.in_parts),
        )
        total, rows = _rows(blob, chosen, reading, reader, kind)
    except InputError as error:
        raise InputError(on_one_line(f"{blob.name}: {error}")) from error
    columns = tuple(export.told(uses) if export else uses)
    return SourceFile(blob.name, chosen.name, kind, mapping.key, reading.headers, columns, total, rows)


def _rows(
    blob: Blob, source: Source, reading: Reading, reader: Reader, kind: Kind
) -> tuple[int, Callable[[], Iterator[AnyRow]]]:
    """(how many rows there will be, what yields them)."""
    if not reading.total and not reading.headers:
        return 0, lambda: iter(())
    if kind == "conversations" and source.may_be_rows and not reader.places("messages"):
        return _conversation_table(blob, reading, reader)
    make: Callable[[int, Sequence[object]], AnyRow]
    if kind == "conversations":
        make = object_maker(reader)
    else:
        make = lead_maker(reader) if kind == "leads" else move_maker(reader)
    return reading.total, lambda: _made(blob, reading, make)


def _made(blob: Blob, reading: Reading, make: Callable[[int, Sequence[object]], AnyRow]) -> Iterator[AnyRow]:
    _same(blob)
    for record in reading.records():
        yield make(*record) if isinstance(record, tuple) else record


def _same(blob: Blob) -> None:
    """InputError where the file is no longer the one that was checked."""
    with blob.open() as stream:
        found = _stamp(stream.fileno()) if blob.stamp != (0, 0) else blob.stamp
    if found != blob.stamp:
        raise InputError(f"{blob.name} was changed while it was being read: run it again")


def _stamp(descriptor: int) -> tuple[int, int]:
    state = os.fstat(descriptor)
    return state.st_size, state.st_mtime_ns


def _conversation_table(blob: Blob, reading: Reading, reader: Reader) -> tuple[int, Callable[[], Iterator[AnyRow]]]:
    make = table_maker(reader)
    place = reader.places("external_id")[0]
    total, together = _survey(reading, place)

    def rows() -> Iterator[AnyRow]:
        _same(blob)
        groups = _adjacent(reading, place) if together else _gathered(reading, place)
        for group in groups:
            yield group if isinstance(group, Rejection) else make(group)

    return total, rows


def _survey(reading: Reading, place: int) -> tuple[int, bool]:
    """(conversations and misshapen rows, whether each conversation's rows stand together)."""
    seen: set[int] = set()
    total = 0
    together = True
    for group in _adjacent(reading, place):
        if isinstance(group, Rejection) or not (key := _key(group[0], place)):
            total += 1
            continue
        # A hash, so that millions of ids fit; a collision only costs the slower way of gathering.
        together = together and hash(key) not in seen
        seen.add(hash(key))
    if together:
        return total + len(seen), True
    return sum(1 for _ in _gathered(reading, place)), False


def _key(record: Record | Rejection, place: int) -> str:
    text = "" if isinstance(record, Rejection) else texts_of(record[1][place : place + 1])[0]
    return "" if text.isspace() else text


def _adjacent(reading: Reading, place: int) -> Iterator[list[Record] | Rejection]:
    """Runs of rows with one external_id; rows without one, and misshapen ones, alone."""
    for key, run in groupby(reading.records(), lambda record: _key(record, place)):
        if key:
            yield [record for record in run if isinstance(record, tuple)]
        else:
            yield from ([record] if isinstance(record, tuple) else record for record in run)


def _gathered(reading: Reading, place: int) -> Iterator[list[Record] | Rejection]:
    """As `_adjacent`, with the rows of one conversation brought together from all over the file, in memory."""
    found: dict[str, list[Record]] = {}
    for group in _adjacent(reading, place):
        if isinstance(group, Rejection) or not (key := _key(group[0], place)):
            yield group
        else:
            found.setdefault(key, []).extend(group)
    yield from found.values()
