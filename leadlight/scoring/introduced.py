"""Sentences in which people introduce themselves, in six languages: "my name is …", "soy …", "… from the shop here"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadlight.scoring.persons import (
    LONGEST,
    NAME,
    TITLES,
    Named,
    any_case,
    is_person,
    opens_given,
    proper,
)
from leadlight.scoring.phrases import fold
from leadlight.scoring.trades import looks_like_trade
from leadlight.scoring.whose import of_kin

_ARTICLE = rf"(?:la |el |a |o |die |der |le |il |lo |{TITLES}){{0,2}}"
_STRONG = re.compile(
    rf"\b(?:my (?:full |first )?name(?: is|['’]?s| ?:)|the names?(?:['’]?s| is)|names?['’]s|me llamo"
    rf"|mi nombre(?: completo)?"
    rf" es|je m['’]appell?e|je me (?:pr[ée])?nomme|je me pr[ée]sente|i(?:['’]?m| am) called"
    rf"|mon (?:pré)?nom(?: complet)? est"
    rf"|mi chiamo|il mio nome (?:è|e)|(?:o )?meu nome (?:é|e)|(?:eu )?me chamo|chamo-me|ich hei(?:ß|ss)e"
    rf"|mein name ist"
    rf"|name ?[:=]|nombre ?[:=]|nom ?[:=]|nome ?[:=]|contact ?:|kontakt ?:|contacto ?:|contatto ?:|contato ?:"
    rf"|nom[be]?[re]* d[aeo]l? (?:titular|cliente|responsável|responsable|mãe|pai|madre"
    rf"|padre))\s{{0,2}}{_ARTICLE}({NAME})",
    re.IGNORECASE,
)
_WEAK = re.compile(
    rf"\b(?:i am|i['’]m|im|this is|it['’]?s|call me|ask for|buzz for|soy|soi|je suis|c['’]est|(?:io )?sono"
    rf"|(?:eu )?sou"
    rf"|aqu[ií] (?:é|e|fala|es|habla|escribe)|hier ist|hier spricht|hier schreibt|spreche ich|le habla|te habla"
    rf"|quem fala é"
    rf"|(?:ich )?bin|qui parla|pregunt(?:en|ad|a|ar) por|pergunt(?:em|e|ar) (?:por|pel[ao])"
    rf"|chied(?:ete|a|ere) di|demandez|fragen sie nach|a nombre de"
    rf"|a nome d[ie]|a nome|au nom de|em nome d[eao]|no nome d[eao]|auf den namen|put it under|book it under"
    rf"|book it for|hold (?:it )?for|reserve it for|under the name(?: of)?"
    rf"|(?:in the )?name of|sous le nom de|sob o nome de|sotto il nome|unter dem namen|(?:toque|toca"
    rf"|tocar) (?:para|a)"
    rf"|sonnez chez|klingeln bei|suonare|citofonare|att(?:n|\.ne)?\.?(?: di| de| of|:)?"
    rf"|referente|interlocut(?:eur|rice)|ansprechpartner(?:in)?(?: ist)?|persona de contacto|(?:contact(?:o|os)?"
    rf"|contatto|contato|kontakt)(?: person| name)?(?: ?:| is| ist| es| è| é)(?: me,)?"
    rf"|z\. ?hd\.(?: von)?|zu händen(?: von)?|à l['’]attention de"
    rf"|a la atención de|a la atencion de|all['’]att(?:enzione|\.)? d(?:i|ella)|aos cuidados de|ao cuidado de"
    rf"|alla c\. ?a\.(?: di)?|c\. ?a\.|fao:?"
    rf"|(?:le|les|os|te) saluda|me (?:puedes?|pueden|podés) (?:llamar|decir)"
    rf"|mando? a|(?:pode|podes|puedes?|podés) (?:me )?(?:chamar|llamarme)(?: de)?|mi chiami)"
    rf"\s{_ARTICLE}({NAME})",
    re.IGNORECASE,
)
GREETING = (
    r"(?:hi|hey|hello|hiya|morning|good (?:morning|afternoon|evening)|hola|buenas|buenos días|buenas tardes|ciao"
    r"|salve"
    r"|buongiorno|buonasera|ol[áa]|oi|bo[am] (?:dia|tarde|noite)|hallo|guten (?:tag|morgen|abend)|bonjour|bonsoir"
    r"|salut|moin|servus|grüezi)(?: there| all| team)?"
)
_HERE = re.compile(
    rf"(?:^|[\n.!?,;:] ?)(?:{GREETING}[ ,!]{{1,2}})?"
    rf"((?:{TITLES})?{NAME}) (?:here|speaking|à l['’]appareil|a l['’]appareil|am apparat|al habla|al aparato"
    rf"|al teléfono"
    rf"|ao telefone|al telefono|por aqu[ií]|btw|by the way"
    rf"|is my name|(?:ist )?mein name|es mi nombre|est mon nom|è il mio nome|é (?:o )?meu nome)"
    r"(?=\s*(?:[,.!;:–-]|from|with|at|de|von|da|del|again|$))",
    re.IGNORECASE,
)
_AT_FIRM = re.compile(  # "hello, Ravi from Coppermill": at the start of a sentence, before a firm
    rf"(?:^|[\n.!?,] ?)(?i:(?:{GREETING}|yes|sí|si|oui|ja|sim|sì|con|mit|com|avec|with)[ ,.!]{{1,3}})?"
    rf"({NAME}),? (?i:from|aus|of|at|with|de|del|von|vom|bei|da|do|di|della|du|chez) (?i:the |la |der "
    rf"|l['’])?(?=[A-ZÀ-Þ0-9])"
)
_DID = re.compile(
    r"\b(?:told|said|says|recommended|sent|gave|sagte|hat|meinte|dijo|dice|me ha|m'a|a dit|ha detto|mi ha|disse"
    r"|indicou"
    r"|recomendou)\b"
)
"""What somebody else did, after their name and firm."""
_FIRM_LETTERS = 40
_CONTACT = re.compile(
    rf"\b(?i:name|nombre|nom|nome|contacto|contatto|contato|contact|kontakt|ansprechpartner(?:in)?|responsable"
    rf"|responsabile|responsável)"
    rf" (?i:{TITLES})?({NAME})"
)
_HERE_IS = re.compile(
    rf"(?:^|[\n.!?,] ?)(?i:hier|aqu[ií]|ici|qui) ({NAME})(?=\s*(?:[,.!–-]|$)| (?:von|vom|de|du"
    rf"|da|di|del)\b)"
)
_GREETED = re.compile(
    r"\W*(?:hi|hey|hello|hiya|hola|buenas|ciao|salve|olá|oi|hallo|bonjour|salut|moin)\b", re.IGNORECASE
)
_ENGLISH = re.compile(r"\b(?:the|and|my|you|to|for|hi|hey|hello|is|at|from|here|we|of|a|with)\b", re.IGNORECASE)
_SAYS_IM = re.compile(r"\W*(?:(?:yes|yeah|yep|yup|sure|ok|okay|oh|ah|sorry|no|well|so)\W+)?im ", re.IGNORECASE)
"""An English "I'm" that opens a message; "im" is German too."""
_COMES_FROM = re.compile(r"\s*(?:from|with|de|von|da|del|again)\b", re.IGNORECASE)
_ON_PAPER = re.compile(
    r" (?i:on|en|no|na|nel|nella|sur|im|auf|in|selon|segun) (?i:the |el |la |le |my |mi |ma |mon "
    r"|meu |minha |il |mio |dem |der )?"
    r"(?i:card|dni|passport|id|carta|documento|cartao|cartão|rg|cpf|papiers?|ausweis|perso|pass|contrat"
    r"|licen[cs]e|carte|nie)\b"
)
_A_ROLE = re.compile(r"(?:i am|i['’]m|im|this is|it['’]?s) (?:a|o|la|el) ")
_ASK_FOR = re.compile(
    r"toque|toca|sonnez|klingeln|suonare|citofonare|ask for|buzz for|pregunt|pergunt|chied"
    r"|demandez|fragen sie"
)
"""Whom to ask for is somebody else where the visitor gives their own name, too."""
_IT_IS = re.compile(r"it['’]?s|c['’]est|this is")
_SAYS_WHENCE = re.compile(r"(?:soy|c['’]est|je suis|(?:io )?sono|(?:eu )?sou|aqu[ií] )")
_LAST_NAME = re.compile(rf"(?<!\w)({NAME})$")
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
_FROM = frozenset(["de", "di", "da", "do", "du"])


def introduced(text: str, asked_name: bool, asked_firm: bool, german: bool) -> Iterator[Named]:
    """Candidates that a sentence introduces; `asked_…`: the bot's question before it, `german`: nouns have capitals."""
    yield from _weakly(text, asked_name, asked_firm, german)
    yield from _before_here(text)
    yield from _before_firm(text, asked_name)
    for match in _HERE_IS.finditer(text):
        name = proper(match[1])
        if name and is_person(name) and opens_given(name):
            yield Named(name, 3, match.start(1) + len(name))
    for match in _CONTACT.finditer(text):
        name = proper(match[1])
        if name and opens_given(name) and not of_kin(fold(text), match.start(1)):
            yield Named(name, 3, match.start(1) + len(name))
    for match in _ON_PAPER.finditer(text):
        last = _LAST_NAME.search(text, max(0, match.start() - LONGEST), match.start())
        if last and (name := proper(last[1])):
            yield Named(name, 5, match.start())
    for match in _STRONG.finditer(text):
        name = proper(match[1]) or any_case(match[1])
        if name and text[match.end() : match.end() + 1] != "@":
            yield Named(name, 4, match.start(1) + len(name))


