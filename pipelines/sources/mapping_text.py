"""A mapping as plain data and as the TOML that `--mapping` reads: for keeping, showing and handing on."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping as Table
from dataclasses import asdict
from typing import Any

from leadlight.errors import InputError
from pipelines.sources.mapping import Mapping, mapping_of

_SETTINGS = ("kind", "date_format", "timezone", "encoding", "delimiter", "sheet", "key", "ignore")
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def data_of(mapping: Mapping) -> dict[str, Any]:
    """What a mapping says, as parsed TOML would hold it; what it leaves open is left out."""
    said = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(mapping).items()}
    said["moves"] = [{name: value for name, value in stage.items() if value is not None} for stage in said["moves"]]
    said["key"] = None if said["key"] == "external_id" else said["key"]
    return {name: value for name, value in said.items() if value}


def checked(data: Table[str, Any]) -> dict[str, Any]:
    """The data of a mapping, checked and in its plainest form. InputError in one line naming what is wrong."""
    return data_of(mapping_of({name: value for name, value in data.items() if value}))


def parsed(text: str) -> dict[str, Any]:
    """The data of a mapping written as TOML. InputError in one line naming what is wrong."""
    try:
        return checked(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is no mapping in TOML: {error}") from error


def toml_of(data: Table[str, Any]) -> str:
    """The data as TOML: `parsed` gives it back."""
    lines = [f"{name} = {_value(data[name])}" for name in _SETTINGS if data.get(name)]
    for table in ("columns", "constants"):
        lines += _table(table, data.get(table) or {})
    for target, values in (data.get("values") or {}).items():
        lines += _table(f"values.{_key(target)}", values)
    for stage in data.get("moves") or ():
        lines += ["", "[[moves]]", *(f"{name} = {_value(value)}" for name, value in stage.items())]
    return "\n".join(lines).strip() + "\n" if lines else ""


def _table(name: str, entries: Table[str, str]) -> list[str]:
    rows = [f"{_key(key)} = {_value(value)}" for key, value in entries.items()]
    return ["", f"[{name}]", *rows] if rows else []


def _key(name: str) -> str:
    return name if _BARE.match(name) else _value(name)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
