"""Sentences in which people say whose firm they speak for, in six languages: "I work at …", "somos …", "… hier"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadlight.scoring.introduced import GREETING
from leadlight.scoring.naming import GERMAN
from leadlight.scoring.organisations import ORGANISATION, SMALL, may_be_firm, trimmed
from leadlight.scoring.persons import STOP, Named, is_person, opens_given
from leadlight.scoring.phrases import fold
from leadlight.scoring.trades import ARTICLES, FUNCTIONS, LEGAL, NOUNS, ROLES, looks_like_trade

_THE = r"(?:la |el |the |der |die |den |dem |das |l['’]|a |o |los |las |le |les |il |lo |gli |i )?"
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
_AT_WORK = re.compile(rf"{_WORK} (?i:at|chez|presso|bei|beim) {_THE}{ORGANISATION}")
_OF_WORK = re.compile(
    rf"{_WORK} (?i:for|of|en|per|pour|da|di|de|del|do|du|della|dello|dell['’]|na|no|der|von|vom|für|from"
    rf"|with) ?{_THE}{ORGANISATION}"
)
_RUNS = re.compile(
    r"(?i:\b(?:i|we|my \w+ and i) (?:run|own|founded|manage|started|operate)|\b(?:tengo|llevo|regento|tenemos"
    r"|gestionamos|gérons"
    r"|dirige|dirigeons|tiens|gère|ho|gestiamo|gestisco|tenho|temos|toco|führe|leite|betreibe|betreiben|führen"
    r"|leiten)) "
    rf"(?i:una? |un |la |el |the |le |o |a |das |die |den |il |lo )?{ORGANISATION}"
)
_PRESS = re.compile(
    r"(?i:\b(?:journalist\w*|periodista|giornalista|jornalista|redakt\w*|redact\w*|write|schreibe|recherchiere"
    r"|reporter"
    r"|scrivo|escribo|escrevo)\b[^.?!\n]{0,12}? (?:for|at|pour|para|per|für|furs|fürs|bei|beim|de"
    r"|del|do|da|no|en"
    r"|with|del|della|dell'|du|chez))"
    rf" (?:the |le quotidien |le journal |el diario |il giornale |o jornal |das |die |la |el |le |il "
    rf"|o )?{ORGANISATION}"
)
_OURS = (
    r"(?i:\b(?:we|our|my|us|we're|we are|i run|i own|i have|tengo|tenemos|mi|nuestr\w+|llevo|somos|mon|ma|notre"
    r"|nous|on est|on a|je g[eè]re|je tiens|gestisco|gestiono|dirijo|betreibe|we need|necesitamos|buscamos"
    r"|cerchiamo|precisamos|para una?|pour une?|per una?|fur eine?"
    r"|j'ai|tenho|temos|minha|meu|noss\w+|ho|abbiamo|mi[oa]|nostr\w+|siamo|wir|unser\w*|mein\w*|ich habe|haben)\b)"
)
_CALLED = re.compile(
    rf"(?i:\b(?:{NOUNS})\b)[^.?!\n]{{0,40}}? (?i:called|named|(?:que )?se llama|llamad[ao]s?|(?:qui )?s['’]appelle"
    rf"|appelée?|nommée?"
    rf"|(?:che )?si chiama|chiamat[ao]|(?:que )?(?:se chama|chama-se)|chamad[ao]|namens|(?:die |der |das )?(?:heißt"
    rf"|heisst)|de nombre) "
    rf"{_A}{ORGANISATION}"
)
_APPOSED = re.compile(
    rf"{_OURS}[^.?!\n]{{0,60}}?\b(?i:{NOUNS})(?:e?s|n|en)?\b[^.?!\n,(]{{0,40}}(?:, | ?\((?:enseigne |namens "
    rf"|called )?)"
    rf"{_A}{ORGANISATION}(?=[,.;)!?\n]|$| [-–(]| (?i:on"
    rf"|in|at|en|à|em|a|aus|near|with|from) )"
)
_ANYWHERE = re.compile(
    rf"(?<![\w&])((?:GAEC|EURL|SCI|SARL|SAS|Grupo|Gruppo|Groupe|Fundación|Fundação|Fondation|Fondazione|Mairie de"
    rf"|Ayuntamiento de|Comune di|Praxis|Kanzlei) (?:{SMALL} )?{ORGANISATION[1:-1]}"
    rf"|{ORGANISATION[1:-1]} (?:{LEGAL}))(?!\w)"
)
_NOT_OURS = re.compile(
    r"\b(?:are|is|from|with|by|against|than|used|use|uses|using|leaving|left|current|currently|old|former|competitor"
    r"|at|chez"
    r"|con|mit|com|contra|gegen|contre|contro|bei|son|eran|era|est|ist|sono|called|named|namens|actual|attuale|atual"
    r"|otra|via|versus|vs"
    r"|wegen|about|uber|regarding|sobre|vom|concerning|landlord|supplier|fornitore|proveedor|lieferant|fournisseur"
    r"|to|an|nutzen|usamos|utilisons|usiamo|like|como|wie"
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
    rf"|auf den namen)) {_THE}{ORGANISATION}"
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
    rf"|minha empresa)) ?[(,–-] ?{_A}{ORGANISATION}(?=[),–-])"
)
_IS = re.compile(
    r"(?:(?i:\b(?:our|my|the) (?:company|firm|business|shop|restaurant|agency|practice|school|clinic|studio|charity"
    r"|team|store|cafe|hotel|startup)(?:'s|’s)?(?: name)?(?: is|'s|’s)(?: called)?"
    r"|\bco(?:mpany)?(?: name)? ?[:=]|\bcompany name is|(?:^|[.!?\n,;] ?)co(?:mpany)? is"
    r"|\b(?:empresa|firma|azienda|ditta|societe|société|entreprise|razón social"
    r"|razon social|ragione sociale|organisation|organization|unternehmen|structure|business|organización"
    r"|razão social|raison sociale|firmenname) ?[:=]|\b(?:mi|nuestra|la|a|minha|nossa) empresa (?:es|se llama"
    r"|é|chama-se|se chama)"
    r"|\b(?:notre|ma|mon) (?:societe|société|entreprise|boite|boîte|structure|resto|restaurant|agence) (?:c['’]est"
    r"|est|s'appelle)|\bla soci[ée]t[ée],? c['’]est|\bl['’]azienda è|\bla (?:mia"
    r"|nostra) (?:azienda|ditta|società) (?:è|e|si chiama)"
    r"|\b(?:unsere|die|meine) firma (?:heißt|ist)|\b(?:facture|invoice|factura|fattura|rechnung|bill|fatura|facturad"
    r"|facturer|nota fiscal) (?:it )?(?:to|a nombre de|a|"
    r"à|an|au nom de|auf|em nome d[aeo]|a nome d[ie]|intestata a|intestato a|made out to) ))"
    rf"\s{{0,2}}(?:la |el |the |die |der |a )?{ORGANISATION}"
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
    rf"(?:la |el |the |die |der |den |dem |l'|l’|a |o |los |le |les |das |una? |un'|eine? |a |an )?{ORGANISATION}"
)


def said(text: str) -> Iterator[Named]:
    """Firms that a sentence gives as the visitor's own."""
    german = bool(GERMAN.search(text))
    for pattern in (_AT_WORK, _OF_WORK, _PRESS, _WE_ARE, _RUNS):
        for match in pattern.finditer(text):
            name = trimmed(match[1])
            sure = pattern in (_AT_WORK, _PRESS) and fold(name) not in STOP and not german
            if (
                _PROVIDER.match(fold(text), match.end())
                or _LEFT.search(_sentence_before(text, match.start(1)))
                or fold(name.split()[0]) in STOP - ARTICLES
            ):
                continue
            several = pattern is _OF_WORK and " " in name and not german and fold(name.split()[0]) not in FUNCTIONS
            several = several or (pattern is _WE_ARE and _speaks_for(match.group(), name, german))
            if may_be_firm(name) and (looks_like_trade(name) or sure or several):
                yield Named(name, 3, 0)
    yield from _of_its_kind(text)
    yield from _before_here(text)
    yield from _anywhere(text)
    yield from _in_brackets(text)
    yield from _opening(text)
    for pattern, rank in ((_WE_THERE, 2), (_ACCOUNT, 3), (_IN_NAME_OF, 3)):
        for match in pattern.finditer(text):
            name = trimmed(match[1])
            if may_be_firm(name) and (looks_like_trade(name) or (pattern is _ACCOUNT and not opens_given(name))):
                yield Named(name, rank, 0)
    called = ((_CALLED, 4),) if _HAS_CALLED.search(text) else ()
    for pattern, rank in (*called, (_APPOSED, 3), (_IS, 4), (_OURS_IN_BRACKETS, 4)):
        for match in pattern.finditer(text):
            name = trimmed(match[1])
            doubted = pattern is _APPOSED and not (looks_like_trade(name) or (may_be_firm(name) and not german))
            if fold(name.split()[0]) not in STOP - ARTICLES and not doubted:
                yield Named(name, rank, 0)


