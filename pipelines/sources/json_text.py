"""JSON as both JSON sources read it: numbers keep their digits, no key is lost, nothing that is not JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from leadlight.errors import InputError
from pipelines.sources.contract import MAX_COLUMNS

NESTED = ("custom",)
"""Keys whose objects are columns of their own: `custom: {x: …}` is `custom.x`."""


class Number(str):
    """A JSON number, with the digits it was written with."""

    __slots__ = ()


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found


def _constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


_decoder = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=Number, parse_float=Number, parse_constant=_constant)


def parse(text: str) -> Any:
    """The value of a JSON text. ValueError (json.JSONDecodeError where a place is known) for anything else."""
    try:
        return _decoder.decode(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def first_value(text: str) -> Any:
    """The value that a text begins with; of an array, its first element. ValueError where that is no whole value."""
    start = len(text) - len(text.lstrip())
    if text.startswith("[", start):
        start += 1 + len(text[start + 1 :]) - len(text[start + 1 :].lstrip())
    try:
        return _decoder.raw_decode(text, start)[0]
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def flatten(found: dict[str, Any]) -> dict[str, Any]:
    """The object with its `custom` object spread to `custom.<key>`."""
    for key in NESTED:
        inner = found.get(key)
        if isinstance(inner, dict):
            rest = {name: value for name, value in found.items() if name != key}
            return rest | {f"{key}.{name}": value for name, value in inner.items()}
    return found


def headers_of(name: str, seen: dict[str, None]) -> tuple[str, ...]:
    """The keys seen, in order. InputError for too many, or a blank one."""
    if len(seen) > MAX_COLUMNS:
        raise InputError(f"{name} has more than {MAX_COLUMNS:,} different keys")
    if any(not key.strip() for key in seen):
        raise InputError(f"{name} has a blank key")
    return tuple(seen)


def cells_of(found: dict[str, Any], headers: Iterable[str]) -> list[object]:
    """The object's values in the order of the headers, None where it has none."""
    get = found.get
    return [get(header) for header in headers]
