"""A conversation as scoring reads it: each message folded once, what the visitor does not mean blanked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from leadlight.domain.conversation import Message
from leadlight.scoring.phrases import fold
from leadlight.scoring.unheard import blanked

READ_AT_MOST = 4_000
"""Characters of one message that are read; people do not write more, and a longer paste decides nothing."""


class Turn(NamedTuple):
    """A message, and its first READ_AT_MOST characters folded; position for position the same text."""

    message: Message
    folded: str


def folded(messages: Sequence[Message]) -> list[Turn]:
    """The messages of a conversation; a visitor's message in which nothing is left to hear is left out."""
    talk = []
    for message in messages:
        if message.role != "visitor":
            talk.append(Turn(message, _reply(message.text[:READ_AT_MOST])))
        elif (text := blanked(fold(message.text[:READ_AT_MOST]))).strip():
            talk.append(Turn(message, text))
    return talk


@lru_cache(2_048)
def _reply(text: str) -> str:
    """A reply folded, and kept: bots say the same again and again."""
    return fold(text)
