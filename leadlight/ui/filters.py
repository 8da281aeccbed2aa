"""The filters in force: what the URL holds, resolved to the warehouse's Filters, and said in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import streamlit as st

from leadlight.charts.week import weekday
from leadlight.domain import channel
from leadlight.domain.bot import Bot
from leadlight.domain.form_course import ASKED, field_label, parted
from leadlight.domain.promptness import LABELS as CONTACT_BANDS
from leadlight.domain.status import BY_KEY as STATUSES
from leadlight.domain.temperature import NO_VALUE
from leadlight.scoring.signals import name_of as signal_name
from leadlight.ui import choice as chosen
from leadlight.ui import period
from leadlight.ui.choice import Choice
from leadlight.ui.format import day, days
from leadlight.warehouse import leads_list, overview
from leadlight.warehouse.filters import narrows
from leadlight.warehouse.metrics import DIMENSIONS, Population
from leadlight.warehouse.query import Filters
from leadlight.warehouse.spans import KINDS, Span
from leadlight.warehouse.store import Cursor

PAGE_PARAMETERS = ("page",)
"""What a change of filters starts anew: the third page of another list is nowhere."""
LIST_PARAMETERS = ("sort", "size", "view", *PAGE_PARAMETERS)
"""How a list is shown, beside what is in it."""


@dataclass(frozen=True, slots=True)
class View:
    """What a page looks at: `filters` for the warehouse, `choice` for links, and the words for both."""

    bot: Bot
    now: datetime
    choice: Choice
    filters: Filters
    range_label: str
    left_out: tuple[str, ...] = ()
    """What the URL narrows by and this page cannot, as people call it."""

    @property
    def days(self) -> str:
        """The range in words, e.g. "24 Oct – 22 Nov 2026"."""
        return days(self.filters.first, self.filters.last)

    @property
    def range_words(self) -> str:
        """The range within a sentence: "the last 30 days", "this month", "all days"."""
        named = next((preset for preset in period.PRESETS if preset.label == self.range_label), None)
        return named.words if named else self.days

    @property
    def length(self) -> int:
        """Days in the range; 0 where it has no bounds."""
        first, last = self.filters.first, self.filters.last
        return (last - first).days + 1 if first and last else 0

    @property
    def before(self) -> Filters | None:
        """The same filters over as many days just before; None where the range begins with the first lead."""
        from_the_first = self.choice.has_days and self.choice.first is None
        if from_the_first or self.range_label == period.BY_KEY[period.ALL].label:
            return None
        span = period.before(self.filters.first, self.filters.last)
        return replace(self.filters, first=span[0], last=span[1]) if span else None


def in_url() -> dict[str, list[str]]:
    """The parameters of the URL."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def list_params() -> dict[str, list[str]]:
    """What the URL says of a list: filters, order and page. A lead opened from there keeps them for the way back."""
    kept = (chosen.OURS | set(LIST_PARAMETERS)) - {chosen.BOT}
    return {name: values for name, values in in_url().items() if name in kept}


def one(bot: Bot, found_id: int) -> dict[str, list[str]]:
    """The parameters of the page of one lead or conversation, opened from the page of this URL."""
    return {chosen.BOT: [bot.key], "id": [str(found_id)]} | list_params()


def current() -> Choice:
    """The choice in the URL."""
    return chosen.read(in_url())


def choose(choice: Choice) -> None:
    """Write a choice to the URL (in a callback, or before the widgets of this run)."""
    params = chosen.write(choice)
    for name in list(st.query_params):
        if name in PAGE_PARAMETERS or (name in chosen.OURS - {chosen.BOT} and name not in params):
            del st.query_params[name]
    for name, values in params.items():
        st.query_params[name] = values


def param(name: str, default: str, allowed: tuple[str, ...] = ()) -> str:
    """A page's own parameter (sort, view, size); a value that is not allowed is ignored."""
    value = str(st.query_params.get(name, default))
    return value if not allowed or value in allowed else default


def set_param(name: str, value: str, default: str) -> None:
    """Write a page's own parameter; the default stays out of the URL."""
    if value != default:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def resolve(
    cursor: Cursor, bot: Bot, now: datetime, choice: Choice, population: Population = "leads"
) -> tuple[View, str]:
    """The view of a choice, and the key of the range that stands where none was chosen.

    What cannot narrow the population (a conversation has no owner) is left out of the view, which says so.
    """
    choice, left_out = _suited(choice, population)
    today = now.astimezone(bot.tz).date()
    every = Filters(bots=(bot.id,))
    default = _default(cursor, every, today)
    if choice.has_days:
        span = _chosen_days(cursor, every, choice, today)
        label = "Chosen days"
    else:
        preset = period.BY_KEY[choice.range or default]
        span = preset.days(today) if preset.days else _all_days(cursor, every, today)
        label = preset.label
    first, last = span or (None, None)
    filters = Filters(
        bots=(bot.id,),
        first=first,
        last=last,
        where=choice.where,
        search=choice.search,
        has_email=choice.has_email,
        has_phone=choice.has_phone,
        today=today,
        spans=choice.spans,
    )
    return View(bot, now, choice, filters, label, left_out), default


