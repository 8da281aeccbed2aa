"""Which visits come, and when: the joint table of channel, campaign, page and intent, and a calendar of 24 months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from pipelines.demo import world
from pipelines.demo.world import Campaign, Channel, Intent, Page

_BASE_CAPTURE = {"hot": 0.62, "warm": 0.36, "cold": 0.175}
_HOURS = range(24)
_WORKDAY = list(accumulate(world.WORKDAY_HOURS))
_WEEKEND = list(accumulate(world.WEEKEND_HOURS))
_SHARES = (0.68, 1.05, 1.0)
"""Evens out hot, warm and cold over all pages; the pages' own shares stay what a person would guess."""
_STEADY = 8.0
"""How alike days are: no two Tuesdays bring the same, and the counts of a day spread by about a third."""
FRESH_MINUTES = (265, 118, 47, 21, 8)
"""The newest leads came this long ago, whatever the hour it is now."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A kind of visit. `page` None: the channel does not know the page. `odds` multiplies the chance to convert."""

    channel: Channel
    campaign: Campaign | None
    page: Page | None
    intent: Intent
    odds: float


@dataclass(frozen=True, slots=True)
class Table:
    """All cells, with the cumulative weights of visits that leave a lead and of those that do not.

    Drawing from the two apart gives an exact number of leads and still the true capture rate of every page and channel.
    """

    cells: tuple[Cell, ...]
    captured: list[float]
    passing: list[float]

    def draw(self, rng: Random, captured: bool) -> Cell:
        """One visit that left a lead, or did not."""
        return rng.choices(self.cells, cum_weights=self.captured if captured else self.passing)[0]


@dataclass(frozen=True, slots=True)
class Visit:
    """One case to come: `start` in UTC, whether it leaves a lead, and the seconds it may take before now."""

    start: datetime
    lead: bool
    room: float


def table() -> Table:
    """The joint table, scaled so that captures make up `world.CAPTURE_RATE` of all visits."""
    weighted = list(_cells())
    raw = [weight * capture for _, weight, capture in weighted]
    scale = world.CAPTURE_RATE * sum(weight for _, weight, _ in weighted) / sum(raw)
    captured = [weight * min(0.97, capture * scale) for _, weight, capture in weighted]
    passing = [weight - taken for (_, weight, _), taken in zip(weighted, captured, strict=True)]
    return Table(tuple(cell for cell, _, _ in weighted), list(accumulate(captured)), list(accumulate(passing)))


def _cells() -> Iterator[tuple[Cell, float, float]]:
    """Every cell with its weight and its bare chance of capture."""
    for channel in world.CHANNELS:
        for campaign, share in _sources(channel):
            for page, weight in _pages(channel, campaign):
                for intent, part in zip(world.INTENTS, _intents(channel, campaign, page), strict=True):
                    cell = Cell(
                        channel, campaign, page, intent, channel.win * _win(campaign) * (page.win if page else 0.9)
                    )
                    capture = _BASE_CAPTURE[intent] * channel.capture * (campaign.capture if campaign else 1.0)
                    yield cell, channel.traffic * share * weight * part, capture * (page.capture if page else 0.95)


def _win(campaign: Campaign | None) -> float:
    return campaign.win if campaign else 1.0


def _sources(channel: Channel) -> list[tuple[Campaign | None, float]]:
    mine = [campaign for campaign in world.CAMPAIGNS if channel.key in campaign.channels]
    total = sum(campaign.traffic for campaign in mine)
    bought: list[tuple[Campaign | None, float]] = [(c, channel.campaigns * c.traffic / total) for c in mine]
    return [(None, 1.0 - channel.campaigns if mine else 1.0), *bought]


def _pages(channel: Channel, campaign: Campaign | None) -> list[tuple[Page | None, float]]:
    known = 0.97 * channel.site
    if campaign:
        pages = [world.PAGE_BY_PATH[path] for path in campaign.pages]
        shares = [3.0, 1.0, 1.0][: len(pages)]
    else:
        pages = [page for page in world.PAGES if page.traffic]
        shares = [page.traffic for page in pages]
    total = sum(shares)
    return [(None, 1 - known), *((page, known * share / total) for page, share in zip(pages, shares, strict=True))]


