"""A person's name that stands alone: as an answer, beside contact data, below a greeting, before a role or a firm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadlight.scoring.addresses import contacts
from leadlight.scoring.given import everyday, may_name
from leadlight.scoring.persons import STOP, TITLES, Named, alone_proper, any_case, family_name, is_person, opens_given
from leadlight.scoring.phrases import fold
from leadlight.scoring.pieces import Piece, pieces
from leadlight.scoring.trades import ROLES, looks_like_trade
from leadlight.scoring.whose import of_kin, speaks_of_kin

_CLOSING = (
    r"(?:(?:best |kind |warm |many )?regards|best(?: wishes)?|thanks(?: in advance| again)?|many thanks|thank you"
    r"|cheers|sincerely|wishes|ta|thx|(?:un )?saludos?(?: cordial(?:es)?)?|(?:muchas )?gracias|un abrazo|atentamente"
    r"|atte|merci(?: d'avance)?|cordialement|bien a vous|cdt|bonne (?:journee|soiree)|danke|(?:vielen|besten) dank"
    r"|(?:viele |liebe |beste |mit freundlichen |freundliche |schone )?gruse?n?|grusse?|lg|vg|mfg|gru+s+"
    r"|grazie(?: mille)?|(?:cordiali |distinti )?saluti|(?:muito )?obrigad[oa]|abracos?|abs|(?:com os melhores )?"
    r"cumprimentos|atenciosamente|att|bjs?|beijos?|baci)"
)
_CLOSES = re.compile(_CLOSING).fullmatch
_CLOSED = re.compile(rf"\b{_CLOSING}\W*$")
_SIGN_OFF = re.compile(  # closing and name in one: "Gruß Olaf" (not thanks: they go to somebody)
    r"(?:(?:kind |best |warm )?regards|cheers|sincerely|un saludo|saludos|atentamente|cordialement|(?:viele |liebe "
    r"|beste |schone |mit freundlichen )?gruse?n?|grusse?|lg|vg|mfg|(?:cordiali |distinti )?saluti|abracos?|abs"
    r"|cumprimentos|atenciosamente|att|i ?\. ?[av]\.?|gez\.?) "
)
_MYSELF = re.compile(
    r"(?:(?:that'?s|it'?s|just|only) )?(?:me|myself)|(?:soy )?yo(?: mism[oa])?|(?:sono )?io(?: stess[oa])?"
    r"|(?:c'est )?moi(?:[ -]meme)?|(?:das bin )?ich(?: selb(?:st|er))?|(?:sou )?eu(?: mesm[oa])?|sono io"
)
_SAYS_WHO = re.compile(r"(?:ich bin|i'm|i am|soy|je suis|sono|sou|eu sou|io sono) (?:l')?[\w-]+(?: [\w-]+){0,3}$")
"""Who they are, before their name: "Ich bin Mieterin, Samira Haddad"."""
_LEADING = re.compile(  # what stands before the name in an answer
    rf"(?i:(?:com|con|mit|avec|with|to|under|sous|auf|an|por|para|pour|für|for|a nombre de|al nome|a nome|au nom de"
    rf"|em nome d[aeo]|auf den namen|de la part de|it['’]?s|its|from"
    rf"|that['’]?s|è|é|es|just|bitte|sure|yes|yeah|yep|ok|okay|sí|si|sim|oui|ja|sì|of course|claro|certo|moi"
    rf"|moi[- ]même|por mí|por mi|per me|yo|io|ich|eu|me)[, ]{{1,2}}|de la part d['’]|dell['’])"
    rf"(?i:{TITLES})?(?=\S)|(?i:(?:his|her|their|su|sus|son|sa|sua|seu|ihre?|seine?) \w+ )(?=[A-ZÀ-Þ])"
    rf"|(?i:{TITLES}|famili[ae] |famille |famiglia )|(?i:i\. ?[AV]\. )|(?:[A-Z]\.){{2,}} "
)
_ARTICLED = re.compile(
    r"(?i:com (?:o|a)|con (?:el|la|il)|mit (?:dem|der)|avec (?:le|la)|o|a|il|la|der|die|el) (?=[A-ZÀ-Þ])"
)
_OR = re.compile(r" (?:or|oder|ou|oppure|o) .*$")
_TRAILING = re.compile(
    r" (?:aus|from|de|di|da|du|von|vom|of|in|en|em|à|d['’]) ?(?:the |la |der |o )?[A-ZÀ-Þ][\w'’-]*$"
    r"|,? \(?\d{1,3}(?: (?:years?|años|anni|anos|ans|jahre))?\)?$"
)
"""A place or an age behind the name in an answer."""
_TITLED = re.compile(
    rf"(?i:m\.? et mme |herr und frau |mr and mrs |sr\.? e sra\.? |famili[ae] |famille |famiglia |{TITLES})(?=\S)"
)
_TITLE = re.compile(r"\b(?:sig|sra?|mr|mrs|ms|mme|mlle|hr|fr|herrn?|frau|dr|dott|prof|senora?|signora?|doctor)\.? ?$")
_ROLE = re.compile(rf"(?:{ROLES})\b")
_LEADING_ROLE = re.compile(rf"(?:{ROLES}):? ")
_LEADS_ON = re.compile(
    r" (?:bitte|please|pls|por favor|svp|s'il vous plait|per favore|grazie|danke|merci|thanks|au|on|al|no|unter"
    r"|under|at|tel\.?|cell?\.?|mobile|m[óo]vil|handy|phone|ph|mesm[oa]|mism[oa]|stess[oa]"
    r"|selbst)$"
)
"""What leads from a name to a number, or stresses it."""
_YES = re.compile(r"(?i:yeah|yes|yep|ok|okay|sure|sí|si|sim|oui|ja|sì|klar|gerne?|claro|certo|go on) (?=[A-ZÀ-Þ])")
_BEFORE_STREET = re.compile(
    r",? (?i:c/|calle|av\.|avda|avenida|plaza|rue|bd|boulevard|rua|travessa|via|viale|piazza|corso"
    r"|\d{1,4},? (?:bis )?(?:rue"
    r"|avenue)|\d{1,4} [a-z]+ (?:st|street|rd|road|lane|ave|close|court|drive)\b|[\w-]+(?:str\.|straße|strasse|weg"
    r"|gasse) ?\d)"
)
"""An address right behind a name."""
_SENTENCE_END = re.compile(r"[.?!](?:\s|$)")
_NOUN = re.compile(r"\w{10,}|\w+(?:ung|heit|keit|schaft|tion|nummer|nr)$")
"""A single German word of that shape is a noun and no name."""
_FEW = 6
"""Words of an answer in which the last may be the name."""
_ANSWERS_WITHIN = 3
"""Pieces of an answer in which the name asked for stands."""


def alone(text: str, asked: bool, german: bool) -> Iterator[Named]:
    """Candidates that stand alone in one message; `asked`: the bot asked for a name right before."""
    parts = pieces(text)
    found = _answer(text, parts, german) if asked else None
    if found:
        yield found
    reached = found.value if found else ""
    for at, piece in enumerate(parts):
        words, signed = _bare_of_closing(_LEADS_ON.sub("", _YES.sub("", piece.words)))
        name = _whole_name(words, text, piece, german and not signed)
        if not name:
            name, rank = _small(words, text, piece), 2
        else:
            rank = 3 if signed else _rank(text, parts, at, name, german)
        if name and rank and not (reached and f" {reached} " not in f" {name} "):
            yield Named(name, rank, piece.end)
            reached = name if rank > 1 else reached


def _answer(text: str, parts: tuple[Piece, ...], german: bool) -> Named | None:
    """The piece that answers the question for a name: one that opens with a first name before any other."""
    fitting: list[Named] = []
    for at, piece in enumerate(parts):
        whole = _bare(piece.words)
        words = alone_proper(whole) or family_name(whole)
        if not words or looks_like_trade(words) or _asks(text, piece):
            continue
        if not of_kin(fold(text), piece.end - len(whole), mine_only=True) and not _is_role(words):
            early = at == 0 or (at < _ANSWERS_WITHIN and (" " in words or not fitting))
            if opens_given(words) and (early or " " in words or len(parts) <= _ANSWERS_WITHIN):
                return Named(words, 3 if at == 0 else 2, piece.end)
            if early and (at == 0 or is_person(words)) and not (german and at and _NOUN.fullmatch(fold(words))):
                fitting.append(Named(words, 2, piece.end))
    if fitting:
        return fitting[0]
    return _small_answer(text, parts)


def _small_answer(text: str, parts: tuple[Piece, ...]) -> Named | None:
    """An answer typed in lower case: its first piece, if it is no everyday word."""
    words = _bare(parts[0].words) if parts else ""
    if words and any_case(words) != words:
        return _named_last(text, parts)
    if not words or looks_like_trade(words) or _asks(text, parts[0]):
        return None
    first = words.split()[0]
    few = len(parts) <= _ANSWERS_WITHIN or bool(contacts(text))
    sure = may_name(first) and (first not in everyday() or " " not in words)
    return Named(words, 2, parts[0].end) if few and sure else _named_last(text, parts)


def _named_last(text: str, parts: tuple[Piece, ...]) -> Named | None:
    """A first name that ends a short answer of other words: "com o dono kk Severino"."""
    words = parts[0].words.split() if len(parts) == 1 else []
    if not 0 < len(words) <= _FEW or any(word[0].isupper() for word in words[:-1]):
        return None
    name = words[-1]
    kin = speaks_of_kin(fold(text), parts[0].end) or not name[0].isupper()
    return None if kin or not opens_given(name) else Named(name, 2, parts[0].end)


def _bare(words: str) -> str:
    """An answer's piece without what leads to the name: "Com o Horácio" → "Horácio"."""
    if match := _ARTICLED.match(words):
        words = words[match.end() :] or words
    if titled := _TITLED.match(words):
        words = words[titled.end() :]
    while (match := _LEADING.match(words)) and match.end() < len(words):
        words = words[match.end() :]
    if (role := _LEADING_ROLE.match(fold(words))) and is_person(words[role.end() :]):
        words = words[role.end() :]
    words = _LEADS_ON.sub("", words)
    shorter = _TRAILING.sub("", _OR.sub("", words))
    return shorter if is_person(shorter) or shorter.islower() else words


