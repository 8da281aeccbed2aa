"""How values are written on a page: counts, rates, ages, dates in a zone, and visitor text made safe for Markdown."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from leadlight.charts.wording import BLANK, THIN, count, interval, of, rate, shorten, size
from leadlight.domain.temperature import NO_VALUE

__all__ = [
    "BLANK",
    "age",
    "count",
    "day",
    "days",
    "instant",
    "interval",
    "lasting",
    "literal",
    "of",
    "rate",
    "rate_with_interval",
    "shorten",
    "size",
    "spoken",
    "text",
]

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@/^=])")
_LINKS = re.compile(r"www(?=\.)|https?(?=:)|@|:(?=\w)|[<>~](?=[=-])|-(?=[->])", re.IGNORECASE)
JOINER = "\u2060"
"""Has no width; it keeps addresses from becoming links and `->` from becoming an arrow, which escapes cannot."""
_SPOKEN_BREAKS = re.compile(r":(?=\S)|(?<=\])(?=[(\[:])|<(?=[\w/!?])|&(?=#?\w+;)|\A(?=[\W\d])")
_LOOKALIKES = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "\\`*_~$"})
"""Signs that only an escape could keep from being Markdown, as their full-width twins."""
_AGES = (("y", 365 * 86_400), ("mo", 30 * 86_400), ("d", 86_400), ("h", 3_600), ("min", 60))


def text(value: object) -> str:
    """A value as it is, a dash where there is none or it is blank."""
    shown = "" if value is None else str(value).strip()
    return shown if shown and shown != NO_VALUE else BLANK


def literal(value: object) -> str:
    """Text that Streamlit's Markdown (labels, metrics, toasts) shows letter by letter, on one line."""
    unlinked = _LINKS.sub(lambda found: found[0] + JOINER, " ".join(text(value).split()))
    return _MARKDOWN.sub(r"\\\1", unlinked)


def spoken(value: object) -> str:
    """Text for the label of a field, which screen readers are given as it is: no Markdown, and no escapes either.

    Names come through letter by letter (the joiner is silent); only signs that an escape alone would tame change form.
    """
    unlinked = _LINKS.sub(lambda found: found[0] + JOINER, " ".join(text(value).split()))
    return _SPOKEN_BREAKS.sub(lambda found: found[0] + JOINER, unlinked).translate(_LOOKALIKES)


def rate_with_interval(value: float | None, low: float | None, high: float | None) -> str:
    """ "16.3 % (15.3–17.3 %)"; only a dash where there is nothing to divide by."""
    return BLANK if value is None else f"{rate(value)} ({interval(low, high)})"


def age(since: datetime | None, now: datetime) -> str:
    """How long ago, in the largest whole unit: "now", "12 min", "3 h", "2 d". A naive instant is UTC."""
    if since is None:
        return BLANK
    seconds = (now - aware(since)).total_seconds()
    for unit, length in _AGES:
        if seconds >= length:
            return f"{count(int(seconds // length))}{THIN}{unit}"
    return "now"


def lasting(span: timedelta, *, whole_days: bool = False) -> str:
    """How long something lasted, in its two largest units: "3 d 4 h", "12 min"; whole days where no more is known."""
    minutes = max(int(span.total_seconds() // 60), 0)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if whole_days or days >= 10:
        return f"{count(days)}{THIN}d" if days else "less than a day"
    parts = [(days, "d"), (hours, "h"), (rest, "min")]
    first = next((at for at, (number, _) in enumerate(parts) if number), None)
    if first is None:
        return "less than a minute"
    return " ".join(f"{number}{THIN}{unit}" for number, unit in parts[first : first + 2] if number)


def aware(moment: datetime) -> datetime:
    """The warehouse keeps naive UTC; everything else is aware."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def instant(moment: datetime | None, zone: str, precision: str = "instant") -> str:
    """A moment in the zone, "22 Nov 2026, 14:05"; only the day where the source had no time."""
    if moment is None:
        return BLANK
    local = aware(moment).astimezone(ZoneInfo(zone))
    return day(local.date()) if precision == "day" else f"{day(local.date())}, {local:%H:%M}"


def day(value: date | None) -> str:
    """ "22 Nov 2026"."""
    return BLANK if value is None else f"{value.day} {value:%b %Y}"


def days(first: date | None, last: date | None) -> str:
    """ "24 Oct – 22 Nov 2026", said as short as it stays clear; "all to date" without bounds."""
    if first is None or last is None:
        return "all to date"
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    return f"{first.day} – {day(last)}" if first.month == last.month else f"{first.day} {first:%b} – {day(last)}"
