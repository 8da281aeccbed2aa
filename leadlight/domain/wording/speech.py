"""Sentences put together: a variant chosen by the talk itself, so that it reads varied and is always the same."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from leadlight.domain.fields.contract import Field
from leadlight.domain.wording.registry import SPOKEN


def pick(lines: Sequence[str], seed: str, times: int = 0) -> str:
    """One of the lines, the same for the same seed; each further time the next one."""
    return lines[(zlib.crc32(seed.encode("utf-8", "surrogatepass")) + times) % len(lines)]


def question(field: Field, language: str, seed: str, times: int = 0) -> str:
    """How a field is asked for, in other words each time."""
    words = SPOKEN[language]
    lines = words.ask.get(field.kind, words.ask["*"])
    label = field.called(language).strip()
    bare = label.rstrip(" ?:.") if field.kind != "consent" else label
    line = pick(lines, f"{seed}|{field.key}", times).replace("{options}", listed(field.options, language))
    within = not line.startswith("{label}") and field.kind != "consent" and language != "de"
    if within and bare[1:2].islower():
        bare = bare[0].lower() + bare[1:]
    return line.replace("{label}", bare)


def listed(options: Sequence[str], language: str) -> str:
    """ "A, B or C"."""
    if len(options) < 2:
        return "".join(options)
    return f"{', '.join(options[:-1])} {SPOKEN[language].either} {options[-1]}"