_OF_KIND = re.compile(
    r"(?i:\b(?:i'm|i am|im|this is|it's|soy|somos|habla|escribo|llamo|aqu[ií]|c['’]est|je suis|nous sommes|ici"
    r"|sono|siamo"
    r"|scrivo|chiamo|qui|sou|falo|escrevo|ligo|ich bin|wir sind|hier ist|hier)\b)[^.?!\n]{0,40}?"
    r"(?i:\b(?:del?|de la|du|de l['’]|della|dello|dell['’]|dal|dalla|dallo|d[ao]|von der|vom|from the|at the"
    r"|for the) ?)"
    rf"(?:{NOUNS}) {ORGANISATION}"
)
_FROM_KIND = re.compile(
    r"(?:^|[\n.!?] ?)(?i:desde (?:la|el)|(?:de parte )?de la|del|from the|dalla|dal|dallo|da|do|von der|vom) "
    rf"(?:{NOUNS}) {ORGANISATION}"
)
"""The same at the start of a sentence: "Desde la asociación Amigos del Mus queremos …"."""
_NOT_OURS_LATER = re.compile(r"\b(?:client|cliente|kunde|customer|near|cerca|vicino|perto|pres|neben)\b")
_BRACKETED = re.compile(
    r"(?i:\b(?:we|wir|nous|noi|abbiamo|tenemos|somos|temos|gestionamos|siamo)\b)[^.?!\n(,]{0,60}\((?:enseigne "
    r"|namens )?"
    rf"{ORGANISATION}\)"
)
_FIRM_HERE = re.compile(
    rf"(?:^|[\n.!?,;] ?)(?i:{GREETING}[ ,!]{{1,3}})?{ORGANISATION} (?i:here|hier|aqu[ií]|ici|qui)(?=\s*[,.!:;–-]|$)"
)
_WE_THERE = re.compile(  # "bei Schreinerei Kunze brauchen wir …"
    r"(?:^|[\n.!?,;] ?)(?i:here at|at|chez|en|in|bei|bei der|na|no|a|à) "
    rf"{ORGANISATION},? (?i:we (?:need|want)|we(?:'re| are) looking|nous (?:cherchons|voulons|avons besoin)"
    r"|(?:brauchen|suchen|wollen) wir|necesitamos|buscamos|queremos|precisamos|ci serv\w+|cerchiamo|vogliamo)\b"
)
_ACCOUNT = re.compile(rf"(?i:\baccount name(?: is| ?[:=])) ?{ORGANISATION}")
_CITY = re.compile(r"(?<=[a-zß-ÿ]) di [A-ZÀ-Þ]\w+$")
_OPENS = re.compile(rf"\W*(?i:{GREETING}[ ,.!]{{1,3}})?{ORGANISATION}(?=[,.:\n]| (?i:aus|in|from|en|em|à|near) )")
_FOR_SURE = re.compile(
    r"(?:wir von|wir bei|i represent|we represent|represento|je represente|rappresento|ich vertrete|(?:writing"
    r"|calling"
    r"|messaging) from|here from"
    r"|falo da|falo do|escrevo da|escribo desde|chiamo da|scrivo dalla|im auftrag der|llam(?:o|amos) de|ligo da)\b"
)
_FOR_A_FIRM = re.compile(
    r"here at|on behalf of|(?:writing|calling|messaging) (?:for|on behalf of)|this is [^.?!]+ at\b"
)
"""What a person follows at most, never a town."""
_LEFT = re.compile(
    r"\b(?:sacked|fired|laid off|used to|formerly|ex|despid\w+|despedi\w+|echaron|licenziat\w+|gekundigt|entlassen"
    r"|demitid\w+|embora|vire|viree|licencie\w*|renvoye\w*|hurt|injured|accident\w*)\b"
)
"""What people say of a firm that they left or are at odds with."""
_FROM_WHERE = re.compile(
    r"(?:wir (?:von|bei)|writing|calling|messaging|here) from|escrib|chiamo da|scrivo da|llam"
    r"|ligo"
)
"""What a town follows as well: one word behind it is no firm."""
_PLURAL = re.compile(r"(?:we are|we're|somos|nous sommes|siamo|wir sind)\b")
_AND = re.compile(r" (?:and|und|y|e|et) ")


