"""What the visitor can spend and when they need it, as they last said it, with the words around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from leadlight.domain.conversation import Message
from leadlight.scoring import terms
from leadlight.scoring.asked import questions
from leadlight.scoring.transcript import READ_AT_MOST

LATEST = 200
"""Messages of a conversation that are read, the last ones."""
AROUND = 70
"""Characters of a quote on either side of the words."""


@dataclass(frozen=True, slots=True)
class Need:
    """`words` are the visitor's own, `quote` is what they stand in, `position` the message."""

    words: str
    quote: str
    position: int


def needs(messages: Sequence[Message]) -> dict[str, Need]:
    """The `budget` and the `timeline` that were said last, of those that were said: what `contact` finds too."""
    read = messages[-LATEST:]
    found = {name: _last(read, find) for name, find in (("budget", terms.budgets), ("timeline", terms.timelines))}
    return {name: need for name, need in found.items() if need}


def _last(messages: Sequence[Message], find: Callable[[str, str], Iterator[str]]) -> Need | None:
    """(A pasted letter costs milliseconds, so no more is read than it takes.)"""
    for at in reversed(range(len(messages))):
        message, text = messages[at], messages[at].text[:READ_AT_MOST]
        if message.role == "visitor" and (words := next(reversed(list(find(text, _asked(messages, at)))), "")):
            return Need(words, _around(text, words), message.position)
    return None


def _asked(messages: Sequence[Message], at: int) -> str:
    """The questions that stood open when it was said."""
    before = (messages[each] for each in reversed(range(at)))
    asking = next((each for each in before if each.role in ("bot", "agent")), None)
    return questions(asking.text[:READ_AT_MOST]) if asking else ""


def _around(text: str, words: str) -> str:
    """The words with what stands around them, on one line, cut where words end."""
    at = text.rfind(words)
    start, end = max(at - AROUND, 0), min(at + len(words) + AROUND, len(text))
    before, after = text[start:at], text[at + len(words) : end]
    before = before if start == 0 else f"…{before.partition(' ')[2]}"
    after = after if end == len(text) else f"{after.rpartition(' ')[0]}…"
    return " ".join(f"{before}{words}{after}".split())
