"""The visitor's name in one message: what introduces it, and what stands alone as one. Precision first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from leadlight.scoring.alone import alone
from leadlight.scoring.asked import COMPANY_ASKED, NAME_ASKED, OTHERS_NAME_ASKED
from leadlight.scoring.introduced import introduced
from leadlight.scoring.persons import STOP, Named

GERMAN = re.compile(r"\b(?i:ich|und|der|die|das|wir|nicht|meiner?|ist|rahmen|bin|ein|eine)\b")
"""Words of German, where every noun has a capital."""

__all__ = ["GERMAN", "STOP", "Named", "names"]


@lru_cache(maxsize=64)
def names(text: str, asked: str, is_german: bool = False) -> tuple[Named, ...]:
    """Candidates for the visitor's name in one message; `asked`: what the bot asked right before (`asked.questions`).

    `is_german`: the talk is German, where every noun has a capital. Kept for a while: a firm is looked for beside it.
    """
    return tuple(_names(text, asked, is_german))


def _names(text: str, asked: str, is_german: bool) -> Iterator[Named]:
    asked_name = bool(NAME_ASKED.search(asked)) and not OTHERS_NAME_ASKED.search(asked)
    asked_firm = not asked_name and bool(COMPANY_ASKED.search(asked))
    german = is_german or bool(GERMAN.search(text))
    yield from alone(text, asked_name, german)
    yield from introduced(text, asked_name, asked_firm, german)
