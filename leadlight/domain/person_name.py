"""A person's whole name as first and last name: told apart by its words, nothing added and nothing lost."""

from __future__ import annotations

_PARTICLES = (
    "af al ap av bin bint da das de degli dei del della den der des di do dos du el ibn la las le lo los "
    "mac ten ter tot van vander vom von y zu zum zur"
)
_SUFFIXES = "jr sr ii iii iv v phd md esq mba cpa dds jd"
PARTICLES = frozenset(_PARTICLES.split())
"""Words in small letters that begin a last name: van Beethoven, de la Cruz."""
SUFFIXES = frozenset(_SUFFIXES.split())
"""Words that follow a last name and belong to it, whatever their case and dots."""


def split_name(name: str) -> tuple[str, str]:
    """(first, last). The last word is the last name, with the particles before it and the suffixes after it.

    One word, or nothing but particles and a name, is a last name. `Last, First` is turned round, unless what follows
    the comma is a suffix. Blanks between words become one; every word stands in one of the two.
    """
    last, comma, first = name.partition(",")
    if comma and "," not in first and first.strip() and last.strip() and not _is_suffix(first):
        return _joined(first), _joined(last)
    words = name.split()
    end = len(words)
    while end > 1 and _is_suffix(words[end - 1]):
        end -= 1
    start = max(end - 1, 0)
    while start > 0 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def _joined(text: str) -> str:
    return " ".join(text.split())


def _is_suffix(text: str) -> bool:
    words = text.replace(".", "").replace(",", "").casefold().split()
    return bool(words) and all(word in SUFFIXES for word in words)