def _bare_of_closing(words: str) -> tuple[str, bool]:
    """The words after a closing that they stand behind in one piece ("Gruß Olaf"), and whether there was one."""
    match = _SIGN_OFF.match(fold(words))
    return (words[match.end() :], True) if match and match.end() < len(words) else (words, False)


def _whole_name(words: str, text: str, piece: Piece, german: bool) -> str | None:
    """The name that a whole piece of a text reads as, without a title before it."""
    if (role := _LEADING_ROLE.match(fold(words))) and is_person(words[role.end() :]):
        words = words[role.end() :]
    titled = _TITLED.match(words)
    name = alone_proper(words[titled.end() :] if titled else words) or (
        family_name(words[titled.end() :]) if titled else None
    )
    if not name or not is_person(name) or _asks(text, piece) or _is_role(name):
        return None
    folded = fold(text)
    if of_kin(folded, piece.end - len(words)) or _TITLE.search(folded[: piece.start]):
        return None
    noun = german and " " not in name and not opens_given(name) and _NOUN.fullmatch(fold(name))
    return None if noun else name


def _small(words: str, text: str, piece: Piece) -> str | None:
    """A first name in lower case right beside contact data: "wayne 07700 900 115"."""
    given = contacts(text)
    if not given or any_case(words, strictly=True) != words or not opens_given(words) or looks_like_trade(words):
        return None
    kin = speaks_of_kin(fold(text), piece.start) or of_kin(fold(text), piece.start)
    return words if not kin and _touches(text, piece, given) else None


