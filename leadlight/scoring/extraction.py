"""Who the visitor is, from their own messages: name, e-mail, phone, company, website, budget, timeline.

No value beats a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadlight.domain.conversation import Message
from leadlight.scoring import addresses, confirmed, firms, naming, sites, terms
from leadlight.scoring.asked import FIRST_NAME_ASKED, PHONE_ASKED, REFERENCE_ASKED, questions
from leadlight.scoring.introduced import lower_case_names
from leadlight.scoring.ledger import FREE_MAIL
from leadlight.scoring.organisations import trimmed
from leadlight.scoring.phrases import fold
from leadlight.scoring.trades import LEGAL
from leadlight.scoring.transcript import READ_AT_MOST
from leadlight.scoring.unheard import without_instructions

_SEVEN_DIGITS = re.compile(r"(?:\d\W{0,2}){7}")
_CORRECTED = re.compile(
    r"\b(?:sorry|oops|no wait|wait|typo|actually|i mean|meant|correction|use|instead|perdona?|quise decir|corrijo|mejor"
    r"|pardon|je voulais"
    r"|plutot|erreur|entschuldigung|korrektur|meinte|lieber|besser|scusi|scusa|volevo dire|errore|meglio|desculpa"
    r"|desculpe|errei|alias|melhor)\b"
)


_MOBILE = re.compile(
    r"\b(?:cell|mobile|mob|movil|cel|celular|portable|gsm|handy|mobil|natel|cellulare"
    r"|telemovel)\W{0,3}$"
)
_ASKS_BACK = re.compile(r"\?\s*$|^\W*(?:why|what for|para que|por que|pourquoi|warum|wozu|perche|wofur|porque)\b")
"""A visitor who asks back has not answered yet: the bot's question stays open."""
_LABEL = 14
"""Letters before a number in which its kind is said."""
_LEGAL_ONLY = re.compile(LEGAL).fullmatch
_DOTTED = re.compile(r"(?:\b[A-Za-z]\.)+[A-Za-z]$")
"""A legal form with dots, whose last one was taken for the end of the sentence."""
_TWICE = 2
"""Messages with German words in them that make a talk German."""
_MAILBOX = re.compile(
    r"(?:accounts?|accounting|billing|invoices?|procurement|purchasing|office|admin|info|contact|hello|sales|support"
    r"|einkauf|buchhaltung|rechnung\w*"
    r"|contabilidad\w*|compras|facturas?|facturacion|administracion|amministrazione|acquisti|contabilita|compta\w*"
    r"|achats|factures?|financeiro|fiscal|faturas?)\b"
)
"""Mailboxes of a department: of several addresses not the visitor's own."""


@dataclass(frozen=True, slots=True)
class Contact:
    """What the visitor gave. `phone` is E.164, or national digits where no country is known.

    `website`, `budget` and `timeline` are the visitor's own words.
    """

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None
    phone_as_written: str | None = None
    website: str | None = None
    budget: str | None = None
    timeline: str | None = None


