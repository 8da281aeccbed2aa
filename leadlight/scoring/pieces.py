"""A message cut into the pieces that stand alone: between commas, sentence ends, line ends, emoji and contact data."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from leadlight.scoring.addresses import spans

_ABBREVIATED = "".join(
    rf"(?<!\b{word})"
    for word in [
        "[A-Z]",
        "Dr",
        "Fr",
        "Hr",
        "Sr",
        "Sra",
        "Sig",
        "St",
        "Mr",
        "Mrs",
        "Ms",
        "Mme",
        "Hnos",
        "Co",
        "Bros",
        "Avv",
        "Ing",
        "Eng",
        "Mag",
        "Dott",
        "Prof",
    ]
)
_BREAK = re.compile(
    rf"[\n,;:()!?|\"“”«»/…]|[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]|{_ABBREVIATED}\.(?=\s|$|\.)"
    rf"|\s[-–—]+\s|[-–—]\s*$"
)


class Piece(NamedTuple):
    """Words that stand alone at `start` to `end` of a text, blanks around them left out."""

    words: str
    start: int
    end: int


@lru_cache(maxsize=64)
def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a text in their order; e-mail addresses, phone numbers and signs are none."""
    hidden = list(text)
    for start, end in spans(text):
        hidden[start:end] = "\n" * (end - start)
    found, at = [], 0
    plain = "".join(hidden)
    for match in (*_BREAK.finditer(plain), None):
        end = match.start() if match else len(plain)
        words = plain[at:end]
        if stripped := words.strip():
            start = at + len(words) - len(words.lstrip())
            found.append(Piece(stripped, start, start + len(stripped)))
        at = match.end() if match else end
    return tuple(found)


def chunks(text: str) -> tuple[str, ...]:
    """The words of the pieces of a text."""
    return tuple(piece.words for piece in pieces(text))
