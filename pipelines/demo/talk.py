"""Writes one conversation: who says what, when, and what the capture form did meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from leadlight.domain.conversation import Message, Role
from pipelines.demo import odd
from pipelines.demo.people import Person
from pipelines.demo.phrasebook import Phrasebook, Topic, Turn
from pipelines.demo.phrases_de import GERMAN
from pipelines.demo.phrases_en import ENGLISH
from pipelines.demo.phrases_es import SPANISH
from pipelines.demo.phrases_fr import FRENCH
from pipelines.demo.phrases_pt import PORTUGUESE
from pipelines.demo.world import Intent

BOOKS: Mapping[str, Phrasebook] = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "de": GERMAN, "pt": PORTUGUESE}

RIVALS = ("FieldPilot", "Jobwren", "Rotakit", "Servora", "Dispatchly")
INTEGRATIONS = ("Xero", "QuickBooks", "Sage", "HubSpot", "Google Calendar")
FEATURES = (
    "recurring jobs", "asset history", "customer text messages", "multi-day jobs", "quotes in the field",
    "gas certificates", "timesheets", "purchase orders", "checklists per site",
)  # fmt: skip
BOSSES = ("Karen", "Phil", "Dev", "Siobhan", "Mr Achebe", "Lorna")
PLANS = (("Crew", 29), ("Fleet", 45), ("Enterprise", 59))
TEAM_SIZES = (3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 18, 20, 22, 25, 30, 35, 40, 48, 60, 85, 120)
FOLLOWS: Mapping[Intent, tuple[int, ...]] = {"hot": (1, 2, 2, 3), "warm": (2, 2, 3, 3, 3), "cold": (0, 0, 1, 1)}
"""How many turns follow the opening one."""
AT_LEAST: Mapping[Intent, int] = {"hot": 1, "warm": 2, "cold": 0}
LINES = 12
"""Longer conversations are cut short by leaving out turns, never answers."""

EventKind = Literal["shown", "asked", "answered", "refused", "submitted", "abandoned"]
Answer = Literal["answered", "refused", "ignored"]


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """What the capture form did: `field` is set for asked, answered and refused. `at` is UTC."""

    kind: EventKind
    field: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written. `answers` is what became of each field the form asked, in order; empty: not shown."""

    language: str
    intent: Intent
    start: datetime
    room: float
    path: str | None
    person: Person
    town: str
    team: int
    captured: bool
    answers: tuple[tuple[str, Answer], ...] = ()
    at_once: bool = False
    agent: str | None = None
    greeted: bool = False
    insert: str | None = None


@dataclass(slots=True)
class _Script:
    """The conversation as it grows: lines with their second, and form events by line."""

    rng: Random
    slots: Mapping[str, object]
    style: Callable[[str], str]
    lines: list[tuple[Role, str, float]] = field(default_factory=list)
    beats: list[tuple[EventKind, str | None, int]] = field(default_factory=list)
    clock: float = 0.0

    def say(self, role: Role, text: str, styled: bool = True) -> None:
        """Add a line after the time it takes to read and type. Only phrases are styled, never names and addresses."""
        if role == "visitor":
            self.clock += 4 + self.rng.lognormvariate(2.9, 0.8)
        elif role == "agent":
            self.clock += 15 + self.rng.lognormvariate(3.6, 0.7)
        else:
            self.clock += 1 + 3 * self.rng.random()
        words = text.format_map(self.slots) if "{" in text else text
        self.lines.append((role, self.style(words) if styled and role == "visitor" else words, self.clock))

    def quote(self, text: str) -> None:
        """Add a visitor's line exactly as it is."""
        self.clock += 6 + 30 * self.rng.random()
        self.lines.append(("visitor", text, self.clock))

    def turn(self, turn: Turn) -> None:
        """Visitor, then bot."""
        self.say("visitor", turn[0])
        self.say("bot", turn[1])

    def beat(self, kind: EventKind, name: str | None = None) -> None:
        """Note what the form did with the line just said."""
        self.beats.append((kind, name, len(self.lines) - 1))


def write(rng: Random, plan: Plan) -> tuple[tuple[Message, ...], tuple[DemoEvent, ...]]:
    """The messages of a conversation and its form events, all within `plan.room` seconds of its start."""
    book = BOOKS[plan.language]
    topic = _topic(rng, book, plan)
    script = _Script(rng, _slots(rng, book, plan), _style(rng))
    if plan.greeted:
        script.say("bot", rng.choice(book.greetings))
    _talk(rng, script, topic, plan)
    if plan.insert is not None:
        script.quote(plan.insert)
        script.say("bot", odd.ANSWER)
    if plan.agent is not None:
        script.say("system", book.hand_over)
        script.say("agent", rng.choice(book.agent))
    if plan.answers:
        _ask(rng, script, book, topic, plan)
    if plan.captured:
        if len(script.lines) < LINES and rng.random() < 0.35:
            script.turn(rng.choice(book.byes))
    elif not plan.answers or len(script.lines) < 3 or rng.random() < 0.5:
        script.turn(rng.choice(topic.leaves))
    return _timed(script, plan)


def _topic(rng: Random, book: Phrasebook, plan: Plan) -> Topic:
    if plan.intent == "hot":
        return rng.choice(book.hot)
    if plan.intent == "warm":
        return rng.choice(book.warm)
    at = {"/support": 1, "/careers": 2}.get(plan.path or "", 0)
    if at == 0 and rng.random() < 0.4:
        at = rng.randrange(3)
    return book.cold[at % len(book.cold)]


