"""The visitor's name and company as they introduce themselves, in six languages. Rules are general; precision first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from leadlight.scoring.addresses import spans
from leadlight.scoring.phrases import fold
from leadlight.scoring.words.no_names import NAMES_TOO, NO_NAMES

_WORD = r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*"
_PARTICLE = r"(?:d[aeiou]s?|del|della|la|le|van|von|der|den|zu|al|el|bin|ibn|y|e|af|st)"
_NAME = rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,3}}"
_STRONG = re.compile(
    rf"\b(?:my (?:full )?name(?: is|'s|’s| ?:)|the name(?:'s|’s| is)|me llamo|mi nombre es|je m['’]appelle|mon nom est"
    rf"|moi c['’]est|mi chiamo|il mio nome (?:è|e)|(?:o )?meu nome (?:é|e)|(?:eu )?me chamo|chamo-me|ich hei(?:ß"
    rf"|ss)e|mein name ist"
    rf"|name ?[:=]|nombre ?[:=]|nom ?[:=]|nome ?[:=]|contact ?:)\s{{0,2}}({_NAME})",
    re.IGNORECASE,
)
_WEAK = re.compile(
    rf"\b(?:i am|i['’]m|im|this is|call me|soy|je suis|(?:io )?sono|(?:eu )?sou|aqui (?:é|e)|hier ist"
    rf"|ich bin)\s(?:la |el |a |o |die |der )?({_NAME})",
    re.IGNORECASE,
)
_NAME_ASKED = re.compile(
    r"(?<!company )(?<!business )(?<!firm )(?<!brand )(?<!domain )(?<!user)\bname\b(?! of)|nombre|\bprenom\b"
    r"|votre nom\b|\bnome\b(?! d)|\bnamen\b|wie heissen|como te llamas|como se llama|come si chiama"
    r"|comment vous appel|who am i (?:speaking|talking)|contact person"
)
_COMPANY_ASKED = re.compile(
    r"\b(?:company|business|organi[sz]ation|firm|employer|school'?s?|empresa|societe|entreprise|azienda|ditta|firma"
    r"|unternehmen)\b"
)
_LEGAL = (
    r"(?:Ltd|Limited|GmbH|AG|Inc|LLC|LLP|PLC|plc|SARL|SAS|Lda|Ltda|BV|NV|KG|OHG|UG"
    r"|S\.?L\.?U?|S\.?A\.?|S\.?p\.?A\.?|S\.?r\.?l\.?)"
)
_PROPER = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w'’&-]*(?:\.\w+)*|&)"
_ORGANISATION = rf"([A-ZÀ-ÖØ-Þ][\w'’&-]*(?: {_PROPER}){{0,4}})"
_AT_WORK = re.compile(
    r"(?i:\b(?:i|we)(?:'m|’m| am)? (?:work|working|look after|run|manage|head|lead|handle|buy)\b[^.?!\n]{0,50}?"
    r"|\b(?:lead|manager|director|head|ceo|cto|cfo|coo|founder|owner|engineer|buyer|officer|coordinator|assistant"
    r"|teacher|analyst"
    rf"|partner|trabajo|travaille|lavoro|trabalho|arbeite)\b[^.?!\n]{{0,12}}?) (?:at|for|en|chez|per|presso|na|no"
    rf"|bei) {_ORGANISATION}",
)
_COMPANY_IS = re.compile(
    r"(?:(?i:\b(?:our|my|the) (?:company|firm|business)(?: name)?(?: is|'s|’s)(?: called)?|\bcompany(?: name)? ?[:=]"
    r"|\bempresa ?[:=]|\bmi empresa es|\bnotre (?:societe|société|entreprise) est|\bla mia azienda (?:è|e)"
    r"|\bunsere firma (?:heißt|ist)))"
    rf"\s{{0,2}}{_ORGANISATION}"
)
_LEGAL_NAME = re.compile(
    rf"\b(?i:we are|we're|we’re|i'm|i’m|i am|here|from|at|for|behalf of) (?:[A-Za-z]+ (?:at|from|of) )?"
    rf"([A-ZÀ-ÖØ-Þ][\w'’&-]*(?: {_PROPER}){{0,3}} {_LEGAL})(?!\w)"
)
_FROM = re.compile(rf"^,? (?:from|with|de|von|da|di|at) {_ORGANISATION}")
_BREAK = re.compile(r"[\n,;:()!?|]|\.(?:\s|$)|\s[-–—/]\s")
_SENTENCE_END = re.compile(r"[.?!](?:\s|$)")
_NAMES_TOO = frozenset(NAMES_TOO.split())
_STOP = frozenset(NO_NAMES.split())


class Named(NamedTuple):
    """A candidate: the words, how sure the way of saying makes it (3 sure, 1 a guess), and where it ends."""

    value: str
    rank: int
    end: int


def names(text: str, asked: str) -> Iterator[Named]:
    """Candidates for the visitor's name in one message; `asked` is what the bot said right before."""
    in_question = bool(_NAME_ASKED.search(fold(asked)))
    yield from _signed(text, in_question)
    for match in _WEAK.finditer(text):
        if name := _proper(match[1]):
            yield Named(name, 3, match.start(1) + len(name))
    for match in _STRONG.finditer(text):
        if name := _proper(match[1]) or _any_case(match[1]):
            yield Named(name, 4, match.start(1) + len(name))


