"""Confidence intervals of rates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from statsmodels.stats.proportion import proportion_confint

LEVEL = 0.95


def wilson(successes: Sequence[int], trials: Sequence[int]) -> tuple[list[float | None], list[float | None]]:
    """Wilson's 95 % score interval (Wilson 1927) of each successes ÷ trials, as (low, high); None where trials are 0."""
    k, n = np.asarray(successes, dtype=float), np.asarray(trials, dtype=float)
    known = n > 0
    low, high = proportion_confint(k[known], n[known], alpha=1 - LEVEL, method="wilson")
    return _spread(low, known), _spread(high, known)


def _spread(values: np.ndarray, known: np.ndarray) -> list[float | None]:
    given = iter(np.atleast_1d(values).tolist())
    return [min(1.0, max(0.0, next(given))) if there else None for there in known.tolist()]
