"""The visitor's company: as they introduce it, sign with it, or name it when asked; told by its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadlight.scoring.addresses import spans
from leadlight.scoring.asked import COMPANY_ASKED
from leadlight.scoring.naming import GERMAN, PROPER, STOP, Named, chunks, names
from leadlight.scoring.phrases import fold
from leadlight.scoring.trades import ARTICLES, FUNCTIONS, LEGAL, NO_FIRM, NOUNS, ROLES, looks_like_trade

_SMALL = r"(?:[dl][ae]s?|del|du|des|do|dos|della?|y|e|et|und|of|the|and|für)"
_ELIDED = r"(?:[dlDL]['’])"
_ORGANISATION = (
    rf"((?:{_ELIDED})?[A-ZÀ-ÖØ-Þ0-9][\w'’&-]*(?:\.[\w]+)*(?:(?<=\bSt)\.|(?<=\bDr)\."
    rf"|(?<=Sta)\.)?(?: (?:(?:{_SMALL} )?(?:{_SMALL} |{_ELIDED})?(?:Hnos\. |Dr\. )?{PROPER}"
    rf"|{LEGAL}(?!\w)"
    rf"|{_SMALL} (?=[A-ZÀ-ÖØ-Þ]))){{0,5}})"
)
_THE = r"(?i:la |el |the |der |die |den |dem |das |l['’]|a |o |los |las |le |les |il |lo |gli |i )?"
_A = r"(?:la |el |the |der |die |den |das |l['’]|a |o |le |les |il |lo )?"
"""An article in lower case: a firm's own begins with a capital ("The Salt Pantry")."""
_WORK = (
    rf"(?i:\b(?:i|we)(?:'m|’m| am|'re|’re| are)? (?:work|working|look after|run|manage|head|lead|handle|buy"
    rf"|based)\b[^.?!\n]{{0,50}}?"
    rf"|\b(?:{ROLES}|trabajo|travaille|lavoro|trabalho|trabalha|trabajamos|arbeite|gestiono|dirijo|llevo|gestisco"
    rf"|dirige)\b"
    rf"[^.?!\n]{{0,30}}?)"
)
_HAS_CALLED = re.compile(r"call|named|llama|appel|nomm|chiam|cham|namens|hei(?:ß|ss)t|de nombre", re.IGNORECASE)
_AT_WORK = re.compile(rf"{_WORK} (?i:at|chez|presso|bei|beim) {_THE}{_ORGANISATION}")
_OF_WORK = re.compile(
    rf"{_WORK} (?i:for|of|en|per|da|di|de|del|do|du|della|dello|dell['’]|na|no|der|von|vom|für|from"
    rf"|with) ?{_THE}{_ORGANISATION}"
)
_RUNS = re.compile(
    r"(?i:\b(?:i|we|my \w+ and i) (?:run|own|founded|manage|started|operate)|\b(?:tengo|llevo|regento|tenemos"
    r"|gestionamos|gérons"
    r"|dirige|dirigeons|tiens|gère|ho|gestiamo|gestisco|tenho|temos|toco|führe|leite|betreibe|betreiben|führen"
    r"|leiten)) "
    rf"(?i:una? |un |la |el |the |le |o |a |das |die |den |il |lo )?{_ORGANISATION}"
)
_PRESS = re.compile(
    r"(?i:\b(?:journalist\w*|periodista|giornalista|jornalista|redakt\w*|redact\w*|write|schreibe|recherchiere"
    r"|reporter"
    r"|scrivo|escribo|escrevo)\b[^.?!\n]{0,12}? (?:for|at|pour|para|per|für|furs|fürs|bei|beim|de"
    r"|del|do|da|no|en"
    r"|with|del|della|dell'|du|chez))"
    rf" (?i:the |le quotidien |le journal |el diario |il giornale |o jornal |das |die |la |el |le |il "
    rf"|o )?{_ORGANISATION}"
)
_OURS = (
    r"(?i:\b(?:we|our|my|us|i run|i own|i have|tengo|tenemos|mi|nuestr\w+|llevo|somos|mon|ma|notre|nous|on est|on a"
    r"|j'ai|tenho|temos|minha|meu|noss\w+|ho|abbiamo|mi[oa]|nostr\w+|siamo|wir|unser\w*|mein\w*|ich habe|haben)\b)"
)
_CALLED = re.compile(
    rf"(?i:\b(?:{NOUNS})\b)[^.?!\n]{{0,40}}? (?i:called|named|(?:que )?se llama|llamad[ao]s?|(?:qui )?s['’]appelle"
    rf"|appelée?|nommée?"
    rf"|(?:che )?si chiama|chiamat[ao]|(?:que )?(?:se chama|chama-se)|chamad[ao]|namens|(?:die |der |das )?(?:heißt"
    rf"|heisst)|de nombre) "
    rf"{_A}{_ORGANISATION}"
)
_APPOSED = re.compile(
    rf"{_OURS}[^.?!\n]{{0,60}}?\b(?i:{NOUNS})\b[^.?!\n,]{{0,40}}, {_A}{_ORGANISATION}(?=[,.;)!?\n]|$| [-–(]| (?i:on"
    rf"|in|at|en|à|em|a|aus|near|with|from) )"
)
_ANYWHERE = re.compile(
    rf"(?<![\w&])((?:GAEC|EURL|SCI|SARL|SAS|Grupo|Gruppo|Groupe|Fundación|Fundação|Fondation|Fondazione|Mairie de"
    rf"|Ayuntamiento de|Comune di|Praxis|Kanzlei) (?:{_SMALL} )?{_ORGANISATION[1:-1]}"
    rf"|{_ORGANISATION[1:-1]} (?:{LEGAL}))(?!\w)"
)
_NOT_OURS = re.compile(
    r"\b(?:are|is|from|with|by|against|than|used|use|uses|using|leaving|left|current|currently|old|former|competitor"
    r"|at|chez"
    r"|con|mit|com|contra|gegen|contre|contro|bei|son|eran|era|est|ist|sono|called|named|namens|actual|attuale|atual"
    r"|otra|via|versus|vs"
    r"|landlord|supplier|fornitore|proveedor|lieferant|fournisseur|to|an|nutzen|usamos|utilisons|usiamo|like|como|wie"
    r"|comme|come"
    r"|outra)\W{1,3}(?:\w+ )?$"
)
_PROVIDER = re.compile(  # after "I'm with X": X serves them now
    r"[^\w\n]{0,3}(?:at the moment|currently|right now|now|until|till|paying|and (?:they|it)|since|for (?:\d|years"
    r"|ages|now)|but|ahora|actuellement"
    r"|adesso|derzeit|momentan|bisher|atualmente|desde|depuis|seit|pagando|payant|pagamos|hasta|bis|jusqu|fino)"
)
_IN_NAME_OF = re.compile(
    rf"(?i:\b(?:a nombre de|a nome d[ie]|a nome|au nom de|em nome d[aeo]|auf firma|firma|in the name of"
    rf"|auf den namen)) {_THE}{_ORGANISATION}"
)
_THEIR_DEED = re.compile(  # after a firm that does something to us
    r"[^\w\n,]{1,2}(?:quoted|told|offered|wants?|wanted|charges?|charged|said|is closing|closed|went|did|does|has|had"
    r"|hat|haben|nos|ci ha|m'a|nous a"
    r"|me|mich|uns|vende|sells|makes|fitted|installed|would|will|can)\b"
)
_OURS_IN_BRACKETS = re.compile(
    rf"(?i:\b(?:we|wir|nous|noi|nosotros|nós|our company|our firm|unsere firma|nuestra empresa|notre (?:société"
    rf"|entreprise)|la nostra azienda"
    rf"|a nossa empresa|nossa empresa|my company|my firm|mi empresa"
    rf"|minha empresa)) ?[(,–-] ?{_A}{_ORGANISATION}(?=[),–-])"
)
_IS = re.compile(
    r"(?:(?i:\b(?:our|my|the) (?:company|firm|business|shop|restaurant|agency|practice|school|clinic|studio|charity"
    r"|team|store|cafe|hotel|startup)(?:'s|’s)?(?: name)?(?: is|'s|’s)(?: called)?"
    r"|\bcompany(?: name)? ?[:=]|\b(?:empresa|firma|azienda|ditta|societe|société|entreprise|razón social"
    r"|razon social|ragione sociale|organisation|organization|unternehmen|structure|business|organización"
    r"|razão social|raison sociale|firmenname) ?[:=]|\b(?:mi|nuestra|la|a|minha|nossa) empresa (?:es|se llama"
    r"|é|chama-se|se chama)"
    r"|\b(?:notre|ma|mon) (?:societe|société|entreprise|boite|boîte|structure|resto|restaurant|agence) (?:c['’]est"
    r"|est|s'appelle)|\bla (?:mia"
    r"|nostra) (?:azienda|ditta|società) (?:è|e|si chiama)"
    r"|\b(?:unsere|die|meine) firma (?:heißt|ist)|\b(?:facture|invoice|factura|fattura|rechnung|bill|fatura|facturad"
    r"|facturer|nota fiscal) (?:it )?(?:to|a nombre de|a|"
    r"à|an|au nom de|auf|em nome d[aeo]|a nome d[ie]|intestata a|intestato a|made out to) ))"
    rf"\s{{0,2}}(?:la |el |the |die |der |a )?{_ORGANISATION}"
)
_WE_ARE = re.compile(
    r"(?i:\b(?:we are|we're|we’re|i'm with|i’m with|im with|i am with|i'm from|i’m from|i am from|im from|here is"
    r"|this is(?: the [\w ]{1,25} (?:at|of))?"
    r"|on behalf of|(?:writing|calling|messaging) (?:from|for|on behalf of)|here from|here at|we at|us at|over at"
    r"|i represent|we represent|represento|somos|soy de|sou da|sou do|falo da|falo do|falo em nome d[aeo]"
    r"|escribo de(?: parte de)?|escribo desde|escribimos de|de parte de|en nombre de"
    r"|aqui da|aqui é da|aquí de|hablo de|llamo de|aquí|em nome d[aeo]|escrevo da"
    r"|nous sommes|je suis de|je représente|de la part de|pour le compte de|je travaille chez|ici|siamo|sono della?"
    r"|sono di|scrivo (?:per|da"
    r"|dalla|per conto d[ie])|per conto di|rappresento|qui|chiamo da|"
    r"wir sind(?: von| vom)?|hier ist|hier|wir von|wir bei|ich schreibe für|im auftrag (?:der|von)|im namen (?:der"
    r"|von)|ich vertrete|ich bin von|ich komme von)) "
    rf"(?i:la |el |the |die |der |den |dem |l'|l’|a |o |los |le |les |das |una? |un'|eine? |a |an )?{_ORGANISATION}"
)
_FROM = re.compile(
    rf"^[, ]{{0,2}}(?i:here )?(?i:from|with|at|of|de|del|de la|von|von der|vom|da|do|di|della|dell['’]|chez|dello"
    rf"|presso|from the|de l['’]|du|bei|bei der|[-–@|])"
    rf" ?{_THE}{_ORGANISATION}"
)
_ORGANISATION_ONLY = re.compile(_ORGANISATION).fullmatch
FEW_WORDS = 6
"""A message of no more words is a name and little else."""
SURE = 3
"""The rank from which a name was introduced as one (see `naming.Named`)."""
_COUNTED = re.compile(rf" {_SMALL} \d.*$")
_TAIL = re.compile(rf" {_SMALL}$")
_LEADING = re.compile(
    r"(?i:(?:it['’]?s|its|we['’]re|we are|that['’]?s|for|from|called|somos|es|de|para|c['’]est|pour|chez(?= l)|è|é"
    r"|siamo|per|für|wir sind|die firma"
    r"|firma|empresa|a empresa|la empresa|the|yes|sure|sí|sì|oui|ja|sim|alla|an die|an|auf|à|a nome|a nombre de"
    r"|au nom de|em nome d[aeo])[,:]? )+"
)
_ROLE = re.compile(rf"(?i:\b(?:{ROLES})\b)")