def lower_case_names(text: str) -> Iterator[str]:
    """What follows "im …" in lower case: a name only if the visitor's e-mail address confirms it."""
    for match in _WEAK.finditer(text):
        if name := _any_case(match[1]):
            yield name


def companies(text: str, asked: str) -> Iterator[Named]:
    """Candidates for the visitor's company in one message."""
    in_question = bool(_COMPANY_ASKED.search(fold(asked)))
    parts = [part for part in _chunks(text) if part.strip()]
    named = {found.value for found in names(text, asked)}
    for index, part in enumerate(parts):
        organisation = re.fullmatch(_ORGANISATION, part.strip())
        follows = index > 0 and any(earlier.strip() in named for earlier in parts[max(0, index - 2) : index])
        if not organisation or part.strip() in named or fold(part.strip()) in _STOP:
            continue
        if (in_question and (index == 0 or follows)) or (follows and spans(text) and " " in part.strip()):
            yield Named(organisation[1], 2, 0)
    for found in names(text, asked):
        if (match := _FROM.match(text[found.end :])) and (in_question or " " in match[1]):
            yield Named(_untailed(match[1]), 3, 0)
    for pattern in (_AT_WORK, _LEGAL_NAME, _COMPANY_IS):
        for match in pattern.finditer(text):
            yield Named(_untailed(match[1]), 3, 0)


def _signed(text: str, in_question: bool) -> Iterator[Named]:
    """A name that stands alone between commas or line ends: beside contact data, as an answer, or as a sign-off."""
    contact = max((start for start, _ in spans(text)), default=-1)
    filled = [part.strip() for part in _chunks(text) if part.strip()]
    for index, part in enumerate(filled):
        name = _proper(part)
        whole = name == part
        beside = contact >= 0 and (" " in part or not _exclaimed(text, text.find(part), contact))
        if whole and (beside or (in_question and index == 0)):
            yield Named(part, 2, len(text))
            return
        if whole and index == len(filled) - 1 and index > 0 and " " in part:
            yield Named(part, 1, len(text))
    if in_question and filled and (contact >= 0 or len(filled) == 1) and (name := _any_case(filled[0])) == filled[0]:
        yield Named(filled[0], 2, len(text))


def _exclaimed(text: str, start: int, contact: int) -> bool:
    """Whether the word at `start` is a sentence of its own ("Great. …") before the contact data."""
    opens = not text[:start].strip() or text[:start].rstrip()[-1] in ".?!\n"
    return opens and bool(_SENTENCE_END.search(text, start, contact))


def _chunks(text: str) -> list[str]:
    """The text cut at commas, line ends, sentence ends and contact data."""
    for start, end in sorted(spans(text), reverse=True):
        text = text[:start] + "\n" + text[end:]
    return _BREAK.split(text)


def _proper(words: str) -> str | None:
    """The leading capitalised words, particles between them allowed; None where the first is an everyday word."""
    kept: list[str] = []
    first, *others = words.split() or [""]
    if fold(first) in _NAMES_TOO and others and (rest := _proper(" ".join(others))):
        return f"{first} {rest}" if first[0].isupper() else None
    for word in words.split():
        capital = word[:1].isupper() and (len(word) == 1 or not word.isupper() or words.isupper())
        if not (capital or (kept and re.fullmatch(_PARTICLE, word))) or fold(word).rstrip(".") in _STOP:
            break
        kept.append(word)
    while kept and re.fullmatch(_PARTICLE, kept[-1]):
        kept.pop()
    if not kept or not all(re.fullmatch(_WORD, word.rstrip(".")) for word in kept) or len(kept) > 4:
        return None
    return " ".join(kept).rstrip(".")


def _any_case(words: str) -> str | None:
    """One to three plain words, whatever their case, before the first everyday word."""
    kept: list[str] = []
    for word in words.split():
        plain = re.fullmatch(_WORD, word) and len(word) > 1 and not word.endswith("ing")
        if not plain or fold(word) in _STOP or (len(kept) > 1 and re.fullmatch(_PARTICLE, word)):
            break
        kept.append(word)
    return " ".join(kept) if 1 <= len(kept) <= 3 else None


def _untailed(organisation: str) -> str:
    return organisation.strip().rstrip(".,&'’ ")
