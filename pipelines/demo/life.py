"""What becomes of a lead: who takes it, how soon they write, how far it goes, and why it is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from leadlight.domain.rows import MoveRow
from pipelines.demo.world import Intent


@dataclass(frozen=True, slots=True)
class Owner:
    """A person who works leads. `hours` is the median until they first write, within working hours."""

    name: str
    share: float
    hours: float
    skill: float


OWNERS: tuple[Owner | None, ...] = (
    Owner("Priya Raman", 0.25, 0.5, 1.15), Owner("Tom Adeyemi", 0.22, 1.3, 1.05), Owner("Marta Silva", 0.18, 0.3, 1.0),
    Owner("Jonas Weber", 0.17, 9.0, 0.85), Owner("Ellie Marsh", 0.11, 2.2, 0.95), None,
)  # fmt: skip
_OWNER_WEIGHTS = list(accumulate(owner.share if owner else 0.07 for owner in OWNERS))
_STAND_INS = ("Priya Raman", "Tom Adeyemi")
"""Who works the leads that belong to no one."""
_NOBODY = Owner("", 0.07, 30.0, 0.75)

WIN: Mapping[Intent, float] = {"hot": 0.208, "warm": 0.094, "cold": 0.030}
"""Chance to convert for a lead of average origin that is answered the same day."""
ANSWERED: Mapping[Intent, float] = {"hot": 0.985, "warm": 0.94, "cold": 0.84}
SPEED = ((1.0, 1.50), (4.0, 1.22), (24.0, 0.95), (72.0, 0.70), (float("inf"), 0.45))
"""Up to so many hours until the first contact, the chance is multiplied by so much."""

REASONS = (
    "No reply", "Too expensive", "Chose a competitor", "Not a fit", "Missing feature", "Postponed", "No budget",
    "Spam or wrong contact",
)  # fmt: skip
_REASON_WEIGHTS: Mapping[str, tuple[float, ...]] = {
    "widget": (22, 18, 16, 14, 10, 10, 7, 3), "whatsapp": (16, 30, 12, 10, 6, 16, 9, 1),
    "messenger": (36, 18, 7, 18, 4, 7, 5, 5), "instagram": (40, 14, 3, 20, 2, 5, 4, 12),
    "telegram": (20, 22, 14, 14, 14, 8, 5, 3), "api": (10, 14, 32, 8, 20, 10, 6, 0.5),
    "email": (14, 16, 18, 16, 10, 14, 9, 3), "phone": (6, 24, 20, 10, 8, 20, 12, 0.5),
    "import": (45, 8, 6, 20, 3, 8, 6, 4),
}  # fmt: skip
REASON_TABLE = {channel: list(accumulate(weights)) for channel, weights in _REASON_WEIGHTS.items()}
LONGEST = 120.0
"""Days no single step exceeds."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the future of a lead depends on: `odds` multiplies the chance to convert, `fate` forces it."""

    lead: str
    captured: datetime
    channel: str
    intent: Intent
    odds: float
    fate: bool | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """Owner and moves up to now."""

    owner: str | None
    moves: tuple[MoveRow, ...]


def live(rng: Random, origin: Origin, now: datetime, zone: ZoneInfo) -> Life:
    """The moves of a lead, cut at `now`: a young lead is still on its way, as in life. People move leads at work."""
    owner = rng.choices(OWNERS, cum_weights=_OWNER_WEIGHTS)[0]
    steps = list(_steps(rng, origin, owner or _NOBODY, zone))
    by = owner.name if owner else rng.choice(_STAND_INS)
    moves, at = [], origin.captured
    for to, wait, reason in steps:
        at = at_desk(at + max(wait, timedelta(minutes=1)), zone, minutes=rng.randrange(240))
        if at > now:
            break
        moves.append(MoveRow(0, origin.lead, to, at, reason=reason, actor=by))
    return Life(owner.name if owner else None, tuple(moves))


_Step = tuple[str, timedelta, str | None]


def _steps(rng: Random, origin: Origin, owner: Owner, zone: ZoneInfo) -> list[_Step]:
    wait = first_contact(rng, origin.captured, owner.hours, zone)
    if origin.fate is None and rng.random() > ANSWERED[origin.intent] * (0.8 if not owner.name else 1.0):
        return [_lost(rng, origin, 20.0)] if rng.random() < 0.6 else []
    chance = _chance(origin, owner, wait.total_seconds() / 3600)
    if rng.random() >= chance**0.45:
        return [("contacted", wait, None), *_given_up(rng, origin, 0.88)]
    qualified = ("qualified", _days(rng, 2.2, 0.9), None)
    steps: list[_Step] = [("contacted", wait, None), qualified]
    if rng.random() < 0.07:
        steps = [("qualified", wait, None)]
    if rng.random() >= chance**0.55:
        return [*steps, *_given_up(rng, origin, 0.84)]
    if rng.random() < 0.02:
        return [("converted", wait, None)]  # bought on the first call
    return [*steps, ("converted", _days(rng, 9.0, 0.75), None)]


def first_contact(rng: Random, captured: datetime, hours: float, zone: ZoneInfo) -> timedelta:
    """Time until someone writes: lognormal with a heavy tail; what came outside office hours is first read at nine."""
    wait = timedelta(hours=min(hours * rng.lognormvariate(0.0, 1.35), LONGEST * 24))
    desk = at_desk(captured, zone, minutes=60)
    if desk != captured:
        wait = wait * 0.6
    return at_desk(desk + wait, zone, minutes=60 + rng.randrange(180)) - captured


def at_desk(at: datetime, zone: ZoneInfo, minutes: int) -> datetime:
    """`at` itself in office hours (Monday to Friday, 8 to 18); else so many minutes after the next opening. UTC."""
    local = at.astimezone(zone)
    if 8 <= local.hour < 18 and local.weekday() < 5:
        return at
    opening = local.replace(hour=8, minute=0, second=local.second, microsecond=0, fold=0)
    if local.hour >= 18:
        opening += timedelta(days=1)
    while opening.weekday() >= 5:
        opening += timedelta(days=1)
    # To UTC before the minutes are added: the clocks may change between the two days, not between the two minutes.
    return opening.astimezone(UTC) + timedelta(minutes=minutes)


def _chance(origin: Origin, owner: Owner, hours: float) -> float:
    if origin.fate is not None:
        return 1.0 if origin.fate else 0.0
    speed = next(factor for limit, factor in SPEED if hours <= limit)
    return min(0.85, WIN[origin.intent] * origin.odds * speed * owner.skill)


def _given_up(rng: Random, origin: Origin, share: float) -> list[_Step]:
    """Most are lost in the end, the rest stay where they are; one lost lead in sixteen is taken up again."""
    if rng.random() >= share:
        return []
    lost = _lost(rng, origin, 12.0)
    if origin.fate is not None or rng.random() >= 1 / 16:
        return [lost]
    again: list[_Step] = [lost, ("contacted", _days(rng, 45.0, 0.5), None)]
    if rng.random() < 0.22:
        return [*again, ("qualified", _days(rng, 3.0, 0.8), None), ("converted", _days(rng, 9.0, 0.7), None)]
    return [*again, _lost(rng, origin, 15.0)] if rng.random() < 0.8 else again


def _lost(rng: Random, origin: Origin, days: float) -> _Step:
    reason = rng.choices(REASONS, cum_weights=REASON_TABLE[origin.channel])[0]
    return "lost", _days(rng, days, 0.7), reason


def _days(rng: Random, median: float, spread: float) -> timedelta:
    return timedelta(seconds=int(min(median * rng.lognormvariate(0.0, spread), LONGEST) * 86_400))
