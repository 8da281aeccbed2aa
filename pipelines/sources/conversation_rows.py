"""Records of conversations made ConversationRows: one object each, or a table of their messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from leadlight.domain.conversation import ROLE_SYNONYMS, ROLES, Message, Role
from leadlight.domain.formula import formula_undo
from leadlight.domain.headers import fold
from leadlight.domain.normalise import clean_text
from leadlight.domain.quoting import quoted
from leadlight.domain.rows import ConversationRow, Rejection
from leadlight.errors import InputError, RefusedError
from pipelines.sources.contract import MAX_CELL, Record
from pipelines.sources.fields import CellRefusedError, Fields, Reader, Values, texts_of, too_long
from pipelines.sources.json_text import Number
from pipelines.sources.synonyms import MESSAGE_SYNONYMS

PARTS = ("messages", "role", "text", "sent_at")
"""Columns of a conversation that are not read as one plain value of it."""


def object_maker(reader: Reader) -> Callable[[int, Sequence[object]], ConversationRow | Rejection]:
    """A function from (number, values of one JSON object) to a row. InputError where ids or messages are missing."""
    _need(reader, "external_id")
    _need(reader, "messages")
    place = reader.places("messages")[0]
    fields = Fields(reader, skip=PARTS)

    def make(line: int, cells: Sequence[object]) -> ConversationRow | Rejection:
        texts = texts_of([None if at == place else cell for at, cell in enumerate(cells)])
        if reason := too_long(texts):
            return reader.rejected(line, cells, reason)
        try:
            values, _ = fields.values(texts)
            messages = tuple(_message(reader, at, one) for at, one in enumerate(_list(cells[place])))
        except (CellRefusedError, RefusedError) as error:
            return reader.rejected(line, cells, str(error))
        if values.get("external_id") is None:
            return reader.rejected(line, cells, "has no external_id")
        return _row(line, values | {"is_part": reader.in_parts}, messages)

    return make


def table_maker(reader: Reader) -> Callable[[list[Record]], ConversationRow | Rejection]:
    """A function from the rows of one conversation to a row; one bad message leaves the conversation out."""
    for needed in ("external_id", "role", "text"):
        _need(reader, needed)
    fields = Fields(reader, skip=PARTS)
    places = {part: reader.places(part)[0] for part in PARTS if reader.places(part)}

    def make(rows: list[Record]) -> ConversationRow | Rejection:
        together: Values = {}
        messages: list[Message] = []
        for line, cells in rows:
            try:
                values, _ = fields.values(texts_of(cells))
                message = _table_message(reader, places, len(messages), texts_of(cells))
            except (CellRefusedError, RefusedError) as error:
                return reader.rejected(line, cells, f"{error} (the whole conversation is left out)")
            together = values | {key: value for key, value in together.items() if value is not None}
            messages += [message] if message else []
        if together.get("external_id") is None:
            return reader.rejected(rows[0][0], rows[0][1], "has no external_id")
        return _row(rows[0][0], together, _in_order(messages))

    return make


def _need(reader: Reader, target: str) -> None:
    if not reader.places(target):
        raise InputError(f"conversations need {target}: no column goes to it; name one in a mapping")


def _row(line: int, values: Values, messages: tuple[Message, ...]) -> ConversationRow:
    if values.get("started_at") is None:
        values["started_at"] = messages[0].sent_at if messages else None
    return ConversationRow(line, **values, messages=messages)


def _in_order(messages: list[Message]) -> tuple[Message, ...]:
    """By their times where all have one (a table may list the newest first), else as they stand."""
    times = [message.sent_at for message in messages if message.sent_at is not None]
    if len(times) == len(messages) and times != sorted(times):
        ordered = sorted(zip(times, messages, strict=True), key=lambda pair: pair[0])
        return tuple(Message(at, one.role, one.text, one.sent_at) for at, (_, one) in enumerate(ordered))
    return tuple(messages)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise RefusedError("messages is not a list")
    return value


def _message(reader: Reader, position: int, one: object) -> Message:
    if not isinstance(one, dict):
        raise RefusedError(f"message {position + 1} is not an object")
    keys = _keys(tuple(one))
    text = one.get(keys.get("text"))
    if not isinstance(text, str) or isinstance(text, Number):
        raise RefusedError(f"message {position + 1} has no text")
    try:
        role = _role(reader, one.get(keys.get("role")))
        return Message(position, role, _whole(text), _sent_at(reader, one.get(keys.get("sent_at"))))
    except RefusedError as error:
        raise RefusedError(f"message {position + 1}: {error}") from error


@lru_cache(maxsize=1_024)
def _keys(names: tuple[str, ...]) -> dict[str, str]:
    """Our name of a message's part → the key it stands under."""
    by_word = {fold(name): name for name in reversed(names)}
    found = {
        part: next((by_word[word] for word in words if word in by_word), None) for part, words in _PARTS_OF_MESSAGE
    }
    return {part: name for part, name in found.items() if name is not None}


_PARTS_OF_MESSAGE = tuple(MESSAGE_SYNONYMS.items())


def _table_message(reader: Reader, places: dict[str, int], position: int, texts: Sequence[str]) -> Message | None:
    """The message of a row, or None where it has neither role nor text (a conversation nobody spoke in)."""
    as_told = formula_undo if reader.is_table else str
    cells = dict.fromkeys(PARTS, "") | {part: as_told(texts[at]) for part, at in places.items()}
    if not cells["role"].strip() and not cells["text"].strip():
        return None
    return Message(position, _role(reader, cells["role"]), _whole(cells["text"]), _sent_at(reader, cells["sent_at"]))


def _role(reader: Reader, value: object) -> Role:
    if not isinstance(value, str) or not value.strip():
        raise RefusedError("there is no role")
    table = reader.mapping.values.get("role", {})
    role = ROLE_SYNONYMS.get(fold_role(table.get(value, value)))
    if role is None:
        raise RefusedError(f"{quoted(value)} is not a role: use {', '.join(ROLES)}, or map it to one of these")
    return role


def fold_role(text: str) -> str:
    """A role without case, blanks and hyphens."""
    return text.strip().casefold().replace(" ", "_").replace("-", "_")


def _whole(text: str) -> str:
    """A message's text, blank ones included."""
    if len(text) > MAX_CELL:
        raise RefusedError(f"the text has more than {MAX_CELL:,} characters")
    clean_text(text)
    return text


def _sent_at(reader: Reader, value: object) -> datetime | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise RefusedError(f"{quoted(str(value))} is not a time")
    return reader.when(value)[0]
