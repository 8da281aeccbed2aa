"""Which words read as a person's name, by their shape, the names lists and the everyday words; no context."""

from __future__ import annotations

import re
from typing import NamedTuple

from leadlight.scoring.given import may_name, surely_given
from leadlight.scoring.phrases import fold
from leadlight.scoring.trades import ROLES, looks_like_trade
from leadlight.scoring.words.no_names import NAMES_TOO, NO_NAMES

WORD = r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_])){0,29}"
"""A word of a name; bounded, so that a long line of dots and letters costs no more than its length."""
PARTICLE = (
    r"(?:d[aeiou]s?|del|della|dello|la|le|los|las|van|von|ver|vom|der|den|dem|zu|al|el|ben|bin|ibn|y|e|af|av|st|ter"
    r"|ten|n[íi]|nic|mac|mc|ó|ap|ab)"
)
NAME = rf"(?:[^\W\d_]\.|{WORD})(?: (?:{PARTICLE} ){{0,2}}{WORD}){{0,3}}"
TITLES = (
    r"(?:mrs?|ms|miss|dr|prof|sig|sig\.?ra|sig\.?na|signora?|signorina|sra?|srta|senhora?|señora?|don|doña|dona|mme"
    r"|mlle|madame|monsieur|m|fr|hr|herrn?|frau|dott|dott\.?ssa|avv|(?:dipl\.?[- ]?)?ing|eng|mag|rag|lic|pastor"
    r"|rev)\.? "
)
PROPER = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w'’&-]{0,40}(?:\.\w{1,20}){0,4}|&)"
LONGEST = 60
"""Letters of a name, at most."""
MOST = 4
"""Words of a name, at most."""
_PARTICLE_ONLY = re.compile(PARTICLE, re.IGNORECASE).fullmatch
_WORD_ONLY = re.compile(WORD).fullmatch
_ROLE_ONLY = re.compile(ROLES).fullmatch
_AND = ("y", "e", "et", "und", "and", "&")
_STREETS = frozenset(
    [
        "calle",
        "avenida",
        "ronda",
        "paseo",
        "plaza",
        "rua",
        "travessa",
        "praca",
        "rue",
        "place",
        "impasse",
        "via",
        "viale",
        "piazza",
        "corso",
    ]
)
_PRONOUNS = frozenset(["me", "nos", "lhe", "lhes", "se", "te", "moi", "nous", "vous", "le", "la", "les"])
"""What is tied to a verb by a hyphen: "liguem-me", "appelez-moi"."""
_INITIAL = 2
"""Letters of an initial and its dot."""
_READ = 12
"""Words that are read for a name."""
_NAMES_TOO = frozenset(NAMES_TOO.split())
STOP = frozenset(NO_NAMES.split())
"""Everyday words that never open a name."""


SURE = 3
"""The rank from which a name was introduced as one."""


class Named(NamedTuple):
    """A candidate: the words, how sure the way of saying makes it (`SURE`; 1 a guess), and where it ends."""

    value: str
    rank: int
    end: int


def proper(words: str) -> str | None:
    """The leading capitalised words, particles between them allowed; None where the first is an everyday word.

    A firm after "de", "von" and the like is no part of it: "Marta de Talleres Ruiz" is Marta; nor is a second person.
    """
    words = " ".join(words.split(maxsplit=_READ)[:_READ])
    first, *others = words.split() or [""]
    if fold(first) in _NAMES_TOO and others and (rest := proper(" ".join(others))):
        return f"{first} {rest}" if first[0].isupper() else None
    kept = _capitalised(words.split(), words.isupper())
    kept = _first_person(_without_firm(kept))
    if len(kept) > MOST:
        kept = kept[: next((at for at, word in enumerate(kept) if at and _PARTICLE_ONLY(word)), 0)]
    while kept and _PARTICLE_ONLY(kept[-1]) and (len(kept) > 1 or kept[0].islower()):
        kept.pop()
    if not kept or not all(_WORD_ONLY(word.rstrip(".")) for word in kept) or len(kept) > MOST:
        return None
    if kept[-1].endswith(".") and len(kept[-1]) == _INITIAL:
        return " ".join(kept) if len(kept) > 1 else None
    return " ".join(kept).rstrip(".")


