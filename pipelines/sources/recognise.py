"""Which system wrote a JSON file: told by its first record where that is certain, never guessed."""

from __future__ import annotations

import codecs
import json
from typing import Any

from leadlight.errors import InputError
from pipelines.sources.contract import Blob, Source
from pipelines.sources.exported import find
from pipelines.sources.json_file import JSON, MAX_JSON_BYTES
from pipelines.sources.json_text import first_value
from pipelines.sources.jsonl_file import JSONL
from pipelines.sources.registry import SOURCES

_HEAD = 1 << 18
"""Bytes that hold the first record of nearly every file; where they do not, all of it is read."""


def recognised(blob: Blob, chosen: Source) -> Source:
    """The source of the system that surely wrote this JSON, else the one chosen by the file's name.

    InputError naming `--source` where it could be of two systems.
    """
    if chosen not in (JSON, JSONL):
        return chosen
    first = _first(blob)
    fits = [source for source in SOURCES if source.recognises and find(first, source.recognises)]
    if len(fits) > 1:
        names = " and ".join(source.name for source in fits)
        raise InputError(f"{blob.name} could be of {names}: say which with --source")
    return fits[0] if fits else chosen


def _first(blob: Blob) -> Any:
    """The first object of the file, or the wrapper around all; None where there is none (the reader will say why)."""
    for size in (_HEAD, MAX_JSON_BYTES):
        with blob.open() as stream:
            text = _decoded(stream.read(size))
        try:
            return first_value(text)
        except json.JSONDecodeError:
            if len(text) < size // 4:
                break
        except ValueError:
            break
    return None


def _decoded(head: bytes) -> str:
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return head.decode("utf-16" if wide else "utf-8-sig", errors="replace")
