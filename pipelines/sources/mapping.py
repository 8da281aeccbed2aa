"""What a person says about a file: its kind, zone, encoding, and which of its columns and values are ours."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeGuard

from leadlight.domain.normalise import zone_name
from leadlight.domain.rows import (
    CONVERSATION_COLUMNS,
    CUSTOM,
    KINDS,
    LEAD_COLUMNS,
    MESSAGE_COLUMNS,
    MOVE_COLUMNS,
    WHO_COLUMNS,
    Kind,
)
from leadlight.domain.status import BY_KEY, STATUSES
from leadlight.errors import InputError, RefusedError

NAME_PARTS = ("first_name", "last_name")
TARGETS: dict[Kind, frozenset[str]] = {
    "leads": frozenset((*LEAD_COLUMNS, *NAME_PARTS)),
    "conversations": frozenset((*CONVERSATION_COLUMNS, *WHO_COLUMNS, *MESSAGE_COLUMNS, "messages")),
    "moves": frozenset((*MOVE_COLUMNS, "email", "phone")),
}
"""Where a column of each kind can go (leads also to `custom.<key>`)."""
KEYS = ("external_id", "email", "phone")
_SETTINGS = ("kind", "date_format", "timezone", "encoding", "delimiter", "sheet", "ignore", "key")
_TABLES = ("columns", "constants", "values", "moves")
_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_LABELS = {status.label.casefold(): status.key for status in STATUSES} | {key: key for key in BY_KEY}


@dataclass(frozen=True, slots=True)
class StageColumns:
    """A stage date that stands as a column: status `to` was entered at the date under header `at`."""

    to: str
    at: str
    reason: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file, checked. `columns`: our column → header; `values`: our column → source value → ours."""

    kind: Kind | None = None
    date_format: tuple[str, ...] = ()
    timezone: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    """Which sheet of a workbook."""
    ignore: tuple[str, ...] = ()
    """Headers whose cells are left out."""
    key: str = "external_id"
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    moves: tuple[StageColumns, ...] = ()


def status_key(text: str) -> str:
    """Our key of a status given by key or label in any case. RefusedError naming the allowed ones."""
    key = _LABELS.get(text.strip().casefold())
    if key is None:
        raise RefusedError(f"{text!r} is not a status: use {', '.join(BY_KEY)}, or map it to one of these")
    return key


def read_mapping(path: Path | str) -> Mapping:
    """The mapping of a TOML file. InputError in one line naming what is wrong."""
    path = Path(path)
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"{path} does not exist") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: byte {error.start} cannot be read") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is not a mapping in TOML: {error}") from error
    return mapping_of(data, path.name)


def mapping_of(data: dict[str, Any], name: str = "the mapping") -> Mapping:
    """A checked mapping of parsed TOML. InputError for unknown settings, columns, statuses, zones, encodings."""
    try:
        _refuse_unknown(data, (*_SETTINGS, *_TABLES), "setting")
        kind = _kind(data.get("kind"))
        mapping = Mapping(
            kind=kind,
            date_format=_formats(data.get("date_format")),
            timezone=zone_name(_text(data, "timezone")) if "timezone" in data else None,
            encoding=_encoding(data),
            delimiter=_delimiter(data),
            sheet=_text(data, "sheet") if "sheet" in data else None,
            ignore=_headers(data.get("ignore", [])),
            key=_key(data, kind),
            columns=_flat(data, "columns", kind),
            constants=_flat(data, "constants", kind),
            values={target: _values(target, table) for target, table in _pairs(data, "values", kind)},
            moves=tuple(_stage(entry) for entry in _list_of_tables(data.get("moves", []))),
        )
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    if mapping.moves and kind not in (None, "leads"):
        raise InputError(f"{name}: [[moves]] describes columns of leads, not of {kind}")
    return mapping


def is_target(target: str, kind: Kind | None) -> bool:
    """Whether a column of this kind (of any kind for None) can go there."""
    kinds = (kind,) if kind else KINDS
    return any(target in TARGETS[one] for one in kinds) or (_is_custom(target) and "leads" in kinds)


def _is_custom(target: str) -> bool:
    return target.startswith(CUSTOM) and len(target) > len(CUSTOM)


def _refuse_unknown(found: Iterable[str], known: Iterable[str], what: str) -> None:
    unknown = [key for key in found if key not in set(known)]
    if unknown:
        raise InputError(f"unknown {what} {unknown[0]!r}: known are {', '.join(known)}")


