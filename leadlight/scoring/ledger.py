"""The score ledger of one conversation: why the visitor is worth a call, in the visitor's own words.

Only the visitor's messages count. What the bot asked right before is read for one thing: a plain "yes" to an offered
demo, visit or call is the visitor's own request. The score is `clamp(signal.points for signal in ledger)`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from leadlight.domain.conversation import Message, Signal
from leadlight.domain.temperature import Temperature, Thresholds, clamp, temperature
from leadlight.scoring import reading, transcript
from leadlight.scoring.phrases import PhraseIndex, lines
from leadlight.scoring.signals import BY_KIND, GROUP_AT_MOST, HARDLY_LIFTED, PAIRS, POINTS, READINGS
from leadlight.scoring.transcript import READ_AT_MOST, Turn
from leadlight.scoring.words import LANGUAGES

QUOTE_AT_MOST = 160
_FREE = """
    aol arnet bluewin bol btinternet example fastmail free freenet fibertel gmail gmx googlemail hey hotmail icloud
    laposte libero live mac mail me msn orange outlook posteo proton protonmail sapo sfr sky t-online telefonica
    terra tiscali uol virgin virgilio wanadoo web yahoo yandex ymail zoho mailnook postbox worldmail correo
    courriel correio postale
"""
FREE_MAIL = frozenset(_FREE.split()) | {"inbox"}
"""Mail services open to anyone: an address of theirs tells no firm."""
SURE = 0.45
"""How sure the overall reading must be to say anything (these three chosen on talks that it was not fitted on),"""
SURE_AGAINST_A_REQUEST = 0.6
"""to take what the rules hold for hot for cold,"""
SURE_AGAINST_A_REASON = 0.85
"""and to lift what a plain reason against speaks of (a job sought, an advertisement)."""
YOUNG = 20
"""Words of a visitor up to which a request stands as it was made. (Words: how long an address is says nothing.)"""
_THRESHOLDS = Thresholds()

_INDEX = PhraseIndex(pair for words, sets in LANGUAGES.values() for pair in lines(words, sets))

_CLAUSE_END = re.compile(r"[.?!\n,;:()]")
_NEGATION = re.compile(
    r"\b(?:not|never|no|nor|dont|wont|cant|cannot|without|(?:do|does|did|wo|wouldn|would|ca|is|are|have)n?'?t"
    r"|ni|sin|tampoco|ne|pas|sans|non|senza|nao|sem|nem|nicht|kein|keine|ohne)\b(?![^\w]*only)"
)
_NEGATION_REACH = 36
_QUESTION_START = (
    r"(?:do|does|did|can|could|is|are|will|would|what|which|how|who|when|where|why|und|and|or"
    r"|que|como|cual|se puede|puede|est ce|comment|quel|quelle|peut|come|quale|qual|posso|pode|da|wie|was|welche"
    r"|kann|gibt)"
)
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
_QUESTION = re.compile(rf"\W*(?:{_QUESTION_START}\b|\d+\W+{_QUESTION_START}\b)")
_DEEP_WORDS = 6
_OFFER = re.compile(
    r"(?:demo|visit|viewing|survey|appointment|\bcall\b|meeting|\btour\b|\bscan\b|test drive|book|reserve|schedule"
    r"|sign you up|trial|visita|cita|reserva|agendar|marcar|prueba|llamada|rendez|rdv|\bappel|reserver|visite|prova"
    r"|appuntamento|prenotare"
    r"|vedere|provare|termin|besichtig|probe|reserv|anruf)[^.?!\n]{0,160}\?"
)
_ACCEPT = re.compile(
    r"\W*(?:yes|yep|yeah|yup|sure|absolutely|definitely|of course|please do|go ahead|si|claro|vale|perfecto"
    r"|oui|volontiers|avec plaisir|certo|volentieri|va bene|sim|pode ser|ja|gerne)\b"
    r"(?![^.!\n]{0,20}\b(?:but|not|no|pero|mais|mas|ma|aber|nicht)\b)"
)
_CONTACT = re.compile(r"(?<=\w)@[\w-]{1,63}\.\w|(?<![\w/.,-])\+?\(?\d(?:[ ()./-]{0,2}\d){8,13}(?![\w/,-])")
_AT_OR_DIGIT = re.compile(r"[@\d]")
"""Stands in every contact, and is much faster found."""
_FIRM = re.compile(r"(?<=\w)@(?:[\w-]{1,63}\.){0,2}([\w-]{1,63})\.\w{2,}")


def score(messages: Sequence[Message], points: Mapping[str, int] | None = None) -> tuple[Signal, ...]:
    """The ledger of a conversation, in the order the visitor said it. Deterministic; no signal, an empty ledger.

    Every quote is a literal part of the visitor's message at `position`, at most 160 characters, cut between words.
    `points` replaces what some kinds are worth; which signals stand does not depend on it.
    """
    talk = transcript.folded(messages)
    found = by_rules(talk)
    entry = _overall(talk, found)
    ledger = (*found, entry) if entry else found
    return tuple(_repriced(signal, points) for signal in ledger) if points else ledger


def by_rules(talk: Sequence[Turn]) -> tuple[Signal, ...]:
    """What the signals' rules find, at their own points."""
    heard: list[Signal] = []
    asked = ""
    for turn in talk:
        if turn.message.role == "visitor":
            heard += _signals(turn, asked)
            asked = ""
        elif turn.message.role in ("bot", "agent"):
            asked = turn.folded
    standing = _standing(heard)
    return (*_capped(standing), *_pairs(standing))


