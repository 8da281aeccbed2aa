"""Hand out leads as a file: all that the filters keep, however many, read in one moment."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO, cast

from leadlight.actions.answer_report import named_bots
from leadlight.domain.presets import BY_KEY, Checked, Preset
from leadlight.domain.scope import EXPORT, Scope
from leadlight.errors import RefusedError
from leadlight.record.engine import Record
from leadlight.warehouse import preset_rows
from leadlight.warehouse.export import csv_chunks
from leadlight.warehouse.export_parquet import write_parquet
from leadlight.warehouse.export_xlsx import write_xlsx
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.reply import Pairs, filters_of
from leadlight.warehouse.store import Cursor, Warehouse

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file. Either `pieces` gives it as it is read, or `write` makes a file whose end is needed first."""

    media_type: str
    pieces: Callable[[Cursor, Filters], Iterator[bytes]] | None = None
    write: Callable[[Cursor, Filters, BinaryIO], int] | None = None


FORMATS = {
    "csv": Form("text/csv; charset=utf-8", pieces=csv_chunks),
    "parquet": Form("application/vnd.apache.parquet", write=write_parquet),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write=write_xlsx),
}
"""What leads can be handed out as, by the ending of the file's name."""


def export_leads(
    record: Record,
    warehouse: Warehouse,
    scope: Scope,
    bots: Sequence[str],
    pairs: Pairs,
    form: str,
    preset: str | None = None,
) -> Iterator[bytes]:
    """The leads of these bots that the filters keep, newest first, as pieces of a file of format `form`.

    `preset`: with the columns, words and rows of another system instead of our own. Everything that can be refused is
    refused here, before the first piece is asked for.
    """  # fmt: skip
    scope.require(EXPORT)
    made = _form(form, preset)
    filters = filters_of(named_bots(record, scope, bots).bots, pairs)
    if made.pieces is not None:
        return _streamed(warehouse, filters, made.pieces)
    assert made.write is not None
    return _handed_out(_file(warehouse, filters, made.write))


def check_export(
    record: Record, warehouse: Warehouse, scope: Scope, bots: Sequence[str], pairs: Pairs, preset: str
) -> Checked:
    """What a file of this preset will hold, and what of these leads another system would trip over."""
    scope.require(EXPORT)
    chosen = preset_of(preset)
    filters = filters_of(named_bots(record, scope, bots).bots, pairs)
    with warehouse.read() as cursor:
        return preset_rows.check(cursor, filters, chosen)


def preset_of(key: str) -> Preset:
    """The preset called so. RefusedError naming what there is."""
    if key not in BY_KEY:
        raise RefusedError(f"there is no preset {key!r}; there are {', '.join(BY_KEY)}", "preset")
    return BY_KEY[key]


def _form(form: str, preset: str | None) -> Form:
    if form not in FORMATS:
        raise RefusedError(f"leads are exported as {', '.join(FORMATS)}, not {form!r}", "format")
    if preset is None:
        return FORMATS[form]
    chosen = preset_of(preset)
    if form not in chosen.forms:
        ways = " or ".join("." + each for each in chosen.forms)
        raise RefusedError(f"the preset {preset} is made as {ways}, not as .{form}", "format")
    if form == "csv":
        return replace(FORMATS[form], pieces=partial(preset_rows.preset_csv, preset=chosen))
    return replace(FORMATS[form], write=partial(_preset_xlsx, chosen))


def _preset_xlsx(preset: Preset, cursor: Cursor, filters: Filters, into: BinaryIO) -> int:
    return preset_rows.write_preset_xlsx(cursor, filters, preset, into)


def _streamed(
    warehouse: Warehouse, filters: Filters, pieces: Callable[[Cursor, Filters], Iterator[bytes]]
) -> Iterator[bytes]:
    with warehouse.read() as cursor:
        yield from pieces(cursor, filters)


def _file(warehouse: Warehouse, filters: Filters, write: Callable[[Cursor, Filters, BinaryIO], int]) -> BinaryIO:
    """The whole file, where no other program can see it, and gone as soon as nobody holds it."""
    with ExitStack() as undo:
        file = undo.enter_context(tempfile.TemporaryFile(prefix="leadlight-"))
        with warehouse.read() as cursor:
            write(cursor, filters, cast(BinaryIO, file))
        file.seek(0)
        undo.pop_all()  # whoever hands it out closes it
    return cast(BinaryIO, file)


def _handed_out(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