def _weakly(text: str, asked_name: bool, asked_firm: bool, german: bool) -> Iterator[Named]:
    folded = fold(text)
    for match in _WEAK.finditer(text):
        said = match.group().lower()
        if _A_ROLE.match(said):
            continue
        if said[:3] == "im " and (german or not (_ENGLISH.search(text) or _SAYS_IM.match(text))):
            continue
        if text[match.end() : match.end() + 2].strip() == "?" or (asked_firm and _IT_IS.match(said)):
            continue  # "c'est Zoom ?"
        name = _without_place(said, match[1])
        if name:
            sure = opens_given(name) or asked_name
            if german and " " not in name and "bin" in said and not sure:
                continue  # "ich bin Mieter"
            if not is_person(name) or of_kin(folded, match.start(1)):
                continue
            yield Named(name, 2 if _ASK_FOR.match(said) else 3, match.start(1) + len(name))
        elif (small := _small(match[1])) and not of_kin(folded, match.start(1)):
            yield Named(small, 2, match.start(1) + len(small))


def _small(words: str) -> str | None:
    """A first name in lower case, and what is no everyday word behind it: "it's enza"."""
    name = any_case(words, strictly=True)
    sure = name and name[0].islower() and opens_given(name) and not looks_like_trade(name)
    return name if sure else None


