"""How numbers are written wherever people read them: counts, rates with their interval, shortened labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from leadlight.domain import channel

THIN = "\u202f"
"""Narrow no-break space: between thousands, and before %."""
BLANK = "–"


def size(amount: int) -> str:
    """Bytes for people, in thousands as browsers count them: "67.1 MB"."""
    for unit, at_least in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if amount >= at_least:
            return f"{amount / at_least:.1f} {unit}"
    return f"{amount} bytes"


def count(value: float | None) -> str:
    """`12480` as "12 480" with thin separators; a fraction keeps one decimal; blank as a dash."""
    if value is None:
        return BLANK
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return text.replace(",", THIN).replace("-", "−")


def rate(value: float | None) -> str:
    """A rate 0–1 as "16.3 %"; blank (a zero denominator) as a dash, never 0 %."""
    return BLANK if value is None else f"{value * 100:.1f}{THIN}%"


def interval(low: float | None, high: float | None) -> str:
    """An interval of rates 0–1 as "15.3–17.3 %"; blank as a dash."""
    if low is None or high is None:
        return BLANK
    return f"{low * 100:.1f}–{high * 100:.1f}{THIN}%"


MINUTES_A_DAY = 1_440
_UNITS = (("d", MINUTES_A_DAY), ("h", 60), ("min", 1))


def duration(minutes: float | None) -> str:
    """A length of time in its largest unit: "12 min", "3.5 h", "12 d"; one decimal below ten; blank as a dash."""
    if minutes is None:
        return BLANK
    unit, size = next(((unit, size) for unit, size in _UNITS if minutes >= size), _UNITS[-1])
    length = minutes / size
    text = f"{length:.0f}" if unit == "min" or length >= 10 else f"{length:.1f}"
    return f"{text}{THIN}{unit}"


def change(value: float | None) -> str:
    """A difference of rates in points: "+2.1 pp", "−0.4 pp"; blank as a dash."""
    return BLANK if value is None else f"{_points(value)}{THIN}pp"


def changes(low: float | None, high: float | None) -> str:
    """An interval of a difference of rates: "−0.4 to +2.1 pp"; blank as a dash."""
    return BLANK if low is None or high is None else f"{_points(low)} to {_points(high)}{THIN}pp"


def _points(value: float, decimals: int = 1) -> str:
    return f"{value * 100:+.{decimals}f}".replace("-", "−")


def rate2(value: float | None) -> str:
    """A rate 0–1 with two decimals, where a sum is shown: "16.26 %"; blank as a dash."""
    return BLANK if value is None else f"{value * 100:.2f}{THIN}%"


def change2(value: float | None) -> str:
    """A difference of rates with two decimals, where a sum is shown: "−0.42 pp", "0.00 pp"; blank as a dash."""
    if value is None:
        return BLANK
    text = _points(value, decimals=2)
    return f"{text.lstrip('+−') if float(value) == 0 else text}{THIN}pp"


EXACT_FROM = 1_000
"""From so many on, a tenth of a per cent is more than one of them."""


def share(number: int, whole: int) -> str:
    """`number` ÷ `whole` as exactly as it tells something: "16.26 %" of thousands, "16.3 %" of hundreds."""
    if not whole:
        return BLANK
    return rate2(number / whole) if whole >= EXACT_FROM else rate(number / whole)


def of(number: int, noun: str) -> str:
    """ "1 lead", "12 480 leads"."""
    return f"{count(number)} {noun if number == 1 else noun + 's'}"


def shorten(text: str, most: int = 38) -> str:
    """Keep both ends of a long label: the host says where, the end says what."""
    if len(text) <= most:
        return text
    head = (most - 1) * 2 // 5
    return f"{text[:head]}…{text[-(most - 1 - head) :]}"


def hostless(values: Sequence[str]) -> list[str]:
    """Pages without the host that more than half of them share: "www.example.com/pricing" as "/pricing"."""
    hosts = Counter(value.split("/")[0] for value in values if "/" in value)
    host, pages = hosts.most_common(1)[0] if hosts else ("", 0)
    shared = host + "/" if 2 * pages > hosts.total() else ""
    return [value[len(host) :] if shared and value.startswith(shared) else value for value in values]


def known_as(dimension: str, value: str) -> str:
    """What people call a value of a dimension: channels have names, the rest are as they are."""
    return channel.label(value) if dimension == "channel" else value


def plain(text: str) -> str:
    """Visitor text for a Plotly label, which would otherwise read tags in it."""
    return escape(" ".join(text.split()), quote=False)
