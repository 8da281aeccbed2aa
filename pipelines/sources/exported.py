"""JSON that other systems export: their records found under any wrapper, each laid out under the system's own names."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from leadlight.domain.rows import Kind, Rejection
from leadlight.errors import InputError, RefusedError
from pipelines.sources.columns import Use
from pipelines.sources.contract import Blob, Record
from pipelines.sources.decode import encoding_of
from pipelines.sources.fields import texts_of
from pipelines.sources.json_file import MAX_JSON_BYTES
from pipelines.sources.json_text import parse
from pipelines.sources.jsonl_file import WHOLE_LINE
from pipelines.sources.mapping import Mapping as Map

Object = dict[str, Any]
Numbered = tuple[int, Object]
"""(line or record number, a record)."""
NOTE = "Private note: "
"""What stands before words that the team wrote for itself."""
WRAPPERS_DEEP = 5
"""How far down records are looked for: Chatwoot's `data.payload` is two."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of record of one system.

    `columns`: our column → the name the system has for it, a dotted path into the record. `made` gives values by such
    names that are no plain look-up; names that no column claims go by their synonyms. RefusedError there rejects it.
    """

    kind: Kind
    what: str
    is_one: Callable[[Object], bool]
    columns: Mapping[str, str]
    made: Callable[[Object], Object] = field(default=lambda _: {})
    reads: tuple[str, ...] = ()
    """What `made` takes from beside the columns, so that the preview does not call it ignored."""
    in_parts: bool = False
    """Whether a record may tell a part of a conversation only."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file of another system, read as a whole: its records as found, and laid out under `headers`."""

    source: str
    shape: Shape
    found: Sequence[tuple[int, Object] | Rejection]
    headers: tuple[str, ...]
    ignored: tuple[str, ...]
    laid: Sequence[tuple[int, Object] | Rejection]

    @property
    def kind(self) -> Kind:
        """The kind of its records."""
        return self.shape.kind

    @property
    def total(self) -> int:
        """How many records there are, those that cannot be taken included."""
        return len(self.found)

    def records(self) -> Iterator[Record | Rejection]:
        """Every record with its values in the order of the headers."""
        for one in self.laid:
            yield one if isinstance(one, Rejection) else (one[0], [one[1].get(header) for header in self.headers])

    def asked(self, mapping: Map) -> Export:
        """The same records with what else the mapping names in them."""
        if self.headers and {*mapping.columns.values()} <= {*self.headers}:
            return self
        return _laid_out(self.source, self.shape, self.found, mapping)

    def mapped(self, mapping: Map, kind: Kind) -> Map:
        """The mapping with what the source knows of its columns; what a person wrote down, or leaves out, comes first.

        InputError where another kind of row is asked for than the file holds.
        """
        if kind != self.kind:
            raise InputError(f"{self.source} finds {self.kind} in it, not {kind}")
        said = {*mapping.columns.values(), *mapping.ignore}
        known = {target: header for target, header in self.shape.columns.items() if header not in said}
        return replace(mapping, columns=known | mapping.columns)

    def told(self, uses: Sequence[Use]) -> list[Use]:
        """The preview: what the source knew by itself bears its name, what it leaves out stands at the end."""
        known = {(header, target) for target, header in self.shape.columns.items()}
        named = [Use(u.header, u.goes_to, self.source) if (u.header, u.goes_to) in known else u for u in uses]
        return [*named, *(Use(name, "", "ignored") for name in self.ignored)]


Prepare = Callable[[list[tuple[int, Object] | Rejection]], list[tuple[int, Object] | Rejection]]


def read_export(blob: Blob, mapping: Map, source: str, shapes: Sequence[Shape], prepare: Prepare = list) -> Export:
    """Decode a file and find its records. InputError where it holds none of these shapes, or several.

    `prepare` may make records of what was found (the messages of one conversation, brought together).
    """
    is_one = any_of(shapes)
    found = prepare(_found(blob, values_of(blob, mapping), is_one, source))
    records = [one for one in found if not isinstance(one, Rejection)]
    present = [shape for shape in shapes if any(shape.is_one(one) for _, one in records)]
    if len(present) > 1:
        raise InputError(f"{blob.name} holds {' and '.join(shape.what for shape in present)}: one kind a file")
    return _laid_out(source, present[0] if present else shapes[0], found, mapping)


def any_of(shapes: Sequence[Shape]) -> Callable[[Object], bool]:
    """Whether a record is of one of these shapes."""
    return lambda one: any(shape.is_one(one) for shape in shapes)


