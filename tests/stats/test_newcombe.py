"""The difference of two proportions against published and independent values."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats import proportion

from leadlight.stats.newcombe import difference, p_value, trials_needed

Counts = tuple[int, int, int, int]


@st.composite
def counts(draw: st.DrawFn, most: int = 10**6) -> Counts:
    first, second = draw(st.integers(1, most)), draw(st.integers(1, most))
    return draw(st.integers(0, first)), first, draw(st.integers(0, second)), second


@pytest.mark.parametrize(
    ("given", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_interval_is_the_published_one(given: Counts, low: float, high: float) -> None:
    found = difference(*given)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5.1e-5)


@given(counts())
def test_interval_equals_statsmodels_and_holds_the_difference(given: Counts) -> None:
    found = difference(*given)
    assert found is not None
    expected = proportion.confint_proportions_2indep(*given, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)
    assert -1 - 1e-12 <= found.low <= found.value <= found.high <= 1 + 1e-12


@given(counts())
def test_p_value_equals_statsmodels_score_test(given: Counts) -> None:
    won, n, other_won, other_n = given
    if 0 < won + other_won < n + other_n:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = proportion.test_proportions_2indep(
                *given, method="score", compare="diff", correction=True
            ).pvalue
        assert p_value(*given) == pytest.approx(expected, abs=1e-9)


@given(counts(most=500))
def test_turned_round_it_is_the_same_with_the_other_sign(given: Counts) -> None:
    one, two = difference(*given), difference(*given[2:], *given[:2])
    assert one is not None
    assert two is not None
    assert (one.value, one.low, one.high) == pytest.approx((-two.value, -two.high, -two.low))
    assert one.p_value == pytest.approx(two.p_value)


def test_where_nothing_varies_nothing_is_told() -> None:
    for nothing in ((0, 40, 0, 60), (40, 40, 60, 60)):
        found = difference(*nothing)
        assert found is not None
        assert found.p_value == 1.0
        assert not found.is_told


@pytest.mark.parametrize("given", [(0, 0, 3, 9), (3, 9, 0, 0), (0, 0, 0, 0)])
def test_what_was_never_tried_has_no_difference(given: Counts) -> None:
    assert difference(*given) is None
    assert p_value(*given) == 1.0


def test_trials_needed_are_the_textbooks() -> None:
    # 388 a side for 60 % against 50 %, 5 % two-sided, power 80 % (Fleiss, Levin, Paik 2003, without continuity).
    assert trials_needed(0.6, 0.5) == 388
    assert trials_needed(0.5, 0.6) == 388
    assert trials_needed(0.1, 0.1) is None


def test_the_smaller_a_difference_the_more_trials_it_needs() -> None:
    needed = [trials_needed(0.2 + gap, 0.2) or 0 for gap in (0.2, 0.1, 0.05, 0.01)]
    assert needed == sorted(needed)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_trials_needed_equal_statsmodels(first: float, second: float) -> None:
    if abs(first - second) > 0.001:
        side = "larger" if first > second else "smaller"
        expected = proportion.samplesize_proportions_2indep_onetail(
            first - second, second, 0.8, alpha=0.025, alternative=side
        )
        assert trials_needed(first, second) == pytest.approx(expected, abs=1.001)
