"""Records of leads made LeadRows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from leadlight.domain.formula import formula_undo
from leadlight.domain.rows import LeadRow, MoveRow, Rejection
from leadlight.errors import InputError, RefusedError
from pipelines.sources.fields import CellRefusedError, Fields, Reader, Values, texts_of, too_long
from pipelines.sources.mapping import KEYS, NAME_PARTS, StageColumns

_NO_KEY = "has no external_id, e-mail or phone to know the lead by"


def lead_maker(reader: Reader) -> Callable[[int, Sequence[object]], LeadRow | Rejection]:
    """A function from (line, cells) to a row. InputError where no column of the file can tell leads apart."""
    _check_keys(reader)
    fields = Fields(reader)
    stages = [_Stage(stage, reader) for stage in reader.mapping.moves]
    joins_name = any(use.goes_to in NAME_PARTS for use in reader.uses)

    def make(line: int, cells: Sequence[object]) -> LeadRow | Rejection:
        texts = cast("Sequence[str]", cells) if reader.is_table else texts_of(cells)
        if not reader.is_table and (reason := too_long(texts)):
            return reader.rejected(line, cells, reason)
        try:
            values, custom = fields.values(texts)
            if joins_name:
                _join_name(values)
            key = values.get("external_id") or values.get("email") or values.get("phone")
            if key is None:
                return reader.rejected(line, cells, _NO_KEY)
            moves = tuple(move for stage in stages if (move := stage.move(line, key, texts))) if stages else ()
        except CellRefusedError as error:
            return reader.rejected(line, cells, str(error))
        return LeadRow(line, **values, custom=custom, moves=moves)

    return make


def _check_keys(reader: Reader) -> None:
    found = {use.goes_to for use in reader.uses}
    if reader.mapping.key != "external_id" and reader.mapping.key not in found:
        raise InputError(f"the mapping's key is {reader.mapping.key}, which no column of the file goes to")
    if not found & set(KEYS):
        shown = ", ".join(reader.headers[:20])
        raise InputError(f"no column is an external_id, an e-mail or a phone; name one in a mapping. It has: {shown}")


def _join_name(values: Values) -> None:
    parts = [values.pop(part, None) for part in NAME_PARTS]
    joined = " ".join(part for part in parts if part)
    if joined and "name" not in values:
        values["name"] = joined


class _Stage:
    """One [[moves]] of the mapping over the columns of this file."""

    def __init__(self, columns: StageColumns, reader: Reader) -> None:
        self.columns, self.reader = columns, reader
        self.at = reader.headers.index(columns.at)
        self.reason = reader.headers.index(columns.reason) if columns.reason else None
        self.actor = reader.headers.index(columns.actor) if columns.actor else None

    def move(self, line: int, key: str, texts: Sequence[str]) -> MoveRow | None:
        """The move, or None where its date is blank. CellRefusedError where that is no date."""
        text = self._cell(texts, self.at)
        if text is None:
            return None
        try:
            at, precision = self.reader.when(text)
        except RefusedError as error:
            raise CellRefusedError(f"{self.columns.at}: {error}") from error
        reason, actor = self._cell(texts, self.reason), self._cell(texts, self.actor)
        return MoveRow(line, key, self.columns.to, at, precision, reason, actor)

    def _cell(self, texts: Sequence[str], place: int | None) -> str | None:
        text = texts[place] if place is not None else ""
        if not text or text.isspace():
            return None
        return formula_undo(text) if self.reader.is_table else text