def companies(text: str, asked: str, is_german: bool = False) -> Iterator[Named]:
    """Candidates for the visitor's company in one message; `asked`: what the bot asked right before."""
    in_question = bool(COMPANY_ASKED.search(asked))
    found = names(text, asked, is_german)
    yield from _signed(text, in_question, {each.value for each in found})
    for each in found:
        match = _FROM.match(text[each.end :]) if each.rank >= SURE else None
        if match and (in_question or looks_like_trade(match[1]) or _WITH_ARTICLE.match(match.group())):
            yield Named(_trimmed(match[1]), 3, 0)
    for match in _ANYWHERE.finditer(text):
        before = fold(text[max(0, match.start() - 30) : match.start()])
        if not _NOT_OURS.search(before) and not _THEIR_DEED.match(fold(text), match.end()):
            yield Named(_trimmed(match[1]), 1, 0)
    yield from _said(text)


def _said(text: str) -> Iterator[Named]:
    """Firms that a sentence gives as the visitor's own."""
    german = bool(GERMAN.search(text))
    for pattern in (_AT_WORK, _OF_WORK, _PRESS, _WE_ARE, _RUNS):
        for match in pattern.finditer(text):
            name = _trimmed(match[1])
            sure = pattern in (_AT_WORK, _PRESS) and fold(name) not in STOP and not german
            if _PROVIDER.match(fold(text), match.end()) or fold(name.split()[0]) in STOP - ARTICLES:
                continue
            several = pattern is _OF_WORK and " " in name and not german and fold(name.split()[0]) not in FUNCTIONS
            several = several or (pattern is _WE_ARE and _speaks_for(match.group(), name, german))
            if looks_like_trade(name) or sure or several:
                yield Named(name, 3, 0)
    called = ((_CALLED, 4),) if _HAS_CALLED.search(text) else ()
    for match in _IN_NAME_OF.finditer(text):
        if looks_like_trade(match[1]):
            yield Named(_trimmed(match[1]), 3, 0)
    for pattern, rank in (*called, (_APPOSED, 3), (_IS, 4), (_OURS_IN_BRACKETS, 4)):
        for match in pattern.finditer(text):
            name = _trimmed(match[1])
            if fold(name.split()[0]) not in STOP - ARTICLES and not (
                pattern is _APPOSED and german and not looks_like_trade(name)
            ):
                yield Named(name, rank, 0)


