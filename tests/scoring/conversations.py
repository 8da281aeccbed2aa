"""Short conversations for the scoring tests: `said("…")` is all visitor, `talk("v: …", "b: …")` has both sides."""

from __future__ import annotations

from leadlight.domain.conversation import Message, Role, Signal
from leadlight.domain.temperature import Temperature, Thresholds, clamp, temperature
from leadlight.scoring import score

_ROLES: dict[str, Role] = {"v": "visitor", "b": "bot", "a": "agent", "s": "system"}


def talk(*lines: str) -> tuple[Message, ...]:
    return tuple(Message(position, _ROLES[line[0]], line[3:]) for position, line in enumerate(lines))


def said(*texts: str) -> tuple[Message, ...]:
    return talk(*(f"v: {text}" for text in texts))


def kinds(ledger: tuple[Signal, ...]) -> set[str]:
    return {signal.kind for signal in ledger}


def warmth(*texts: str) -> Temperature:
    return temperature(clamp(signal.points for signal in score(said(*texts))), Thresholds())
