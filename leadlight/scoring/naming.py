"""The visitor's name as they introduce themselves, in six languages. Rules are general; precision first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from leadlight.scoring.addresses import spans
from leadlight.scoring.asked import COMPANY_ASKED, NAME_ASKED, OTHERS_NAME_ASKED
from leadlight.scoring.phrases import fold
from leadlight.scoring.trades import looks_like_trade
from leadlight.scoring.whose import of_kin
from leadlight.scoring.words.no_names import NAMES_TOO, NO_NAMES

_WORD = r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*"
_PARTICLE = r"(?:d[aeiou]s?|del|della|la|le|van|von|der|den|zu|al|el|bin|ibn|y|e|af|st|de)"
_NAME = rf"(?:[^\W\d_]\.|{_WORD})(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,3}}"
_TITLES = (
    r"(?:mrs?|ms|miss|dr|prof|sig|sig\.?ra|sig\.?na|signora?|signorina|sra?|srta|senhora?|señora?|don|doña|dona|mme"
    r"|mlle"
    r"|madame|monsieur|fr|hr|herr|frau|dott|dott\.?ssa)\.? "
)
_ARTICLE = rf"(?:la |el |a |o |die |der |le |il |lo |{_TITLES})?"
_STRONG = re.compile(
    rf"\b(?:my (?:full |first )?name(?: is|['’]?s| ?:)|the names?(?:['’]?s| is)|names?['’]s|me llamo"
    rf"|mi nombre(?: completo)?"
    rf" es|je m['’]appelle|mon (?:pré)?nom est"
    rf"|mi chiamo|il mio nome (?:è|e)|(?:o )?meu nome (?:é|e)|(?:eu )?me chamo|chamo-me|ich hei(?:ß|ss)e|mein name ist"
    rf"|name ?[:=]|nombre ?[:=]|nom ?[:=]|nome ?[:=]"
    rf"|nom[be]?[re]* d[aeo]l? (?:titular|cliente|responsável|responsable|mãe|pai|madre"
    rf"|padre))\s{{0,2}}{_ARTICLE}({_NAME})",
    re.IGNORECASE,
)
_WEAK = re.compile(
    rf"\b(?:i am|i['’]m|im|this is|it['’]?s|call me|ask for|soy|soi|je suis|c['’]est|(?:io )?sono|(?:eu )?sou"
    rf"|aqu[ií] (?:é|e|fala|es|habla|escribe)|hier ist|hier spricht|hier schreibt|spreche ich|le habla|te habla"
    rf"|quem fala é"
    rf"|ich bin|qui parla|pregunt(?:en|ad|a|ar) por|pergunt(?:em|e|ar) (?:por|pel[ao])"
    rf"|chied(?:ete|a|ere) di|demandez|fragen sie nach|a nombre de"
    rf"|a nome d[ie]|a nome|au nom de|em nome d[eao]|no nome d[eao]|auf den namen|put it under|book it under"
    rf"|under the name(?: of)?"
    rf"|in the name of|att(?:n|\.ne)?\.?(?: di| de| of|:)?"
    rf"|referente|interlocut(?:eur|rice)|ansprechpartner(?:in)?(?: ist)?|persona de contacto|(?:contact(?:o|os)?"
    rf"|contatto|contato|kontakt)(?: person| name)?(?: ?:| is| ist| es| è| é)"
    rf"|z\. ?hd\.(?: von)?|zu händen(?: von)?|à l['’]attention de"
    rf"|a la atención de|a la atencion de|all['’]att(?:enzione|\.)? di|aos cuidados de|ao cuidado de|fao:?|mando? a)"
    rf"\s{_ARTICLE}({_NAME})",
    re.IGNORECASE,
)
_HERE = re.compile(
    rf"(?:^|[\n.!?,;:] ?)(?:(?:hi|hey|hello|hiya|hola|buenas|ciao|salve|ol[áa]|oi|hallo|bonjour|salut|moin"
    rf"|servus)[ ,!]{{1,2}})?"
    rf"((?:{_TITLES})?{_NAME}) (?:here|speaking|à l['’]appareil|a l['’]appareil|am apparat|al habla|al aparato"
    rf"|al teléfono"
    rf"|ao telefone|al telefono|por aqu[ií]|btw|by the way)(?=\s*(?:[,.!;:–-]|from|with|at|de|von|da|del|again|$))",
    re.IGNORECASE,
)
_GREETED = re.compile(
    r"\W*(?:hi|hey|hello|hiya|hola|buenas|ciao|salve|olá|oi|hallo|bonjour|salut|moin)\b", re.IGNORECASE
)
_ENGLISH = re.compile(r"\b(?:the|and|my|you|to|for|hi|hey|hello|is|at|from|here|we|of|a|with)\b", re.IGNORECASE)
_COMES_FROM = re.compile(r"\s*(?:from|with|de|von|da|del|again)\b", re.IGNORECASE)
_ON_PAPER = re.compile(
    r" (?i:on|en|no|na|nel|nella|sur|im|auf|in|selon|segun) (?i:the |el |la |le |my |mi |ma |mon "
    r"|meu |minha |il |mio |dem |der )?"
    r"(?i:card|dni|passport|id|carta|documento|cartao|cartão|rg|cpf|papiers?|ausweis|perso|pass|contrat"
    r"|licen[cs]e|carte|nie)\b"
)
_IT_IS = re.compile(r"it['’]?s|c['’]est|this is")
_LAST_NAME = re.compile(rf"(?<!\w)({_NAME})$")
_LEADING = re.compile(  # what stands before the name in an answer
    rf"(?i:(?:com|con|mit|avec|with|to|under|sous|auf|an|por|para|pour|für|for|a nombre de|al nome|a nome|au nom de"
    rf"|it['’]?s|its"
    rf"|that['’]?s|è|é|es|just|bitte|sure|yes|yep|ok|okay|sí|si|sim|oui|ja|sì|of course|claro|certo)[, ]{{1,2}})"
    rf"(?i:{_ARTICLE})(?=\S)|(?i:{_TITLES})"
)
_CLOSING = re.compile(
    r"(?:regards|best|thanks|thank you|cheers|sincerely|wishes|ta|thx|saludos?|gracias|un abrazo|atentamente|merci"
    r"|cordialement|bien a vous|cdt|danke|grus+e?n?|lg|vg|mfg|grazie|saluti|obrigad[oa]|abracos?|abs|cumprimentos"
    r"|atenciosamente|att)\W*$"
)
LONGEST = 60
"""Letters of a name, at most."""
GERMAN = re.compile(r"\b(?i:ich|und|der|die|das|wir|nicht|meiner?|ist|rahmen|bin|ein|eine)\b")
_TITLE = re.compile(r"\b(?:sig|sra?|mr|mrs|ms|mme|mlle|hr|fr|herrn?|frau|dr|dott|prof|senora?|signora?|doctor)\.? ?$")
PROPER = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w'’&-]*(?:\.\w+)*|&)"
_PARTICLE_ONLY, _WORD_ONLY = re.compile(_PARTICLE).fullmatch, re.compile(_WORD).fullmatch
_BREAK = re.compile(
    r"[\n,;:()!?|]|(?<!\b[A-Z])(?<!\bDr)(?<!\bFr)(?<!\bHr)(?<!\bSr)(?<!\bSra)(?<!\bSig)(?<!\bSt)(?<!\bMr)(?<!\bMrs)(?<!\bHnos)(?<!\bBros)\.(?:\s|$)|\s[-–—/]\s"
)
_SENTENCE_END = re.compile(r"[.?!](?:\s|$)")
_NAMES_TOO = frozenset(NAMES_TOO.split())
STOP = frozenset(NO_NAMES.split())


class Named(NamedTuple):
    """A candidate: the words, how sure the way of saying makes it (3 sure, 1 a guess), and where it ends."""

    value: str
    rank: int
    end: int


@lru_cache(maxsize=64)
def names(text: str, asked: str, is_german: bool = False) -> tuple[Named, ...]:
    """Candidates for the visitor's name in one message; `asked`: what the bot asked right before (`asked.questions`).

    `is_german`: the talk is German, where every noun has a capital. Kept for a while: a firm is looked for beside it.
    """
    return tuple(_names(text, asked, is_german))


def _names(text: str, asked: str, is_german: bool) -> Iterator[Named]:
    folded = fold(text)
    in_question = bool(NAME_ASKED.search(asked)) and not OTHERS_NAME_ASKED.search(asked)
    firm_asked = not in_question and bool(COMPANY_ASKED.search(asked))
    german = is_german or bool(GERMAN.search(text))
    yield from _signed(text, in_question, german)
    for match in _WEAK.finditer(text):
        if match.group()[:3].lower() == "im " and (german or not _ENGLISH.search(text)):
            continue
        if text[match.end() : match.end() + 2].strip() == "?":
            continue  # "c'est Zoom ?"
        said = match.group().lower()
        if firm_asked and _IT_IS.match(said):
            continue
        name = _without_place(said, match[1])
        if name and not looks_like_trade(name) and not of_kin(folded, match.start(1)):
            if german and " " not in name and not in_question and "bin" in said:
                continue  # "ich bin Mieter"
            yield Named(name, 3, match.start(1) + len(name))
    for match in _HERE.finditer(text):
        words = re.sub(rf"^{_TITLES}", "", match[1], flags=re.IGNORECASE)
        name = proper(words)
        surely = (
            " " in words
            or match.group().endswith(("btw", "by the way"))
            or _GREETED.match(text, match.start())
            or _COMES_FROM.match(text, match.end())
        )
        if name and len(name) == len(words) and surely:
            yield Named(name, 3, match.end())
    for match in _ON_PAPER.finditer(text):
        last = _LAST_NAME.search(text, max(0, match.start() - LONGEST), match.start())
        if last and (name := proper(last[1])):
            yield Named(name, 5, match.start())
    for match in _STRONG.finditer(text):
        if name := proper(match[1]) or any_case(match[1]):
            yield Named(name, 4, match.start(1) + len(name))


_SAYS_WHENCE = re.compile(r"(?:soy|c['’]est|je suis|(?:io )?sono|(?:eu )?sou|aqu[ií] )")
_SURNAMES = frozenset(
    [
        "silva",
        "santos",
        "costa",
        "souza",
        "sousa",
        "cruz",
        "rosa",
        "luz",
        "rocha",
        "mata",
        "cunha",
        "gama",
        "fonseca",
        "graca",
    ]
)
"""Portuguese family names that follow "da" or "dos"."""


def _without_place(said: str, words: str) -> str | None:
    """The name of an introduction, without "of" and one word after a first name: "soy Marta de Leadflow" is Marta."""
    name = proper(words)
    first, *rest = name.split() if name else [""]
    if len(rest) == 2 and rest[0] in ("de", "di", "da", "do", "du") and _SAYS_WHENCE.match(said):
        return name if fold(rest[1]) in _SURNAMES else first
    return name


def lower_case_names(text: str) -> Iterator[str]:
    """What follows "im …" in lower case: a name only if the visitor's e-mail address confirms it."""
    for pattern in (_WEAK, _HERE):
        for match in pattern.finditer(text):
            name = any_case(match[1])
            if name and text[match.end() : match.end() + 1] != "@":
                yield name


