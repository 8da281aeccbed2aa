"""The small phrase language the word lists are written in, and the one index that finds every phrase in a text at once.

A phrase is words separated by spaces:
    book|reserve     any of these words                 visit*    a word that starts so (four letters at least)
    (please)         a word that may be missing         ~3        up to three other words
    @day             the words of the language's set of that name
    #                a number or amount                 $         an amount of money: a number with a currency or "k"
Phrases never reach over `.`, `?`, `!` or a line end, and are matched on folded text (lower case, no accents).
A text is read once, word by word; only phrases whose first word starts like the word at hand are tried there, which is
what keeps a hundred phrases as cheap as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

_KEY = 4
_DIGITS = frozenset("0123456789")
_WORD_START = re.compile(rf"\b\w{{1,{_KEY}}}")
_GAP = r"[^\w.?!\n]{1,4}"
_NUMBER = r"[£$€₹]?\d[\d.,]*\w{0,4}"
_MONEY = (
    r"(?:[£$€₹] ?\d[\d.,]*(?: ?(?:k|mila|mil|mille))?"
    r"|\d[\d.,]* ?(?:[£$€₹]|(?:k|eur|euros?|usd|gbp|chf|mila|mil|mille|pounds|dollars|quid|reais)(?!\w)))"
)


def _folding() -> dict[int, str]:
    """Latin letters to their lower-case base letter, one for one: a folded text keeps every position."""
    table = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = base if len(base) == 1 else chr(code)
    return table | {ord("’"): "'", ord("ß"): "s"}


_FOLDING = _folding()


def fold(text: str) -> str:
    """`text` in lower case without accents, of the same length, so that a match's span fits the original."""
    return text.translate(_FOLDING)


def _one(word: str) -> str:
    if word in ("#", "$"):
        return _NUMBER if word == "#" else _MONEY
    return re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)


def _piece(piece: str) -> str:
    if piece.startswith("~"):
        return rf"(?:{_GAP}\w+){{0,{int(piece[1:])}}}?"
    optional = piece.startswith("(")
    words = "|".join(_one(word) for word in piece.strip("()").split("|"))
    return rf"(?:{_GAP}(?:{words})(?!\w))?" if optional else rf"{_GAP}(?:{words})(?!\w)"


def _expand(phrase: str) -> Iterator[tuple[str, str]]:
    """(key, regular expression) of each first word of a phrase; one that may be missing opens two phrases."""
    first, *rest = fold(phrase).split()
    if first.startswith("("):
        yield from _expand(" ".join(rest))
        first = first.strip("()")
    tail = "".join(_piece(piece) for piece in rest)
    for word in first.split("|"):
        if word.endswith("*") and len(word) <= _KEY:
            raise ValueError(f"a first word needs {_KEY} letters before its star: {phrase!r}")
        key = "#" if word == "#" else word.rstrip("*")[:_KEY]
        yield key, rf"{_one(word)}(?!\w){tail}"


class Found(NamedTuple):
    """One phrase found: whose it is, and where it stands in the text."""

    kind: str
    start: int
    end: int


_Entry = tuple[Callable[[str, int], re.Match[str] | None], tuple[tuple[str, re.Pattern[str]], ...]]


class PhraseIndex:
    """Every phrase of every kind, found in one pass over a text."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """`phrases`: (kind, phrase) pairs."""
        by_key: dict[str, dict[str, list[str]]] = {}
        for kind, phrase in phrases:
            for key, pattern in _expand(phrase):
                by_key.setdefault(key, {}).setdefault(kind, []).append(pattern)
        self._patterns = by_key
        self._ready: dict[str, _Entry] = {}

    def find(self, folded: str) -> Iterator[Found]:
        """Every place where a phrase stands in `folded` (see `fold`), from left to right."""
        ready, known = self._ready, self._patterns
        for word in _WORD_START.finditer(folded):
            key = word[0]
            if key[0] in _DIGITS:
                key = "#"
            if key not in known:
                continue
            entry = ready[key] if key in ready else self._made(key)
            if entry[0](folded, start := word.start()) is None:
                continue
            for kind, pattern in entry[1]:
                if match := pattern.match(folded, start):
                    yield Found(kind, start, match.end())

    def _made(self, key: str) -> _Entry:
        """The expressions of phrases that begin so, compiled when first met: few of all are ever needed."""
        kinds = self._patterns[key]
        made = self._ready[key] = (
            re.compile("|".join(pattern for patterns in kinds.values() for pattern in patterns)).match,
            tuple((kind, re.compile("|".join(patterns))) for kind, patterns in kinds.items()),
        )
        return made


def lines(words: Mapping[str, str], sets: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(kind, phrase) of a word list: one phrase a line under each kind, going on after a last `|`; `@day` is a set."""
    for kind, block in words.items():
        for line in re.sub(r"\|\s*\n\s*", "|", block).splitlines():
            if line.strip():
                yield kind, re.sub(r"@(\w+)", lambda name: sets[name[1]], line.strip())
