"""The country of a zone: by the zones' own table, by former names that browsers still say, and else none."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

import pytest

from leadlight.domain.local_time import _FORMER_NAMES, country_of_zone


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/Lisbon", "PT"), ("Europe/Oslo", "NO"), ("America/New_York", "US"), ("Asia/Calcutta", "IN"),
     ("Asia/Kolkata", "IN"), ("UTC", None), ("Etc/GMT+3", None), ("CET", None), ("somewhere", None), (None, None)],
)  # fmt: skip
def test_a_zone_tells_its_country(zone: str | None, country: str | None) -> None:
    assert country_of_zone(zone) == country


def test_every_former_name_is_a_zone_there_is() -> None:
    assert set(_FORMER_NAMES) <= available_timezones()
    assert all(ZoneInfo(name) for name in _FORMER_NAMES)