def contact(messages: Sequence[Message], country: str | None = None) -> Contact:
    """The contact data in the visitor's messages; `country` (ISO 2) reads national phone numbers.

    Of several the last the visitor gave as their own stands, so a correction wins. What the bot said first (its own
    address or number) is never taken.
    """
    turns = list(_turns(messages))
    german = sum(bool(naming.GERMAN.search(message.text[:READ_AT_MOST])) for message in messages) >= _TWICE
    given = list(_emails(turns))
    number = next(reversed(list(_phones(turns, country))), None)
    email = given[-1][1].value if given else None
    name = _name(turns, email, german)
    email = _own(given, name) or email
    company = _company(turns, email, name, german)
    return Contact(
        name=name,
        email=email,
        phone=number.value if number else None,
        company=company,
        phone_as_written=number.written if number else None,
        website=_last(
            site for turn in turns for site in sites.websites(turn.text, turn.asked, turn.heard, email, company)
        ),
        budget=_last(amount for turn in turns for amount in terms.budgets(turn.text, turn.asked)),
        timeline=_last(when for turn in turns for when in terms.timelines(turn.text, turn.asked)),
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    """A visitor's message.

    `asked`: the questions right before it, folded; `heard`: all that the bot had said; `reference`: the bot's question
    for a number of an order or the like that is still open; `answer`: what the bot said after it.
    """

    text: str
    asked: str
    heard: str
    reference: str
    answer: str


def _turns(messages: Sequence[Message]) -> Iterator[_Turn]:
    asked, reference, put_off = "", "", False
    heard: list[str] = []
    for position, message in enumerate(messages):
        text = message.text[:READ_AT_MOST]
        if message.role == "visitor":
            text = _meant(text)
            yield _Turn(text, asked, "\n".join(heard), reference, _answer(messages, position))
            put_off = bool(_ASKS_BACK.search(fold(text)))
            reference = "" if _SEVEN_DIGITS.search(text) else reference
            continue
        if message.role in ("bot", "agent"):
            asked = questions(text) + (f" {asked}" if put_off else "")
            reference = _reference(asked, reference)
        heard.append(text)


def _meant(text: str) -> str:
    """A visitor's text without instructions to the bot, of the same length."""
    folded = fold(text)
    heard = without_instructions(folded)
    if heard == folded:
        return text
    return "".join(sign if kept == was else " " for sign, kept, was in zip(text, heard, folded, strict=True))


def _answer(messages: Sequence[Message], position: int) -> str:
    """What the bot said right after a visitor's message."""
    after = messages[position + 1] if position + 1 < len(messages) else None
    return after.text[:READ_AT_MOST] if after and after.role in ("bot", "agent") else ""


def _reference(asked: str, before: str) -> str:
    """What number the bot still waits for: an order's once asked for, until it is given or a phone is asked for."""
    if PHONE_ASKED.search(asked):
        return ""
    return asked if REFERENCE_ASKED.search(asked) else before


def _emails(turns: list[_Turn]) -> Iterator[tuple[_Turn, addresses.Address]]:
    own: set[str] = set()
    last: str | None = None
    for turn in turns:
        for found in addresses.emails(turn.text, last):
            key = found.value.casefold()
            domain = key.partition("@")[2]
            if domain in own or domain not in turn.heard.casefold():
                own.add(domain)
                last = found.value
                yield turn, found


def _own(given: list[tuple[_Turn, addresses.Address]], name: str | None) -> str | None:
    """Of several addresses the visitor's: the last, unless another bears their name and nothing was corrected."""
    if len({found.value for _, found in given}) < 2 or _CORRECTED.search(fold(given[-1][0].text)):
        return None
    words = [word for word in fold(name or "").split() if len(word) > 2]
    locals_ = [(found.value, fold(found.value.partition("@")[0])) for _, found in given]
    named = [value for value, local in locals_ if any(word in local for word in words)]
    persons = [value for value, local in locals_ if not _MAILBOX.match(local)]
    own = named or persons
    return own[-1] if own else None


def _phones(turns: list[_Turn], country: str | None) -> Iterator[addresses.Address]:
    own: set[str] = set()
    for turn in turns:
        heard = re.sub(r"\D", "", turn.heard)
        given = []
        for found in addresses.phones(turn.text, turn.reference, country, turn.asked):
            key = re.sub(r"\D", "", found.value)[-9:]
            if key in own or key not in heard:
                own.add(key)
                given.append(found)
        if given:
            yield _preferred(given, turn.text)


def _preferred(given: list[addresses.Address], text: str) -> addresses.Address:
    """Of several numbers in one message the last after a correction, else a mobile one, else the first."""
    folded = fold(text)
    if len(given) == 1 or _CORRECTED.search(folded, given[0].end, given[-1].start):
        return given[-1]
    mobile = (each for each in given if _MOBILE.search(folded, max(0, each.start - _LABEL), each.start))
    return next(mobile, given[0])


def _name(turns: list[_Turn], email: str | None, german: bool) -> str | None:
    best: naming.Named | None = None
    for turn in turns:
        for found in naming.names(turn.text, turn.asked, german):
            several = best and " " in f"{best.value}{found.value}"
            if best and not several and fold(found.value) != fold(best.value) and FIRST_NAME_ASKED.search(turn.asked):
                found = found._replace(value=f"{found.value} {best.value}", rank=best.rank + 1)
            if found.rank < 3 and fold(found.value) in fold(turn.heard):
                continue
            if not _is_firm(found.value, email):
                best = _better(best, found)
    said = [turn.text for turn in turns]
    called = confirmed.addressed(said, [turn.answer for turn in turns])
    if called and not (best and (best.rank >= 4 or fold(called).split()[-1] in fold(best.value).split())):
        return called
    if best and best.rank >= 2:
        return best.value
    local = email.partition("@")[0] if email else ""
    if local:
        alike = next(confirmed.by_local_part(said, local), None)
        spoken = (name for text in said for name in lower_case_names(text))
        first = (name for name in spoken if len(word := fold(name).split()[0]) > 2 and word in fold(local))
        if repeated := alike or next(first, None):
            return repeated
    return best.value if best else None


def _is_firm(name: str, email: str | None) -> bool:
    """Whether a candidate for the name is what the visitor's mail domain is called after, and not their mailbox."""
    local, _, domain = fold(email or "").partition("@")
    words = [re.sub(r"[^a-z0-9]", "", word) for word in fold(name).split()]
    label = re.sub(r"[^a-z0-9]", "", domain.rpartition(".")[0])
    return len(words) > 1 and "".join(words) == label and not any(word in local for word in words)


def _better(best: naming.Named | None, found: naming.Named) -> naming.Named:
    """The surer of two names, the later of two as sure; a longer form of the same name stands for the shorter."""
    if best is None:
        return found
    old, new = fold(best.value).split(), fold(found.value).split()
    if set(new) < set(old) and found.rank <= best.rank + 1:
        return best
    if set(old) < set(new) and old[0] == new[0]:
        return found._replace(rank=max(best.rank, found.rank))
    return found if found.rank >= min(best.rank, 3) else best


def _company(turns: list[_Turn], email: str | None, name: str | None, german: bool) -> str | None:
    firm = _firm(turns, email, name, german)
    dotted = firm and _DOTTED.search(firm) and any(f"{firm}." in turn.text for turn in turns)
    return f"{firm}." if dotted else firm


def _firm(turns: list[_Turn], email: str | None, name: str | None, german: bool) -> str | None:
    """The firm whose name their mail's or website's domain is made of, else the surest of their sentences."""
    said = [turn.text for turn in turns]
    for domain in _domains(turns, email):
        if found := [trimmed(firm) for firm in confirmed.by_domain(said, domain, name)]:
            return max(found, key=len)
    best: naming.Named | None = None
    for turn in turns:
        heard = fold(turn.heard)
        for each in firms.companies(turn.text, turn.asked, german):
            if (
                fold(each.value) in heard
                or _LEGAL_ONLY(each.value)
                or not each.value
                or (name and fold(each.value) == fold(name))
            ):
                continue
            if best is None or each.rank >= best.rank:
                best = each
    return best.value if best else None


def _domains(turns: list[_Turn], email: str | None) -> Iterator[str]:
    """The domains that may be called after the visitor's firm: their mail's, unless it is free, and their website's."""
    domain = email.partition("@")[2].casefold() if email else ""
    if domain and not FREE_MAIL & set(domain.split(".")[:-1]):
        yield domain
    for turn in turns:
        for site in sites.websites(turn.text, turn.asked, turn.heard, email, None):
            yield sites.host_of(site)


def _last(values: Iterator[str]) -> str | None:
    """The last of the values given."""
    every = list(values)
    return every[-1] if every else None
