"""The extractive summary: what a conversation comes to in the visitor's own words, at most 60 of them, without a model.

The visitor's messages are cut into clauses; each is put where its words belong (need, product, timeline, budget,
objections, next step) by the signals' own phrases and a few more, and the ones that tell most are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from leadlight.domain.conversation import Message
from leadlight.domain.summary import WORDS_AT_MOST
from leadlight.scoring import addresses, naming
from leadlight.scoring.ledger import by_rules
from leadlight.scoring.persons import SURE
from leadlight.scoring.phrases import fold
from leadlight.scoring.transcript import READ_AT_MOST, Turn
from leadlight.scoring.unheard import blanked

SLOTS: Mapping[str, str] = {
    "need": "Need", "product": "Product", "timeline": "Timeline", "budget": "Budget", "objections": "Objections",
    "next": "Next step",
}  # fmt: skip
"""What a summary tells, in the order it is told, and what that is called."""
_OF_KIND: Mapping[str, str] = {
    "buying_intent": "need", "evaluating": "need", "support": "need", "job_seeker": "need", "study": "need",
    "press": "need", "spam": "need", "sales_pitch": "need", "cancellation": "need", "returning_visitor": "need",
    "price_asked": "product", "integration_question": "product", "product_question": "product",
    "deadline_stated": "timeline", "budget_stated": "budget",
    "comparison": "objections", "not_buying": "objections", "withdrawn": "objections", "deferring": "objections",
    "joking": "objections", "competitor": "objections",
    "demo_requested": "next", "booking_requested": "next", "accepted": "next", "contact_requested": "next",
}  # fmt: skip
_SURE = ("next", "budget", "timeline", "objections")
"""Slots that a signal's own phrase puts a clause into; the first that fits is taken."""
LONGEST, LEAST, CLAUSES = 16, 2, 400
"""Words of a clause that are shown, words it needs, and clauses of a conversation that are weighed (first and last)."""
SIGNS_AT_MOST, INTRODUCTION, MESSAGES = 160, 7, 200
"""Characters of a clause that are shown, words of an introduction, and messages that are read (first and last)."""
_BEHIND = re.compile(r"[^\w)]+$")
"""Signs and pictures that end a clause."""
_SENTENCE = re.compile(r"[^.?!…\n]+(?:[.?!…](?=\S)[^.?!…\n]*)*[.?!…]*")
_PART = re.compile(r"[^,;:()]+(?:[,:](?=\d)[^,;:()]*)*")
_WORD = re.compile(r"\w[\w'’.-]*")
_MONEY = re.compile(
    r"(?:[€$£₹] ?\d|\d[\d.,]* ?(?:[€$£₹]|(?:k|eur|euros?|usd|gbp|chf|mila|mil|mille|pounds|dollars|quid|reais)\b))"
    r"|\b(?:budget|presupuesto|orcamento|prix max|tetto|acconto|deposit|anticipo|entrada|caparra)\b"
)
_WHEN = re.compile(
    r"\b(?:today|tonight|tomorrow|asap|this week|next week|this month|next month|month end|year end"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|august|september"
    r"|october|november|december|hoy|manana|cuanto antes|lunes|martes|miercoles|jueves|viernes|sabado|domingo|enero"
    r"|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|aujourd'hui|demain|lundi"
    r"|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|avril|juin|juillet|aout|septembre|octobre"
    r"|novembre|decembre|hoje|amanha|segunda|terca|quarta|quinta|sexta|janeiro|fevereiro|junho|julho|setembro|outubro"
    r"|novembro|dezembro|oggi|domani|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|gennaio|febbraio"
    r"|maggio|giugno|luglio|settembre|ottobre|dicembre|heute|morgen|ubermorgen|montag|dienstag|mittwoch"
    r"|donnerstag|freitag|samstag|sonntag|januar|februar|marz|juni|juli|oktober|dezember|urgent\w*|no rush|no hurry"
    r"|sin prisa|sem pressa|senza fretta|pas presse|keine eile|(?:by|before) the \w+|q[1-4]|the \d+(?:st|nd|rd|th)"
    r"|\d+(?:st|nd|rd|th))\b"
)
_BUT = re.compile(
    r"\b(?:but|however|although|unless|too expensive|expensive|worried|afraid|problem|concern\w*|undecided|not sure"
    r"|don't|dont|won't|no budget|never|pero|aunque|caro|cara|miedo|problema|preocup\w*|no quiero|mais|trop cher|cher"
    r"|peur|inquiet\w*|souci|malheureusement|mas|embora|medo|pero|ma|troppo|paura|purtroppo|costoso|aber|leider|teuer"
    r"|sorge\w*|angst|zogern|unsicher|allergic|allergi\w*|comparing|versus|vs|compar\w*|vergleich\w*|confront\w*)\b"
)
_NEED = re.compile(
    r"\b(?:need\w*|want\w*|look(?:ing)? (?:for|at|into)|searching|interested|trying to|set(?:ting)? up|replace|leaving"
    r"|switch\w*|moving|quiero|queremos|busco|buscamos|necesit\w*|interesa\w*|veux|voudr\w*|voulons|cherch\w*"
    r"|besoin|interesse\w*|quero|queremos|procuro|preciso|precisamos|gostaria\w*|vorrei|vorremmo|cerco|cerchiamo"
    r"|serve|bisogno|mi interessa|suche\w*|brauch\w*|mochte\w*|wollen|will|interessiere\w*)\b"
)
_CHATTER = re.compile(
    r"\W*(?:(?:hi|hello|hey|hiya|yo|good (?:morning|afternoon|evening|day)|hola|buen[oa]s?(?: dias| tardes| noches)?"
    r"|bonjour|bonsoir|salut|ola|oi|boa (?:tarde|noite)|bom dia|ciao|buongiorno|buonasera|salve|hallo|guten"
    r" (?:tag|morgen|abend)|moin|servus|thanks?(?: you)?(?: so much| very much| a lot)?|ta|cheers|thx|gracias|merci"
    r"(?: beaucoup)?|obrigad[oa]|grazie(?: mille)?|danke(?: schon)?|vielen dank|perfect\w*|perfetto|perfekt|great"
    r"|ok(?:ay|ey)?|yes|yep|no|si|oui|sim|ja|nein|non|sure|alright|all good|bye|adios|tschuss|arrivederci|wonderful"
    r"|brilliant|genial|super|vale|va bene|d'accord|haha\w*|ahah\w*|lol|please|per favore|por favor|bitte|s'il vous"
    r" plait|svp|there|team|everyone|a tutti)\b\W*)+"
)
_EMPTY = """
    a an the and or of to in on at for with is are was be it i im me my we our us you your he she they this that so
    as if do does did have has had will would can could not no yes just from by about el la los las un una de y o en
    que con para por es mi su lo se al del le les des du et ou est je tu il elle nous vous une dans pour avec pas
    ce qui sur der die das und oder ein eine ist ich wir sie zu mit fur auf von nicht im den dem gli i di e che non
    si da ho os uma ou do da dos em na para com nao meu minha eu what how which when where who there here up out than
    then them some any all more very
"""
_STOP = frozenset(_EMPTY.split())
"""Words that tell nothing by themselves."""


