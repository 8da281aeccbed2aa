"""What a person chose, as the URL holds it: read from its parameters and written back, defaults left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from leadlight.domain.form_course import STEPS as FORM_STEPS
from leadlight.domain.normalise import FIRST_YEAR, LAST_YEAR
from leadlight.domain.promptness import LABELS as CONTACT_BANDS
from leadlight.domain.status import BY_KEY as STATUSES
from leadlight.domain.status import FUNNEL, STEPS
from leadlight.domain.temperature import NO_VALUE, TEMPERATURES
from leadlight.domain.window import WINDOWS
from leadlight.errors import RefusedError
from leadlight.ui import period
from leadlight.warehouse import spans
from leadlight.warehouse.spans import Span

DIMENSIONS = (
    "channel", "source_page", "owner", "temperature", "status",
    "landing_page", "utm_source", "utm_medium", "utm_campaign", "trigger", "country", "lost_reason",
    "reached", "entered", "furthest", "converted_within", "source_group", "landing_group",
    "score_from", "score_to", "signal", "first_contact", "first_contact_office", "hour",
    "weekday", "form", "has_lead", "missed", "answer", "left_at",
)  # fmt: skip
"""What a list can be narrowed by: leads, conversations or both. Those with a menu stand there; the others arrive by
links from marks."""
MENUS: Mapping[str, tuple[str, ...]] = {
    "leads": (*DIMENSIONS[:5], "signal"),
    "conversations": ("channel", "source_page", "temperature", "form", "has_lead", "weekday", "hour"),
}
"""Dimensions that have a menu, by what is listed."""
KNOWN: Mapping[str, frozenset[str]] = {
    "temperature": frozenset({*TEMPERATURES, NO_VALUE}),
    "status": frozenset(STATUSES),
    "reached": frozenset(step.key for step in STEPS),
    "entered": frozenset(step.key for step in STEPS),
    "furthest": frozenset(step.key for step in FUNNEL),
    "converted_within": frozenset(map(str, WINDOWS)),
    "score_from": frozenset(map(str, range(101))),
    "score_to": frozenset(map(str, range(101))),
    "first_contact": frozenset(CONTACT_BANDS),
    "first_contact_office": frozenset(CONTACT_BANDS),
    "hour": frozenset(map(str, range(24))),
    "weekday": frozenset(map(str, range(1, 8))),
    "form": frozenset({*FORM_STEPS, NO_VALUE}),
    "has_lead": frozenset({"yes", "no"}),
    "missed": frozenset({"yes", "no"}),
}
"""Dimensions whose values we set ourselves: anything else in the URL is a slip and is ignored."""
MOST_VALUES, LONGEST = 100, 2_000
RANGE, FROM, TO, SEARCH, BOT = "range", "from", "to", "q", "bot"
CONTACT = ("has_email", "has_phone")
OURS: frozenset[str] = frozenset({BOT, RANGE, FROM, TO, SEARCH, *CONTACT, *DIMENSIONS, *spans.KINDS})
"""The parameters that travel from page to page; a page's own (page, sort, id) stay with it."""

Where = tuple[tuple[str, tuple[str, ...]], ...]
Params = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """`range` is a preset's key, or "" for the default or for the days `first` to `last`; one of them may be open."""

    range: str = ""
    first: date | None = None
    last: date | None = None
    where: Where = ()
    search: str = ""
    has_email: bool | None = None
    has_phone: bool | None = None
    spans: tuple[Span, ...] = ()

    def values(self, dimension: str) -> tuple[str, ...]:
        """What the dimension is narrowed to; empty for everything."""
        return dict(self.where).get(dimension, ())

    @property
    def has_days(self) -> bool:
        """Whether days were chosen, be it only the first or the last of them."""
        return bool(self.first or self.last)

    def with_values(self, dimension: str, values: Iterable[str]) -> Choice:
        """The same, the dimension narrowed to `values` (none: not narrowed)."""
        found = dict(self.where) | {dimension: tuple(values)}
        return replace(self, where=tuple((name, found[name]) for name in DIMENSIONS if found.get(name)))

    def with_days(self, first: date | None, last: date | None) -> Choice:
        """The same over these days; None is open."""
        return replace(self, range="", first=first, last=last)

    def with_range(self, key: str, default: str) -> Choice:
        """The same over a preset; the default is not written down."""
        return replace(self, range="" if key == default else key, first=None, last=None)


def read(params: Params) -> Choice:
    """The choice in these parameters. Whatever is unknown or malformed is ignored: a URL never breaks a page."""
    choice = Choice(
        search=_one(params, SEARCH).strip(),
        has_email=_yes_no(_one(params, "has_email")),
        has_phone=_yes_no(_one(params, "has_phone")),
        spans=tuple(span for key in spans.KINDS if (span := _span(params, key))),
    )
    for dimension in DIMENSIONS:
        choice = choice.with_values(dimension, _values(params, dimension))
    days = _days(params)
    if days and any(days):
        return choice.with_days(*days)
    preset = _one(params, RANGE)
    return replace(choice, range=preset if preset in period.BY_KEY else "")


def misread(params: Params) -> bool:
    """Whether these parameters ask for days that cannot be read, so that others are shown."""
    days, preset = _days(params), _one(params, RANGE)
    if any(_one(params, key) and not _span(params, key) for key in spans.KINDS):
        return True
    return days is None or (not any(days) and preset != "" and preset not in period.BY_KEY)


def write(choice: Choice) -> dict[str, list[str]]:
    """The parameters of a choice: what was chosen and nothing else."""
    params: dict[str, list[str]] = {}
    for name, day in ((FROM, choice.first), (TO, choice.last)):
        if day is not None:
            params[name] = [day.isoformat()]
    if choice.range and not choice.has_days:
        params[RANGE] = [choice.range]
    params |= {dimension: list(values) for dimension, values in choice.where}
    for name, answer in (("has_email", choice.has_email), ("has_phone", choice.has_phone)):
        if answer is not None:
            params[name] = ["yes" if answer else "no"]
    params |= {span.key: [span.text] for span in choice.spans}
    return params | ({SEARCH: [choice.search]} if choice.search else {})


def query_string(params: Params) -> str:
    """`a=1&b=2&b=3`."""
    return urlencode([(name, value) for name, values in params.items() for value in values])


def _values(params: Params, dimension: str) -> tuple[str, ...]:
    known = KNOWN.get(dimension)
    found = dict.fromkeys(value for value in params.get(dimension, ()) if value and len(value) <= LONGEST)
    return tuple(value for value in found if known is None or value in known)[:MOST_VALUES]


def _one(params: Params, name: str) -> str:
    values = params.get(name, ())
    return values[-1][:LONGEST] if values else ""


def _yes_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def _span(params: Params, key: str) -> Span | None:
    try:
        return spans.parse(key, _one(params, key)) if _one(params, key) else None
    except RefusedError:
        return None


def _days(params: Params) -> tuple[date | None, date | None] | None:
    """The first and the last day asked for, each perhaps open; None where they cannot be read."""
    try:
        first, last = _day(_one(params, FROM)), _day(_one(params, TO))
    except ValueError:
        return None
    return None if first and last and first > last else (first, last)


def _day(value: str) -> date | None:
    """ISO, YYYY-MM-DD; None where there is none. ValueError for anything else, or a day that no record can have."""
    if not value:
        return None
    day = date.fromisoformat(value) if len(value) == len("2026-01-31") else None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(value)
    return day
