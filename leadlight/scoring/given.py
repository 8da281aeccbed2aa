"""Words that are first names somewhere (Faker's lists), and everyday words of our talks: what tells one from the other.

Both are read when they are first asked for, and kept.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from leadlight.scoring.phrases import fold

EVERYDAY = Path(__file__).with_name("words") / "everyday.txt"
"""Made by `python -m benchmarks.reading.everyday`."""
_LISTS = "faker.providers.person"
_SHORTEST = 2


@cache
def listed() -> frozenset[str]:
    """First names of some seventy countries, folded."""
    return frozenset(
        fold(name) for name in _names() if len(name) >= _SHORTEST and name[:1].isupper() and " " not in name
    )


@cache
def everyday() -> frozenset[str]:
    """Words that our talks have in lower case, in six languages, folded; some are names too ("hope", "grace")."""
    return frozenset(EVERYDAY.read_text(encoding="utf-8").split())


def surely_given(word: str) -> bool:
    """Whether a word is a first name and nothing else that people say; of a double name the first part counts."""
    first = fold(word).partition("-")[0]
    return first in listed() and first not in everyday()


def may_name(word: str) -> bool:
    """Whether a word can be part of a name: a first name, or none of the everyday words."""
    folded = fold(word)
    return folded not in everyday() or folded in listed()


def _names() -> Iterator[str]:
    package = import_module(_LISTS)
    for module in pkgutil.iter_modules(package.__path__):
        if module.ispkg:
            provider = import_module(f"{_LISTS}.{module.name}").Provider
            for attribute in dir(provider):
                names = getattr(provider, attribute) if attribute.startswith("first_names") else ()
                yield from names if isinstance(names, Iterable) else ()