def _overall(talk: Sequence[Turn], found: Sequence[Signal]) -> Signal | None:
    """The entry that brings the score to where the conversation as a whole reads, if the rules alone take it elsewhere.

    It says nothing while the reading is unsure.
    """
    seen = reading.read(talk, found)
    if seen is None or decided(found, seen.temperature, seen.share) != seen.temperature:
        return None
    if seen.temperature == "cold" and _is_young(talk, found):
        return None
    total = sum(signal.points for signal in found)
    if seen.temperature == temperature(clamp([total]), _THRESHOLDS):
        return None
    kind = READINGS[seen.temperature]
    turn = next(turn for turn in talk if turn.message.position == seen.position and turn.message.role == "visitor")
    start = len(turn.folded) - len(turn.folded.lstrip())
    words = quote(turn.message.text, start, min(len(turn.folded.rstrip()), start + QUOTE_AT_MOST))
    return Signal(kind, BY_KIND[kind].points - total, words, seen.position)


def _is_young(talk: Sequence[Turn], found: Sequence[Signal]) -> bool:
    """Whether all that was said so far is little more than a plain request: whole talks taught the reading, and to it
    a talk that has only begun is one that came to nothing."""
    groups = {BY_KIND[signal.kind].group for signal in found if signal.kind in BY_KIND}
    said = sum(len(turn.folded.split()) for turn in talk if turn.message.role == "visitor")
    return "decisive" in groups and "against" not in groups and said < YOUNG


def decided(found: Sequence[Signal], seen: Temperature, share: float) -> Temperature:
    """The temperature where the rules found these signals and the reading sees one with this share."""
    rules = temperature(clamp(signal.points for signal in found), _THRESHOLDS)
    least = SURE
    if seen == "cold" and rules == "hot":
        least = SURE_AGAINST_A_REQUEST
    elif seen != "cold" and any(signal.kind in HARDLY_LIFTED for signal in found):
        least = SURE_AGAINST_A_REASON
    return seen if share >= least else rules


def _repriced(signal: Signal, points: Mapping[str, int]) -> Signal:
    """The signal at a bot's own points: moved by as much as the bot moved its kind."""
    if signal.kind not in points:
        return signal
    return signal._replace(points=signal.points + points[signal.kind] - POINTS[signal.kind])


def _signals(turn: Turn, asked: str) -> Iterator[Signal]:
    """Every signal of one visitor message, uncapped, in reading order; a kind once per stretch of text."""
    message, folded = turn
    text = message.text[:READ_AT_MOST]
    spans = sorted((*_accepted(folded, asked), *_said(folded), *_questions(folded), *_contact(folded)))
    taken: dict[str, int] = {}
    for start, end, kind in spans:
        if start >= taken.get(kind, 0):
            taken[kind] = end
            yield Signal(kind, BY_KIND[kind].points, quote(text, start, end), message.position)


