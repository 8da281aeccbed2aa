"""Who the visitor is: name, e-mail, phone and company from their own messages. No value beats a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadlight.domain.conversation import Message
from leadlight.scoring import addresses, firms, naming
from leadlight.scoring.phrases import fold
from leadlight.scoring.transcript import READ_AT_MOST

_SEVEN_DIGITS = re.compile(r"(?:\d\W{0,2}){7}")


@dataclass(frozen=True, slots=True)
class Contact:
    """What the visitor gave. `phone` is E.164, or national digits where no country is known."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None
    phone_as_written: str | None = None


def contact(messages: Sequence[Message], country: str | None = None) -> Contact:
    """The contact data in the visitor's messages; `country` (ISO 2) reads national phone numbers.

    Of several the last the visitor gave as their own stands, so a correction wins. What the bot said first (its own
    address or number) is never taken.
    """
    turns = list(_turns(messages))
    email = next((found.value for found in reversed(list(_emails(turns)))), None)
    number = next(reversed(list(_phones(turns, country))), None)
    return Contact(
        name=_name(turns, email),
        email=email,
        phone=number.value if number else None,
        company=_company(turns),
        phone_as_written=number.written if number else None,
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    """A visitor's message, what was asked right before it, all that the bot had said, and which number it waits for."""

    text: str
    asked: str
    heard: str
    reference: str


def _turns(messages: Sequence[Message]) -> Iterator[_Turn]:
    asked, reference = "", ""
    heard: list[str] = []
    for message in messages:
        text = message.text[:READ_AT_MOST]
        if message.role == "visitor":
            yield _Turn(text, asked, "\n".join(heard), reference)
            reference = "" if _SEVEN_DIGITS.search(text) else reference
            continue
        if message.role in ("bot", "agent"):
            asked = text
            reference = _reference(fold(text), reference)
        heard.append(text)


def _reference(asked: str, before: str) -> str:
    """What number the bot still waits for: an order's once asked for, until it is given or a phone is asked for."""
    if addresses.PHONE_ASKED.search(asked):
        return ""
    return asked if addresses.REFERENCE_ASKED.search(asked) else before


def _emails(turns: list[_Turn]) -> Iterator[addresses.Address]:
    own: set[str] = set()
    for turn in turns:
        for found in addresses.emails(turn.text):
            key = found.value.casefold()
            domain = key.partition("@")[2]
            if domain in own or domain not in turn.heard.casefold():
                own.add(domain)
                yield found


def _phones(turns: list[_Turn], country: str | None) -> Iterator[addresses.Address]:
    own: set[str] = set()
    for turn in turns:
        for found in addresses.phones(turn.text, turn.reference, country):
            key = re.sub(r"\D", "", found.value)[-9:]
            if key in own or key not in re.sub(r"\D", "", turn.heard):
                own.add(key)
                yield found


def _name(turns: list[_Turn], email: str | None) -> str | None:
    best: naming.Named | None = None
    for turn in turns:
        for found in naming.names(turn.text, turn.asked):
            if found.rank < 3 and fold(found.value) in fold(turn.heard):
                continue
            if best is None or found.rank >= min(best.rank, 3):
                best = found
    if best:
        return best.value
    local = fold(email.partition("@")[0]) if email else ""
    spoken = (name for turn in turns for name in naming.lower_case_names(turn.text))
    return next((name for name in spoken if len(first := fold(name).split()[0]) > 2 and first in local), None)


def _company(turns: list[_Turn]) -> str | None:
    best: naming.Named | None = None
    for turn in turns:
        for found in firms.companies(turn.text, turn.asked):
            if best is None or found.rank >= best.rank:
                best = found
    return best.value if best else None