def _text(table: dict[str, Any], key: str) -> str:
    value = table[key]
    if not isinstance(value, str) or not value:
        raise InputError(f"{key} must be text in quotes")
    return value


def _kind(value: object) -> Kind | None:
    for kind in KINDS:
        if value == kind:
            return kind
    if value is None:
        return None
    raise InputError(f"kind is {value!r}: use {', '.join(KINDS)}")


def _formats(value: object) -> tuple[str, ...]:
    formats = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(formats, list) or not all(isinstance(one, str) for one in formats):
        raise InputError("date_format must be text, or a list of texts")
    for one in formats:
        _check_format(one)
    return tuple(formats)


def _headers(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise InputError("ignore must be a list of headers")
    return tuple(value)


def _check_format(pattern: str) -> None:
    sample = datetime(2026, 2, 27, 10, 30)  # noqa: DTZ001 (only its spelling matters)
    try:
        datetime.strptime(sample.strftime(pattern), pattern)  # noqa: DTZ007 (as above)
    except ValueError as error:
        if "%z" not in pattern and "%Z" not in pattern:
            raise InputError(f"date_format {pattern!r} is not a format such as %d/%m/%Y: {error}") from error
    if "%" not in pattern:
        raise InputError(f"date_format {pattern!r} is not a format such as %d/%m/%Y")


def _encoding(data: dict[str, Any]) -> str | None:
    if "encoding" not in data:
        return None
    encoding = _text(data, "encoding")
    try:
        "".encode(encoding)
    except LookupError:
        raise InputError(f"encoding {encoding!r} is unknown: use utf-8, utf-16, cp1252, …") from None
    return encoding


def _delimiter(data: dict[str, Any]) -> str | None:
    if "delimiter" not in data:
        return None
    delimiter = _DELIMITERS.get(_text(data, "delimiter"), data["delimiter"])
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise InputError(f"delimiter {delimiter!r} must be one character")
    return str(delimiter)


def _key(data: dict[str, Any], kind: Kind | None) -> str:
    key = _text(data, "key") if "key" in data else "external_id"
    if key not in KEYS or (kind == "conversations" and key != "external_id"):
        raise InputError(f"key {key!r} cannot be matched on: use {', '.join(KEYS)}")
    return key


def _pairs(data: dict[str, Any], table: str, kind: Kind | None) -> list[tuple[str, Any]]:
    """(our column, entry) of a table; `custom.x` may be written dotted or quoted."""
    entries = data.get(table, {})
    if not _is_table(entries):
        raise InputError(f"[{table}] must be a table")
    found: dict[str, Any] = {}
    for target, entry in entries.items():
        dotted = target == "custom" and _is_table(entry)
        found |= {CUSTOM + key: value for key, value in entry.items()} if dotted else {target: entry}
    for target in found:
        if not is_target(target, kind):
            known = ", ".join(sorted(set().union(*(TARGETS[one] for one in ((kind,) if kind else KINDS)))))
            raise InputError(f"[{table}] names an unknown column {target!r}: known are {known}, custom.<key>")
    return list(found.items())


def _is_table(entry: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(entry, dict)


def _flat(data: dict[str, Any], table: str, kind: Kind | None) -> dict[str, str]:
    return {target: _scalar(f"[{table}] {target}", entry) for target, entry in _pairs(data, table, kind)}


def _scalar(where: str, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if not isinstance(value, (str, int, float)) or value == "":
        raise InputError(f"{where} must be one value")
    return str(value)


def _values(target: str, table: object) -> dict[str, str]:
    if not _is_table(table):
        raise InputError(f"[values.{target}] must be a table")
    ours = {source: _scalar(f"[values.{target}] {source!r}", value) for source, value in table.items()}
    if target in ("status", "to"):
        return {source: status_key(value) for source, value in ours.items()}
    return ours


def _list_of_tables(entries: object) -> list[dict[str, Any]]:
    if not isinstance(entries, list) or not all(_is_table(entry) for entry in entries):
        raise InputError("moves must be written as [[moves]] tables")
    return entries


def _stage(entry: dict[str, Any]) -> StageColumns:
    _refuse_unknown(entry, ("to", "at", "reason", "actor"), "key of [[moves]]")
    for needed in ("to", "at"):
        if needed not in entry:
            raise InputError(f"[[moves]] needs {needed!r}")
    texts = {key: _text(entry, key) for key in entry}
    return StageColumns(status_key(texts["to"]), texts["at"], texts.get("reason"), texts.get("actor"))
