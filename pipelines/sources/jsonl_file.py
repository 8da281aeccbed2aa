"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leadlight.domain.rows import Kind, Rejection
from leadlight.errors import InputError
from pipelines.sources.contract import MAX_CELL, MAX_COLUMNS, Blob, Record, Source
from pipelines.sources.decode import encoding_of
from pipelines.sources.json_text import cells_of, flatten, headers_of, parse
from pipelines.sources.mapping import Mapping

MAX_LINE = 64 * MAX_CELL
WHOLE_LINE = "(the line as it is)"
"""Where the report of rejected rows shows a line that has no columns."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A JSON Lines file that was read once, as a whole."""

    blob: Blob
    encoding: str
    headers: tuple[str, ...] = ()
    total: int = 0
    kind: Kind | None = None

    def objects(self) -> Iterator[tuple[int, dict[str, Any]] | Rejection]:
        """(line, object) of every line that is not blank; a line that is no object as a Rejection."""
        with self.blob.text(self.encoding, newline="\n") as stream:
            line = 0
            while text := stream.readline(MAX_LINE + 1):
                line += 1
                if len(text) > MAX_LINE:
                    raise InputError(f"{self.blob.name}, line {line} has more than {MAX_LINE:,} characters")
                if not text.isspace():
                    yield _object(line, text)

    def records(self) -> Iterator[Record | Rejection]:
        """Every line with its values in the order of the headers."""
        for one in self.objects():
            yield one if isinstance(one, Rejection) else (one[0], cells_of(one[1], self.headers))


def _object(line: int, text: str) -> tuple[int, dict[str, Any]] | Rejection:
    try:
        value = parse(text)
    except json.JSONDecodeError as error:
        return _broken(line, text, f"is not JSON: {error.msg} at column {error.colno}")
    except ValueError as error:
        return _broken(line, text, f"is not JSON: {error}")
    return (line, flatten(value)) if isinstance(value, dict) else _broken(line, text, "is not a JSON object")


def _broken(line: int, text: str, reason: str) -> Rejection:
    return Rejection(line, reason, {WHOLE_LINE: text.rstrip("\r\n")})


def read_jsonl(blob: Blob, mapping: Mapping) -> Lines:
    """Decode and shape-check a JSON Lines file. InputError where no line of it is an object."""
    lines = Lines(blob, encoding_of(blob, mapping.encoding))
    seen: dict[str, None] = {}
    total = good = 0
    first: Rejection | None = None
    for one in lines.objects():
        total += 1
        if isinstance(one, Rejection):
            first = first or one
            continue
        good += 1
        if not seen.keys() >= one[1].keys():
            seen.update(dict.fromkeys(one[1]))
        if len(seen) > MAX_COLUMNS:
            break
    if first and not good:
        raise InputError(f"{blob.name} is not JSON Lines (one object a line): line {first.line} {first.reason}")
    return Lines(blob, lines.encoding, headers_of(blob.name, seen), total)


JSONL = Source("jsonl", "one JSON object a line", (".jsonl", ".ndjson"), read_jsonl)