def _talk(rng: Random, script: _Script, topic: Topic, plan: Plan) -> None:
    script.turn(rng.choice(topic.opens))
    left = (LINES - len(script.lines) - 2 * len(plan.answers) - (2 if plan.agent else 0)) // 2
    count = min(rng.choice(FOLLOWS[plan.intent]), len(topic.follows), max(left, AT_LEAST[plan.intent]))
    for turn in rng.sample(topic.follows, count):
        script.turn(turn)


def _ask(rng: Random, script: _Script, book: Phrasebook, topic: Topic, plan: Plan) -> None:
    first = plan.answers[0][0]
    ask = rng.choice(topic.asks).replace("{ask}", rng.choice(book.asks[first]))
    role, text, at = script.lines[-1]
    if len(text) + len(ask) < 170:
        script.lines[-1] = (role, f"{text} {ask}", at)
    else:
        script.say("agent" if plan.agent else "bot", ask)
    script.beat("shown")
    script.beat("asked", first)
    if plan.at_once:
        _answer_at_once(rng, script, book, plan)
    else:
        _answer_in_turn(rng, script, book, plan)
    if plan.captured:
        thanks = rng.choice(book.thanks)
        if plan.answers[0] != ("name", "answered"):
            thanks = thanks.replace(", {first}", "").replace(" {first}", "")
        script.say("agent" if plan.agent else "bot", thanks)
        script.beat("submitted")
    else:
        script.beat("abandoned")


def _answer_at_once(rng: Random, script: _Script, book: Phrasebook, plan: Plan) -> None:
    parts = [rng.choice(book.at_once)]
    parts += [rng.choice(book.answers[name]) for name, became in plan.answers[2:] if became == "answered"]
    script.say("visitor", ", ".join(parts), styled=False)
    for number, (name, became) in enumerate(plan.answers):
        if number:
            script.beat("asked", name)
        if became != "ignored":
            script.beat(became, name)


def _answer_in_turn(rng: Random, script: _Script, book: Phrasebook, plan: Plan) -> None:
    for number, (name, became) in enumerate(plan.answers):
        if number:
            script.say("agent" if plan.agent else "bot", rng.choice(book.asks[name]))
            script.beat("asked", name)
        if became == "answered":
            script.say("visitor", rng.choice(book.answers[name]), styled=False)
            script.beat("answered", name)
        elif became == "refused" and plan.captured:
            script.say("visitor", rng.choice(book.skips))
            script.beat("refused", name)
        elif became == "refused":
            refusal = rng.choice(book.refusals)
            script.say("visitor", refusal[0])
            script.beat("refused", name)
            script.say("bot", refusal[1])


def _slots(rng: Random, book: Phrasebook, plan: Plan) -> dict[str, object]:
    words, who = book.words, plan.person
    rival, rival2 = rng.sample(RIVALS, 2)
    month = words.months[(plan.start.month - 1 + rng.choice((1, 1, 1, 2, 2, 3))) % 12]
    plan_name, price = PLANS[0 if plan.team < 10 else 1 if plan.team < 45 else 2]
    return {
        "n": plan.team, "m": max(2, plan.team // 3), "jobs": plan.team * rng.choice((25, 30, 40, 60)),
        "plan": plan_name, "price": price, "total": price * plan.team,
        "budget": price * plan.team * 13 // 100 * 100 + 500,
        "rival": rival, "rival2": rival2, "tool": rng.choice(words.tools), "integ": rng.choice(INTEGRATIONS),
        "feature": rng.choice(FEATURES), "day": rng.choice(words.days), "hour": rng.choice(words.hours), "month": month,
        "when": rng.choice(words.whens).format(month=month), "boss": rng.choice(BOSSES), "trade": who.trade,
        "city": plan.town, "agent": plan.agent, "name": who.name, "first": who.first, "email": who.email,
        "phone_said": who.phone_said, "company": who.company,
    }  # fmt: skip


_TYPOS = (("please", "pls"), ("you", "u"), ("their", "there"), ("receive", "recieve"), ("because", "bc"), ("que", "q"))
_SMILES = ("🙂", "😅", "🙏", "👍", "!!", "…")


def _style(rng: Random) -> Callable[[str], str]:
    """How this visitor types: most as written, some in small letters, some in a hurry, some with a smile."""
    at = rng.random()
    if at < 0.62:
        return str
    if at < 0.82:
        return lambda text: text.lower().rstrip(".")
    if at < 0.92:
        return _hurried
    smile = rng.choice(_SMILES)
    return lambda text: f"{text.rstrip('.')} {smile}"


def _hurried(text: str) -> str:
    text = text.lower().rstrip(".").replace("'", "").replace(", ", " ")
    for right, wrong in _TYPOS:
        text = text.replace(f" {right} ", f" {wrong} ")
    return text


def _timed(script: _Script, plan: Plan) -> tuple[tuple[Message, ...], tuple[DemoEvent, ...]]:
    scale = min(1.0, plan.room / script.clock)
    times = [plan.start + timedelta(milliseconds=int(at * scale * 1000)) for _, _, at in script.lines]
    messages = tuple(
        Message(position, role, text, at)
        for position, ((role, text, _), at) in enumerate(zip(script.lines, times, strict=True))
    )
    return messages, tuple(DemoEvent(kind, name, times[line]) for kind, name, line in script.beats)