class Part(NamedTuple):
    """A clause of the visitor's: which slot it tells of, its words as written, and the message that holds them."""

    slot: str
    words: str
    position: int


class _Clause(NamedTuple):
    part: Part
    weight: float
    length: int


def extract(messages: Sequence[Message]) -> tuple[Part, ...]:
    """What to tell of a conversation, by slot and then as it was said; nothing where the visitor says nothing.

    Words and labels together are at most 60. Every `words` is a literal piece of the visitor's message.
    """
    clauses = list(_clauses(messages))
    if len(clauses) > CLAUSES:
        clauses = clauses[: CLAUSES // 2] + clauses[-CLAUSES // 2 :]
    kept: list[int] = []
    for at in _ranked(clauses):
        if _length(clauses, [*kept, at]) <= WORDS_AT_MOST:
            kept.append(at)
    order = list(SLOTS)
    return tuple(clauses[at].part for at in sorted(kept, key=lambda at: (order.index(clauses[at].part.slot), at)))


def in_words(parts: Sequence[Part]) -> str:
    """The summary as text: a line a slot, its clauses parted by ` · `."""
    lines = []
    for slot, label in SLOTS.items():
        if said := [part.words for part in parts if part.slot == slot]:
            lines.append(f"{label}: {' · '.join(said)}")
    return "\n".join(lines)


def summarise(messages: Sequence[Message]) -> str:
    """The extractive summary as text; "" where the visitor says nothing that tells anything."""
    return in_words(extract(messages))


def _length(clauses: Sequence[_Clause], kept: Sequence[int]) -> int:
    """Words by blanks, labels and the dots between clauses included."""
    slots = {clauses[at].part.slot for at in kept}
    return sum(clauses[at].length + 1 for at in kept) + sum(len(SLOTS[slot].split()) - 1 for slot in slots)


def _ranked(clauses: Sequence[_Clause]) -> list[int]:
    """Every clause, in the order it is to be taken: the best of each slot first, then whatever tells most."""
    by_weight = sorted(range(len(clauses)), key=lambda at: (-clauses[at].weight, at))
    firsts: dict[str, int] = {}
    for at in by_weight:
        firsts.setdefault(clauses[at].part.slot, at)
    best = [firsts[slot] for slot in ("need", "next", "timeline", "budget", "objections", "product") if slot in firsts]
    seen: set[str] = set()
    rest = []
    for at in [*best, *by_weight]:
        key = fold(clauses[at].part.words)
        if key not in seen:
            seen.add(key)
            rest.append(at)
    return rest


def _clauses(messages: Sequence[Message]) -> Iterator[_Clause]:
    """The visitor's clauses that tell something, as they were said."""
    counted, asked = 0, ""
    for message in _read(messages):
        text = message.text[:READ_AT_MOST]
        if message.role != "visitor":
            asked = text if message.role in ("bot", "agent") else asked
            continue
        heard = blanked(fold(text))
        private = addresses.spans(text)
        for start, end in _pieces(text):
            if any(left < end and start < right for left, right in private) or not heard[start:end].strip():
                continue
            clause = _clause(text[start:end], message.position, counted)
            if clause and not _is_name(clause, text, asked):
                counted += 1
                yield clause


def _read(messages: Sequence[Message]) -> Sequence[Message]:
    """The first and the last messages of a long talk."""
    half = MESSAGES // 2
    return messages if len(messages) <= MESSAGES else [*messages[:half], *messages[-half:]]


def _is_name(clause: _Clause, text: str, asked: str) -> bool:
    """Whether the clause is nothing but what somebody is called, or says so: "My name is Jess"."""
    if clause.length > INTRODUCTION or clause.part.slot == "next":
        return False
    words = _BEHIND.sub("", clause.part.words)
    return any(
        found.value == words or (found.rank >= SURE and words.endswith(f" {found.value}"))
        for found in naming.names(text, asked)
    )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences stand; long ones are cut at commas into pieces of some length."""
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if len(_WORD.findall(text, start, end)) <= LONGEST:
            yield start, end
            continue
        left = start
        for part in _PART.finditer(text, start, end):
            if len(_WORD.findall(text, left, part.end())) >= 5:
                yield left, part.end()
                left = part.end()
        if left < end:
            yield left, end


def _clause(words: str, position: int, before: int) -> _Clause | None:
    words = _shown(words)
    folded = fold(words)
    told = _CHATTER.sub("", folded, count=1) if _CHATTER.match(folded) else folded
    found = _WORD.findall(told)
    if len(found) < LEAST:
        return None
    signals = by_rules([Turn(Message(position, "visitor", words), folded)])
    slots = {_OF_KIND[each.kind] for each in signals if each.kind in _OF_KIND}
    slot = _slot(folded, slots, before)
    telling = sum(1 for word in set(found) if word not in _STOP and len(word) > 2)
    numbers = sum(any(sign.isdigit() for sign in word) for word in found)
    names = sum(word[0].isupper() for word in _WORD.findall(words)[1:])
    if telling + numbers < LEAST and not slots:
        return None  # "rather not", "as I said": an answer, which tells nothing by itself
    weight = telling + 2.0 * numbers + 0.7 * names + 2.0 * bool(slots) + 1.0 * (slot != "product")
    weight += 4.0 if before == 0 else 1.5 if before < 3 else 0.0
    length = len(words.split())
    return _Clause(Part(slot, words, position), weight / (length + 5) ** 0.6, length)


def _slot(folded: str, slots: set[str], before: int) -> str:
    if before == 0 and not slots & {"next"}:
        return "need"  # what one comes with is said first
    sure = next((slot for slot in _SURE if slot in slots), None)
    if sure:
        return sure
    told = ((_MONEY, "budget"), (_WHEN, "timeline"), (_BUT, "objections"), (_NEED, "need"))
    seen = next((slot for pattern, slot in told if pattern.search(folded)), None)
    return seen or ("need" if "need" in slots or not slots else "product")


def _shown(words: str) -> str:
    """The clause without what leads into it, cut between words where it is long."""
    words = words.strip(" \t\r\n,;:-–—()*•")
    ends = [match.end() for match in re.finditer(r"\S+", words)]
    words = words if len(ends) <= LONGEST else words[: ends[LONGEST - 1]]
    return words[:SIGNS_AT_MOST]  # not every script parts its words
