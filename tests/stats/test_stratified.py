"""The stratified difference against statsmodels, by hand, and by how often its interval covers."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable

from leadlight.stats import newcombe
from leadlight.stats.stratified import Stratum, difference

side = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
stratum = st.tuples(side, side).map(lambda both: (*both[0], *both[1]))


def test_the_common_difference_by_hand() -> None:
    # weights 10·20/30 and 30·10/40; differences 0.5 - 0.25 and 0.2 - 0.4
    found = difference([(5, 10, 5, 20), (6, 30, 4, 10)])
    assert found is not None
    assert found.value == pytest.approx((200 / 30 * 0.25 + 300 / 40 * -0.2) / (200 / 30 + 300 / 40))


@given(st.lists(stratum, min_size=1, max_size=8))
def test_p_value_is_cochran_mantel_haenszels(strata: list[Stratum]) -> None:
    found = difference(strata)
    assert found is not None
    assert -1 <= found.low <= found.value + 1e-12
    assert found.value <= found.high + 1e-12 <= 1 + 1e-11
    varied = [each for each in strata if 0 < each[0] + each[2] < each[1] + each[3]]
    if not varied:
        assert found.p_value == 1.0
        return
    tables = [numpy.array([[k, n - k], [j, m - j]], dtype=float) for k, n, j, m in varied]
    expected = StratifiedTable(tables).test_null_odds(correction=False).pvalue
    assert found.p_value == pytest.approx(expected, abs=1e-9)


@given(stratum)
def test_one_stratum_is_the_plain_difference(one: Stratum) -> None:
    found, plain = difference([one]), newcombe.difference(*one)
    assert found is not None
    assert plain is not None
    assert (found.value, found.p_value) == pytest.approx((plain.value, plain.p_value), abs=1e-9)


def test_young_leads_of_one_side_are_no_difference() -> None:
    # Both convert 40 % of their old leads and 10 % of their new ones; the first has mostly new ones.
    strata = [(40, 100, 400, 1000), (100, 1000, 10, 100)]
    found, crude = difference(strata), newcombe.difference(140, 1100, 410, 1100)
    assert found is not None
    assert crude is not None
    assert crude.is_told
    assert found.value == pytest.approx(0)
    assert not found.is_told


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    random = numpy.random.default_rng(7)
    covered, tries = 0, 1000
    for _ in range(tries):
        strata = []
        for base in (0.05, 0.15, 0.3, 0.4):
            n, m = (int(size) for size in random.integers(10, 60, 2))
            strata.append((int(random.binomial(n, base + 0.1)), n, int(random.binomial(m, base)), m))
        found = difference(strata)
        covered += bool(found and found.low <= 0.1 <= found.high)
    assert 0.93 <= covered / tries <= 0.97


def test_strata_without_both_say_nothing() -> None:
    assert difference([]) is None
    assert difference([(1, 4, 0, 0), (0, 0, 3, 9)]) is None