def _speaks_for(said: str, name: str, german: bool) -> bool:
    """Whether "we're …" or "I represent …" makes a firm of a name that does not look like one."""
    folded = fold(said)
    if re.match(r"\w?\.|(?:mrs?|sra?|herrn?|frau|mme|don)\b", fold(name)):
        return False
    if _FROM_WHERE.match(folded) and " " not in name:
        return False
    if _FOR_A_FIRM.match(folded) and not opens_given(name):
        return True
    plural = _PLURAL.match(folded) and " " in name and not _AND.search(fold(name)) and not german
    return bool(_FOR_SURE.match(folded) or plural)


def _sentence_before(text: str, start: int) -> str:
    """The sentence that leads to a firm, folded."""
    return re.split(r"[.?!\n]", fold(text[max(0, start - 80) : start]))[-1]


def _of_its_kind(text: str) -> Iterator[Named]:
    """ "je suis Nadège du cabinet Morvan": the name after the kind of firm that the visitor comes from."""
    for match in (*_OF_KIND.finditer(text), *_FROM_KIND.finditer(text)):
        name = trimmed(match[1])
        if may_be_firm(name) and not opens_given(name) and not _NOT_OURS_LATER.search(fold(match.group())):
            yield Named(name, 3, 0)


def _in_brackets(text: str) -> Iterator[Named]:
    """ "wir haben zwei Imbisse (Fischbude Kröger)": what stands in brackets after what is theirs."""
    for match in _BRACKETED.finditer(text):
        name = trimmed(match[1])
        if " " in name and may_be_firm(name) and not opens_given(name):
            yield Named(name, 2, 0)


def _before_here(text: str) -> Iterator[Named]:
    """ "Glöckner Ventile hier": a firm that reports."""
    for match in _FIRM_HERE.finditer(text):
        name = trimmed(match[1])
        person = opens_given(name) or (" " not in name and is_person(name))
        if may_be_firm(name) and (looks_like_trade(name) or not person):
            yield Named(name, 3, 0)


def _opening(text: str) -> Iterator[Named]:
    """ "Moin, Café Kombüse aus Husum.": a firm that a first message opens with."""
    match = _OPENS.match(text)
    if not match or _THEIR_DEED.match(fold(text), match.end(1)):
        return
    name = _CITY.sub("", trimmed(match[1]))
    if " " in name and looks_like_trade(name) and may_be_firm(name):
        yield Named(name, 2, 0)


def _anywhere(text: str) -> Iterator[Named]:
    """A name with a legal form, wherever it stands, that nothing says to be another's."""
    for match in _ANYWHERE.finditer(text):
        before = fold(text[max(0, match.start() - 30) : match.start()])
        if not _NOT_OURS.search(before) and not _THEIR_DEED.match(fold(text), match.end()):
            yield Named(trimmed(match[1]), 1, 0)
