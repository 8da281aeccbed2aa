"""From the cells of one record to values under our column names: the plan of a file, compiled once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from leadlight.domain.formula import formula_undo
from leadlight.domain.normalise import clean_text, country_code, email, instant, phone, zone_name
from leadlight.domain.phone import extension
from leadlight.domain.rows import CUSTOM, Precision, Rejection
from leadlight.errors import InputError, RefusedError
from pipelines.sources.columns import Use
from pipelines.sources.contract import MAX_CELL
from pipelines.sources.json_text import Number
from pipelines.sources.mapping import Mapping, status_key

Values = dict[str, Any]
Convert = Callable[[str], Any]
TIMES = {"captured_at": "captured_precision", "status_at": "status_precision", "at": "precision"}
"""Columns of instants that keep their precision, and where."""
_INSTANTS = (*TIMES, "started_at", "sent_at")
_PLAIN: dict[str, Convert] = {
    "email": email,
    "country": country_code,
    "timezone": zone_name,
    "status": status_key,
    "to": status_key,
}
_MAY_HOLD_EXTENSION = re.compile(r"[A-Za-z#;,]")
EXTENSION = "phone_extension"


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading the cells of a file depends on. `zone` is the bot's; `country` reads national phone numbers."""

    headers: tuple[str, ...]
    uses: tuple[Use, ...]
    mapping: Mapping
    zone: ZoneInfo
    country: str | None
    is_table: bool
    in_parts: bool = False
    """Conversations come piece by piece."""

    def when(self, text: str) -> tuple[datetime, Precision]:
        """(UTC, precision): a time without offset in the mapping's zone, a date alone as that day of the bot's."""
        formats = self.mapping.date_format
        zone = ZoneInfo(self.mapping.timezone) if self.mapping.timezone else self.zone
        found = instant(text, zone, formats)
        return instant(text, self.zone, formats) if found[1] == "day" and zone is not self.zone else found

    def places(self, target: str) -> list[int]:
        """Where the columns stand that go to `target`."""
        return [self.headers.index(use.header) for use in self.uses if use.goes_to == target]

    def rejected(self, line: int, cells: Sequence[object], reason: str) -> Rejection:
        """The row as a Rejection, with its cells as text."""
        return Rejection(line, reason, self.named(cells))

    def named(self, cells: Sequence[object]) -> dict[str, str]:
        """The filled cells as text, by their headers."""
        texts = texts_of(cells)
        if self.is_table:
            texts = [formula_undo(text) for text in texts]
        return {header: text for header, text in zip(self.headers, texts, strict=True) if text}


class CellRefusedError(Exception):
    """A cell is not acceptable: the message names its column."""


