"""Read the visitors' own words that spoke loudest for buying, of the few conversations a list shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadlight.domain.scope import READ, Scope
from leadlight.record import conversations
from leadlight.record.engine import Record, reading

MOST = 2
"""Quotes of a conversation."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What a visitor said, literally, and the kind of signal that it gave."""

    kind: str
    words: str


def read_quotes(record: Record, scope: Scope, conversation_ids: Sequence[int]) -> dict[int, tuple[Quote, ...]]:
    """The strongest MOST quotes of each, in the order they were said; those without a signal are left out.

    Raises NotFoundError where one is of a bot outside the scope.
    """
    scope.require(READ)
    if not conversation_ids:
        return {}
    with reading(record) as connection:
        for bot_id in conversations.bots_of(connection, conversation_ids):
            scope.require_bot(bot_id)
        ledgers = conversations.ledgers(connection, conversation_ids)
    return {talk: found for talk, entries in ledgers.items() if (found := _loudest(entries))}


def _loudest(entries: Sequence[tuple[str, int, str, int | None]]) -> tuple[Quote, ...]:
    """Each sentence once, for the most it gave."""
    spoken = [entry for entry in entries if entry[1] > 0 and entry[2].strip()]
    found: dict[str, tuple[str, int, str, int | None]] = {}
    for entry in sorted(spoken, key=lambda entry: (-entry[1], entry[3] or 0)):
        found.setdefault(entry[2], entry)
    loudest = sorted(list(found.values())[:MOST], key=lambda entry: entry[3] or 0)
    return tuple(Quote(kind, words) for kind, _, words, _ in loudest)
