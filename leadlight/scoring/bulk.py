"""Scoring many conversations: the same ledger for each, and only the one at hand is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leadlight.domain.conversation import Message, Signal
from leadlight.scoring.ledger import score


def score_many(
    conversations: Iterable[tuple[int, Sequence[Message]]],
) -> Iterator[tuple[int, tuple[Signal, ...]]]:
    """(id, ledger) of each (id, messages), in the order given; the ledger is exactly `score(messages)`."""
    for key, messages in conversations:
        yield key, score(messages)
