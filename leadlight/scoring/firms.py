"""The visitor's company in one message: as a sentence gives it, or standing alone beside their name or as an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadlight.scoring.addresses import contacts
from leadlight.scoring.asked import COMPANY_ASKED
from leadlight.scoring.firm_frames import said
from leadlight.scoring.naming import GERMAN, names
from leadlight.scoring.organisations import ORGANISATION, ORGANISATION_ONLY, may_be_firm, trimmed
from leadlight.scoring.persons import STOP, SURE, Named, opens_given
from leadlight.scoring.phrases import fold
from leadlight.scoring.pieces import Piece, pieces
from leadlight.scoring.trades import NO_FIRM, NOUNS, ROLES, looks_like_trade
from leadlight.scoring.whose import speaks_of_kin

_THE = r"(?:la |el |the |der |die |den |dem |das |l['’]|a |o |los |las |le |les |il |lo |gli |i )?"
_FROM = re.compile(
    rf"^[, ]{{0,2}}(?i:here )?(?i:from|with|at|of|de|del|de la|von|von der|vom|da|do|di|della|dell['’]|chez|dello"
    rf"|presso|from the|de l['’]|du|bei|bei der|[-–@|])"
    rf" ?{_THE}{ORGANISATION}"
)
FEW_WORDS = 6
"""A message of no more words is a name and little else."""
_LEADING = re.compile(
    r"(?i:(?:it['’]?s|its|we['’]re|we are|that['’]?s|for|from|called|it will be called|se va a llamar|se llama"
    r"|si chiama|si chiamera|s'appelle|vai se chamar|chama-se|hei(?:ß|ss)t|somos|es|de|para|c['’]est|pour"
    r"|chez(?= l)|è|é"
    r"|siamo|per|für|wir sind|die firma"
    r"|firma|empresa|a empresa|la empresa|the|yes|sure|sí|sì|oui|ja|sim|alla|an die|an|auf|à|a nome|a nombre de"
    r"|au nom de|em nome d[aeo])[,:]? )+"
)
_OF_A_KIND = re.compile(rf"(?i:azienda agricola|(?:{NOUNS}) [^\W\d]{{4,14}}) {ORGANISATION}").fullmatch
"""A firm written as a capitalised kind, a small word and a name: "Azienda agricola Sorrentino"."""
_PLACE = re.compile(r" (?:in|en|em|à|aus|from|near|bei|a) [A-ZÀ-Þ][\w'’ -]*$")
"""Where the firm that answers a question is."""
_ROLE = re.compile(rf"(?i:\b(?:{ROLES})\b)")


def companies(text: str, asked: str, is_german: bool = False) -> Iterator[Named]:
    """Candidates for the visitor's company in one message; `asked`: what the bot asked right before."""
    in_question = bool(COMPANY_ASKED.search(asked))
    found = names(text, asked, is_german)
    named = {each.value for each in found if each.rank >= SURE or not in_question or opens_given(each.value)}
    yield from _alone(text, in_question, named)
    for each in found:
        theirs = each.rank < SURE or speaks_of_kin(fold(text), each.end)
        match = None if theirs else _FROM.match(text[each.end :])
        if match and (in_question or looks_like_trade(match[1]) or _WITH_ARTICLE.match(match.group())):
            yield Named(trimmed(match[1]), 3, 0)
    yield from said(text)


_WITH_ARTICLE = re.compile(
    r"[, ]{0,2}(?:della|dello|dell['’]|von der|vom|bei der|de la empresa|da empresa|du garage|from the) ?"
)
"""What stands before a firm after a name, and not before a town."""


def _alone(text: str, in_question: bool, named: set[str]) -> Iterator[Named]:
    """A firm that stands alone between commas or line ends: as an answer, after the visitor's name, beside contacts."""
    parts = pieces(text)
    after = -1
    for at, piece in enumerate(parts):
        if any(name in piece.words for name in named):
            after = at
            if piece.words in named:
                continue
        part = piece.words
        if in_question and at == 0:
            part = _PLACE.sub("", part if ORGANISATION_ONLY(part) else _LEADING.sub("", part, count=1))
        if part[0].isupper() and (kind := _OF_A_KIND(part)):
            yield Named(trimmed(kind.group()), 2, 0)
            continue
        if _asks(text, piece) or not ORGANISATION_ONLY(part) or fold(part) in NO_FIRM | STOP or _is_role(part):
            continue
        name = trimmed(part)
        follows = 0 <= after < at <= after + 2 and not _numbered(parts[after:at])
        firm, several, answers = looks_like_trade(part), " " in part, in_question and (at == 0 or follows)
        alone = len(parts) > 1 or len(text.split()) <= FEW_WORDS
        if not may_be_firm(name) and not (answers and name):
            continue
        if answers and not (at and opens_given(name)):
            yield Named(name, 3, 0)
            continue
        signed = follows and several and bool(contacts(text)) and _is_theirs(parts, after, at, text)
        if not signed and speaks_of_kin(fold(text), piece.start):
            continue  # "mein Chef (Kunze Logistik)"
        if signed or (firm and (several or follows) and alone):
            yield Named(name, 2, 0)


def _numbered(parts: tuple[Piece, ...]) -> bool:
    """Whether a street or another number stands between a name and a piece: what follows is a town."""
    return any(sign.isdigit() for piece in parts[1:] for sign in piece.words)


def _is_theirs(parts: tuple[Piece, ...], after: int, at: int, text: str) -> bool:
    """Whether a firm below a name is the visitor's: below what they do there, or called after them."""
    named = set(fold(parts[after].words).split()) & set(fold(parts[at].words).split())
    return bool(named or (_below_a_role(parts[after + 1 : at]) and not GERMAN.search(text)))


def _below_a_role(between: tuple[Piece, ...]) -> bool:
    """Whether what somebody does stands between their name and a piece."""
    return any(_ROLE.search(fold(piece.words)) for piece in between)


def _asks(text: str, piece: Piece) -> bool:
    """Whether a piece of a text is a question of its own ("Erreichbarkeit?")."""
    return text[piece.end : piece.end + 2].strip()[:1] == "?"


def _is_role(part: str) -> bool:
    """Whether a part names what somebody does ("Plant Manager"), and no firm."""
    return bool(_ROLE.search(fold(part))) and not looks_like_trade(part)