def _rank(text: str, parts: tuple[Piece, ...], at: int, words: str, german: bool) -> int:
    """How sure the place of a piece makes it the visitor's name; 0 not at all."""
    piece, several = parts[at], " " in words
    given = opens_given(words)
    before = fold(parts[at - 1].words) if at else ""
    if _MYSELF.fullmatch(before) or (_SAYS_WHO.match(before) and (several or given)):
        return 3
    titled = bool(_TITLED.match(piece.words))
    closed = bool(at and _CLOSED.search(fold(text[: piece.start])))
    if closed and (several or given or titled or not german):
        return 2
    if speaks_of_kin(fold(text), piece.start):
        return 0
    if (
        contacts(text)
        and _BEFORE_STREET.match(text, piece.end)
        and (not text[: piece.start].strip() or _opens(text, piece))
    ):
        return 2
    if _beside_contact(text, piece, several and not titled, given):
        return 2
    if (several or given) and any(looks_like_trade(later.words) for later in parts[at + 1 : at + 3]):
        return 2
    if several and at + 1 < len(parts) and _ROLE.match(fold(parts[at + 1].words)):
        return 2
    last = 0 < at == len(parts) - 1 and text[piece.start - 2 : piece.start].strip()[-1:] in (".", "!", "?", "")
    if several and last:
        return 1 if given or not german else 0
    return 1 if given and last else 0


def _beside_contact(text: str, piece: Piece, several: bool, sure: bool) -> bool:
    """Whether a piece is the name given with contact data: one word must touch it, a `sure` one share its sentence."""
    given = contacts(text)
    if not given:
        return False
    if several:
        return True
    if sure and any(not _SENTENCE_END.search(text[piece.end : start]) for start, _ in given if start >= piece.end):
        return True
    return not _exclaimed(text, piece, max(start for start, _ in given)) and _touches(text, piece, given)


def _touches(text: str, piece: Piece, given: tuple[tuple[int, int], ...]) -> bool:
    """Whether nothing but signs and blanks stands between a piece and contact data."""
    for left, right in given:
        between = text[piece.end : left] if left >= piece.end else text[right : piece.start]
        if len(between) < 40 and not re.search(r"\w", between):
            return True
    return False


def _exclaimed(text: str, piece: Piece, contact: int) -> bool:
    """Whether a word is a sentence of its own ("Great. …") before the contact data, and on no list of names."""
    if opens_given(piece.words):
        return False
    opens = not text[: piece.start].strip() or text[: piece.start].rstrip()[-1] in ".?!\n"
    return opens and bool(_SENTENCE_END.search(text, piece.end, contact))


def _opens(text: str, piece: Piece) -> bool:
    """Whether a sentence begins with a piece."""
    return text[: piece.start].rstrip()[-1:] in (".", "!", "?", "\n", "")


def _asks(text: str, piece: Piece) -> bool:
    return text[piece.end : piece.end + 2].strip().startswith("?")


def _is_role(words: str) -> bool:
    return bool(_ROLE.fullmatch(fold(words))) or fold(words) in STOP
