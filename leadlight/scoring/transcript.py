"""A conversation as scoring reads it: each message folded once, what the visitor does not mean blanked."""

from __future__ import annotations

from collections.abc import Sequence
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
        text = fold(message.text[:READ_AT_MOST])
        if message.role == "visitor" and not (text := blanked(text)).strip():
            continue
        talk.append(Turn(message, text))
    return talk
