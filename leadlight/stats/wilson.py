"""The Wilson score interval of a proportion: how sure a rate can be, given how many it was counted over."""

from __future__ import annotations

from math import sqrt

Z95 = 1.959963984540054
"""The 97.5th percentile of the standard normal, scipy.stats.norm.ppf(0.975)."""


def wilson(successes: int, trials: int, z: float = Z95) -> tuple[float, float] | None:
    """Low and high of successes ÷ trials, 0–1 (Wilson 1927, no continuity correction); None without trials."""
    if trials <= 0:
        return None
    share, spread = successes / trials, z * z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / trials + spread / (4 * trials))
    return max(0.0, middle - half), min(1.0, middle + half)
