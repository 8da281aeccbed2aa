"""A file as people see it before it is imported: its headers, samples, where they go, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from leadlight.domain.bot import Bot
from leadlight.domain.imports import Heading, Rejected, SavedMapping, Sketch
from leadlight.domain.rows import CUSTOM, Kind, Rejection
from leadlight.domain.status import STATUSES
from leadlight.errors import InputError, RefusedError
from pipelines.sources.columns import describe, guess_kind
from pipelines.sources.fields import texts_of
from pipelines.sources.mapping import TARGETS, mapping_of, status_key
from pipelines.sources.opening import Opened, plan, read_source

TRIED = 200
"""Rows from the top of a file that are tried at once."""
SAMPLES = 3
LOOKED_AT = 20_000
"""Rows looked through for a column's distinct words."""
MOST_WORDS = 30
_CLOSED = ("status", "to")
"""Columns that take our words only."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file read once as a whole; the same for every way its columns may be mapped."""

    opened: Opened
    first: tuple[Sequence[str], ...]
    words: Mapping[str, tuple[str, ...]]

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns as the file names them."""
        return tuple(self.opened.reading.headers)


def look(path: Path, source: str | None = None, data: Mapping[str, Any] | None = None) -> Look:
    """Decode and check the file, as the mapping's encoding, delimiter and sheet say. Raises InputError."""
    opened = read_source(path, source, mapping_of(dict(data or {})))
    records = (record for record in opened.reading.records() if not isinstance(record, Rejection))
    some = [texts_of(cells) for _, cells in islice(records, LOOKED_AT)]
    return Look(opened, tuple(some[:TRIED]), dict(_words(opened.reading.headers, some)))


def _words(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Header → its distinct words, of columns that have few."""
    for place, header in enumerate(headers):
        found: dict[str, None] = {}
        for row in rows:
            if row[place] and not row[place].isspace():
                found[row[place]] = None
                if len(found) > MOST_WORDS:
                    break
        if len(found) <= MOST_WORDS:
            yield header, tuple(found)


def fitting(saved: Sequence[SavedMapping], path: Path, source: str | None) -> tuple[Look | None, SavedMapping | None]:
    """The file looked at, and the saved mapping made for its headers, the newest; a mapping may know how to read it."""
    newest = sorted(saved, key=lambda one: one.updated_at, reverse=True)
    plain: Look | None = None
    try:
        plain = look(path, source)
    except InputError:
        newest = [one for one in newest if {"encoding", "delimiter", "sheet"} & set(one.mapping)]
    for one in newest:
        special = {"encoding", "delimiter", "sheet"} & set(one.mapping)
        try:
            found = look(path, source, one.mapping) if special or plain is None else plain
        except InputError:
            continue
        if one.fits(found.headers):
            return found, one
    return plain, None


def sketch(found: Look, kind: Kind | None, data: Mapping[str, Any], bot: Bot) -> Sketch:
    """The file under a mapping. What is wrong with the two together stands in `trouble`."""
    opened = found.opened
    name, reading = opened.blob.name, opened.reading
    held = kind or data.get("kind") or reading.kind or guess_kind(reading.headers)
    targets = tuple(sorted(TARGETS[held]))
    try:
        mapping = mapping_of(dict(data), "the mapping")
        file = plan(opened, kind, mapping, zone=ZoneInfo(bot.zone), country=bot.country)
    except InputError as error:
        headings = _headings(found, _described(found, held))
        told = str(error).removeprefix(f"{name}: ")
        return Sketch(name, opened.source.name, held, reading.total, headings, targets, trouble=told)
    tried = list(islice(file.rows(), TRIED))
    refused = tuple(Rejected(row.line, row.reason, row.cells) for row in tried if isinstance(row, Rejection))
    goes = {use.header: (use.goes_to, use.how) for use in file.columns}
    headings = _headings(found, goes)
    values = _strange(found, goes, data)
    return Sketch(name, file.source, file.kind, file.total, headings, targets, "", len(tried), refused, values)


def _described(found: Look, kind: Kind) -> dict[str, tuple[str, str]]:
    """Where headers go without any mapping; nowhere where not even that can be told."""
    try:
        return {use.header: (use.goes_to, use.how) for use in describe(found.headers, mapping_of({}), kind)}
    except InputError:
        return {}


def _headings(found: Look, goes: Mapping[str, tuple[str, str]]) -> tuple[Heading, ...]:
    headers = list(dict.fromkeys([*found.headers, *goes]))
    samples = {
        header: tuple(dict.fromkeys(row[place] for row in found.first if row[place].strip()))[:SAMPLES]
        for place, header in enumerate(found.headers)
    }
    return tuple(Heading(each, samples.get(each, ()), *goes.get(each, ("", "ignored"))) for each in headers)


def _strange(found: Look, goes: Mapping[str, tuple[str, str]], data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Of columns that take our words only: the file's words that are none of them (those already mapped too)."""
    strange: dict[str, tuple[str, ...]] = {}
    for header, (target, _) in goes.items():
        if target in _CLOSED:
            mapped = (data.get("values") or {}).get(target, {})
            words = [word for word in found.words.get(header, ()) if word in mapped or not _is_ours(word)]
            strange[target] = tuple(dict.fromkeys([*words, *mapped]))
    return {target: words for target, words in strange.items() if words}


def _is_ours(word: str) -> bool:
    try:
        status_key(word)
    except RefusedError:
        return False
    return True


def send(data: Mapping[str, Any], header: str, target: str, kind: Kind) -> dict[str, Any]:
    """The mapping with this header going to `target`: a column, `custom.<key>`, `moves.<status>.<part>`, or nowhere.

    Whatever went there before is open again.
    """
    columns = {to: name for to, name in (data.get("columns") or {}).items() if name != header and to != target}
    ignore = [name for name in data.get("ignore") or () if name != header]
    moves = _without(data.get("moves") or (), header)
    if target.startswith("moves."):
        moves = _with_stage(moves, header, target)
    elif target:
        columns[target] = header
    else:
        ignore.append(header)
    changed = {"kind": kind, "columns": columns, "ignore": ignore, "moves": moves}
    return {name: value for name, value in {**data, **changed}.items() if value}


def _without(moves: Sequence[Mapping[str, str]], header: str) -> list[dict[str, str]]:
    kept = [{name: value for name, value in stage.items() if name == "to" or value != header} for stage in moves]
    return [stage for stage in kept if "at" in stage]


def _with_stage(moves: list[dict[str, str]], header: str, target: str) -> list[dict[str, str]]:
    _, status, part = target.split(".")
    for stage in moves:
        if stage["to"] == status:
            stage[part] = header
            return moves
    return [*moves, {"to": status, part: header}] if part == "at" else moves


def stage_targets(kind: Kind) -> tuple[str, ...]:
    """Where a column with the date of a stage can go, beside `Sketch.targets`."""
    stages = [f"moves.{status.key}.at" for status in STATUSES[1:]]
    reasons = [f"moves.{status.key}.reason" for status in STATUSES if status.type == "lost"]
    return (*stages, *reasons) if kind == "leads" else ()


def custom(header: str) -> str:
    """The custom field that a header becomes by itself."""
    return header if header.lower().startswith(CUSTOM) else CUSTOM + header
