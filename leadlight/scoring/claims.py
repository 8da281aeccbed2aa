"""What becomes of a model's claims: only what the visitor literally says and means counts, at the rules' points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from leadlight.domain.conversation import Message, Signal
from leadlight.domain.summary import Claim
from leadlight.scoring import prompts
from leadlight.scoring.ledger import quote as literal_part
from leadlight.scoring.masking import Mask
from leadlight.scoring.phrases import fold
from leadlight.scoring.signals import BY_KIND, GROUP_AT_MOST
from leadlight.scoring.transcript import READ_AT_MOST
from leadlight.scoring.unheard import blanked

LEAST_QUOTE = 4
"""Characters of a quote: a shorter one is found everywhere."""
ACTOR = "model"
"""Who stands in the ledger beside an entry that a model pointed at."""


def proven(signals: Sequence[Claim], messages: Sequence[Message], mask: Mask) -> tuple[Claim, ...]:
    """Signals of known kinds whose quote stands literally in what the visitor says and means; a kind once."""
    found: dict[str, Claim] = {}
    for each in signals:
        if each.kind not in prompts.KINDS or each.kind in found:
            continue
        words = mask.show(each.quote)
        if place := _place(words, each.position, messages):
            found[each.kind] = Claim(each.kind, place[0], place[1])
    return tuple(found.values())


def _place(words: str, wanted: int, messages: Sequence[Message]) -> tuple[str, int] | None:
    """(the quote, the message's position), looked for in the message named, then in the visitor's others."""
    if len(words.strip()) < LEAST_QUOTE:
        return None
    visitor = [each for each in messages if each.role == "visitor"]
    for message in sorted(visitor, key=lambda each: each.position != wanted):
        if (start := _said(words, message)) is not None:
            return literal_part(message.text, start, start + min(len(words), prompts.QUOTE_AT_MOST)), message.position
    return None


def _said(words: str, message: Message) -> int | None:
    """Where the visitor says and means these words; what they only quote or order the bot to do is neither."""
    text = message.text[:READ_AT_MOST]
    start = text.find(words)
    if start < 0:
        return None
    meant = blanked(fold(text))[start : start + len(words)]
    return start if meant.strip() and meant.strip() == fold(words).strip() else None


def added(
    ledger: Sequence[Signal], claims: Iterable[Claim], messages: Sequence[Message], points: Mapping[str, int]
) -> tuple[Signal, ...]:
    """What a model's claims add to the rules' ledger: kinds that it does not hold, at the rules' (or the bot's) points.

    A claim whose quote the visitor's message no longer holds adds nothing, nor does one that takes its group past what
    the group may add up to: as with rules, reasons that are warm never make a lead hot.
    """
    by_position = {message.position: message for message in messages if message.role == "visitor"}
    kinds = {signal.kind for signal in ledger}
    room = {
        group: most - sum(_own(s.kind) for s in ledger if _group(s.kind) == group)
        for group, most in GROUP_AT_MOST.items()
    }
    made: list[Signal] = []
    for claim in claims:
        message = by_position.get(claim.position)
        if claim.kind in kinds or claim.kind not in prompts.KINDS or message is None or claim.quote not in message.text:
            continue
        rule = BY_KIND[claim.kind]
        if rule.group in room:
            if rule.points > room[rule.group]:
                continue
            room[rule.group] -= rule.points
        kinds.add(claim.kind)
        made.append(Signal(claim.kind, points.get(claim.kind, rule.points), claim.quote, claim.position))
    return tuple(made)


def _group(kind: str) -> str:
    return BY_KIND[kind].group if kind in BY_KIND else ""


def _own(kind: str) -> int:
    return BY_KIND[kind].points
