"""E-mail addresses and phone numbers as visitors write them: found, and told from what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from leadlight.domain.normalise import email as clean_email
from leadlight.domain.normalise import phone as clean_phone
from leadlight.domain.phone import mobile_digits
from leadlight.errors import RefusedError
from leadlight.scoring.asked import PHONE_ASKED
from leadlight.scoring.phrases import fold
from leadlight.scoring.spoken import spoken
from leadlight.scoring.whose import anothers

_EMAIL = re.compile(r"(?<![\w.+-])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,6}(?:@| @ )[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SIGN = r"(?:at|arroba|chiocciola|chiocciolina|arobase?|arobas|klammeraffe|affe|ät|aet|@)"
_AT = rf"(?: ?[(\[{{<] ?{_SIGN} ?[)\]}}>] ?| {_SIGN} |@| @ )"
_DOT_WORD = r"(?:dot|punto|point|ponto|punkt)"
_DOT = rf"(?: ?[(\[{{<] ?(?:{_DOT_WORD}|\.) ?[)\]}}>] ?| {_DOT_WORD} )"
_DASH_WORD = (
    r"(?:hyphen|dash|minus|guion|guión|tiret|trait d['’]union|bindestrich|trattino|hífen|hifen|traço|traco|menos"
    r"|meno)"
)
_LOW_WORD = (
    r"(?:underscore|under score|guion bajo|guión bajo|barra baja|tiret du bas|tiret bas|souligné|souligne|unterstrich"
    r"|trattino basso|sublinhado|underline|traço baixo)"
)
_LOW, _DASH = (rf"(?: ?[(\[] ?{word} ?[)\]] ?| {word} )" for word in (_LOW_WORD, _DASH_WORD))
_MARK = rf"(?:\.|{_DOT}|{_LOW}|{_DASH})"
_SPELLED = re.compile(
    rf"(?<![\w.+-])([\w+-]{{1,40}}(?:{_MARK}[\w+-]{{1,40}}){{0,4}}(?: \d{{1,4}})?)(?:{_AT}| chez )"
    rf"([\w-]{{2,60}}(?:{_MARK}[\w-]{{2,30}}){{0,3}}{_DOT}[a-z]{{2,12}})(?!\w)",
    re.IGNORECASE,
)
_SAID_WHOLE = re.compile(  # "el correo es naves alcoy arroba …": all the words between
    rf"(?<=\w )(?:(?<=mail is )|(?<=mail es )|(?<=correo es )|(?<=mail est )|(?<=mail è )|(?<=mail é )"
    rf"|(?<=mail ist ))"
    rf"((?:[\w+-]{{1,20}} ){{1,3}}[\w+-]{{1,20}}){_AT}"
    rf"([\w-]{{2,60}}(?:{_MARK}[\w-]{{2,30}}){{0,3}}{_DOT}[a-z]{{2,12}})(?!\w)",
    re.IGNORECASE,
)
_HALF_SPELLED = (
    re.compile(  # "ann (at) firm.com", "ann arroba firm.com": of the bare word "at" only with a dot before it
        rf"(?<![\w.+-])([\w+-]{{1,40}}(?:{_MARK}[\w+-]{{1,40}}){{0,4}}"
        rf"(?: ?[(\[{{<] ?{_SIGN} ?[)\]}}>] ?| (?:arroba|chiocciola|arobase|klammeraffe) )"
        rf"|[a-z][\w+-]{{0,40}}(?:[._][\w+-]{{1,40}}){{1,3}} at )([\w-]{{2,60}}(?:\.[\w-]{{2,30}}){{1,3}})(?!\w)",
        re.IGNORECASE,
    )
)
_NEW_END = re.compile(
    r"(?<![\w@.])(?:@([\w-]{1,63}(?:\.[\w-]{1,63}){1,3})|(\.[a-z]{2,10}(?:\.[a-z]{2})?))(?![\w@])", re.IGNORECASE
)
_NEGATED = re.compile(r"\b(?:not|no|nicht|pas|non|nao|instead of) (?:the |el |le |il |o )?$")
_PHONE = re.compile(
    r"(?<![\w@/.,#€$£+-])(?:\+ ?|00)?\(?\d(?:(?:[ \t()/–-]"
    r"|\.(?! )){0,3}\d){6,16}(?![\w@€$£%])(?![.,:/-]\d)"
)
_DATE = re.compile(
    r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\b\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d\b|\b(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d\b"
)
_PRICE_BEFORE = re.compile(r"(?:[€$£₹]|\b(?:eur|usd|gbp|chf|rs|inr|brl|r\$)) ?$")
_PRICE_AFTER = re.compile(r" ?(?:[€$£₹%]|(?:k|eur|euros?|usd|gbp|chf|dollars|pounds|reais|mila|mil)\b)")
_THOUSANDS = re.compile(r"[1-9]\d?(?:[ .]\d{3})+")
_CARD = re.compile(r"\d{4}(?:[ -]\d{4}){3}")
_REFERENCE = re.compile(  # what a number is, said right before it
    r"\b(?:order|p\.?o\b\.?|purchase order|vorgang\w*|buchung\w*|aktenzeichen|az|rut|rfc|curp|ruc|nit|cuit|cedula"
    r"|licen[cs]e"
    r"|expediente|booking"
    r"|referen\w*|refs?|rif|(?:best|art|rg|auftr|kd|vorg|pol|vers|vertr|re)\.?-?nr|invoice"
    r"|member(?:ship)?|account|customer|client|policy|polic[ey]|poliza|polizza|apolice|ticket|tracking|serial|case"
    r"|claim"
    r"|passport|iban|envio|spedizione|expedition|sendung\w*|protocol\w*|matricul\w*|matricol\w*|encomenda|protocolo"
    r"|vat|id|pedido|factura|fatura|socio|cliente|reserv\w*|reservation|prenotazione|pratica|dossier|adherent"
    r"|commande|facture|ordine|fattura|tessera|nif|cif|dni|nie|cpf|cnpj|siret|siren|tva|iva|ust|steuer\w*|konto\w*"
    r"|conta"
    r"|cuenta|compte|conto|kart\w*|card|tarjeta|carte|carta|bestell\w*|kunden\w*|rechnung\w*|vertrag\w*|auftrag\w*"
    r"|versicherung\w*|mitglied\w*|contra\w*t\w*|colis|paquete|pacco|paket|rastreio|seguimiento|suivi|isbn|ean|sku"
    r"|part|model\w*|listing|anuncio|annonce|annuncio|inserat|objekt\w*|expose|imei|zaehler\w*|zahler\w*|meter|codigo"
    r"|codice|code|abonn\w*|incidencia|caso|sinistre|siniestro|sinistro|schaden\w*)"
    r"(?![a-z])[^\w,]{0,3}(?:number|numbers|no|nr|n|num\w*|id|ref|codigo|de|d|di|do)?[^\w,]{0,4}"
    r"(?:cliente|client|socio|pedido|contrat\w*|order|ordine)?[^\w,]{0,3}"
    r"(?:(?:is|es|e|was|era|c'est|ist|lautet|war|est|of|de|ends in)\W{1,3}){0,2}(?:le|el|la|il|o|die"
    r"|the)?[^\w,]{0,3}(?:\d?[a-z]{1,4} )?$"
)
SHORTEST, SHORTEST_ASKED = 9, 7
"""Digits of a number that is taken for a phone: unasked, and where a phone was asked for."""


class Address(NamedTuple):
    """One e-mail or phone in a text: `value` normalised, `written` as it stands at `start` to `end`."""

    value: str
    written: str
    start: int
    end: int


def emails(text: str, before: str | None = None) -> list[Address]:
    """The visitor's own e-mail addresses in one message, spelled-out ones ("ann (at) firm dot com") included.

    `before`: the address given so far, which "sorry, .com" or "@firm.com" corrects.
    """
    found = [(re.sub(" ", "", match.group()), match) for match in _EMAIL.finditer(text)]
    taken = [match.span() for _, match in found]
    for pattern in (_SAID_WHOLE, _SPELLED, _HALF_SPELLED) if _may_be_spelled(text) else ():
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                found.append((_joined(match), match))
                taken.append(match.span())
    folded = fold(text)
    kept = []
    for address, match in found:
        value = _email_or_none(address)
        if value and not anothers(folded, *match.span()):
            kept.append(Address(value, match.group(), match.start(), match.end()))
    if not found and before:
        kept = list(_mended(text, folded, before))
    return sorted(kept, key=lambda address: address.start)


_MAY_BE_SPELLED = re.compile(r"@| chez [^@]* point |\bat\b|arrob|chiocc|arobas|affe\b|\bät\b|\baet\b", re.IGNORECASE)


def _may_be_spelled(text: str) -> bool:
    """Whether the sign or a word for it stands in a text: the spelled patterns are slow."""
    return bool(_MAY_BE_SPELLED.search(text))


def _mended(text: str, folded: str, before: str) -> Iterator[Address]:
    """The address of before with the end that a text gives it: ".com" or "@firm.com"."""
    for match in _NEW_END.finditer(text):
        if _NEGATED.search(folded[: match.start()]):
            continue
        local, _, domain = before.partition("@")
        address = f"{local}@{match[1]}" if match[1] else f"{local}@{domain.rpartition('.')[0]}{match[2]}"
        alike = match[1] is None or match[1][:2].casefold() == domain[:2].casefold() or len(text) < 60
        if alike and (value := _email_or_none(address)):
            yield Address(value, match.group(), match.start(), match.end())


@lru_cache(maxsize=64)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where any e-mail address or phone-like number stands in a text, whosever it is."""
    patterns = (_EMAIL, _PHONE, *((_SPELLED, _HALF_SPELLED) if _may_be_spelled(text) else ()))
    found = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    return tuple(found + [(start, end) for _, start, end in spoken(text)])


