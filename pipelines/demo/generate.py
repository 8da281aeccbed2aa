"""The sample bot as a stream of cases: deterministic, in order of time, in constant memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from leadlight.domain.rows import ConversationRow, LeadRow
from pipelines.demo import forms, odd, traffic, world
from pipelines.demo.life import Origin, live
from pipelines.demo.people import Person, person
from pipelines.demo.talk import TEAM_SIZES, DemoEvent, Plan, write
from pipelines.demo.traffic import Cell, Visit
from pipelines.demo.visitors import Visitor, Visitors
from pipelines.demo.world import Channel, Intent, Place

SCRIPTED = {0.30: True, 0.45: True, 0.60: False}
"""Leads of the tiny page, by their place in the sequence, and whether they convert."""
AGENTS = ("Priya", "Tom", "Marta", "Ellie")
ODD_NAME_EVERY, DUPLICATE_EVERY, ODD_LINE_EVERY, LONG_EVERY = 40, 97, 70, 1_500
_TRIGGERS: dict[Intent, tuple[tuple[str, ...], list[float]]] = {
    "hot": (("intent", "request", "messages"), [0.62, 0.92, 1.0]),
    "warm": (("intent", "request", "messages"), [0.35, 0.60, 1.0]),
    "cold": (("messages", "request", "time_on_page"), [0.60, 0.80, 1.0]),
}


@dataclass(frozen=True, slots=True)
class DemoCase:
    """One visit: its conversation, its lead with moves, or both; and what the form did, in order of time."""

    conversation: ConversationRow | None
    lead: LeadRow | None
    events: tuple[DemoEvent, ...] = ()


def generate(leads: int, seed: int, now: datetime, zone: ZoneInfo) -> Iterator[DemoCase]:
    """Yield exactly `leads` leads and some 3.1 conversations for each, spread over the 24 months before `now`.

    `now` must be aware; `zone` is the bot's, in which days, hours and working times are meant. The same arguments give
    the same cases. Cases come in order of start; `demo-c-…` and `demo-l-…` count up with them.
    """
    now = now.astimezone(UTC).replace(microsecond=0)
    maker = _Maker(Random(seed), leads, now, zone)
    others = round(leads * (1 - world.NO_CONVERSATION) * (1 - world.CAPTURE_RATE) / world.CAPTURE_RATE)
    for visit in traffic.visits(Random(seed + 1), leads, others, now, zone):
        yield maker.case(visit)


class _Maker:
    """Turns visits into cases, one at a time; ids and the rotation of oddities follow from its counts."""

    def __init__(self, rng: Random, leads: int, now: datetime, zone: ZoneInfo) -> None:
        self._rng, self._now, self._zone = rng, now, zone
        self._table = traffic.table()
        self._visitors = Visitors(rng)
        self._scripted = {int(leads * at): fate for at, fate in SCRIPTED.items()} if leads >= 50 else {}
        self._silent = list(accumulate(channel.traffic for channel in world.SILENT_CHANNELS))
        self._recent: deque[Person] = deque(maxlen=30)
        self._leads = self._conversations = 0

    def case(self, visit: Visit) -> DemoCase:
        """The case of one visit."""
        if not visit.lead:
            return self._passing(visit)
        self._leads += 1
        if self._leads in self._scripted:
            return self._captured(visit, _tiny_cell(), self._scripted[self._leads])
        if self._rng.random() < world.NO_CONVERSATION:
            return DemoCase(None, self._silent_lead(visit))
        return self._captured(visit, self._table.draw(self._rng, captured=True), None)

    def _passing(self, visit: Visit) -> DemoCase:
        cell = self._table.draw(self._rng, captured=False)
        visitor = self._visitors.arrive(cell)
        self._visitors.leave(cell, visitor)
        who = person(self._rng, self._conversations * 31 + 7, visitor.place)
        plan = self._plan(visit, cell, visitor, who)
        plan = replace(plan, answers=forms.abandoned(self._rng, cell), insert=self._insert(plan))
        row, events = self._conversation(cell, visitor, plan)
        return DemoCase(row, None, events)

    def _captured(self, visit: Visit, cell: Cell, fate: bool | None) -> DemoCase:
        rng, visitor = self._rng, self._visitors.arrive(cell)
        who = self._person(visitor.place)
        at_once = rng.random() < (0.25 if cell.channel.key in ("widget", "email") else 0.08)
        plan = replace(
            self._plan(visit, cell, visitor, who), captured=True, at_once=at_once,
            answers=forms.filled(rng, cell, at_once), agent=rng.choice(AGENTS) if rng.random() < 0.08 else None,
        )  # fmt: skip
        plan = replace(plan, insert=self._insert(plan))
        row, events = self._conversation(cell, visitor, plan)
        lead = self._lead(cell, plan, row, events[-1].at, fate)
        return DemoCase(row, lead, events)

    def _plan(self, visit: Visit, cell: Cell, visitor: Visitor, who: Person) -> Plan:
        rng = self._rng
        return Plan(
            language=visitor.language, intent=cell.intent, start=visit.start, room=visit.room,
            path=cell.page.path if cell.page else None, person=who, town=visitor.town[1],
            team=rng.choice(TEAM_SIZES), captured=False,
            greeted=cell.channel.key == "widget" and rng.random() < 0.4,
        )  # fmt: skip

    def _insert(self, plan: Plan) -> str | None:
        number = self._conversations + 1
        if number % LONG_EVERY == 0:
            return odd.long_message(plan.town)
        return odd.LINES[number // ODD_LINE_EVERY % len(odd.LINES)] if number % ODD_LINE_EVERY == 0 else None

    def _conversation(self, cell: Cell, visitor: Visitor, plan: Plan) -> tuple[ConversationRow, tuple[DemoEvent, ...]]:
        self._conversations += 1
        messages, events = write(self._rng, plan)
        row = ConversationRow(
            line=self._conversations, external_id=f"demo-c-{self._conversations:06d}", visitor=visitor.token,
            language=plan.language, started_at=messages[0].sent_at, messages=messages,
            **self._visitors.origin(cell, visitor),
        )  # fmt: skip
        return row, events

    def _person(self, place: Place) -> Person:
        """Someone new, or one of the last thirty once more, under a shorter name."""
        who = person(self._rng, self._leads, place)
        if self._leads % DUPLICATE_EVERY == 0 and self._recent:
            known = self._recent[0]
            last = known.name.rsplit(" ", 1)[-1]
            return replace(known, name=f"{known.first} {last[0]}.")
        if self._leads % ODD_NAME_EVERY == 0:
            name = odd.NAMES[self._leads // ODD_NAME_EVERY % len(odd.NAMES)]
            return replace(who, name=name, first=name)
        self._recent.append(who)
        return replace(who, name=odd.restyle_name(who.name, self._leads))

    def _lead(self, cell: Cell, plan: Plan, talk: ConversationRow, at: datetime, fate: bool | None) -> LeadRow:
        """The lead of a conversation: what the form learnt, and the origin columns of the conversation."""
        given = {name for name, became in plan.answers if became == "answered"}
        who, rng = plan.person, self._rng
        firm = "company" in given or cell.channel.key == "api"
        names, weights = _TRIGGERS[cell.intent]
        trigger = "handoff" if plan.agent else "form" if plan.at_once else rng.choices(names, cum_weights=weights)[0]
        row = LeadRow(
            line=self._leads, external_id=f"demo-l-{self._leads:06d}", captured_at=at,
            name=who.name if "name" in given else None, email=who.email if "email" in given else None,
            phone=who.phone if "phone" in given or cell.channel.gives_phone else None,
            company=who.company if firm else None, website=who.website if firm and rng.random() < 0.7 else None,
            channel=talk.channel, landing_page=talk.landing_page, source_page=talk.source_page, referrer=talk.referrer,
            utm_source=talk.utm_source, utm_medium=talk.utm_medium, utm_campaign=talk.utm_campaign,
            utm_term=talk.utm_term, utm_content=talk.utm_content, trigger=trigger, country=talk.country,
            region=talk.region, city=talk.city, timezone=talk.timezone, conversation_external_id=talk.external_id,
            custom=self._custom(cell.intent, plan.team if "team_size" in given else None),
        )  # fmt: skip
        return self._lived(row, Origin(row.external_id or "", at, cell.channel.key, cell.intent, cell.odds, fate))

    def _silent_lead(self, visit: Visit) -> LeadRow:
        """A lead that rang, wrote a letter or came on a list: no conversation, so no score."""
        rng = self._rng
        channel: Channel = rng.choices(world.SILENT_CHANNELS, cum_weights=self._silent)[0]
        intent: Intent = rng.choices(world.INTENTS, weights=channel.intents)[0]
        place = self._visitors.place(channel.key)
        who, town = self._person(place), rng.choice(place.towns)
        row = LeadRow(
            line=self._leads, external_id=f"demo-l-{self._leads:06d}", captured_at=visit.start, name=who.name,
            email=None if channel.key == "phone" and rng.random() < 0.7 else who.email,
            phone=who.phone if channel.key == "phone" or rng.random() < 0.3 else None,
            company=who.company if rng.random() < 0.7 else None, channel=channel.key,
            source_page=self._visitors.page("/contact") if channel.key == "email" and rng.random() < 0.5 else None,
            country=place.country, region=town[0], city=town[1], timezone=town[2], custom=self._custom(intent, None),
        )  # fmt: skip
        return self._lived(row, Origin(row.external_id or "", visit.start, channel.key, intent, channel.win, None))

    def _custom(self, intent: Intent, team: int | None) -> dict[str, str]:
        custom = {"team_size": str(team)} if team else {}
        if intent != "cold" and self._rng.random() < 0.55:
            custom["plan_interest"] = self._rng.choice(("Crew", "Crew", "Fleet", "Enterprise", "Solo"))
        elif intent == "cold" and self._rng.random() < 0.3:
            custom["newsletter"] = "yes"
        return custom

    def _lived(self, row: LeadRow, origin: Origin) -> LeadRow:
        life = live(self._rng, origin, self._now, self._zone)
        if not life.moves:
            return replace(row, owner=life.owner, status="new", status_at=row.captured_at)
        last = life.moves[-1]
        return replace(
            row, owner=life.owner, moves=life.moves, status=last.to, status_at=last.at, status_reason=last.reason
        )


def _tiny_cell() -> Cell:
    page = world.PAGE_BY_PATH[world.TINY_PAGE]
    return Cell(world.CHANNEL_BY_KEY["widget"], None, page, "hot", 1.0)