def _signed(text: str, in_question: bool, german: bool) -> Iterator[Named]:
    """A name that stands alone between commas or line ends: beside contact data, as an answer, or as a sign-off."""
    contact = max((start for start, _ in spans(text)), default=-1)
    filled = [part.strip() for part in chunks(text) if part.strip()]
    if in_question and filled:
        filled[0] = _bare(filled[0])
    found = ""
    for index, part in enumerate(filled):
        at = text.find(part)
        whole = _is_name(part, text, at, in_question, german)
        signs = " " in part and any(looks_like_trade(later) for later in filled[index + 1 : index + 3])
        beside = contact >= 0 and (
            " " in part or (not _exclaimed(text, at, contact) and _touches(text, at, at + len(part)))
        )
        if (
            whole
            and (not found or f" {found} " in f" {part} ")
            and (
                beside
                or signs
                or (in_question and (index == 0 or (index == 1 and (" " in part or fold(filled[0]) in STOP))))
            )
        ):
            yield Named(part, 2, at + len(part))
            found = part
        elif whole and not found and 0 < index == len(filled) - 1:
            closed = _CLOSING.search(fold(text[:at]))
            ends = (
                german
                and text[:at].rstrip()[-1:] in (".", "!", "")
                and not text[at + len(part) :].strip().startswith("?")
            )
            if closed or (" " in part and (ends or not german)):
                yield Named(part, 2 if closed else 1, at + len(part))
    if found or not in_question or not filled:
        return
    first = filled[0]
    if (contact >= 0 or len(filled) == 1) and any_case(first) == first and not looks_like_trade(first):
        yield Named(first, 2, len(text))


