"""The Wilson interval, against statsmodels' own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from leadlight.stats.wilson import wilson


@given(st.data(), st.integers(1, 1_000_000))
def test_wilson_equals_statsmodels(data: st.DataObject, trials: int) -> None:
    successes = data.draw(st.integers(0, trials))
    found = wilson(successes, trials)
    assert found is not None
    assert found == pytest.approx(proportion_confint(successes, trials, method="wilson"), abs=1e-12)
    assert 0 <= found[0] <= successes / trials + 1e-12
    assert successes / trials - 1e-12 <= found[1] <= 1


def test_nothing_tried_has_no_interval() -> None:
    assert wilson(0, 0) is None
