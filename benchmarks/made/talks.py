"""The conversations of the made record: a stock of real ones of six messages, with the ledgers the rules give them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl

from leadlight.domain.conversation import Message
from leadlight.domain.temperature import Thresholds, clamp, temperature
from leadlight.scoring.ledger import score
from pipelines.demo.generate import generate

LENGTH = 6
LAST = LENGTH - 1
STOCK = 400
"""Conversations in the stock: many enough that no two neighbours are alike."""
CLOSING = {
    "en": "Thanks for stopping by.", "es": "Gracias por su visita.", "fr": "Merci de votre visite.",
    "de": "Danke für den Besuch.", "pt": "Obrigado pela visita.",
}  # fmt: skip
INTRODUCTION = "{name}, {email}"
"""What the visitor of a captured conversation says last."""
STRANGER = "Alma Berg, alma@mail.example"
"""Stands in the stock for whoever it will be."""


@dataclass(frozen=True, slots=True)
class Stock:
    """`texts`: talk, position, role, text. `ledger`: talk, captured, order, kind, points, quote, position.

    `temperatures` says of each talk how warm it is once captured. A quote that is STRANGER's is the visitor's own.
    """

    texts: pl.DataFrame
    ledger: pl.DataFrame
    temperatures: tuple[str, ...]
    languages: tuple[str, ...]


def stock(seed: int) -> Stock:
    """The same stock for the same seed."""
    texts, ledger, temperatures, languages = [], [], [], []
    for talk, (language, said) in enumerate(_openings(seed)):
        languages.append(language)
        for captured in (False, True):
            last = Message(LAST, "visitor", STRANGER) if captured else Message(LAST, "bot", CLOSING[language])
            signals = score((*said, last))
            if captured:
                temperatures.append(temperature(clamp(each.points for each in signals), Thresholds()))
            for order, each in enumerate(signals):
                ledger.append((talk, captured, order, each.kind, each.points, each.quote, each.position))
        texts += [(talk, each.position, each.role, each.text) for each in (*said, last)]
    return Stock(
        pl.DataFrame(texts, schema=["talk", "position", "role", "text"], orient="row"),
        pl.DataFrame(ledger, schema=["talk", "captured", "order", "kind", "points", "quote", "position"], orient="row"),
        tuple(temperatures),
        tuple(languages),
    )


def _openings(seed: int) -> Iterator[tuple[str, tuple[Message, ...]]]:
    """Language and first five messages of sample conversations that nobody has given a contact in yet."""
    found = 0
    for case in generate(STOCK * 8, seed, datetime(2026, 11, 1, tzinfo=UTC), ZoneInfo("UTC")):
        talk = case.conversation
        if talk is None or case.lead is not None or len(talk.messages) < LENGTH:
            continue
        opening = tuple(Message(each.position, each.role, each.text) for each in talk.messages[:LAST])
        if any(len(each.text) > 400 for each in opening) or any(s.kind == "contact_given" for s in score(opening)):
            continue
        yield talk.language or "en", opening
        found += 1
        if found == STOCK:
            return