def _before_here(text: str) -> Iterator[Named]:
    for match in _HERE.finditer(text):
        words = re.sub(rf"^{TITLES}", "", match[1], flags=re.IGNORECASE)
        name = proper(words)
        surely = (
            " " in words
            or opens_given(words)
            or match.group().endswith(("btw", "by the way"))
            or _GREETED.match(text, match.start())
            or _COMES_FROM.match(text, match.end())
        )
        if name and len(name) == len(words) and surely and is_person(name):
            yield Named(name, 3, match.end())


def _before_firm(text: str, asked_name: bool) -> Iterator[Named]:
    for match in _AT_FIRM.finditer(text):
        name = proper(match[1])
        if _DID.search(fold(text[match.end() : match.end() + _FIRM_LETTERS])):
            continue
        if name and len(name) == len(match[1]) and is_person(name) and (opens_given(name) or asked_name):
            yield Named(name, 3, match.end(1))


def _without_place(said: str, words: str) -> str | None:
    """The name of an introduction, without "of" and one word after a first name: "soy Marta de Leadflow" is Marta.

    After a whole name only an Italian "di" leads to a place: "sono Ada Neri di Verona", but João Pedro da Conceição.
    """
    name = proper(words)
    first, *rest = name.split() if name else [""]
    if len(rest) == 2 and rest[0] in _FROM and _SAYS_WHENCE.match(said):
        return name if fold(rest[1]) in _SURNAMES else first
    if len(rest) > 2 and rest[-2] == "di" and _SAYS_WHENCE.match(said):
        return " ".join([first, *rest[:-2]])
    return name


def lower_case_names(text: str) -> Iterator[str]:
    """What follows "im …" in lower case: a name only if the visitor's e-mail address confirms it."""
    for pattern in (_WEAK, _HERE):
        for match in pattern.finditer(text):
            name = any_case(match[1])
            if name and text[match.end() : match.end() + 1] != "@":
                yield name