_FOR_SURE = re.compile(
    r"(?:i represent|we represent|represento|je represente|rappresento|ich vertrete|(?:writing|calling"
    r"|messaging) from|here from"
    r"|falo da|falo do|escrevo da|escribo desde|chiamo da|scrivo dalla|im auftrag der|llam(?:o|amos) de|ligo da)\b"
)
_PLURAL = re.compile(r"(?:we are|we're|somos|nous sommes|siamo|wir sind)\b")
_AND = re.compile(r" (?:and|und|y|e|et) ")


def _speaks_for(said: str, name: str, german: bool) -> bool:
    """Whether "we're …" or "I represent …" makes a firm of a name that does not look like one."""
    folded = fold(said)
    if re.match(r"\w?\.|(?:mrs?|sra?|herrn?|frau|mme|don)\b", fold(name)):
        return False
    plural = _PLURAL.match(folded) and " " in name and not _AND.search(fold(name)) and not german
    return bool(_FOR_SURE.match(folded) or plural)


_WITH_ARTICLE = re.compile(
    r"[, ]{0,2}(?:della|dello|dell['’]|von der|vom|bei der|de la empresa|da empresa|du garage|from the) ?"
)
"""What stands before a firm after a name, and not before a town."""


def _signed(text: str, in_question: bool, named: set[str]) -> Iterator[Named]:
    """A firm that stands alone between commas or line ends: as an answer, after the visitor's name, beside contacts."""
    parts = [part.strip() for part in chunks(text) if part.strip()]
    after = -1
    for index, part in enumerate(parts):
        if part in named:
            after = index
            continue
        if in_question and index == 0 and not _ORGANISATION_ONLY(part):
            part = _LEADING.sub("", part, count=1)
        match = None if _asks(text, part) else _ORGANISATION_ONLY(part)
        if (
            not match
            or fold(part) in NO_FIRM
            or fold(part) in STOP
            or fold(part.split()[0]) in STOP - ARTICLES
            or _is_role(part)
        ):
            continue
        follows, several = 0 <= after < index <= after + 2, " " in part
        firm = looks_like_trade(part)
        alone = len(parts) > 1 or len(text.split()) <= FEW_WORDS
        if in_question and (index == 0 or follows):
            yield Named(_trimmed(part), 3 if firm or follows or index == 0 else 2, 0)
        elif (firm and (several or follows) and alone) or (
            follows and several and (after + 1 < index or spans(text)) and not GERMAN.search(text)
        ):
            yield Named(_trimmed(part), 2, 0)


def _asks(text: str, part: str) -> bool:
    """Whether a part of a text is a question of its own ("Erreichbarkeit?")."""
    end = text.find(part) + len(part)
    return text[end : end + 2].strip()[:1] == "?"


def _is_role(part: str) -> bool:
    """Whether a part names what somebody does ("Plant Manager"), and no firm."""
    return bool(_ROLE.search(fold(part))) and not looks_like_trade(part)


def _trimmed(organisation: str) -> str:
    name = organisation.strip().rstrip(",&'’ ")
    name = name if re.search(rf"{LEGAL}$", name) else name.rstrip(".")
    name = _COUNTED.sub("", name)
    while shorter := _TAIL.search(name):
        name = name[: shorter.start()]
    return name