def _suited(choice: Choice, population: Population) -> tuple[Choice, tuple[str, ...]]:
    """The choice without what cannot narrow the population, and what that is called."""
    left_out = [label_of(name) for name, _ in choice.where if not narrows(name, population)]
    suited = replace(choice, where=tuple(each for each in choice.where if narrows(each[0], population)))
    if population != "conversations":
        return suited, tuple(left_out)
    left_out += ["Search"] if choice.search else []
    left_out += [span_label(span) for span in choice.spans]
    left_out += ["Contact"] if (choice.has_email, choice.has_phone) != (None, None) else []
    return replace(suited, search="", spans=(), has_email=None, has_phone=None), tuple(left_out)


def _default(cursor: Cursor, every: Filters, today: date) -> str:
    first, last = period.last_days(30)(today)
    recent = leads_list.count(cursor, replace(every, first=first, last=last))
    return period.DEFAULT if recent else period.ALL


def _chosen_days(cursor: Cursor, every: Filters, choice: Choice, today: date) -> tuple[date, date] | None:
    """The days chosen; without a last one until today, without a first one from the bot's first day."""
    if choice.first:
        return choice.first, choice.last or max(choice.first, today)
    known = _all_days(cursor, every, today)
    return (min(known[0], choice.last), choice.last) if known and choice.last else None


def _all_days(cursor: Cursor, every: Filters, today: date) -> tuple[date, date] | None:
    """From the month of the first lead or conversation until today (or the last of them, where it lies ahead)."""
    span = overview.span(cursor, every)
    if span is None:
        return None
    end = (span[1].replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return span[0].replace(day=1), max(today, end if span[1].replace(day=1) > today else today)


def label_of(dimension: str) -> str:
    """What the catalogue calls a dimension: "source_page" → "Source page"."""
    return DIMENSIONS[dimension].label


def span_label(span: Span) -> str:
    """What a kind of day is called."""
    return KINDS[span.key].label


def span_days(span: Span) -> str:
    """The days of a span in words; an open end is said."""
    if span.first and span.last:
        return days(span.first, span.last)
    if span.first or span.last:
        return f"since {day(span.first)}" if span.first else f"until {day(span.last)}"
    return "ever"


def name_of(dimension: str, value: str) -> str:
    """What people call a value: statuses and temperatures have names, a missing value is "none"."""
    if value == NO_VALUE:
        return _WITHOUT.get(dimension, "None")
    return _NAMES.get(dimension, str)(value)


def _stage(key: str) -> str:
    return STATUSES[key].label if key in STATUSES else key


def _answer(field: str, outcome: str) -> str:
    return f"{field_label(field)}, {'neither answered nor refused' if outcome == ASKED else outcome}"


FORM_WORDS = {"shown": "Shown, not started", "started": "Started, not submitted", "submitted": "Submitted"}
"""How far a form got."""
_WITHOUT = {
    "form": "Never shown",
    "temperature": "No conversation",
    "first_contact": CONTACT_BANDS[NO_VALUE],
    "first_contact_office": CONTACT_BANDS[NO_VALUE],
}
"""What a missing value is called where it says more than none."""
_NAMES: dict[str, Callable[[str], str]] = {
    "status": _stage,
    "reached": _stage,
    "entered": _stage,
    "furthest": _stage,
    "converted_within": lambda days: f"{days} days",
    "temperature": str.capitalize,
    "channel": channel.label,
    "signal": signal_name,
    "first_contact": lambda key: CONTACT_BANDS.get(key, key),
    "first_contact_office": lambda key: CONTACT_BANDS.get(key, key),
    "hour": lambda hour: f"{hour}–{int(hour) + 1} h",
    "weekday": weekday,
    "form": lambda step: FORM_WORDS.get(step, step),
    "has_lead": lambda answer: {"yes": "With a lead", "no": "Without a lead"}.get(answer, answer),
    "missed": str.capitalize,
    "answer": lambda marked: _answer(*parted(marked)),
    "left_at": field_label,
}


def in_words(view: View) -> str:
    """The filters in force as plain text, for "how this is counted"."""
    choice = view.choice
    parts = [view.bot.name, f"{view.range_label.lower()} ({view.days}, {view.bot.zone})"]
    parts += [
        f"{label_of(name)}: {', '.join(name_of(name, value) for value in values)}" for name, values in choice.where
    ]
    parts += [f"{span_label(span)}: {span_days(span)}" for span in choice.spans]
    if choice.search:
        parts.append(f"search “{choice.search}”")
    for what, answer in (("e-mail", choice.has_email), ("phone", choice.has_phone)):
        parts += [f"{'with' if answer else 'without'} {what}"] if answer is not None else []
    return " · ".join(parts)
