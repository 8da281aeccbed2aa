"""Score to temperature. The score is the ledger's clamped sum; the two thresholds belong to the bot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Temperature = Literal["hot", "warm", "cold", "(none)"]
TEMPERATURES: tuple[Temperature, ...] = ("hot", "warm", "cold")
NO_VALUE: Literal["(none)"] = "(none)"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from `hot` on are hot, from `warm` on warm, below cold."""

    hot: int = 60
    warm: int = 30


def clamp(points: Iterable[int]) -> int:
    """The score of a ledger: its points summed, held within 0–100."""
    return max(0, min(100, sum(points)))


def temperature(score: int | None, thresholds: Thresholds) -> Temperature:
    """The temperature of a score; `(none)` where there was no conversation to score."""
    if score is None:
        return NO_VALUE
    if score >= thresholds.hot:
        return "hot"
    return "warm" if score >= thresholds.warm else "cold"
