"""Where a lead is, on its page: what was given stands as it is; what was inferred says from what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leadlight.bootstrap import House
from tests.pages.lead_room import Room, a_room, texts


@pytest.fixture
def room(house: House) -> Iterator[Room]:
    with a_room(house) as room:
        yield room


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"timezone": "Europe/Lisbon"}, "Portugal · inferred from the time zone"),
        ({"timezone": "Europe/Lisbon", "country": "ES"}, "Spain"),
        ({"timezone": "UTC", "phone": "+351912345678"}, "Portugal · told from the phone number"),
    ],
)
def test_a_leads_page_says_what_its_country_was_told_from(room: Room, known: dict[str, str], told: str) -> None:
    lead = room.add(name="Ann", email="a@x.example", **known)
    found = texts(room.page("lead", bot="Estate", id=str(lead)))
    assert told in found
    assert ("inferred from the time zone" in found) == ("inferred" in told)
