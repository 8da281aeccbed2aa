"""Taskmaster 1 to 4: spoken and written dialogues of USER and ASSISTANT, as Google Research published them."""

from __future__ import annotations

from leadlight.errors import RefusedError
from pipelines.sources.contract import Blob, Source
from pipelines.sources.exported import Export, Object, Shape, any_of, objects, read_export
from pipelines.sources.mapping import Mapping


def _is_dialogue(one: Object) -> bool:
    return "conversation_id" in one and "utterances" in one


def _made(one: Object) -> Object:
    if one["utterances"] is None:
        raise RefusedError("has no utterances")
    turns = objects(one["utterances"], "utterances")
    return {"utterances": [{"role": turn.get("speaker"), "text": turn.get("text")} for turn in turns]}


DIALOGUE = Shape(
    "conversations",
    "dialogues",
    _is_dialogue,
    {"external_id": "conversation_id", "messages": "utterances"},
    _made,
)
SHAPES = (DIALOGUE,)


def read_taskmaster(blob: Blob, mapping: Mapping) -> Export:
    """The dialogues of a Taskmaster file: an array, one alone, or one a line."""
    return read_export(blob, mapping, "taskmaster", SHAPES)


TASKMASTER = Source("taskmaster", "Taskmaster dialogues", (), read_taskmaster, recognises=any_of(SHAPES))
