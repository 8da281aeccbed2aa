"""The visitor's name as they introduce themselves, in six languages. Rules are general; precision first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from leadlight.scoring.addresses import spans
from leadlight.scoring.phrases import fold
from leadlight.scoring.trades import looks_like_trade
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
    rf"\b(?:i am|i['’]m|im|this is|it['’]?s|call me|ask for|soy|soi|je suis|c['’]est|(?:io )?sono|(?:eu )?sou"
    rf"|aqui (?:é|e)|hier ist|hier spricht"
    rf"|ich bin|pregunt(?:en|ad|a|ar) por|pergunt(?:em|e|ar) (?:por|pel[ao])|chied(?:ete|a|ere) di|demandez"
    rf"|fragen sie nach|a nombre de"
    rf"|a nome d[ie]|au nom de|em nome d[eao]|auf den namen|put it under|att(?:n|\.ne)?\.?(?: di| de)?"
    rf"|z\. ?hd\.(?: von)?|à l['’]attention de"
    rf"|a la atención de|a la atencion de|all['’]att(?:enzione|\.)? di|aos cuidados de|mando? a)\s(?:la |el |a "
    rf"|o |die |der |mr |mrs |ms )?({_NAME})",
    re.IGNORECASE,
)
_ON_PAPER = re.compile(
    r" (?i:on|en|no|na|nel|nella|sur|im|auf|in|selon|segun) (?i:the |el |la |le |my |mi |ma |mon "
    r"|meu |minha |il |mio |dem |der )?"
    r"(?i:card|dni|passport|id|carta|documento|cartao|cartão|rg|cpf|papiers?|ausweis|perso|pass|contrat"
    r"|licen[cs]e|carte|nie)\b"
)
_LAST_NAME = re.compile(rf"(?<!\w)({_NAME})$")
LONGEST = 60
"""Letters of a name, at most."""
GERMAN = re.compile(r"\b(?i:ich|und|der|die|das|wir|nicht|meiner?|ist|rahmen|bin|ein|eine)\b")
_TITLE = re.compile(r"\b(?:sig|sra?|mr|mrs|ms|mme|mlle|hr|fr|herrn?|frau|dr|dott|prof|senora?|signora?|doctor)\.? ?$")
_NAME_ASKED = re.compile(
    r"(?<!company )(?<!business )(?<!firm )(?<!brand )(?<!domain )(?<!user)\bname\b(?! of)|nombre|\bprenom\b"
    r"|votre nom\b|\bnome\b(?! d)|\bnamen\b|wie heissen|como te llamas|como se llama|come si chiama"
    r"|comment vous appel|who am i (?:speaking|talking)|contact person|who (?:should|shall|do) (?:i|we)"
    r"|ansprechpartner"
    r"|a quien|con quien hablo|com quem|a qui ai je|chi parlo|mit wem"
)
PROPER = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w'’&-]*(?:\.\w+)*|&)"
_BREAK = re.compile(r"[\n,;:()!?|]|\.(?:\s|$)|\s[-–—/]\s")
_SENTENCE_END = re.compile(r"[.?!](?:\s|$)")
_NAMES_TOO = frozenset(NAMES_TOO.split())
STOP = frozenset(NO_NAMES.split())


class Named(NamedTuple):
    """A candidate: the words, how sure the way of saying makes it (3 sure, 1 a guess), and where it ends."""

    value: str
    rank: int
    end: int


def names(text: str, asked: str) -> Iterator[Named]:
    """Candidates for the visitor's name in one message; `asked` is what the bot said right before."""
    in_question = bool(_NAME_ASKED.search(fold(asked)))
    yield from _signed(text, in_question)
    german = bool(GERMAN.search(text))
    for match in _WEAK.finditer(text):
        if german and match.group()[:3].lower() == "im ":
            continue
        if name := _proper(match[1]):
            if german and " " not in name and not in_question and "bin" in match.group().lower():
                continue  # "ich bin Mieter"
            yield Named(name, 3, match.start(1) + len(name))
    for match in _ON_PAPER.finditer(text):
        words = _LAST_NAME.search(text, max(0, match.start() - LONGEST), match.start())
        if words and (name := _proper(words[1])):
            yield Named(name, 5, match.start())
    for match in _STRONG.finditer(text):
        if name := _proper(match[1]) or _any_case(match[1]):
            yield Named(name, 4, match.start(1) + len(name))


def lower_case_names(text: str) -> Iterator[str]:
    """What follows "im …" in lower case: a name only if the visitor's e-mail address confirms it."""
    for match in _WEAK.finditer(text):
        if name := _any_case(match[1]):
            yield name


def _signed(text: str, in_question: bool) -> Iterator[Named]:
    """A name that stands alone between commas or line ends: beside contact data, as an answer, or as a sign-off."""
    contact = max((start for start, _ in spans(text)), default=-1)
    filled = [part.strip() for part in chunks(text) if part.strip()]
    found = False
    for index, part in enumerate(filled):
        name = _proper(part)
        at = text.find(part)
        titled = _TITLE.search(fold(text[:at])) or (not in_question and _TITLE.fullmatch(fold(part.split()[0])))
        whole = name == part and not titled and not looks_like_trade(part)
        whole = whole and not (" " not in part and not in_question and GERMAN.search(text))  # nouns have capitals there
        signs = " " in part and any(looks_like_trade(later) for later in filled[index + 1 : index + 3])
        beside = contact >= 0 and (
            " " in part or (not _exclaimed(text, at, contact) and _touches(text, at, at + len(part)))
        )
        if whole and not found and (beside or signs or (in_question and index == 0)):
            yield Named(part, 2, at + len(part))
            found = True
        elif whole and not found and index == len(filled) - 1 and index > 0 and " " in part:
            yield Named(part, 1, at + len(part))
    if found or not in_question or not filled:
        return
    if (
        (contact >= 0 or len(filled) == 1)
        and (name := _any_case(filled[0])) == filled[0]
        and not looks_like_trade(name)
    ):
        yield Named(filled[0], 2, len(text))


def _touches(text: str, start: int, end: int) -> bool:
    """Whether nothing but signs and blanks stands between `text[start:end]` and contact data."""
    for left, right in spans(text):
        between = text[end:left] if left >= end else text[right:start]
        if not re.search(r"\w", between):
            return True
    return False


def _exclaimed(text: str, start: int, contact: int) -> bool:
    """Whether the word at `start` is a sentence of its own ("Great. …") before the contact data."""
    opens = not text[:start].strip() or text[:start].rstrip()[-1] in ".?!\n"
    return opens and bool(_SENTENCE_END.search(text, start, contact))


def chunks(text: str) -> list[str]:
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
        particle = bool(kept) and re.fullmatch(_PARTICLE, word)
        if not particle and (not capital or fold(word).rstrip(".") in STOP):
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
        if not plain or fold(word) in STOP or (len(kept) > 1 and re.fullmatch(_PARTICLE, word)):
            break
        kept.append(word)
    return " ".join(kept) if 1 <= len(kept) <= 3 else None
