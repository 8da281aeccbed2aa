"""How differences of rates are told in a sentence: in points, with their interval, and whether chance explains them."""

from __future__ import annotations

from leadlight.charts.wording import THIN, count
from leadlight.stats.newcombe import Difference, trials_needed

MOST_NEEDED = 1_000_000
"""More leads than this is "never" in plain words."""


def points(value: float) -> str:
    """The size of a difference, without its sign: "4.1 points", "1.0 point"."""
    size = f"{abs(value) * 100:.1f}"
    return f"{size} point" if size == "1.0" else f"{size} points"


def between(low: float, high: float) -> str:
    """An interval of a difference in points: "1.2 to 7.0", "−0.4 to 3.0"."""
    return f"{_signed(low)} to {_signed(high)}"


def sure(low: float, high: float) -> str:
    """The interval as it stands in brackets: "95 %: 1.2 to 7.0"."""
    return f"95{THIN}%: {between(low, high)}"


def _signed(value: float) -> str:
    text = f"{value * 100:.1f}"
    return ("0.0" if text == "-0.0" else text).replace("-", "−")


def told(found: Difference) -> str:
    """The interval turned so that a difference told of as "higher" or "lower" has it above 0."""
    return sure(found.low, found.high) if found.value >= 0 else sure(-found.high, -found.low)


def enough(first: float, second: float, noun: str) -> str:
    """How many it would take to tell such a difference, as the end of a sentence; "" where there is no telling."""
    needed = trials_needed(first, second)
    if needed is None or needed > MOST_NEEDED:
        return ""
    size = 10 ** max(len(str(needed)) - 2, 0)
    return f"; were it true, about {count(-(-needed // size) * size)} {noun}s on each side would show it"
