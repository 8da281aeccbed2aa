"""The area under the curve against Hanley and McNeil's example, scipy, and simulated truth."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import mannwhitneyu, norm

from leadlight.stats.separation import auc

# Hanley and McNeil (1982), Radiology 143, 29-36, table I: 109 CT images rated 1 to 5, normal and abnormal.
NORMAL, ABNORMAL = (33, 6, 6, 11, 2), (3, 2, 2, 11, 33)
RATED = ([1, 2, 3, 4, 5] * 2, [False] * 5 + [True] * 5, [*NORMAL, *ABNORMAL])
rows = st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.integers(0, 9)), min_size=1, max_size=40)


def test_the_area_of_the_published_ratings() -> None:
    found = auc(*RATED)
    assert found is not None
    assert found.value == pytest.approx(0.893, abs=5e-4)
    assert (found.wins, found.losses) == (51, 58)
    assert (found.high - found.low) / (2 * 1.96) == pytest.approx(0.032, abs=1e-3)  # published: its standard error


def test_the_limits_solve_newcombes_equation() -> None:
    found = auc(*RATED)
    assert found is not None

    def beyond(true: float) -> float:
        more = (51 + 58) / 2 - 1
        variance = true * (1 - true) * (1 + more * (1 - true) / (2 - true) + more * true / (1 + true)) / (51 * 58)
        return float(abs(found.value - true) / variance**0.5 - norm.ppf(0.975))

    expected = brentq(beyond, 1e-9, found.value - 1e-9), brentq(beyond, found.value + 1e-9, 1 - 1e-9)
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


@given(rows)
def test_value_and_p_value_are_mann_whitneys(rows: list[tuple[int, bool, int]]) -> None:
    found = auc(*zip(*rows, strict=True))
    wins = [score for score, won, weight in rows for _ in range(weight) if won]
    losses = [score for score, won, weight in rows for _ in range(weight) if not won]
    if not (wins and losses):
        assert found is None
        return
    assert found is not None
    if len({*wins, *losses}) == 1:
        assert (found.value, found.p_value) == (0.5, 1.0)
        return
    expected = mannwhitneyu(wins, losses, use_continuity=False, method="asymptotic")
    assert found.value == pytest.approx(expected.statistic / len(wins) / len(losses))
    assert found.p_value == pytest.approx(expected.pvalue, abs=1e-9)
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(rows)
def test_turned_round_it_is_the_rest_to_one(rows: list[tuple[int, bool, int]]) -> None:
    scores, outcomes, weights = zip(*rows, strict=True)
    one, two = auc(scores, outcomes, weights), auc(scores, [not won for won in outcomes], weights)
    if one and two:
        assert (one.value, one.low, one.high) == pytest.approx((1 - two.value, 1 - two.high, 1 - two.low))


def test_five_told_apart_perfectly_are_no_certainty() -> None:
    found = auc([1, 2, 3, 8, 9], [False, False, False, True, True])
    assert found is not None
    assert found.value == found.high == 1.0
    assert found.low < 0.6


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    random = numpy.random.default_rng(20261122)
    true, covered, tries = norm.cdf(1 / 2**0.5), 0, 400
    for _ in range(tries):
        scores = numpy.concatenate([random.normal(1, 1, 25), random.normal(0, 1, 60)])
        found = auc(list(scores), [True] * 25 + [False] * 60)
        covered += bool(found and found.low <= true <= found.high)
    assert 0.92 <= covered / tries <= 0.99
