"""Personal data out of what a language model is sent, and back into its answer: placeholders stand for it meanwhile.

Masked are e-mail addresses, phone numbers (spelled out, too), names, street addresses, web addresses and long runs of
digits. Amounts of money stay: they tell a budget, and no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from leadlight.domain.conversation import Message
from leadlight.scoring import addresses, naming
from leadlight.scoring.extraction import contact
from leadlight.scoring.phrases import fold
from leadlight.scoring.transcript import READ_AT_MOST
from leadlight.scoring.words.no_names import NAMES_TOO

_PLACEHOLDER = re.compile(r"\[[A-Z]{2,10}_\d{1,4}\]")
_AT = re.compile(r"(?<![^\s<>\"'(),;:])[^\s<>\"'(),;:@]{1,200}@[^\s<>\"'(),;:]+")
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)
_DIGITS = re.compile(r"\+?\d(?:[ \t()./–-]{0,2}\d){4,}")
_GROUPED = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?")
_MONEY_BEFORE = re.compile(r"(?:[€$£₹]|\b(?:eur|usd|gbp|chf|rs|inr|brl|r\$))\s?$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s?(?:[€$£₹]|(?:k|eur|euros?|usd|gbp|chf|dollars|pounds|reais|mila|mil)\b)", re.IGNORECASE)
_NUMBER = r"\d{1,4}(?:\s?[a-dA-D]\b)?"
_STREET_BEFORE = (
    r"(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|calle|c/|avda\.?|avenida|plaza|paseo|carrer|rua|travessa"
    r"|praça|largo|via|viale|piazza|corso|vicolo|strada)"
)
_PART = r"\w[\w'’.-]{0,30}"
_CALLED = r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|mews|close|court|terrace|gardens|crescent|square|way)"
_STREET = re.compile(
    rf"\b{_NUMBER},? (?:bis |ter )?{_STREET_BEFORE} {_PART}(?: {_PART}){{0,3}}"
    rf"|(?<!\w){_STREET_BEFORE}\s?(?:{_PART} ){{0,4}}?{_PART},? (?:n\.?º? ?|nº ?|num\.? ?)?{_NUMBER}\b"
    rf"|\b{_NUMBER},? (?:{_PART} ){{1,3}}{_CALLED}\b"
    rf"|\b\w{{1,30}}(?:straße|strasse|str\.|weg|gasse|allee|platz|ufer|damm) {_NUMBER}\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sr|Sra|Srta|Don|Doña|Dona|Mme|Mlle|Monsieur|Madame|Sig|Signor|Signora|Herr|Frau)\b\.?"
    r"\s([A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s[A-ZÀ-ÖØ-Þ][\w'’-]+)?)"
)
_OFFICES = "info sales contact office hello support mail admin kontakt contacto ventas service jobs"
_ROLES = frozenset(_OFFICES.split())
_WORDS_TOO = frozenset(NAMES_TOO.split())


_PLAIN = re.compile(r"[^\W\d_][^\W\d_'’-]*")
_PIECE = re.compile(r"[\n,;:.!?()]")
NEAR, FEW = 40, 3
"""Signs around contact data in which a capitalised word may be a name, and words of a line that may all be one."""
MONEY_DIGITS = 9
"""Digits that no amount has: so many are a phone number, whatever stands beside."""


class Mask:
    """One conversation's placeholders. The same words have the same one; nothing of it leaves this process."""

    def __init__(
        self, messages: Sequence[Message], known: Iterable[str | None] = (), country: str | None = None
    ) -> None:
        """`known`: what else is personal (the lead's name, company, e-mail …), wherever it may be said."""
        self._by_words: dict[str, str] = {}
        self._by_placeholder: dict[str, str] = {}
        self._counted: dict[str, int] = {}
        self._own = _literal(known)
        self._names = _name_pattern(_names(messages, country))

    def hide(self, text: str) -> str:
        """The text with a placeholder for each personal thing in it."""
        taken: list[tuple[int, int, str]] = []
        for start, end, kind in self._found(text):
            if start < end and not any(start < right and left < end for left, right, _ in taken):
                taken.append((start, end, kind))
        for start, end, kind in sorted(taken, reverse=True):
            text = text[:start] + self._placeholder(kind, text[start:end]) + text[end:]
        return text

    def show(self, text: str) -> str:
        """The text with what its placeholders stand for; one that nobody gave out stays as it is."""
        return _PLACEHOLDER.sub(lambda found: self._by_placeholder.get(found.group(), found.group()), text)

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where personal data stands, the surest kinds first: of two that overlap the first is taken."""
        yield from ((*match.span(), "TEXT") for match in _PLACEHOLDER.finditer(text))
        yield from ((*match.span(), "WEB") for match in _WEB.finditer(text))
        yield from ((*match.span(), "EMAIL") for match in _AT.finditer(text))
        for start, end in addresses.spans(text):
            if not _is_money(text, start, end):
                yield start, end, "CONTACT"
        yield from ((*match.span(), "ADDRESS") for match in _STREET.finditer(text))
        for pattern, kind in ((self._own, "PERSON"), (self._names, "NAME")):
            if pattern:
                yield from ((*match.span(), kind) for match in pattern.finditer(text))
        for match in _DIGITS.finditer(text):
            if not _is_money(text, *match.span()):
                yield (*match.span(), "NUMBER")

    def _placeholder(self, kind: str, words: str) -> str:
        if words not in self._by_words:
            self._counted[kind] = self._counted.get(kind, 0) + 1
            made = f"[{kind}_{self._counted[kind]}]"
            self._by_words[words], self._by_placeholder[made] = made, words
        return self._by_words[words]


def _is_money(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 6) : start], text[end : end + 10]
    beside = _MONEY_BEFORE.search(around[0]) or _MONEY_AFTER.match(around[1])
    digits = len(re.sub(r"\D", "", text[start:end]))
    grouped = _GROUPED.fullmatch(text[start:end])
    return digits < MONEY_DIGITS and bool(beside or grouped)


def _names(messages: Sequence[Message], country: str | None) -> set[str]:
    """Every name that anybody introduces, and its parts."""
    found: set[str] = set()
    asked = ""
    for message in messages:
        text = message.text[:READ_AT_MOST]
        found.update(each.value for each in naming.names(text, asked if message.role == "visitor" else ""))
        found.update(_TITLED.findall(text))
        found.update(_from_addresses(text))
        if message.role == "visitor":
            found.update(_beside_contact(text))
            found.update(_signed(text))
        asked = text if message.role in ("bot", "agent") else ""
    who = contact(messages, country)
    found.update(name for name in (who.name, who.company) if name)
    return found | {part for name in found for part in name.split() if len(part) > 2}


def _from_addresses(text: str) -> Iterator[str]:
    """Names that stand in e-mail addresses: `rosalie.moser@…`."""
    for address in _AT.findall(text):
        for part in re.split(r"[._+\d-]", address.partition("@")[0]):
            if len(part) > 3 and part.lower() not in _ROLES:
                yield part.capitalize()


def _beside_contact(text: str) -> Iterator[str]:
    """What may be a name next to an address or a number: capitalised words, and those of a line with little else."""
    for start, end in addresses.spans(text):
        line = text[text.rfind("\n", 0, start) + 1 : start], text[end:].partition("\n")[0]
        words = _PLAIN.findall(" ".join(line))
        near = _PLAIN.findall(f"{text[max(0, start - NEAR) : start]} {text[end : end + NEAR]}")
        for word in words if len(words) <= FEW else [each for each in near if each[0].isupper()]:
            if len(word) > 2 and fold(word) not in naming.STOP:
                yield word


def _signed(text: str) -> Iterator[str]:
    """Two or three capitalised words that stand alone between commas or sentence ends; at the very end one will do."""
    pieces = [piece.split() for piece in _PIECE.split(text) if piece.strip()]
    for at, words in enumerate(pieces):
        is_end = at == len(pieces) - 1 and at > 0
        if (1 if is_end else 2) <= len(words) <= FEW and all(
            _PLAIN.fullmatch(each) and each[0].isupper() and fold(each) not in naming.STOP for each in words
        ):
            yield " ".join(words)


def _name_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Names in any case of letters; one that is an everyday word too, only as it was written."""
    parts = []
    for name in sorted(names, key=lambda each: (-len(each), each)):
        loose = fold(name) not in _WORDS_TOO and fold(name) not in naming.STOP
        parts.append(f"(?i:{re.escape(name)})" if loose else re.escape(name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None


def _literal(known: Iterable[str | None]) -> re.Pattern[str] | None:
    words = {each.strip() for each in known if each and len(each.strip()) > 2}
    words |= {
        part for each in words if "@" not in each for part in each.split() if len(part) > 3 and part[:1].isupper()
    }
    parts = [re.escape(each) for each in sorted(words, key=lambda each: (-len(each), each))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None
