"""The difference of two proportions: Newcombe's interval, the test of none, and how many more it would take to tell."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, erfc, hypot, sqrt

from leadlight.stats.wilson import Z95, wilson

Z80 = 0.8416212335729143
"""The 80th percentile of the standard normal, scipy.stats.norm.ppf(0.8): the usual power, four times of five."""


@dataclass(frozen=True, slots=True)
class Difference:
    """First share minus second (-1 to 1), its 95 % interval, and the two-sided p-value of there being none."""

    value: float
    low: float
    high: float
    p_value: float

    @property
    def is_told(self) -> bool:
        """Whether it can be told from chance: the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def difference(successes: int, trials: int, other_successes: int, other_trials: int) -> Difference | None:
    """successes ÷ trials minus other_successes ÷ other_trials; None where one of them was never tried.

    The interval is method 10 of Newcombe (1998), "Interval estimation for the difference between independent
    proportions", Statistics in Medicine 17, 873-890: the Wilson limits of both, squared and added. Written out (it is
    four lines, and Overview asks it a hundred times) and held equal to statsmodels' confint_proportions_2indep.
    """
    one, two = wilson(successes, trials), wilson(other_successes, other_trials)
    if one is None or two is None:
        return None
    first, second = successes / trials, other_successes / other_trials
    gap = first - second
    low = gap - hypot(first - one[0], two[1] - second)
    high = gap + hypot(one[1] - first, second - two[0])
    return Difference(gap, low, high, p_value(successes, trials, other_successes, other_trials))


def p_value(successes: int, trials: int, other_successes: int, other_trials: int) -> float:
    """Two-sided, of both shares being the same: the score test with N - 1, right for small numbers too.

    Campbell (2007), "Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample recommendations",
    Statistics in Medicine 26, 3661-3675; Miettinen and Nurminen's score test at difference 0. 1 where nothing varies.
    """
    together = trials + other_trials
    pooled = (successes + other_successes) / together if together else 0.0
    if not (trials and other_trials and 0 < pooled < 1):
        return 1.0
    variance = pooled * (1 - pooled) * (1 / trials + 1 / other_trials) * together / (together - 1)
    gap = successes / trials - other_successes / other_trials
    return erfc(abs(gap) / sqrt(2 * variance))


def trials_needed(first: float, second: float) -> int | None:
    """Trials on each side that tell two such shares apart (5 %, two-sided) four times of five; None for equal ones.

    It holds for a true difference as large as the one given: of a difference that chance made it promises nothing.
    Fleiss, Levin, Paik (2003), "Statistical methods for rates and proportions", formula 4.14, no continuity
    correction; equal to statsmodels' samplesize_proportions_2indep_onetail at 2.5 %.
    """
    gap, mean = abs(first - second), (first + second) / 2
    if gap == 0:
        return None
    under_none, under_gap = 2 * mean * (1 - mean), first * (1 - first) + second * (1 - second)
    return ceil((Z95 * sqrt(under_none) + Z80 * sqrt(under_gap)) ** 2 / gap**2)
