"""What a score was worth: how often leads of each band of it turned out well."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from leadlight.stats.wilson import wilson


@dataclass(frozen=True, slots=True)
class Band:
    """Leads that scored from `first` to below `end` (the last band: to `end`, it included).

    `score` is their mean, `rate` their share with the outcome with its Wilson 95 % interval, `lift` that share ÷ the
    share of all; blank where the band (or every outcome) is missing.
    """

    first: float
    end: float
    n: int
    wins: int
    score: float | None
    rate: float | None
    low: float | None
    high: float | None
    lift: float | None


def bands(
    scores: Sequence[float], outcomes: Sequence[bool], weights: Sequence[int], edges: Sequence[float]
) -> tuple[Band, ...]:
    """One band between each two of the ascending `edges`; a score beyond them counts in the outermost band.

    Row i says that `weights[i]` leads scored `scores[i]` and turned out as `outcomes[i]`: the reliability table of
    DeGroot and Fienberg (1983), The Statistician 32, 12-22, with the score in place of a forecast.
    """
    many = len(edges) - 1
    n, wins, total = [0] * many, [0] * many, [0.0] * many
    for score, outcome, weight in zip(scores, outcomes, weights, strict=True):
        at = min(max(bisect_right(edges, score) - 1, 0), many - 1)
        n[at] += weight
        wins[at] += weight if outcome else 0
        total[at] += weight * score
    overall = sum(wins) / sum(n) if sum(n) else 0.0
    return tuple(_band(edges[at], edges[at + 1], n[at], wins[at], total[at], overall) for at in range(many))


def _band(first: float, end: float, n: int, wins: int, total: float, overall: float) -> Band:
    sure = wilson(wins, n)
    if sure is None:
        return Band(first, end, 0, 0, None, None, None, None, None)
    rate = wins / n
    return Band(first, end, n, wins, total / n, rate, *sure, rate / overall if overall else None)