def _said(folded: str) -> Iterator[tuple[int, int, str]]:
    for kind, start, end in _INDEX.find(folded):
        if BY_KIND[kind].points < 0 or not _negated(folded, start):
            yield start, end, kind


def _negated(folded: str, start: int) -> bool:
    """Whether "not", "never", "nicht"… stands before `start` in the same clause."""
    clause = _CLAUSE_END.split(folded[max(0, start - _NEGATION_REACH) : start])[-1]
    return bool(_NEGATION.search(clause))


def _questions(folded: str) -> Iterator[tuple[int, int, str]]:
    """Questions of some length: they show that the visitor weighs details, whatever the product."""
    for sentence in _SENTENCE.finditer(folded):
        words = sentence.group().count(" ") + 1
        if words >= _DEEP_WORDS and ("?" in sentence.group()[-4:] or _QUESTION.match(sentence.group())):
            yield sentence.start(), sentence.end(), "product_question"


def _contact(folded: str) -> Iterator[tuple[int, int, str]]:
    if _AT_OR_DIGIT.search(folded) and (match := _CONTACT.search(folded)):
        yield match.start(), match.end(), "contact_given"
        if (firm := _FIRM.search(folded)) and firm[1] not in FREE_MAIL:
            yield firm.start(), firm.end(), "firm_email"


def _accepted(folded: str, asked: str) -> Iterator[tuple[int, int, str]]:
    if asked and (yes := _ACCEPT.match(folded)) and (offer := _OFFER.search(asked[-READ_AT_MOST:])):
        yield 0, yes.end(), "demo_requested" if "demo" in offer.group() else "booking_requested"


def _standing(heard: list[Signal]) -> list[Signal]:
    """What still holds at the end.

    Interest withdrawn voids what asked for more before it, and a request after it voids the withdrawal. "Just looking"
    says nothing against a visitor who asks to buy or to come.
    """
    decided = _last(heard, lambda signal: BY_KIND[signal.kind].group == "decisive")
    withdrawn = _last(heard, lambda signal: signal.kind == "withdrawn")
    if decided > withdrawn:
        return [signal for signal in heard if signal.kind not in ("withdrawn", "not_buying")]
    return [
        signal
        for at, signal in enumerate(heard)
        if at >= withdrawn or BY_KIND[signal.kind].group not in ("decisive", "evaluation")
    ]


def _last(heard: list[Signal], wanted: Callable[[Signal], bool]) -> int:
    return next((at for at in range(len(heard) - 1, -1, -1) if wanted(heard[at])), -1)


def _capped(standing: list[Signal]) -> Iterator[Signal]:
    """Each kind at most as often as its rule says, and each group up to its most."""
    counted: Counter[str] = Counter()
    room = Counter(GROUP_AT_MOST)
    for signal in standing:
        rule = BY_KIND[signal.kind]
        if counted[rule.kind] < rule.most and (rule.group == "against" or rule.points <= room[rule.group]):
            counted[rule.kind] += 1
            room[rule.group] -= rule.points
            yield signal


def _pairs(standing: list[Signal]) -> Iterator[Signal]:
    first = {signal.kind: signal for signal in reversed(standing)}
    for pair in PAIRS:
        if pair.with_ in first and any(kind in first for kind in pair.either):
            last = first[pair.with_]
            yield Signal(pair.kind, pair.points, last.quote, last.position)


def quote(text: str, start: int, end: int) -> str:
    """The words around `text[start:end]`: its line if that is short, else up to 160 characters cut between words."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    if right - left > QUOTE_AT_MOST:
        room = max(0, QUOTE_AT_MOST - (end - start)) // 2
        left, right = max(left, start - room), min(right, max(start, left) + QUOTE_AT_MOST, end + room)
        left, right = _word_left(text, left, start), _word_right(text, right, start)
    return text[left:right].strip()


def _word_left(text: str, left: int, start: int) -> int:
    """`left` moved right to where a word begins, though never past `start`."""
    if left == 0 or text[left - 1].isspace():
        return left
    return next((at + 1 for at in range(left, start) if text[at].isspace()), start)


def _word_right(text: str, right: int, start: int) -> int:
    """`right` moved left to where a word ends; one endless word is cut where it stands."""
    if right == len(text) or text[right].isspace():
        return right
    return next((at for at in range(right, start, -1) if text[at].isspace()), right)
