"""The shape of a phrasebook: what visitors and the bot say in one language, by intent, with slots in braces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Turn = tuple[str, str]
"""What the visitor says, and what the bot answers."""


@dataclass(frozen=True, slots=True)
class Words:
    """What fills the slots that change with the language. `whens` have a slot for a month."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    whens: tuple[str, ...]
    hours: tuple[str, ...] = ("9:30", "10:00", "11:00", "14:00", "15:30", "16:00")
    tools: tuple[str, ...] = ("Excel", "Google Sheets", "Outlook")


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing people come for: how they open, how they go on, and how the bot asks for their contact."""

    opens: tuple[Turn, ...]
    follows: tuple[Turn, ...]
    asks: tuple[str, ...]
    leaves: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All a conversation needs in one language. Slots: see `talk.slots`; `asks` and `answers` are by capture field.

    `cold` is ordered: curiosity, then (where a language has them) support and what is no business of ours.
    """

    words: Words
    greetings: tuple[str, ...]
    hot: tuple[Topic, ...]
    warm: tuple[Topic, ...]
    cold: tuple[Topic, ...]
    asks: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, tuple[str, ...]]
    refusals: tuple[Turn, ...]
    skips: tuple[str, ...]
    at_once: tuple[str, ...]
    thanks: tuple[str, ...]
    hand_over: str
    agent: tuple[str, ...]
    byes: tuple[Turn, ...]
