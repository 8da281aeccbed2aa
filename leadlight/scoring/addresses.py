"""E-mail addresses and phone numbers as visitors write them: found, and told from what only looks like one."""

from __future__ import annotations

import re
from typing import NamedTuple

from leadlight.domain.normalise import email as clean_email
from leadlight.domain.normalise import phone as clean_phone
from leadlight.errors import RefusedError
from leadlight.scoring.phrases import fold
from leadlight.scoring.spoken import spoken

_EMAIL = re.compile(r"(?<![\w.+-])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,6}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SIGN = r"(?:at|arroba|chiocciola|arobase?|klammeraffe|ät|aet)"
_AT = rf"(?: ?[(\[{{<] ?{_SIGN} ?[)\]}}>] ?| {_SIGN} )"
_DOT = r"(?: ?[(\[{<] ?(?:dot|punto|point|ponto|punkt) ?[)\]}>] ?| (?:dot|punto|point|ponto|punkt) )"
_SPELLED = re.compile(
    rf"(?<![\w.+-])([\w+-]{{1,40}}(?:(?:\.|{_DOT})[\w+-]{{1,40}}){{0,3}}){_AT}"
    rf"([\w-]{{2,60}}(?:(?:\.|{_DOT})[\w-]{{2,30}}){{0,2}}{_DOT}[a-z]{{2,12}})(?!\w)",
    re.IGNORECASE,
)
_OTHERS = re.compile(  # what stands before an address that is not the visitor's own
    r"(?:\b(?:cc|bcc|from|forwarded (?:it )?to|sent (?:it )?(?:already )?to|wrote to|emailed|(?:goes"
    r"|go) to (?:her|him|them)"
    r"|to (?:her|him|them)|(?:her|his|their|not|your|wrong) (?:e-?mail|mail|address|number|phone|mobile)?(?: is| was)?"
    r"|(?:wife|husband|partner|boss|colleague|brother|sister|mother|father|mum|dad|son|daughter)(?:'s)?"
    r"(?: (?:e-?mail|mail|number|phone|mobile|address|cell))?(?: (?:is|on|at))?"
    r"|envoye a|ecrit a|de la part de|enviado a|escrito a|de parte de|mandato a|scritto a|enviei para|geschickt an"
    r"|gesendet an)"
    r"|\balready (?:sent|wrote)[^.?!\n]{0,20})[\s:,\"'<(]{0,3}$"
)
_SENT = re.compile(  # "I wrote to …", in the past: whoever it was sent to is not the visitor
    r"\b(?:sent|wrote|written|e?mailed|forwarded|mandado|enviado|escrito|mande|envie|escribi|mandei|enviei"
    r"|escrevi|envoye"
    r"|ecrit|transmis|geschickt|geschrieben|gesendet|gemailt|mandato|scritto|inviato)\b[^.?!\n]{0,40} (?:to|a"
    r"|al|au|an|para|pra|ao)"
    r"[\s:,\"'<(]{0,3}$"
)
_KIN = (
    r"(?:wife|husband|partner|boss|colleague|brother|sister|mother|father|mum|dad|son|daughter|neighbou?r"
    r"|friend|marido"
    r"|mujer|hijo|hija|madre|padre|hermano|hermana|jefe|jefa|vecin[oa]|cunad[oa]|socio|socia|mari|femme|fils"
    r"|fille|mere|pere"
    r"|frere|soeur|voisine?|patron|collegue|mann|frau|sohn|tochter|mutter|vater|bruder|schwester|chefin?"
    r"|nachbarin?|kolleg\w*"
    r"|marito|moglie|figlio|figlia|fratello|sorella|capo|collega|vicin[oa]|esposa|filho|filha|mae|pai|irmao"
    r"|irma|chefe|cunhad[oa])"
)
_OF_KIN = re.compile(
    rf"(?:\b(?:my|mi|mio|mia|meu|minha|mon|ma|mein|meine|meiner|del?|do|da|il mio"
    rf"|la mia)\b(?: \w+)? {_KIN}\b[^.?!\n,]{{0,30}}"
    r"|\b(?:su|sus|son|sa|suo|sua|seu|sein\w*|ihr\w*|dele|dela|leur) (?:telefono|movil|numero|correo|tel"
    r"|telephone|mail|e-?mail"
    r"|cellulare|telefone|telemovel|celular|nummer|handy\w*|adresse)(?: \w+)?"
    rf"|\b(?:su|son|sa|suo|sua|seu|sein\w*|ihr\w*|his|her|their) {_KIN}\b[^.?!\n]{{0,20}}"
    r"|\b(?:called|rang|dialled|llame|llamado|appele|liguei|ligado|chiamato|telefonato|angerufen)\b[^.?!\n]{0,20}"
    r"|\b(?:it said|says|said|scritto|ponia|pone|decia|dizia|marque|ecrit|steht|stand"
    r"|chiamare)\b[^.?!\n]{0,25})[\s:,]{0,3}$"
)
_THEIRS = re.compile(
    r"[\s,;:()-]{0,4}(?:(?:is|es|e|est|ist|that's|c'est)\b )?(?:(?:del|della|dello|de la|du|do|da|vom|von der)"
    rf" (?!lunes|lundi|tarde)\w+|(?:de |di |von )?(?:my|mi|mio|mia|meu|minha|mon|ma|mein\w*) {_KIN})"
)
_PHONE = re.compile(r"(?<![\w@/.,#€$£+-])(?:\+ ?|00)?\(?\d(?:[ \t()./–-]{0,3}\d){6,16}(?![\w@€$£%])(?![.,:/-]\d)")
_DATE = re.compile(
    r"\d{4}[-/.]\d\d?[-/.]\d\d?|\b\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d\b|\b(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d\b"
)
_PRICE_BEFORE = re.compile(r"(?:[€$£₹]|\b(?:eur|usd|gbp|chf|rs|inr|brl|r\$)) ?$")
_PRICE_AFTER = re.compile(r" ?(?:[€$£₹%]|(?:k|eur|euros?|usd|gbp|chf|dollars|pounds|reais)\b)")
_THOUSANDS = re.compile(r"[1-9]\d?(?:[ .]\d{3})+")
_REFERENCE = re.compile(
    r"(?:order|booking|referen\w*|\bref|\b(?:best|art|rg|auftr|kd|vorg|pol)\.?-?nr|invoice|member(?:ship)?"
    r"|account|customer|policy|ticket|tracking|serial|case"
    r"|passport|iban|envio|spedizione|expedition|sendung\w*|protocol\w*|matricula|encomenda|protocolo"
    r"|\bvat|\bid|pedido|factura|socio|cliente|reserva|dossier|adherent|commande|facture|ordine|fattura|tessera|nif"
    r"|cif|dni|cpf|cnpj"
    r"|bestell\w*|kunden\w*|rechnung\w*|vertrag\w*|isbn|ean|sku)\W{0,3}(?:number|no|nr|num\w*|id|is|es|e|was|of"
    r"|de)?\W{0,4}"
    r"(?:is|es|e|was)?\W{0,3}$"
)
PHONE_ASKED = re.compile(
    r"phone|\bnumber (?:to|for|we|i|where)|(?:your|best|contact|good|a) number|mobile|\bcell\b|whatsapp"
    r"|telefon|telephone|\btel\b"
    r"|portable|movil|celular|cellulare|recapito|handynummer|rufnummer|telemovel|contacto|un numero"
    r"|quel numero|que numero"
)
REFERENCE_ASKED = re.compile(
    r"(?:order|booking|reference|invoice|member\w*|account|customer|policy|ticket|tracking|serial|case"
    r"|passport|student|employee|reservation|confirmation|card|licen[cs]e|registration|vin|shipment"
    r"|parcel) ?(?:number|no\b|id\b|ref)"
    r"|numero d[ei']? ?l?[' ]?(?:pedido|factura|socio|cliente|reserva|adherent|commande|client|dossier|ordine"
    r"|spedizione|envio|encomenda|protocolo|serie|suivi|matricula|fattura|bestell|abonnement|abonne|tessera"
    r"|contratto|contrato)"
    r"|(?:bestell|kunden|rechnungs|vertrags|sendungs|mitglieds|auftrags|serien|kunden)-?(?:nummer|nr)|\biban\b"
    r"|\bcpf\b|\bnif\b|\bdni\b"
)


class Address(NamedTuple):
    """One e-mail or phone in a text: `value` normalised, `written` as it stands at `start` to `end`."""

    value: str
    written: str
    start: int
    end: int


def emails(text: str) -> list[Address]:
    """The visitor's own e-mail addresses in one message, spelled-out ones ("ann (at) firm dot com") included."""
    found = [(match.group(), match) for match in _EMAIL.finditer(text)]
    found += [(_joined(match), match) for match in _SPELLED.finditer(text)]
    folded = fold(text)
    kept = []
    for address, match in found:
        value = _email_or_none(address)
        if value and not _anothers(folded, *match.span()):
            kept.append(Address(value, match.group(), match.start(), match.end()))
    return sorted(kept, key=lambda address: address.start)


def spans(text: str) -> list[tuple[int, int]]:
    """Where any e-mail address or phone-like number stands in a text, whosever it is."""
    found = [match.span() for pattern in (_EMAIL, _SPELLED, _PHONE) for match in pattern.finditer(text)]
    return found + [(start, end) for _, start, end in spoken(text)]


def phones(text: str, asked: str, country: str | None) -> list[Address]:
    """The visitor's phone numbers in one message; `asked` is what the bot said before, `country` an ISO-2 code.

    Prices, dates, references and numbers of other people are left out: a missing number is asked for again, a wrong
    one is called.
    """
    folded, kept = fold(text), []
    if REFERENCE_ASKED.search(fold(asked)) and not PHONE_ASKED.search(fold(asked)):
        return []
    inside = [match.span() for match in _EMAIL.finditer(text)]
    for match in _PHONE.finditer(text):
        start, end = match.span()
        before = folded[max(0, start - 60) : start]
        if _DATE.search(match.group()) or _priced(folded, match):
            continue
        if (
            _REFERENCE.search(before)
            or _anothers(folded, start, end)
            or any(left <= start < right for left, right in inside)
        ):
            continue
        if value := _phone_or_none(match.group(), country):
            kept.append(Address(value, match.group().strip(), start, end))
    for digits, start, end in spoken(text):
        if not _anothers(folded, start, end) and (value := _phone_or_none(digits, country)):
            kept.append(Address(value, text[start:end], start, end))
    return kept


def _anothers(folded: str, start: int, end: int) -> bool:
    """Whether the words around an address say that it is somebody else's."""
    before = folded[max(0, start - 80) : start]
    after = _THEIRS.match(folded, end) if folded[end : end + 1] in " ,(" else None
    return bool(after or any(pattern.search(before) for pattern in (_OTHERS, _SENT, _OF_KIN)))


def _priced(folded: str, match: re.Match[str]) -> bool:
    """Whether the number is an amount: grouped in thousands, or with a currency beside it."""
    start, end = match.span()
    beside = _PRICE_BEFORE.search(folded, max(0, start - 6), start) or _PRICE_AFTER.match(folded, end)
    return bool(beside or _THOUSANDS.fullmatch(match.group()))


def _joined(match: re.Match[str]) -> str:
    local, domain = (re.sub(_DOT, ".", part, flags=re.IGNORECASE) for part in match.groups())
    return f"{local}@{domain}"


def _email_or_none(address: str) -> str | None:
    try:
        return clean_email(address)
    except RefusedError:
        return None


def _phone_or_none(written: str, country: str | None) -> str | None:
    """E.164 where the country is known or written; else 9–13 national digits."""
    digits = re.sub(r"\D", "", written)
    if not 9 <= len(digits) <= 15:
        return None
    international = written.startswith(("+", "00"))
    for home in (country, None) if country and not international else (None,):
        try:
            value = clean_phone(written.strip(), home)
        except RefusedError:
            continue
        return value if value.startswith("+") or len(digits) <= 13 else None
    return None