@lru_cache(maxsize=64)
def contacts(text: str) -> tuple[tuple[int, int], ...]:
    """Where e-mail addresses and phone numbers stand in a text, without numbers that the text calls something else."""
    folded = fold(text)
    others = {match.span() for match in _PHONE.finditer(text) if _is_something_else(folded, match)}
    return tuple(span for span in spans(text) if span not in others)


def phones(text: str, reference: str, country: str | None, asked: str = "") -> list[Address]:
    """The visitor's phone numbers in one message; `country` is an ISO-2 code.

    `asked`: what the bot asked right before; `reference`: its question for some number that is not answered yet.

    Prices, dates, references and numbers of other people are left out: a missing number is asked for again, a wrong
    one is called.
    """
    if reference:
        return []
    folded, kept = fold(text), []
    least = SHORTEST_ASKED if PHONE_ASKED.search(asked) else SHORTEST
    inside = [match.span() for match in _EMAIL.finditer(text)]
    for match in _PHONE.finditer(text):
        start, end = match.span()
        if _is_something_else(folded, match) or any(left <= start < right for left, right in inside):
            continue
        if anothers(folded, start, end):
            continue
        if found := _phone_in(match.group(), country, least):
            written, value = found
            kept.append(Address(value, written, start, end))
    for digits, start, end in spoken(text):
        number = _phone_or_none(digits, country, SHORTEST)
        if number and not anothers(folded, start, end):
            kept.append(Address(number, text[start:end], start, end))
    return kept


