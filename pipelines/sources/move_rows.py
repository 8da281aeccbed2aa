"""Records of stage moves made MoveRows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadlight.domain.rows import MoveRow, Rejection
from leadlight.errors import InputError
from pipelines.sources.fields import CellRefusedError, Fields, Reader, texts_of, too_long
from pipelines.sources.mapping import KEYS


def move_maker(reader: Reader) -> Callable[[int, Sequence[object]], MoveRow | Rejection]:
    """A function from (line, cells) to a row. InputError where the file lacks the lead, the status or the date."""
    key = reader.mapping.key
    there = {use.goes_to for use in reader.uses} | set(reader.mapping.constants)
    for needed in (key, "to", "at"):
        if needed not in there:
            raise InputError(f"moves need {needed}: no column goes to it, and [constants] does not give it")
    fields = Fields(reader, skip=[other for other in KEYS if other != key])

    def make(line: int, cells: Sequence[object]) -> MoveRow | Rejection:
        texts = texts_of(cells)
        if not reader.is_table and (reason := too_long(texts)):
            return reader.rejected(line, cells, reason)
        try:
            values, _ = fields.values(texts)
        except CellRefusedError as error:
            return reader.rejected(line, cells, str(error))
        for needed in (key, "to", "at"):
            if values.get(needed) is None:
                return reader.rejected(line, cells, f"has no {needed}")
        return MoveRow(line, values.pop(key), **values, cells=reader.named(cells))

    return make
