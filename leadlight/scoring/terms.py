"""The visitor's budget and when they need it, in their own words: a sum or a time beside words that make it one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadlight.scoring.phrases import fold

_UNIT = r"(?:k|mila|mil|mille|tausend|thousand|grand)"
_COIN = r"(?:[€$£₹]|r\$|eur|euros?|usd|gbp|chf|pounds?|dollars?|quid|reais|francs?)"
_TAIL = (
    r"(?:(?: ?/ ?| al? | a | per | por | par | pro | im | all?'| je )(?:month|mes|mois|monat|mese|year|ano|anno|an"
    r"|jahr|head|person\w*|persona|kopf))?"
)
_AMOUNT = (
    rf"(?:(?:{_COIN} ?)?\d[\d.,' ]*\d|(?:{_COIN} ?)?\d)(?: ?{_UNIT}\b)?(?: ?{_COIN}(?!\w))?(?: (?:all in|netto|brutto"
    rf"|net|in tutto|en total|tutto compreso|max))?{_TAIL}"
)
_SAID = re.compile(
    rf"\b(?:budget\w*|presupuesto|envelope|enveloppe|orcamento|verba|bilancio|rahmen|limit|limite|ceiling|tope"
    rf"|maxim[oae]|massimo|max"
    rf"|hochstens|hoechstens|up to|no more than|not more than|at most|hasta|no puedo pasar de|no mas de|fino a"
    rf"|non piu di|non oltre"
    rf"|ate|no maximo|nao mais de|jusqu'a|pas plus de|bis zu|nicht mehr als|freigegeben sind|we have|i have|we've got"
    rf"|i've got"
    rf"|set aside|spend|tenemos|tengo|disponemos|dispongo|abbiamo|ho|temos|tenho|on a|j'ai|nous avons|haben|habe"
    rf"|por debajo de"
    rf"|under|around|approved|signed off|mutuo|mortgage|deposit of)\b"
    rf"(?: (?:of|is|de|di|da|von|est|es|e|ist|would be|around|about|sobre|circa|etwa|environ|unos|uns|rund|ca\.?|a|to"
    rf"|spend|maximum|:)){{0,3}}[ :]{{1,2}}({_AMOUNT})"
)
_SURE = re.compile(
    r"budget|presupuesto|envelope|enveloppe|orcamento|verba|maxim|massimo|tope|set aside|spend|limit|ceiling|hochst"
    r"|freigegeben"
)
_BUDGET_ASKED = re.compile(
    r"budget|presupuesto (?:tien|apro|manej)|enveloppe|verba|quanto (?:vuole|pensa|quer|pretende)|how much (?:would"
    r"|do|are) you|que presupuesto|orcamento tem"
)
_MONEY = re.compile(rf"(?:{_COIN} ?\d|\d ?(?:{_UNIT}|{_COIN})(?!\w)|\d[.,]?\d{{3}})")
_ANY_AMOUNT = re.compile(rf"(?<!\w){_AMOUNT}")
_NOT_A_BUDGET = re.compile(
    r"\b(?:people|guests|personas|personnes|persone|pessoas|personen|seats|rooms|km|kwh|m2|mq|qm|employees|staff"
    r"|users|years|hours|anos|anni|jahre)\b"
)

_DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miercoles|jueves|viernes|sabado|domingo|lundi|mardi"
    r"|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunedi|martedi|mercoledi"
    r"|giovedi"
    r"|venerdi|domenica|segunda|terca|quarta|quinta|sexta"
)
_MONTH = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|enero|febrero|marzo|abril"
    r"|mayo"
    r"|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|fevrier|mars|avril|mai|juin|juillet|aout"
    r"|septembre"
    r"|octobre|novembre|decembre|januar|februar|marz|juni|juli|oktober|dezember|gennaio|febbraio|aprile|maggio|giugno"
    r"|luglio"
    r"|settembre|ottobre|dicembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro"
)
_SEASON = (
    r"spring|summer|autumn|winter|easter|christmas|primavera|verano|otono|invierno|pascua|navidad|printemps|ete"
    r"|automne|hiver|noel|fruhling|fruhjahr|sommer|herbst|ostern|weihnachten|estate|autunno|inverno|pasqua|natale"
    r"|verao|outono|pascoa|natal"
)
_SPAN = (
    r"(?:week|month|year|quarter|semana|mes|ano|trimestre|semaine|mois|annee|woche|monat|jahr|quartal|settimana|mese"
    r"|anno)"
)
_WHEN = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.|er|º)? ?(?:of |de |di )?(?:{_MONTH})|(?:{_MONTH})(?: \d{{1,2}}(?:st|nd|rd|th)?"
    rf"| 20\d\d)?|(?:{_DAY})"
    rf"|(?:{_SEASON})|\d{{1,2}}[/.-]\d{{1,2}}|(?:end|start|beginning|middle|mid|fin|finales|principios|ende|anfang"
    rf"|mitte|fine|inizio|fim|inicio|debut)"
    rf" ?(?:of |de |del |des |di |d'|do )?(?:the |el |la |le )?(?:{_MONTH}|{_SPAN}|{_SEASON}|year)"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)|20\d\d|q[1-4]|kw \d{{1,2}}"
    rf"|(?:next|this|coming) (?:{_SPAN}|{_SEASON}|{_DAY})|(?:la |el |le |il |a )?(?:proxim[oa]|prochaine?|prossim[oa]"
    rf"|nachste\w*|naechste\w*|diese\w*|est[ea]|cette|quest[oa]) (?:{_SPAN}|{_SEASON}|{_DAY})"
    rf"|{_SPAN} (?:que viene|proxim[oa]|prochaine?|prossim[oa])|(?:tomorrow|today|tonight|manana|hoy|demain"
    rf"|aujourd'hui|morgen|heute|domani|oggi|amanha|hoje)(?!\w))"
)
_BY = (
    r"(?:by|before|until|from|in|on|for|starting(?: in| on)?|go-live in|no later than|within|at the end of|para"
    r"|antes de|a partir de|en|desde|hasta"
    r"|pour|avant|d'ici|a partir du|des|en|bis(?: spatestens)?|zum|ab|im|vor|am|entro|dal|prima di|per|da|nel|a|ate"
    r"|antes d[aeo]|em|no|na|depois d[aeo]|after)"
)
_TIME = re.compile(rf"\b{_BY} (?:el |la |le |il |lo |the |dem |den |o |a |l'|du |de |of )?(?:{_WHEN})(?!\w)")
_SOON = re.compile(
    r"\b(?:asap|as soon as possible|straight away|right away|immediately|urgently|cuanto antes|lo antes posible"
    r"|para ya|de inmediato|des que possible|tout de suite"
    r"|au plus vite|so schnell wie moglich|sofort|ab sofort|schnellstmoglich|il prima possibile|quanto prima"
    r"|da subito|o quanto antes|o mais rapido possivel)\b"
)
_NEEDS = re.compile(
    r"\b(?:need\w*|want\w*|deadline|go-live|live|start\w*|launch\w*|ready|done|in place|before|by|begin\w*|deliver\w*"
    r"|install\w*|book\w*|wedding|event|contract"
    r"|necesit\w*|quer\w*|quiero|empez\w*|para|antes|entreg\w*|plazo|besoin|voudr\w*|faut|veux|livr\w*|commenc\w*"
    r"|demarr\w*|pour|avant|brauch\w*|bis|zum|start\w*|wollen"
    r"|mocht\w*|suche\w*|vorre\w*|serv\w*|entro|vogli\w*|cerchiamo|inizi\w*|precis\w*|comec\w*|ate|prazo|arranc\w*"
    r"|sposiamo|casamos)\b"
)
_WHEN_ASKED = re.compile(
    r"\b(?:when|by when|deadline|timeline|timeframe|start|which (?:day|date|month)|cuando|para cuando|que fecha|plazo"
    r"|quand|pour quand|quelle date|delai"
    r"|wann|bis wann|welcher termin|zeitraum|ab wann|quando|entro quando|per quando|che data|data em mente"
    r"|para que data|prazo)\b"
)
_BARE = re.compile(rf"(?<!\w)(?:{_WHEN})(?!\w)")


def budgets(text: str, asked: str) -> Iterator[str]:
    """Amounts the visitor can spend, as written; what they pay elsewhere or what the bot asks for is none."""
    folded = fold(text)
    for match in _SAID.finditer(folded):
        sure = _SURE.search(match.group()) or _MONEY.search(match[1])
        if (
            sure
            and not _NOT_A_BUDGET.match(folded[match.end() :].lstrip())
            and any(sign.isdigit() for sign in match[1])
        ):
            yield text[match.start(1) : match.end(1)].strip(" .,")
    if _BUDGET_ASKED.search(asked):
        for match in _ANY_AMOUNT.finditer(folded):
            if _MONEY.search(match.group()):
                yield text[match.start() : match.end()].strip(" .,")
                return


def timelines(text: str, asked: str) -> Iterator[str]:
    """When the visitor needs it, as written: "before 30 June", "para septiembre", "asap"."""
    folded = fold(text)
    if _NEEDS.search(folded):
        for match in _TIME.finditer(folded):
            yield text[match.start() : match.end()]
    for match in _SOON.finditer(folded):
        yield text[match.start() : match.end()]
    if _WHEN_ASKED.search(asked) and (answer := _TIME.search(folded) or _BARE.search(folded)):
        yield text[answer.start() : answer.end()]
