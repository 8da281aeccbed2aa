"""Wilson's interval against published and independent values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from leadlight.stats.wilson import wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3 (score, no continuity correction).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_interval_is_newcombes(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson(successes, trials) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10**7), st.floats(0, 1))
def test_interval_equals_statsmodels_and_holds_the_share(trials: int, share: float) -> None:
    successes = round(trials * share)
    low, high = wilson(successes, trials) or (9.0, 9.0)
    expected = proportion_confint(successes, trials, alpha=0.05, method="wilson")
    assert (low, high) == pytest.approx(expected, abs=1e-9)
    assert low <= successes / trials + 1e-12
    assert high >= successes / trials - 1e-12


def test_nothing_tried_has_no_interval() -> None:
    assert wilson(0, 0) is None
