"""Does a score tell? How often one that turned out well scored higher than one that did not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import erfc, sqrt

from leadlight.stats.wilson import Z95


@dataclass(frozen=True, slots=True)
class Auc:
    """The area under the ROC curve, 0-1 (0.5: the score tells nothing), with its 95 % interval.

    `p_value` is two-sided, of 0.5; `wins` and `losses` are how many turned out well and not.
    """

    value: float
    low: float
    high: float
    p_value: float
    wins: int
    losses: int


def auc(scores: Sequence[float], outcomes: Sequence[bool], weights: Sequence[int] | None = None) -> Auc | None:
    """The chance that a lead with the outcome scores above one without, ties half; None where one kind is missing.

    Row i says that `weights[i]` leads (1 where not given) scored `scores[i]` and turned out as `outcomes[i]`.
    The value is Mann-Whitney's U ÷ (m n), by counts per score. The interval is method 5 of Newcombe (2006),
    "Confidence intervals for an effect size measure based on the Mann-Whitney statistic, part 2", Statistics in
    Medicine 25, 559-573: Hanley and McNeil's variance taken at the limit itself, so that perfect separation of five
    leads does not pass for certainty. The p-value is the normal one of U, corrected for ties.
    """
    counts = _by_score(scores, outcomes, weights or [1] * len(scores))
    wins, losses = sum(won for won, _ in counts), sum(lost for _, lost in counts)
    if not (wins and losses):
        return None
    below, twice = 0, 0
    for won, lost in counts:
        twice += won * (2 * below + lost)
        below += lost
    value = twice / (2 * wins * losses)
    low, high = _interval(value, wins, losses)
    return Auc(value, low, high, _p_value(value, wins, losses, counts), wins, losses)


def _by_score(scores: Sequence[float], outcomes: Sequence[bool], weights: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """(with the outcome, without) for each score, ascending."""
    rows = sorted(zip(scores, map(bool, outcomes), map(int, weights), strict=True))
    found = []
    for _, same in groupby(rows, key=lambda row: row[0]):
        group = list(same)
        won = sum(weight for _, outcome, weight in group if outcome)
        found.append((won, sum(weight for _, _, weight in group) - won))
    return tuple(found)


def _interval(value: float, wins: int, losses: int) -> tuple[float, float]:
    more = (wins + losses) / 2 - 1

    def beyond(true: float) -> float:
        """How far `value` lies from `true` beyond 1.96 standard errors there, squared: below 0 inside the interval."""
        spread = 1 + more * ((1 - true) / (2 - true) + true / (1 + true))
        return (value - true) ** 2 - Z95**2 * true * (1 - true) * spread / (wins * losses)

    return (0.0 if value <= 0 else _root(beyond, 0.0, value)), (1.0 if value >= 1 else _root(beyond, 1.0, value))


def _root(beyond: Callable[[float], float], outside: float, inside: float) -> float:
    """Where `beyond` changes sign, by halving: fifty steps are exact to a float's last places."""
    for _ in range(60):
        middle = (outside + inside) / 2
        outside, inside = (outside, middle) if beyond(middle) <= 0 else (middle, inside)
    return (outside + inside) / 2


def _p_value(value: float, wins: int, losses: int, counts: Sequence[tuple[int, int]]) -> float:
    n = wins + losses
    ties = sum((won + lost) ** 3 - (won + lost) for won, lost in counts)
    variance = (n + 1 - ties / (n * (n - 1))) / (12 * wins * losses)
    return erfc(abs(value - 0.5) / sqrt(2 * variance)) if variance > 0 else 1.0
