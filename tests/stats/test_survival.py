"""The share converted by each day against a published curve and rows watched one by one."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from leadlight.stats.survival import converted_by

EVENTS = (6, 6, 6, 7, 10, 13, 16, 22, 23)
OPEN = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
# Freireich et al. (1963), weeks of remission under 6-MP: S and its log-log 95 % limits as R's survfit prints them.
PUBLISHED = {
    6: (0.857, 0.620, 0.952),
    7: (0.807, 0.563, 0.923),
    10: (0.753, 0.503, 0.889),
    13: (0.690, 0.432, 0.849),
    16: (0.627, 0.368, 0.805),
    22: (0.538, 0.268, 0.747),
    23: (0.448, 0.188, 0.680),
}
rows = st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.integers(0, 9)), max_size=40)


def test_the_curve_of_the_leukaemia_trial() -> None:
    curve = converted_by(EVENTS + OPEN, [True] * len(EVENTS) + [False] * len(OPEN), [1] * 21)
    assert [point.day for point in curve.points] == list(PUBLISHED)
    for point, (survived, low, high) in zip(curve.points, PUBLISHED.values(), strict=True):
        assert (1 - point.share, 1 - point.high, 1 - point.low) == pytest.approx((survived, low, high), abs=5.1e-4)
    assert (curve.n, curve.watched, curve.points[0].at_risk) == (21, 35, 21)


@given(rows)
def test_counts_say_what_rows_one_by_one_say(rows: list[tuple[int, bool, int]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    curve = converted_by(*columns)
    singly = [(day, event) for day, event, weight in rows for _ in range(weight)]
    if not any(event for _, event in singly):
        assert curve.points == ()
        return
    expected = SurvfuncRight(*(numpy.asarray(column, dtype=float) for column in zip(*singly, strict=True)))
    assert [point.day for point in curve.points] == list(expected.surv_times)
    assert [point.share for point in curve.points] == pytest.approx(list(1 - expected.surv_prob))


@given(rows)
def test_shares_grow_and_lie_within_their_band(rows: list[tuple[int, bool, int]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    before = 0.0
    for point in converted_by(*columns).points:
        assert 0 <= point.low <= point.share + 1e-12
        assert point.share <= point.high + 1e-12 <= 1 + 1e-11
        assert point.share >= before - 1e-12
        before = point.share


def test_what_holds_on_a_day_is_the_step_before_it() -> None:
    curve = converted_by([2, 5, 9], [True, True, False], [10, 10, 20])
    assert curve.at(1.9) is None
    shares = [point.share if (point := curve.at(day)) else None for day in (2, 4, 5, 400)]
    assert shares == pytest.approx([0.25, 0.25, 0.5, 0.5])


def test_nothing_watched_nothing_happened_and_everything_happened() -> None:
    assert converted_by([], [], []).n == 0
    assert converted_by([3, 4], [False, False], [5, 6]).points == ()
    everything = converted_by([3], [True], [5]).points
    assert [(point.share, point.low, point.high) for point in everything] == [(1.0, 0.0, 1.0)]