def _intents(channel: Channel, campaign: Campaign | None, page: Page | None) -> list[float]:
    shares = page.intents if page else (0.12, 0.33, 0.55)
    bought = campaign.intents if campaign else (1.0, 1.0, 1.0)
    whole = zip(shares, channel.intents, bought, _SHARES, strict=True)
    mixed = [share * mine * theirs * everywhere for share, mine, theirs, everywhere in whole]
    return [part / sum(mixed) for part in mixed]


def visits(rng: Random, leads: int, others: int, now: datetime, zone: ZoneInfo) -> Iterator[Visit]:
    """All visits of the 24 months before `now` in order of start, a day at a time, so that memory stays flat."""
    days = [(day, weight * rng.gammavariate(_STEADY, 1 / _STEADY)) for day, weight in _calendar(now, zone)]
    total = sum(weight for _, weight in days)
    sofar, given_leads, given_others = 0.0, 0, 0
    fresh = len(FRESH_MINUTES) if leads >= 20 * len(FRESH_MINUTES) else 0
    for day, weight in days:
        sofar += weight
        upto_leads = round((leads - fresh) * sofar / total)
        upto_others = round(others * sofar / total)
        last = fresh if day == days[-1][0] else 0
        yield from _day(rng, day, (upto_leads - given_leads, upto_others - given_others), now, zone, last)
        given_leads, given_others = upto_leads, upto_others


def _calendar(now: datetime, zone: ZoneInfo) -> list[tuple[date, float]]:
    """The days up to now and their weights: growth, weekdays, summer, the turn of the year, one weak month."""
    today = now.astimezone(zone).date()
    month_now = today.year * 12 + today.month - 1
    begin = month_now - world.MONTHS
    year, number = begin // 12, begin % 12 + 1
    first = date(year, number, min(today.day, monthrange(year, number)[1]))
    days = []
    for offset in range((today - first).days + 1):
        day = first + timedelta(days=offset)
        month = day.year * 12 + day.month - 1
        weight = world.MONTHLY_GROWTH ** (offset / 30.4) * world.WEEKDAYS[day.weekday()]
        if day.month == 8:
            weight *= 0.80
        if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 3):
            weight *= 0.42
        if month == month_now - world.WEAK_MONTH:
            weight *= world.WEAK_FACTOR
        days.append((day, weight))
    passed = _hours_passed(now.astimezone(zone), today.weekday())
    days[-1] = (today, days[-1][1] * passed)
    return days


def _hours_passed(local: datetime, weekday: int) -> float:
    hours = world.WORKDAY_HOURS if weekday < 5 else world.WEEKEND_HOURS
    return (sum(hours[: local.hour]) + hours[local.hour] * local.minute / 60) / sum(hours)


def _day(rng: Random, day: date, counts: tuple[int, int], now: datetime, zone: ZoneInfo, fresh: int) -> Iterator[Visit]:
    starts = [
        (_start(rng, day, now, zone), lead)
        for lead, count in ((True, counts[0]), (False, counts[1]))
        for _ in range(count)
    ]
    # The newest few minutes are left to the fresh leads, so that ids go with time.
    starts += [(now - timedelta(minutes=minutes), True) for minutes in FRESH_MINUTES[:fresh]]
    starts.sort(key=lambda start: start[0])
    for start, lead in starts:
        yield Visit(start, lead, (now - start).total_seconds() * 0.9)


def _start(rng: Random, day: date, now: datetime, zone: ZoneInfo) -> datetime:
    hours = _WORKDAY if day.weekday() < 5 else _WEEKEND
    local = now.astimezone(zone)
    limit = local.hour * 60 + local.minute if day == local.date() else 24 * 60
    while True:
        minute = rng.choices(_HOURS, cum_weights=hours)[0] * 60 + rng.randrange(60)
        if minute < limit:
            break
        if limit < 60:
            minute = rng.randrange(max(limit, 1))
            break
    wall = datetime.combine(day, time(minute // 60, minute % 60, rng.randrange(60)), zone)
    return min(wall.astimezone(UTC), now - timedelta(seconds=90 + rng.randrange(600)))