def _is_something_else(folded: str, match: re.Match[str]) -> bool:
    """Whether a number is a date, an amount, a card, or a reference."""
    start, end = match.span()
    beside = _PRICE_BEFORE.search(folded, max(0, start - 6), start) or _PRICE_AFTER.match(folded, end)
    shape = _DATE.search(match.group()) or _THOUSANDS.fullmatch(match.group()) or _CARD.fullmatch(match.group())
    return bool(beside or shape or _REFERENCE.search(folded[max(0, start - 60) : start]))


def _joined(match: re.Match[str]) -> str:
    local, domain = (_signs(part) for part in match.groups())
    local = re.sub(rf"(?: ?[(\[{{<] ?{_SIGN} ?[)\]}}>] ?| {_SIGN} )$", "", local, flags=re.IGNORECASE)
    return fold(f"{local}@{domain}".replace(" ", ""))


def _signs(part: str) -> str:
    """A part of an address with its words for signs made signs."""
    for words, sign in ((_LOW, "_"), (_DASH, "-"), (_DOT, ".")):
        part = re.sub(words, sign, part, flags=re.IGNORECASE)
    return part


def _email_or_none(address: str) -> str | None:
    try:
        return clean_email(address)
    except RefusedError:
        return None


def _phone_in(written: str, country: str | None, least: int) -> tuple[str, str] | None:
    """(the number as written, its value): the whole, or without a last small group that is no part of it."""
    written = written.strip()
    if value := _phone_or_none(written, country, least):
        return written, value
    if shorter := re.fullmatch(r"(.*\d)[ \t]+\(?\d{1,3}", written):
        value = _phone_or_none(shorter[1], country, SHORTEST)
        return (shorter[1], value) if value else None
    return None


def _phone_or_none(written: str, country: str | None, least: int) -> str | None:
    """E.164 where the country is known or written; else national digits, at least `least` of them and 13 at most.

    Fewer where the country's own mobile numbers are shorter: eight make a whole one in Denmark, Norway, Singapore.
    """
    digits = re.sub(r"\D", "", written)
    if len(digits) > 15:
        return None
    international = written.startswith(("+", "00"))
    for home in (country, None) if country and not international else (None,):
        if len(digits) < (min(least, mobile_digits(home)) if home else least):
            continue
        try:
            value = clean_phone(written.strip(), home)
        except RefusedError:
            continue
        return value if value.startswith("+") or len(digits) <= 13 else None
    return None
