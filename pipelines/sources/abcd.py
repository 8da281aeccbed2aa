"""ABCD, the Action-Based Conversations Dataset: an agent, a customer, and the agent's actions in the shop's system.

The `scenario` (a made-up customer's name, address and order) was a script for the people who wrote: it is no part of
what was said, and is not taken.
"""

from __future__ import annotations

from leadlight.errors import RefusedError
from pipelines.sources.contract import Blob, Source
from pipelines.sources.exported import Export, Object, Shape, any_of, objects, read_export
from pipelines.sources.mapping import Mapping


def _is_dialogue(one: Object) -> bool:
    return "convo_id" in one and ("original" in one or "delexed" in one)


def _made(one: Object) -> Object:
    """The turns as they were written; those with placeholders for names and numbers only where there are no others."""
    if one.get("original") is None:
        turns = objects(one.get("delexed"), "delexed")
        return {"original": [{"role": turn.get("speaker"), "text": turn.get("text")} for turn in turns]}
    pairs = one["original"]
    if not isinstance(pairs, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise RefusedError("original is not a list of [speaker, text]")
    return {"original": [{"role": speaker, "text": text} for speaker, text in pairs]}


DIALOGUE = Shape(
    "conversations",
    "dialogues",
    _is_dialogue,
    {"external_id": "convo_id", "messages": "original"},
    _made,
)
SHAPES = (DIALOGUE,)


def read_abcd(blob: Blob, mapping: Mapping) -> Export:
    """The dialogues of an ABCD file: an array, or arrays under train, dev and test."""
    return read_export(blob, mapping, "abcd", SHAPES)


ABCD = Source("abcd", "ABCD dialogues", (), read_abcd, recognises=any_of(SHAPES))
