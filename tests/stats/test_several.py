"""Benjamini and Hochberg's adjustment against their own example and statsmodels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

from leadlight.stats.several import benjamini_hochberg

PUBLISHED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
PUBLISHED += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]


def test_the_papers_example_keeps_the_first_four() -> None:
    # Benjamini and Hochberg (1995), section 4.1: at q = 0.05 the four smallest of fifteen.
    assert [adjusted <= 0.05 for adjusted in benjamini_hochberg(PUBLISHED)] == [True] * 4 + [False] * 11


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_equals_scipy_and_statsmodels(p_values: list[float]) -> None:
    found = benjamini_hochberg(p_values)
    assert found == pytest.approx(list(false_discovery_control(p_values)), abs=1e-12)
    assert found == pytest.approx(list(multipletests(p_values, method="fdr_bh")[1]), abs=1e-12)


@given(st.lists(st.floats(0, 1), max_size=60))
def test_adjusting_never_makes_it_smaller_nor_changes_the_order(p_values: list[float]) -> None:
    found = benjamini_hochberg(p_values)
    assert all(given <= adjusted <= 1 for given, adjusted in zip(p_values, found, strict=True))
    in_order = [found[at] for at in sorted(range(len(found)), key=p_values.__getitem__)]
    assert in_order == sorted(in_order)