class Fields:
    """The compiled plan: `values(texts)` gives {our column: value} of one record, and its custom fields."""

    def __init__(self, reader: Reader, skip: Sequence[str] = ()) -> None:
        self.reader = reader
        self._text: list[tuple[int, str]] = []
        self._typed: list[tuple[int, str, Convert]] = []
        self._custom: list[tuple[int, str]] = []
        self._phones: list[int] = []
        for use in reader.uses:
            if use.goes_to and use.goes_to not in skip and not use.goes_to.startswith("moves."):
                self._compile(reader.headers.index(use.header), use.goes_to)
        self.constants, self.custom_constants = self._constants(skip)
        self._no_country = self.constants.get("country", reader.country)

    def _compile(self, place: int, target: str) -> None:
        convert = self._converter(target)
        if target == "phone":
            self._phones.append(place)
        elif convert is None and target.startswith(CUSTOM):
            self._custom.append((place, target[len(CUSTOM) :]))
        elif convert is None:
            self._text.append((place, target))
        else:
            self._typed.append((place, target, convert))

    def _converter(self, target: str) -> Convert | None:
        """What makes a cell the value of a column; None where the text already is."""
        own = self.reader.when if target in _INSTANTS else _PLAIN.get(target)
        if own is None and not self.reader.is_table:
            own = clean_text
        table = self.reader.mapping.values.get(target)
        return _through(table, own) if table else own

    def _constants(self, skip: Sequence[str]) -> tuple[Values, dict[str, str]]:
        values: Values = {}
        custom: dict[str, str] = {}
        for target, text in self.reader.mapping.constants.items():
            if target in skip:
                continue
            try:
                value = self._constant(target, text)
            except RefusedError as error:
                raise InputError(f"the mapping's [constants] {target}: {error}") from error
            if target.startswith(CUSTOM):
                custom[target[len(CUSTOM) :]] = value
            else:
                _put(values, target, value)
        return values, custom

    def _constant(self, target: str, text: str) -> Any:
        if target in _INSTANTS:
            return self.reader.when(text)
        if target == "phone":
            return phone(text, self.reader.country)
        return _PLAIN.get(target, clean_text)(text)

    def values(self, texts: Sequence[str]) -> tuple[Values, dict[str, str]]:
        """({column: value}, {custom key: text}) of one record; constants where its own cell is blank.

        CellRefusedError naming the column of the first cell that is not acceptable.
        """
        values = self.constants.copy()
        custom = self.custom_constants.copy()
        is_table = self.reader.is_table
        for place, target in self._text:
            text = texts[place]
            if text and not text.isspace():
                values[target] = formula_undo(text) if is_table and text[0] == "'" else text
        for place, target in self._custom:
            text = texts[place]
            if text and not text.isspace():
                custom[target] = formula_undo(text) if is_table and text[0] == "'" else text
        place = 0
        try:
            for place, target, convert in self._typed:
                text = texts[place]
                if text and not text.isspace():
                    value = convert(formula_undo(text) if is_table and text[0] == "'" else text)
                    _place(values, custom, target, value)
            for place in self._phones:
                text = texts[place]
                if text and not text.isspace():
                    self._phone(values, custom, formula_undo(text) if is_table and text[0] == "'" else text)
        except RefusedError as error:
            raise CellRefusedError(f"{self.reader.headers[place]}: {error}") from error
        return values, custom

    def _phone(self, values: Values, custom: dict[str, str], text: str) -> None:
        table = self.reader.mapping.values.get("phone")
        text = _mapped(table, text) if table else text
        country = values.get("country", self._no_country)
        values["phone"] = phone(text, country)
        if _MAY_HOLD_EXTENSION.search(text) and (beyond := extension(text, country)):
            custom[EXTENSION] = beyond


def _place(values: Values, custom: dict[str, str], target: str, value: Any) -> None:
    if target.startswith(CUSTOM):
        if value is not None:
            custom[target[len(CUSTOM) :]] = value
    else:
        _put(values, target, value)


def _put(values: Values, target: str, value: Any) -> None:
    if isinstance(value, tuple):
        values[target], precision = value
        if target in TIMES:
            values[TIMES[target]] = precision
    else:
        values[target] = value


def _through(table: dict[str, str], convert: Convert | None) -> Convert:
    """The conversion after the mapping's value table (exact spelling first, then any case)."""
    return lambda text: convert(_mapped(table, text)) if convert else _mapped(table, text)


def _mapped(table: dict[str, str], text: str) -> str:
    if text in table:
        return table[text]
    word = text.strip().casefold()
    return next((ours for source, ours in table.items() if source.strip().casefold() == word), text)


def texts_of(cells: Sequence[object]) -> list[str]:
    """The cells as text: JSON null is blank, a number has its digits, an object or list is its JSON."""
    return [cell if isinstance(cell, str) else _text_of(cell) for cell in cells]


def too_long(texts: Sequence[str]) -> str | None:
    """The reason to leave a JSON record out for its length, or None (tables check that while reading)."""
    if max(map(len, texts), default=0) > MAX_CELL:
        return f"has a value of more than {MAX_CELL:,} characters"
    return None


def _text_of(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return json.dumps(_with_numbers(cell), ensure_ascii=False)


def _with_numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_numbers(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_numbers(inner) for inner in value]
    return json.loads(value) if isinstance(value, Number) else value
