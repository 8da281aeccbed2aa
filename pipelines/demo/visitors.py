"""Who visits: place, language, the first page, what brought them, and the few who come back another day."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import TypedDict

from pipelines.demo import odd, world
from pipelines.demo.traffic import Cell
from pipelines.demo.world import Campaign, Place

RETURNING = 0.05
_ENTRY_PAGES = [page for page in world.PAGES if page.traffic]
_ENTRY_WEIGHTS = list(accumulate(page.traffic * page.entry for page in _ENTRY_PAGES))
_REFERRERS = [referrer for referrer, _ in world.ORGANIC_REFERRERS]
_REFERRER_WEIGHTS = list(accumulate(weight for _, weight in world.ORGANIC_REFERRERS))


class Origin(TypedDict):
    """The columns that a conversation and its lead share."""

    channel: str
    landing_page: str | None
    source_page: str | None
    referrer: str | None
    utm_source: str | None
    utm_medium: str | None
    utm_campaign: str | None
    utm_term: str | None
    utm_content: str | None
    country: str | None
    region: str | None
    city: str | None
    timezone: str | None


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser or an account, before it has a name. First touch stays with it."""

    token: str
    place: Place
    town: tuple[str, str, str]
    language: str
    landing: str | None
    referrer: str | None


class Visitors:
    """Draws visitors; remembers the last few hundred who left no contact, some of whom return."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._gone: deque[tuple[str, Visitor]] = deque(maxlen=300)
        self._places = {key: _place_weights(key) for key in world.CHANNEL_BY_KEY}
        self._numbers = 0

    def arrive(self, cell: Cell) -> Visitor:
        """Who comes for this cell: mostly someone new."""
        rng, key = self._rng, cell.channel.key
        if cell.campaign is None and self._gone and rng.random() < RETURNING:
            known, visitor = self._gone[rng.randrange(len(self._gone))]
            if known == key:
                return visitor
        place = self.place(key)
        foreign = place.language != "en" and rng.random() < world.OWN_LANGUAGE
        return Visitor(
            token=f"v-{rng.getrandbits(40):010x}", place=place, town=rng.choice(place.towns),
            language=place.language if foreign else "en", landing=self._landing(cell),
            referrer=self._referrer(cell.campaign),
        )  # fmt: skip

    def leave(self, cell: Cell, visitor: Visitor) -> None:
        """Remember someone who left without a trace."""
        if cell.campaign is None:
            self._gone.append((cell.channel.key, visitor))

    def place(self, channel: str) -> Place:
        """Where a visitor of this channel sits."""
        return self._rng.choices(world.PLACES, cum_weights=self._places.get(channel, self._places["widget"]))[0]

    def origin(self, cell: Cell, visitor: Visitor) -> Origin:
        """The shared columns of this visit, with the gaps that real data has."""
        rng, campaign = self._rng, cell.campaign
        blank = rng.random()
        where = (None, None, None, None) if blank < 0.03 else (visitor.place.country, *visitor.town)
        return Origin(
            channel=cell.channel.key, landing_page=visitor.landing,
            source_page=self.page(cell.page.path) if cell.page else None, referrer=visitor.referrer,
            utm_source=campaign.source if campaign else None, utm_medium=campaign.medium if campaign else None,
            utm_campaign=campaign.name if campaign else None,
            utm_term=rng.choice(campaign.terms) if campaign and campaign.terms else None,
            utm_content=rng.choice(campaign.contents) if campaign and campaign.contents else None,
            country=where[0], region=where[1], city=None if blank < 0.09 else where[2], timezone=where[3],
        )  # fmt: skip

    def page(self, path: str) -> str:
        """The address as the browser sent it: one in six is untidy."""
        self._numbers += 1
        return odd.page(path, self._numbers)

    def _landing(self, cell: Cell) -> str | None:
        campaign = cell.campaign
        if campaign:
            query = f"?utm_source={campaign.source}&utm_medium={campaign.medium}&utm_campaign={campaign.name}"
            return None if campaign.medium == "click_to_chat" else f"{world.HOST}{campaign.pages[0]}{query}"
        if cell.page is None:
            return None
        if self._rng.random() < 0.42:
            return self.page(cell.page.path)
        return self.page(self._rng.choices(_ENTRY_PAGES, cum_weights=_ENTRY_WEIGHTS)[0].path)

    def _referrer(self, campaign: Campaign | None) -> str | None:
        if campaign:
            return campaign.referrer
        return self._rng.choices(_REFERRERS, cum_weights=_REFERRER_WEIGHTS)[0]


def _place_weights(channel: str) -> list[float]:
    abroad = world.CHAT_ABROAD.get(channel, 1.0)
    return list(accumulate(place.weight * (1.0 if place.language == "en" else abroad) for place in world.PLACES))
