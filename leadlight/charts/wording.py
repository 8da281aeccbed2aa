"""How numbers are written wherever people read them: counts, rates with their interval, shortened labels."""

from __future__ import annotations

from html import escape

from leadlight.domain import channel

THIN = "\u202f"
"""Narrow no-break space: between thousands, and before %."""
BLANK = "–"


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


def of(number: int, noun: str) -> str:
    """ "1 lead", "12 480 leads"."""
    return f"{count(number)} {noun if number == 1 else noun + 's'}"


def shorten(text: str, most: int = 38) -> str:
    """Keep both ends of a long label: the host says where, the end says what."""
    if len(text) <= most:
        return text
    head = (most - 1) * 2 // 5
    return f"{text[:head]}…{text[-(most - 1 - head) :]}"


def known_as(dimension: str, value: str) -> str:
    """What people call a value of a dimension: channels have names, the rest are as they are."""
    return channel.label(value) if dimension == "channel" else value


def plain(text: str) -> str:
    """Visitor text for a Plotly label, which would otherwise read tags in it."""
    return escape(" ".join(text.split()), quote=False)
