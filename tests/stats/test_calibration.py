"""Bands of a score, counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.stats.calibration import bands
from leadlight.stats.wilson import wilson


def test_bands_counted_by_hand() -> None:
    found = bands(
        [5, 5, 30, 60, 60, 100], [True, False, False, True, False, True], [1, 9, 4, 3, 2, 1], [0, 20, 50, 100]
    )
    assert [(band.first, band.end, band.n, band.wins) for band in found] == [
        (0, 20, 10, 1),
        (20, 50, 4, 0),
        (50, 100, 6, 4),
    ]
    assert [band.score for band in found] == [5, 30, pytest.approx(400 / 6)]
    assert [band.rate for band in found] == [0.1, 0.0, pytest.approx(4 / 6)]
    assert (found[0].low, found[0].high) == wilson(1, 10)
    assert [band.lift for band in found] == [pytest.approx(0.4), 0.0, pytest.approx(4 / 6 / 0.25)]


def test_a_band_without_leads_and_no_outcome_at_all_are_blank() -> None:
    empty, full = bands([70], [False], [8], [0, 50, 100])
    assert (empty.n, empty.score, empty.rate, empty.low, empty.lift) == (0, None, None, None, None)
    assert (full.n, full.rate, full.lift) == (8, 0.0, None)
    assert [band.n for band in bands([], [], [], [0, 50, 100])] == [0, 0]


@given(st.lists(st.tuples(st.integers(-5, 110), st.booleans(), st.integers(0, 9)), max_size=40))
def test_every_lead_is_in_one_band(rows: list[tuple[int, bool, int]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    found = bands(columns[0], columns[1], columns[2], [0, 25, 50, 75, 100])
    assert sum(band.n for band in found) == sum(weight for _, _, weight in rows)
    assert sum(band.wins for band in found) == sum(weight for _, won, weight in rows if won)
