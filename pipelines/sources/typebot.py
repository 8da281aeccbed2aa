"""Typebot: results with their variables, the table it exports, what its webhook block sends, and transcripts."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import Any

from leadlight.domain.rows import Rejection
from leadlight.errors import RefusedError
from pipelines.sources.contract import Blob, Reading, Source
from pipelines.sources.csv_file import read_table
from pipelines.sources.exported import Export, Object, Shape, any_of, objects, read_export
from pipelines.sources.mapping import Mapping

FILE = "the file's name"
"""Where a transcript's id comes from when nothing in it tells whose it is."""


def _is_result(one: Object) -> bool:
    return "typebotId" in one and "variables" in one


def _is_answer(one: Object) -> bool:
    return "submittedAt" in one and "transcript" not in one


def _is_transcript(one: Object) -> bool:
    turns = one.get("transcript")
    return isinstance(turns, list) and all(isinstance(turn, dict) and "role" in turn for turn in turns[:1])


def _plain(value: Any) -> Any:
    """A variable as text: of several answers those that were given, as Typebot's own table writes them."""
    return ", ".join(str(each) for each in value if each is not None) if isinstance(value, list) else value


def _result(one: Object) -> Object:
    """A result under the names of its variables; an answer that went into none of them under its block's id."""
    if one.get("isArchived") is True:
        raise RefusedError("was deleted in Typebot (isArchived)")
    variables = objects(one["variables"], "variables")
    if not all(isinstance(each.get("name"), str) and each["name"].strip() for each in variables):
        raise RefusedError("has a variable without a name")
    told = {each["name"]: _plain(each.get("value")) for each in variables if each.get("value") is not None}
    answers = objects(one.get("answers"), "answers")
    return told | {
        f"custom.{each.get('blockId')}": each["content"]
        for each in answers
        if each.get("content") and each["content"] not in told.values()
    }


RESULT = Shape(
    "leads",
    "results",
    _is_result,
    {"captured_at": "createdAt", "conversation_external_id": "id", "custom.completed": "isCompleted"},
    _result,
    reads=("variables", "answers", "isArchived"),
)


def _answer(one: Object) -> Object:
    return {name: _plain(value) for name, value in one.items() if value is not None and name.strip()}


ANSWER = Shape("leads", "submissions", _is_answer, {"captured_at": "submittedAt"}, _answer)


def _transcript(one: Object) -> Object:
    turns = objects(one["transcript"], "transcript")
    return {"transcript": [{"role": turn.get("role"), "text": _said(turn)} for turn in turns]}


def _said(turn: Object) -> Any:
    """The words; of an image, a video or the like, what it is."""
    return turn.get("text") if turn.get("type", "text") == "text" or "text" in turn else f"[{turn['type']}]"


TRANSCRIPT = Shape(
    "conversations", "transcripts", _is_transcript, {"external_id": FILE, "messages": "transcript"}, _transcript
)
SHAPES = (RESULT, TRANSCRIPT, ANSWER)


def _named(found: list[tuple[int, Object] | Rejection], stem: str = "") -> list[tuple[int, Object] | Rejection]:
    """Transcripts under the id of their result: their own, or, of one alone, the name of its file."""
    alone = len(found) == 1
    named: list[tuple[int, Object] | Rejection] = []
    for one in found:
        if isinstance(one, tuple) and _is_transcript(one[1]):
            own = one[1].get("resultId") or one[1].get("id") or (stem if alone else None)
            one = (one[0], one[1] | {FILE: own})
        named.append(one)
    return named


def read_typebot(blob: Blob, mapping: Mapping) -> Reading:
    """Results, submissions or transcripts in JSON; anything that does not begin as JSON is the exported table."""
    with blob.open() as stream:
        head = stream.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if head and head[:1] not in b"{[":
        return read_table(blob, encoding=mapping.encoding, delimiter=mapping.delimiter)
    stem = PurePath(blob.name).stem
    export: Export = read_export(blob, mapping, "typebot", SHAPES, partial(_named, stem=stem))
    return export


TYPEBOT = Source(
    "typebot", "Typebot results, submissions or transcripts", (), read_typebot, recognises=any_of((RESULT, TRANSCRIPT))
)
