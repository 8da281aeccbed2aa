"""The visitor's company: as they introduce it, sign with it, or name it when asked; told by its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadlight.scoring.addresses import spans
from leadlight.scoring.naming import GERMAN, PROPER, STOP, Named, chunks, names
from leadlight.scoring.phrases import fold
from leadlight.scoring.trades import LEGAL, looks_like_trade

_ASKED = re.compile(
    r"\b(?:company|business|organi[sz]ation|firm|employer|school'?s?|empresa|societe|entreprise|structure"
    r"|raison sociale|azienda"
    r"|ditta|ragione sociale|razon social|razao social|firma|firmenname|firmenbezeichnung|unternehmen|negocio"
    r"|organisation"
    r"|restaurante?|clinica|studio|asociacion|association|verein)\b"
)
_SMALL = r"(?:[dl][ae]s?|del|du|des|do|dos|della?|y|e|et|und|of|the|and)"
_ORGANISATION = rf"([A-ZÀ-ÖØ-Þ0-9][\w'’&.-]*(?: (?:{PROPER}|{LEGAL}(?!\w)|{_SMALL})){{0,5}})"
_AT_WORK = re.compile(
    r"(?i:\b(?:i|we)(?:'m|’m| am)? (?:work|working|look after|run|manage|head|lead|handle|buy)\b[^.?!\n]{0,50}?"
    r"|\b(?:lead|manager|director|head|ceo|cto|cfo|coo|founder|owner|engineer|buyer|officer|coordinator"
    r"|assistant|teacher|analyst"
    r"|partner|procurement|purchasing|einkauf|compras|achats|acquisti|responsable|responsabile|responsavel"
    r"|gerente|gerant\w*"
    r"|geschaftsfuhrer\w*|geschäftsführer\w*|leiter\w*|leitung|inhaber\w*|titular|titolare|trabajo|travaille"
    r"|lavoro|trabalho"
    r"|trabalha|arbeite|gestiono|dirijo|llevo|gestisco)\b[^.?!\n]{0,12}?)"
    rf" (?:at|for|of|en|chez|per|da|di|de|do|presso|na|no|bei|der|von|für) (?:la |el |the |der |die "
    rf"|den )?{_ORGANISATION}",
)
_PRESS = re.compile(
    r"(?i:\b(?:journalist\w*|periodista|giornalista|jornalista|redakt\w*|redact\w*|write|schreibe|recherchiere"
    r"|scrivo|escribo|escrevo"
    r"|trabajo|trabalho)\b[^.?!\n]{0,12}? (?:for|at|pour|para|per|für|furs|fürs|bei|de|del|do|no|en|with))"
    rf" (?i:the |le quotidien |le journal |el diario |il giornale |o jornal |das |die |la |el |le |il "
    rf"|o )?{_ORGANISATION}"
)
_ANYWHERE = re.compile(
    rf"(?<![\w&])((?:GAEC|EURL|SCI|SARL|Grupo|Gruppo|Groupe) {_ORGANISATION[1:-1]}"
    rf"|{_ORGANISATION[1:-1]} (?:{LEGAL}))(?!\w)"
)
_NOT_OURS = re.compile(
    r"\b(?:are|is|from|with|by|against|than|used|leaving|left|current|currently|old|former|competitor|at|chez"
    r"|con|mit|com|contra|gegen"
    r"|contre|contro|bei|son|eran|era|est|ist|sono|called|named|namens|actual|attuale|atual|otra"
    r"|outra)\W{1,3}(?:\w+ )?$"
)
_IS = re.compile(
    r"(?:(?i:\b(?:our|my|the) (?:company|firm|business|shop|restaurant|agency)(?: name)?(?: is|'s|’s)(?: called)?"
    r"|\bcompany(?: name)? ?[:=]|\b(?:empresa|firma|azienda|ditta|societe|société|entreprise|razón social"
    r"|razon social|ragione sociale"
    r"|razão social|raison sociale|firmenname) ?[:=]|\b(?:mi|nuestra|la|a|minha|nossa) empresa (?:es|se llama"
    r"|é|chama-se|se chama)"
    r"|\b(?:notre|ma) (?:societe|société|entreprise|boite|boîte) (?:est|s'appelle)|\bla (?:mia"
    r"|nostra) (?:azienda|ditta) (?:è|e|si chiama)"
    r"|\bunsere firma (?:heißt|ist)|\b(?:facture|invoice|factura|fattura|rechnung|bill|fatura) (?:it )?(?:to|a"
    r"|à|an|para|au nom de|auf|em nome d[ae]|intestata a) ))"
    rf"\s{{0,2}}(?:la |el |the |die |der |a )?{_ORGANISATION}"
)
_WE_ARE = re.compile(
    r"(?i:\b(?:we are|we're|we’re|i'm with|i’m with|i am with|i'm from|i’m from|i am from|here is|this is"
    r"|on behalf of|writing from|calling from"
    r"|i represent|we represent|represento|somos|soy de|sou da|sou do|falo da|falo do|escribo de|escribimos de"
    r"|aqui da|aquí de|hablo de|aquí"
    r"|nous sommes|je suis de|je représente|de la part de|pour le compte de|siamo|sono della?|scrivo (?:per|da"
    r"|dalla)|per conto di|rappresento|qui"
    r"|wir sind|hier ist|hier|wir von|ich schreibe für|im auftrag der|ich vertrete|ich bin von)) "
    rf"(?i:la |el |the |die |der |l'|a |o |los |le |les |das |una? |un'|eine? |a |an )?{_ORGANISATION}"
)
_FROM = re.compile(
    rf"^,? (?i:from|with|at|here from|de|del|de la|von|da|do|di|della|chez|dello|presso|from the|de l'"
    rf"|vom) ?{_ORGANISATION}"
)
FEW_WORDS = 6
"""A message of no more words is a name and little else."""
SURE = 3
"""The rank from which a name was introduced as one (see `naming.Named`)."""
_TAIL = re.compile(rf" {_SMALL}$")


def companies(text: str, asked: str) -> Iterator[Named]:
    """Candidates for the visitor's company in one message; `asked` is what the bot said right before."""
    in_question = bool(_ASKED.search(fold(asked)))
    found = list(names(text, asked))
    yield from _signed(text, in_question, {each.value for each in found})
    for each in found:
        match = _FROM.match(text[each.end :]) if each.rank >= 3 else None
        if match and (in_question or looks_like_trade(match[1])):
            yield Named(_trimmed(match[1]), 3, 0)
    for match in _ANYWHERE.finditer(text):
        if not _NOT_OURS.search(fold(text[max(0, match.start() - 30) : match.start()])):
            yield Named(_trimmed(match[1]), 1, 0)
    for pattern in (_AT_WORK, _PRESS, _WE_ARE):
        for match in pattern.finditer(text):
            name = _trimmed(match[1])
            sure = pattern is not _WE_ARE and fold(name) not in STOP and not GERMAN.search(text)
            if looks_like_trade(name) or sure:
                yield Named(name, 3, 0)
    for match in _IS.finditer(text):
        yield Named(_trimmed(match[1]), 4, 0)


def _signed(text: str, in_question: bool, named: set[str]) -> Iterator[Named]:
    """A firm that stands alone between commas or line ends: as an answer, after the visitor's name, beside contacts."""
    parts = [part.strip() for part in chunks(text) if part.strip()]
    after = -1
    for index, part in enumerate(parts):
        if part in named:
            after = index
            continue
        match = re.fullmatch(_ORGANISATION, part)
        if not match or fold(part) in STOP or fold(part.split()[0]) in STOP:
            continue
        follows, several = 0 <= after < index <= after + 2, " " in part
        firm = looks_like_trade(part)
        alone = len(parts) > 1 or len(text.split()) <= FEW_WORDS
        if in_question and (index == 0 or follows):
            yield Named(_trimmed(part), 3 if firm else 2, 0)
        elif (firm and (several or follows) and alone) or (
            follows and several and (after + 1 < index or spans(text)) and not GERMAN.search(text)
        ):
            yield Named(_trimmed(part), 2, 0)


def _trimmed(organisation: str) -> str:
    name = organisation.strip().rstrip(",&'’ ")
    name = name if re.search(rf"{LEGAL}$", name) else name.rstrip(".")
    while shorter := _TAIL.search(name):
        name = name[: shorter.start()]
    return name
