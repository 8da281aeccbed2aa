"""The overall reading: how like a buyer, a weigher or neither a conversation reads as a whole, by a small fitted model.

The model is a multinomial logistic regression over word stems of the visitor and of the replies, and over the signals
found. `benchmarks/reading` fits it on talks of our own and writes `reading.tsv`; here it is only read and summed.
Weights are whole numbers (hundredths), so that a sum does not depend on the order it is taken in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise, repeat
from pathlib import Path
from typing import NamedTuple

from leadlight.domain.conversation import Signal
from leadlight.domain.temperature import Temperature
from leadlight.scoring.transcript import Turn

WEIGHTS = Path(__file__).with_name("reading.tsv")
STEM = 5
"""Letters of a word that count: what follows is mostly grammar."""
SIGNS_AT_MOST = 1_500
"""Signs of one message that are read: a long paste decides no more than a long message."""
SCALE = 100
_WORD = re.compile(r"[^\W\d_]{2,}|[?!]")
_CONTACT = re.compile(r"\d{3}.?\d{2}.?\d{2}|@")
_NAMES = re.compile(r"\S+@\S+|(?<!\w)[A-ZÀ-ÖØ-Þ][\w'’-]*")
_MANY = 4


class Keys(NamedTuple):
    """What is looked up of one message: `place` says which weights, `position` which message."""

    place: str
    position: int
    words: Collection[str]


class Reading(NamedTuple):
    """What the model takes a conversation for, how sure it is (0–1), and the message that speaks most for it."""

    temperature: Temperature
    share: float
    position: int


def keys(talk: Sequence[Turn], ledger: Sequence[Signal]) -> Iterator[Keys]:
    """All that the model looks at; without a visitor's word, nothing."""
    said = [turn.folded for turn in talk if turn.message.role == "visitor" and turn.folded.strip()]
    if not said:
        return
    left, closing = len(said), len(talk) - 2
    for at, (message, text) in enumerate(talk):
        if message.role == "system" or not text.strip():
            continue
        if message.role == "visitor" and _CONTACT.search(text):
            text = _nameless(message.text, text)
        stems = [word[:STEM] for word in _WORD.findall(text, 0, SIGNS_AT_MOST)]
        once = set(stems)
        if message.role != "visitor":
            yield Keys("reply", -1, once)
            if at >= closing:
                yield Keys("closing", -1, once)
            continue
        left -= 1
        yield Keys("visitor", message.position, once)
        yield Keys("pair", message.position, {f"{one} {two}" for one, two in pairwise(stems)})
        if not left:
            yield Keys("last", message.position, once)
    yield Keys("signal", -1, [signal.kind for signal in ledger])
    yield Keys("shape", -1, list(_shape(said)))


def _nameless(written: str, text: str) -> str:
    """The text without addresses and capitalised words: what somebody is called is no reason for any score."""
    for found in _NAMES.finditer(written, 0, SIGNS_AT_MOST):
        text = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]
    return text


def _shape(said: Sequence[str]) -> Iterator[str]:
    questions = sum("?" in text for text in said)
    yield "always"
    yield f"questions {min(questions, _MANY)}"
    yield f"messages {min(len(said), _MANY)}"
    yield f"length {min(sum(len(text) for text in said if not _CONTACT.search(text)) // 100, 5)}"
    if "?" in said[-1]:
        yield "ends asking"
    if any(map(_CONTACT.search, said)):
        yield "leaves contact"


def read(talk: Sequence[Turn], ledger: Sequence[Signal]) -> Reading | None:
    """The reading of a conversation whose rules found this ledger; None where the visitor says nothing."""
    tables = _weights()
    total = 0j
    by_message: dict[int, complex] = {}
    for place, position, words in keys(talk, ledger):
        part = sum(map(tables[place].get, words, repeat(0j)))
        total += part
        if position >= 0:
            by_message[position] = by_message.get(position, 0j) + part
    if not by_message:
        return None
    hot, warm = math.exp(min(total.real / SCALE, 50)), math.exp(min(total.imag / SCALE, 50))
    shares: dict[Temperature, float] = {
        "hot": hot / (hot + warm + 1),
        "warm": warm / (hot + warm + 1),
        "cold": 1 / (hot + warm + 1),
    }
    best = max(shares, key=shares.__getitem__)
    return Reading(best, shares[best], max(by_message, key=lambda at: (_for(best, by_message[at]), -at)))


def _for(temperature: Temperature, weight: complex) -> float:
    """How much a message speaks for a temperature rather than for the strongest other."""
    if temperature == "cold":
        return -max(weight.real, weight.imag)
    return weight.real - max(weight.imag, 0) if temperature == "hot" else weight.imag - max(weight.real, 0)


@cache
def _weights() -> dict[str, dict[str, complex]]:
    """Each place's words, with what they weigh for hot (real) and for warm (imaginary) against cold."""
    tables: dict[str, dict[str, complex]] = {
        place: {} for place in ("visitor", "pair", "last", "reply", "closing", "signal", "shape")
    }
    if WEIGHTS.exists():
        for line in WEIGHTS.read_text(encoding="utf-8").splitlines():
            place, word, hot, warm = line.split("\t")
            tables[place][word] = complex(int(hot), int(warm))
    return tables