def _capitalised(words: list[str], shouted: bool) -> list[str]:
    kept: list[str] = []
    for at, word in enumerate(words):
        capital = word[:1].isupper() and (len(word.rstrip(".")) == 1 or not word.isupper() or shouted)
        particle = bool(kept) and _PARTICLE_ONLY(word)
        leads_on = particle and at + 1 < len(words) and words[at + 1][:1].isupper()
        if not (particle and (word.islower() or leads_on)) and (not capital or fold(word).rstrip(".") in STOP):
            break
        kept.append(word)
    return kept


def _without_firm(words: list[str]) -> list[str]:
    for at, word in enumerate(words):
        if not at or not _PARTICLE_ONLY(word):
            continue
        rest = words[at + 1 :]
        if (
            word in ("della", "dello")
            or looks_like_trade(" ".join(rest))
            or (len(rest) > 1 and not any(map(may_name, rest)))
        ):
            return words[:at]
    return words


def _first_person(words: list[str]) -> list[str]:
    """Of two people ("Davide e Giulia") the first."""
    for at, word in enumerate(words[1:-1], start=1):
        if word.casefold() in _AND and surely_given(words[at + 1]):
            return words[:at]
    return words


def family_name(words: str) -> str | None:
    """A family name that opens with a particle in capitals, behind a title or as an answer: "Le Guennec"."""
    first, _, rest = words.partition(" ")
    particle = _PARTICLE_ONLY(first) and first[0].isupper() and rest
    return words if particle and proper(rest) == rest and is_person(rest) else None


def alone_proper(words: str) -> str | None:
    """A name that is all there is, a second person ("Davide e Giulia") left out; None where more words stand there."""
    name = proper(words)
    if not name or name == words:
        return name
    rest = words[len(name) :].split()
    return name if len(rest) > 1 and rest[0].casefold() in _AND and proper(" ".join(rest[1:])) else None


def any_case(words: str, strictly: bool = False) -> str | None:
    """One to three plain words, whatever their case, before the first everyday word; `strictly`: of our talks, too."""
    kept: list[str] = []
    for word in words.split():
        plain = _WORD_ONLY(word) and len(word) > 1 and not word.endswith("ing") and "." not in word
        if not plain or fold(word) in STOP or (strictly and kept and not may_name(word)):
            break
        if len(kept) > 1 and _PARTICLE_ONLY(word):
            break
        kept.append(word)
    mixed = any(word[0].isupper() for word in kept) and not kept[0][0].isupper()
    return " ".join(kept) if 1 <= len(kept) <= 3 and not mixed else None


def is_person(name: str) -> bool:
    """Whether words in the shape of a name are likely a person's: a first name among them, or no everyday word."""
    words = [word for word in name.split() if not _PARTICLE_ONLY(word) and len(word.rstrip(".")) > 1]
    ends = name.split()[-1:]
    if not words or looks_like_trade(name) or _ROLE_ONLY(fold(words[0])) or (ends and len(ends[0]) == 1):
        return False
    if fold(words[0]) in _STREETS or any(word.rpartition("-")[2] in _PRONOUNS for word in words if "-" in word):
        return False
    if surely_given(words[0]) or (len(words) > 1 and surely_given(words[-1])):
        return True
    return all(may_name(word) for word in words) and not _belongs_to_a_country(words[0])


def opens_given(name: str) -> bool:
    """Whether a name opens with what is a first name and no everyday word."""
    return surely_given(name.split()[0])


def _belongs_to_a_country(word: str) -> bool:
    """Whether a word is shaped as "Italian", "Spanish", "Portuguese" (first names of that shape are on the lists)."""
    return len(word) > 5 and word[-3:] in ("ian", "ish", "ese") and not surely_given(word)
