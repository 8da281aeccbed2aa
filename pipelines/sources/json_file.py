"""JSON: one array of objects, bare or under `leads`, `conversations` or `moves`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leadlight.domain.rows import KINDS, Kind, Rejection
from leadlight.errors import InputError
from pipelines.sources.contract import Blob, Record, Source
from pipelines.sources.decode import encoding_of
from pipelines.sources.json_text import cells_of, flatten, headers_of, parse
from pipelines.sources.mapping import Mapping

MAX_JSON_BYTES = 512 * 1024**2
"""An array is held in memory whole; a larger one belongs in JSON Lines."""


@dataclass(frozen=True, slots=True)
class Objects:
    """The records of a JSON file; one that is no object is None."""

    found: list[dict[str, Any] | None]
    headers: tuple[str, ...]
    kind: Kind | None

    @property
    def total(self) -> int:
        """How many elements the array has."""
        return len(self.found)

    def records(self) -> Iterator[Record | Rejection]:
        """Every element with its number, counted from 1."""
        for number, one in enumerate(self.found, 1):
            yield Rejection(number, "is not a JSON object") if one is None else (number, cells_of(one, self.headers))


def read_json(blob: Blob, mapping: Mapping) -> Objects:
    """Decode and shape-check a JSON file. InputError where it is no array of objects."""
    if blob.size > MAX_JSON_BYTES:
        raise InputError(f"{blob.name} is larger than 512 MB: write it as JSON Lines (one object a line, .jsonl)")
    with blob.text(encoding_of(blob, mapping.encoding)) as stream:
        text = stream.read()
    kind, elements = _elements(blob, _parsed(blob, text))
    found = [flatten(one) if isinstance(one, dict) else None for one in elements]
    if found and not any(found):
        raise InputError(f"{blob.name} holds no JSON objects")
    seen: dict[str, None] = {}
    for one in found:
        if one is not None:
            seen.update(dict.fromkeys(one))
    return Objects(found, headers_of(blob.name, seen), kind)


def _parsed(blob: Blob, text: str) -> Any:
    try:
        return parse(text)
    except json.JSONDecodeError as error:
        lines = error.msg.startswith("Extra data") and text.lstrip().startswith("{")
        hint = ": it looks like JSON Lines, use --source jsonl" if lines else ""
        raise InputError(
            f"{blob.name} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}{hint}"
        ) from error
    except ValueError as error:
        raise InputError(f"{blob.name} is not JSON: {error}") from error


def _elements(blob: Blob, value: Any) -> tuple[Kind | None, list[Any]]:
    if isinstance(value, list):
        return None, value
    if isinstance(value, dict):
        for kind in KINDS:
            if isinstance(value.get(kind), list):
                return kind, value[kind]
    raise InputError(
        f"{blob.name} is neither an array of objects nor an object with leads, conversations or moves"
        "; if another system wrote it, say which with --source"
    )


JSON = Source("json", "an array of objects, bare or under leads, conversations or moves", (".json",), read_json)