def _bare(part: str) -> str:
    """An answer's first part without what leads to the name: "Com o Horácio" → "Horácio"."""
    while (match := _LEADING.match(part)) and match.end() < len(part):
        part = part[match.end() :]
    return part


def _is_name(part: str, text: str, at: int, in_question: bool, german: bool) -> bool:
    """Whether a whole part of a text reads as a person's name."""
    if proper(part) != part or looks_like_trade(part) or of_kin(fold(text), at):
        return False
    if not in_question and (_TITLE.search(fold(text[:at])) or _TITLE.fullmatch(fold(part.split()[0]))):
        return False
    return " " in part or in_question or not german  # nouns have capitals there


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


@lru_cache(maxsize=64)
def chunks(text: str) -> tuple[str, ...]:
    """The text cut at commas, line ends, sentence ends and contact data."""
    for start, end in sorted(spans(text), reverse=True):
        text = text[:start] + "\n" + text[end:]
    return tuple(_BREAK.split(text))


def proper(words: str) -> str | None:
    """The leading capitalised words, particles between them allowed; None where the first is an everyday word.

    A firm after "de", "von" and the like is no part of it: "Marta de Talleres Ruiz" is Marta.
    """
    kept: list[str] = []
    first, *others = words.split() or [""]
    if fold(first) in _NAMES_TOO and others and (rest := proper(" ".join(others))):
        return f"{first} {rest}" if first[0].isupper() else None
    for word in words.split():
        capital = word[:1].isupper() and (len(word.rstrip(".")) == 1 or not word.isupper() or words.isupper())
        particle = bool(kept) and _PARTICLE_ONLY(word)
        if not particle and (not capital or fold(word).rstrip(".") in STOP):
            break
        kept.append(word)
    kept = _without_firm(kept)
    if len(kept) > 4:
        kept = kept[: next((at for at, word in enumerate(kept) if at and _PARTICLE_ONLY(word)), 0)]
    while kept and _PARTICLE_ONLY(kept[-1]):
        kept.pop()
    if not kept or not all(_WORD_ONLY(word.rstrip(".")) for word in kept) or len(kept) > 4:
        return None
    return " ".join(kept).rstrip(".") if len(kept[-1]) > 2 or kept[-1][-1:] != "." else None


def _without_firm(words: list[str]) -> list[str]:
    for at, word in enumerate(words):
        if at and (
            word in ("della", "dello") or (_PARTICLE_ONLY(word) and looks_like_trade(" ".join(words[at + 1 :])))
        ):
            return words[:at]
    return words


def any_case(words: str) -> str | None:
    """One to three plain words, whatever their case, before the first everyday word."""
    kept: list[str] = []
    for word in words.split():
        plain = _WORD_ONLY(word) and len(word) > 1 and not word.endswith("ing")
        if not plain or fold(word) in STOP or (len(kept) > 1 and _PARTICLE_ONLY(word)):
            break
        kept.append(word)
    mixed = any(word[0].isupper() for word in kept) and not kept[0][0].isupper()
    return " ".join(kept) if 1 <= len(kept) <= 3 and not mixed else None