def values_of(blob: Blob, mapping: Map) -> list[tuple[int, Any] | Rejection]:
    """The JSON values of a file: one, or one a line (then with their lines). InputError where it is no JSON."""
    if blob.size > MAX_JSON_BYTES:
        raise InputError(f"{blob.name} is larger than 512 MB: split it")
    with blob.text(encoding_of(blob, mapping.encoding)) as stream:
        text = stream.read()
    try:
        return [(0, parse(text))]
    except json.JSONDecodeError as error:
        lines = [_line(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) > 1 and not isinstance(lines[0], Rejection):
            return lines
        raise InputError(f"{blob.name} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except ValueError as error:
        raise InputError(f"{blob.name} is not JSON: {error}") from error


def _line(number: int, text: str) -> tuple[int, Any] | Rejection:
    try:
        return number, parse(text)
    except ValueError as error:
        return Rejection(number, f"is not JSON: {error}", {WHOLE_LINE: text.rstrip("\r")})


def _found(
    blob: Blob, values: Sequence[tuple[int, Any] | Rejection], is_one: Callable[[Object], bool], source: str
) -> list[tuple[int, Object] | Rejection]:
    """Every record under its line, or its number where the file is one value; what is none is rejected."""
    found: list[tuple[int, Object] | Rejection] = []
    for value in values:
        if isinstance(value, Rejection):
            found.append(value)
            continue
        line, inside = value[0], find(value[1], is_one)
        for number, one in enumerate(inside or ([value[1]] if line else []), 1):
            if isinstance(one, dict) and is_one(one):
                found.append((line or number, one))
            else:
                cells = {WHOLE_LINE: texts_of([one])[0]}
                found.append(Rejection(line or number, f"is nothing that {source} exports", cells))
    if all(isinstance(one, Rejection) for one in found):
        raise InputError(f"{blob.name} holds nothing that {source} exports: see docs/importing.md, or another --source")
    return found


def find(value: Any, is_one: Callable[[Object], bool], deep: int = WRAPPERS_DEEP) -> list[Any]:
    """The records in a value: itself, its elements (all of them, once one is a record), or what a wrapper holds."""
    if isinstance(value, dict):
        if is_one(value):
            return [value]
        inner = [each for name, each in value.items() if name != "meta" and isinstance(each, (dict, list))]
    elif isinstance(value, list):
        if any(isinstance(each, dict) and is_one(each) for each in value):
            return value
        inner = value
    else:
        return []
    return [one for each in inner for one in find(each, is_one, deep - 1)] if deep else []


def _laid_out(source: str, shape: Shape, found: Sequence[tuple[int, Object] | Rejection], mapping: Map) -> Export:
    """The records under the names of the shape, of what it made itself, and of what the mapping asks for."""
    asked = [name for name in mapping.columns.values() if name not in shape.columns.values()]
    named = [*shape.columns.values(), *asked]
    laid = [one if isinstance(one, Rejection) else _values(one, shape, named) for one in found]
    there = dict.fromkeys(name for one in laid if not isinstance(one, Rejection) for name in one[1])
    headers = tuple(dict.fromkeys([*shape.columns.values(), *there]))
    ignored = _left_out([one[1] for one in found if not isinstance(one, Rejection)], {*headers, *shape.reads})
    return Export(source, shape, found, headers, ignored, laid)


def _left_out(records: Sequence[Object], taken: Collection[str]) -> tuple[str, ...]:
    """The keys that hold something in some record and are not taken, in their order."""
    used = {name.partition(".")[0] for name in taken}
    return tuple(dict.fromkeys(key for one in records for key, value in one.items() if value and key not in used))


def _values(one: tuple[int, Object], shape: Shape, named: Sequence[str]) -> tuple[int, Object] | Rejection:
    line, record = one
    try:
        made = shape.made(record)
    except RefusedError as error:
        return Rejection(line, str(error), {WHOLE_LINE: texts_of([record])[0]})
    looked_up = {name: value for name in named if name not in made and (value := at(record, name)) is not None}
    return line, looked_up | made


def at(value: Any, path: str) -> Any:
    """What stands at a dotted path (`meta.sender.email`, `contacts.0.id`), None where nothing does."""
    for key in path.split("."):
        if isinstance(value, list):
            value = value[int(key)] if key.isdecimal() and int(key) < len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def own_fields(one: Object) -> Object:
    """The fields a team made for itself (`custom_attributes`), as custom fields of ours."""
    own = one.get("custom_attributes")
    return {f"custom.{name}": value for name, value in own.items()} if isinstance(own, dict) else {}


def objects(value: Any, what: str) -> list[Object]:
    """The objects of a list; none where it is missing. RefusedError where it is anything else."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise RefusedError(f"{what} is not a list of objects")
    return value
