"""The difference of two proportions, like with like: within strata, such as the weeks leads were captured in."""

from __future__ import annotations

from collections.abc import Iterable
from math import erfc, sqrt

from leadlight.stats.newcombe import Difference
from leadlight.stats.wilson import Z95

Stratum = tuple[int, int, int, int]
"""Successes and trials of the one, successes and trials of the other."""


def difference(strata: Iterable[Stratum]) -> Difference | None:
    """The common difference (first minus second) over strata; None where none of them has trials of both.

    Mantel and Haenszel's weights n1 n2 ÷ N; the interval by Sato's variance, right for few large strata and for many
    small ones: Sato, Greenland and Robins (1989), "On the variance estimator for the Mantel-Haenszel risk difference",
    Biometrics 45, 1323-1324. The p-value is Cochran, Mantel and Haenszel's (1959), no continuity correction; with one
    stratum it is newcombe.p_value.
    """
    both = [stratum for stratum in strata if stratum[1] and stratum[3]]
    weight = sum(n * m / (n + m) for _, n, _, m in both)
    if not weight:
        return None
    gap = sum((k * m - j * n) / (n + m) for k, n, j, m in both) / weight
    error = sqrt(max(gap * sum(map(_slope, both)) + sum(map(_base, both)), 0.0)) / weight
    return Difference(gap, max(gap - Z95 * error, -1.0), min(gap + Z95 * error, 1.0), _p_value(both))


def _slope(stratum: Stratum) -> float:
    k, n, j, m = stratum
    return (n * n * j - m * m * k + n * m * (m - n) / 2) / (n + m) ** 2


def _base(stratum: Stratum) -> float:
    k, n, j, m = stratum
    return (k * (m - j) + j * (n - k)) / (2 * (n + m))


def _p_value(strata: Iterable[Stratum]) -> float:
    surplus = variance = 0.0
    for k, n, j, m in strata:
        together, won = n + m, k + j
        surplus += k - n * won / together
        if together > 1:
            variance += n * m * won * (together - won) / (together * together * (together - 1))
    return erfc(abs(surplus) / sqrt(2 * variance)) if variance > 0 else 1.0
