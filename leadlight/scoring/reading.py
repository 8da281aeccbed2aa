"""The overall reading: how like a buyer, a weigher or neither a conversation reads as a whole, by a small fitted model.

The model is a multinomial logistic regression over word stems of the visitor and of the replies, and over the signals
found. `benchmarks/reading` fits it on talks of our own and writes `reading.tsv`; here it is only read and summed.
Weights are whole numbers (hundredths), so that a sum does not depend on the order it is taken in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
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
REPLIES_KEPT = 2_048
_WORD = re.compile(r"[^\W\d_]{2,}|0[0.,:]*|[?!€$£%…]|\.{2,}|[☀-➿\U0001f300-\U0001faff]")
_DIGIT = re.compile("[1-9]")
"""Numbers count by their shape: `00:00` is a time, `00` a day or a quantity, `00000` whatever is longer."""
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
    said = [at for at, turn in enumerate(talk) if turn.message.role == "visitor" and turn.folded.strip()]
    if not said:
        return
    last, closing = said[-1], len(talk) - 2
    reached = {at for at in said if _CONTACT.search(talk[at].folded)}
    for at, (message, text) in enumerate(talk):
        if message.role == "visitor":
            stems = _stems(_nameless(message.text, text) if at in reached else text)
            once = set(stems)
            yield Keys("visitor", message.position, once)
            yield Keys("pair", message.position, set(map(" ".join, pairwise(stems))))
            if at == last:
                yield Keys("last", message.position, once)
        elif message.role != "system":
            kept = _of_reply(text)
            yield Keys("reply", -1, kept)
            if at >= closing:
                yield Keys("closing", -1, kept)
    yield Keys("signal", -1, [signal.kind for signal in ledger])
    yield Keys("shape", -1, _shape(talk, said, reached))


@lru_cache(REPLIES_KEPT)
def _of_reply(text: str) -> frozenset[str]:
    """The words of a reply, kept because bots say the same again and again."""
    return frozenset(_stems(text))


@lru_cache(2 * REPLIES_KEPT)
def _weight_of_reply(place: str, words: frozenset[str]) -> complex:
    return sum(map(_weights()[place].get, words, repeat(0j)))


def _stems(text: str) -> list[str]:
    """The words of a message in their order, cut to what counts of them; `00:00` is a time, whichever."""
    return [word[:STEM] for word in _WORD.findall(_DIGIT.sub("0", text, count=SIGNS_AT_MOST), 0, SIGNS_AT_MOST)]


def _nameless(written: str, text: str) -> str:
    """The text without addresses and capitalised words: what somebody is called is no reason for any score."""
    for found in _NAMES.finditer(written, 0, SIGNS_AT_MOST):
        text = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]
    return text


def _shape(talk: Sequence[Turn], said: Sequence[int], reached: Collection[int]) -> list[str]:
    """How the talk went, whatever was said: who spoke how much, who asked, who had the last word."""
    texts = [talk[at].folded for at in said]
    questions = sum(["?" in text for text in texts])
    length = sum([len(talk[at].folded) for at in said if at not in reached])
    found = [
        "always",
        f"questions {min(questions, _MANY)}",
        f"messages {min(len(said), _MANY)}",
        f"length {min(length // 100, 5)}",
        f"first length {min(len(texts[0]) // 40, 5)}",
        f"last length {min(texts[-1].count(' ') // 4, 6)}",
        f"turns {min(len(talk), 12)}",
        f"asking {_MANY * questions // len(said)}",
        f"exclaims {min(sum([text.count('!') for text in texts]), 3)}",
        "visitor ends" if talk[-1].message.role == "visitor" else "reply ends",
    ]
    if "?" in texts[-1]:
        found.append("ends asking")
    if reached:
        found.append("leaves contact")
    if replies := ["?" in text for message, text in talk if message.role != "visitor"]:
        found += (
            "reply asks last" if replies[-1] else "reply tells last",
            f"replies asking {min(sum(replies), _MANY)}",
        )
    return found


def read(talk: Sequence[Turn], ledger: Sequence[Signal]) -> Reading | None:
    """The reading of a conversation whose rules found this ledger; None where the visitor says nothing."""
    tables, zeros = _weights(), repeat(0j)
    total = 0j
    by_message: dict[int, complex] = {}
    for place, position, words in keys(talk, ledger):
        if isinstance(words, frozenset):
            total += _weight_of_reply(place, words)
            continue
        part = sum(map(tables[place].get, words, zeros))
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
