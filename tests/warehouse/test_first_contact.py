"""Waiting for a first contact, counted by hand: bands, medians, who is left out, and what each owner has in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from leadlight.errors import RefusedError
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.first_contact import Outcomes, Owners, Waits
from leadlight.warehouse.query import Query, run
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.warehouse.records import NOW, Room

ZONE = ZoneInfo("Europe/Berlin")
BANDS = ("0-5", "5-15", "15-60", "60+", "not yet", "date_only")


@dataclass(frozen=True)
class Sample:
    """A followed bot of eight leads, captured on Friday 14 November 2025 or the Saturday after it."""

    warehouse: Warehouse
    filters: Filters


@pytest.fixture
def sample(room: Room, warehouse: Warehouse) -> Sample:
    bot = room.bot("a", "Europe/Berlin")
    friday = datetime(2025, 11, 14, 17, 50, tzinfo=ZONE)

    def lead(owner: str | None, moves: dict[float, str], at: datetime = friday, **more: object) -> int:
        found = room.lead(bot, captured_at=at, owner=owner, **more)
        for minutes, to in moves.items():
            room.move(found, to, at + timedelta(minutes=minutes))
        return found

    lead("ann", {5: "contacted", 900: "converted"})  # to the second within five minutes
    lead("ann", {5 + 1 / 60: "contacted"})
    lead("ann", {60: "qualified"})  # a skipped stage is a contact too; ten minutes of office hours
    lead("ann", {})
    lead("bob", {64 * 60: "contacted"}, friday.replace(day=15))  # Saturday 17:50 to Tuesday 9:50
    lead("bob", {3: "lost"})  # lost without a contact
    lead(None, {2: "contacted"}, captured_precision="day")
    undated = lead("bob", {})
    room.move(undated, "contacted", friday + timedelta(minutes=1), at_precision="day")
    follow(room.record, warehouse, room.clock)
    return Sample(warehouse, Filters((bot,), today=NOW.date()))


def test_bands_by_the_clock(sample: Sample) -> None:
    with sample.warehouse.read() as cursor:
        found = Waits(sample.filters, "owner").read(cursor)
    assert found.select("owner", "leads", *BANDS).rows() == [
        ("ann", 4, 1, 1, 1, 0, 1, 0),
        ("bob", 3, 0, 0, 0, 1, 1, 1),
        ("(none)", 1, 0, 0, 0, 0, 0, 1),
    ]
    assert found["median"].to_list() == [301.0, 64 * 3600.0, None]
    assert found["p90"].to_list() == [pytest.approx(301 + 0.8 * (3600 - 301)), 64 * 3600.0, None]


def test_bands_in_office_hours(sample: Sample) -> None:
    with sample.warehouse.read() as cursor:
        found = Waits(sample.filters, "owner", "office").read(cursor)
    assert found.select("owner", *BANDS).rows()[:2] == [("ann", 1, 2, 0, 0, 1, 0), ("bob", 0, 0, 0, 1, 1, 1)]
    assert found["median"].to_list()[:2] == [301.0, (9 * 60 + 50) * 60.0]


def test_hours_are_those_of_the_bot(sample: Sample) -> None:
    with sample.warehouse.read() as cursor:
        found = Waits(sample.filters, "hour").read(cursor)
    assert found.select("hour", "leads").rows() == [(17, 8)]


def test_outcomes_of_bands(sample: Sample) -> None:
    with sample.warehouse.read() as cursor:
        found = Outcomes(sample.filters).read(cursor)
    assert found.select("band", "leads", "settled", "converted", "qualified").rows() == [
        ("0-5", 1, 1, 1, 1),
        ("5-15", 1, 1, 0, 0),
        ("15-60", 1, 1, 0, 1),
        ("60+", 1, 1, 0, 0),
        ("not yet", 2, 2, 0, 0),
        (None, 2, 2, 0, 0),
    ]


def test_young_leads_are_no_outcome(sample: Sample) -> None:
    with sample.warehouse.read() as cursor:
        young = Filters(sample.filters.bots, today=datetime(2025, 12, 1, tzinfo=ZONE).date())
        found = Outcomes(young).read(cursor)
    assert found["leads"].sum() == 8
    assert found["settled"].sum() == 0


def test_what_owners_have_in_hand(sample: Sample) -> None:
    with sample.warehouse.read() as cursor:
        found = Owners(sample.filters).read(cursor)
    assert found.rows() == [
        ("ann", 4, 1, 3, 1, 0, 4),
        ("bob", 3, 0, 2, 0, 1, 3),
        ("(none)", 1, 0, 1, 0, 0, 1),
    ]


@pytest.mark.parametrize("name", ["first_contact", "first_contact_office"])
def test_bands_filter_what_they_count(sample: Sample, name: str) -> None:
    with sample.warehouse.read() as cursor:
        bands = dict(run(cursor, Query(sample.filters, ("leads",), (name,))).iter_rows())
        for band, leads in bands.items():
            narrowed = Filters(sample.filters.bots, where=((name, (band,)),))
            assert run(cursor, Query(narrowed, ("leads",)))["leads"].to_list() == [leads]
    assert sum(bands.values()) == 8


def test_unknown_choices_are_refused() -> None:
    with pytest.raises(RefusedError, match="owner, channel, hour"):
        Waits(Filters((1,)), "status")
    with pytest.raises(RefusedError, match="clock, office"):
        Outcomes(Filters((1,)), "sundial")
    with pytest.raises(RefusedError, match="first_contact"):
        Filters((1,), where=(("first_contact", ("soon",)),))
