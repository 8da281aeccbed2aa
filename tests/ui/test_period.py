"""Named date ranges, at the edges of months and years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.ui.period import BY_KEY, DEFAULT, PRESETS, before

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("key", "today", "days"),
    [
        ("7d", date(2026, 11, 22), (date(2026, 11, 16), date(2026, 11, 22))),
        ("30d", date(2026, 11, 22), (date(2026, 10, 24), date(2026, 11, 22))),
        ("month", date(2026, 3, 1), (date(2026, 3, 1), date(2026, 3, 1))),
        ("last-month", date(2024, 3, 31), (date(2024, 2, 1), date(2024, 2, 29))),
        ("last-month", date(2026, 1, 1), (date(2025, 12, 1), date(2025, 12, 31))),
        ("quarter", date(2026, 12, 31), (date(2026, 10, 1), date(2026, 12, 31))),
        ("year", date(2026, 1, 1), (date(2026, 1, 1), date(2026, 1, 1))),
    ],
)
def test_a_preset_holds_these_days(key: str, today: date, days: tuple[date, date]) -> None:
    preset = BY_KEY[key]
    assert preset.days is not None
    assert preset.days(today) == days


@given(DAYS)
def test_every_preset_ends_by_today(today: date) -> None:
    for preset in PRESETS:
        if preset.days:
            first, last = preset.days(today)
            assert first <= last <= today


@given(DAYS, DAYS)
def test_the_period_before_is_as_long_and_adjoins(one: date, other: date) -> None:
    first, last = sorted([one, other])
    span = before(first, last)
    assert span is not None
    assert span[1] - span[0] == last - first
    assert (first - span[1]).days == 1


def test_everything_has_no_period_before() -> None:
    assert before(None, None) is None
    assert DEFAULT in BY_KEY
