"""Which leads may be one person, and what speaks for it: the strongest reason first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from leadlight.domain.lead import Lead

WORDS = {
    "email": "same e-mail",
    "phone": "same phone",
    "visitor": "same visitor",
    "name": "same name and company",
}
"""What two leads share, the strongest first."""
_ORDER = list(WORDS)


@dataclass(frozen=True, slots=True)
class Alike:
    """A lead that may be the same person, and what it shares (keys of WORDS)."""

    lead: Lead
    shares: tuple[str, ...]

    @property
    def why(self) -> str:
        """What they share, in words."""
        return ", ".join(WORDS[each] for each in self.shares)


@dataclass(frozen=True, slots=True)
class Apart:
    """A lead of which somebody said that it is another person, who, and when."""

    lead: Lead
    actor: str
    at: datetime


def alike(of: Lead, candidates: Iterable[tuple[str, Lead]]) -> tuple[Alike, ...]:
    """The candidates (what they share, who) that may be the same person as `of`, the likeliest first.

    A name alone is no reason: many people are called alike. With the same company it is.
    """
    shared: dict[int, list[str]] = {}
    known: dict[int, Lead] = {}
    for what, lead in candidates:
        if what != "name" or _same_firm(of, lead):
            shared.setdefault(lead.id, []).append(what)
            known[lead.id] = lead
    found = [Alike(known[each], tuple(sorted(shares, key=_ORDER.index))) for each, shares in shared.items()]
    return tuple(sorted(found, key=lambda each: (_ORDER.index(each.shares[0]), -len(each.shares), each.lead.id)))


def _same_firm(of: Lead, other: Lead) -> bool:
    firms = [" ".join((lead.company or "").split()).casefold() for lead in (of, other)]
    return bool(firms[0]) and firms[0] == firms[1]
