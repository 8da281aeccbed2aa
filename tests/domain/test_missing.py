"""Why an e-mail or a phone is missing, who may be the same person, and when people can be called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from leadlight.bootstrap import House
from leadlight.domain.lead import Lead
from leadlight.domain.likeness import alike
from leadlight.domain.local_time import call_hour, country_of
from leadlight.domain.missing import FormEvent, Why, why_missing
from leadlight.domain.promptness import HOUR, OfficeHours, checked_hours
from leadlight.domain.rows import LeadRow
from leadlight.errors import RefusedError
from tests.actions.rooms import DAY, a_bot, an_import, view

ASKED, REFUSED, ANSWERED = (FormEvent(kind, "phone", DAY) for kind in ("asked", "refused", "answered"))
OTHER = FormEvent("asked", "email", DAY)


@pytest.mark.parametrize(
    ("events", "on", "talked", "imported", "why"),
    [
        ([ASKED, REFUSED], None, True, False, "declined"),
        ([ASKED], None, True, False, "unanswered"),
        ([ASKED, REFUSED, ANSWERED], None, True, False, "removed"),
        ([OTHER], {"email"}, True, False, "field off"),
        ([OTHER], {"email", "phone"}, True, False, "not asked"),
        ([OTHER], None, True, False, "not asked"),
        ([], None, True, False, "no form"),
        ([], None, False, True, "imported"),
        ([], None, False, False, "by hand"),
        ([ASKED, REFUSED], {"email"}, True, True, "declined"),
    ],
)
def test_the_reason_of_a_blank_field(
    events: list[FormEvent], on: Collection[str] | None, talked: bool, imported: bool, why: Why
) -> None:
    assert why_missing("phone", events, on, talked=talked, imported=imported).why == why


@pytest.mark.parametrize(
    ("now", "zone", "opens"),
    [
        (datetime(2026, 11, 20, 12, tzinfo=UTC), "Europe/Madrid", None),  # Friday, 13:00 there
        (datetime(2026, 11, 20, 12, tzinfo=UTC), "America/New_York", "Fri 09:00"),  # 07:00 there
        (datetime(2026, 11, 20, 12, tzinfo=UTC), "Asia/Tokyo", "Mon 09:00"),  # Friday, 21:00 there
        (datetime(2026, 11, 22, 12, tzinfo=UTC), "Europe/Madrid", "Mon 09:00"),  # Sunday
        (datetime(2026, 11, 20, 17, tzinfo=UTC), "Europe/Madrid", "Mon 09:00"),  # 18:00 is past
    ],
)
def test_a_good_hour_to_call_is_when_people_there_work(now: datetime, zone: str, opens: str | None) -> None:
    hour = call_hour(now, zone)
    assert hour.is_good == (opens is None)
    assert opens is None or f"{hour.opens:%a %H:%M}" == opens
    assert hour.is_good or now < hour.opens <= now + timedelta(days=4)


def test_a_bots_own_hours_say_when_to_call_and_nobody_is_called_at_night() -> None:
    saturday = datetime(2026, 11, 21, 10, tzinfo=UTC)
    shop, night = OfficeHours((6,), 0, 24 * HOUR), OfficeHours((6, 7), 0, 5 * HOUR)
    assert call_hour(saturday, "UTC", shop).is_good
    assert not call_hour(saturday, "UTC").is_good
    assert f"{call_hour(saturday, 'America/New_York', shop).opens:%a %H:%M}" == "Sat 08:00"  # 5:00 there
    assert call_hour(saturday, "UTC", night).is_good  # the usual hours, on its days


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (OfficeHours(), "Monday to Friday, 9:00–18:00"),
        (OfficeHours((1, 3, 5), 510, 1050), "Monday, Wednesday and Friday, 8:30–17:30"),
        (OfficeHours((6,)), "Saturday, 9:00–18:00"),
        (OfficeHours((6, 7)), "Saturday and Sunday, 9:00–18:00"),
        (OfficeHours((1, 2, 3, 4, 5, 6, 7), 0, 1440), "every day, 0:00–24:00"),
    ],
)
def test_office_hours_in_words(hours: OfficeHours, words: str) -> None:
    assert str(hours) == words
    assert checked_hours(hours.weekdays[::-1], hours.opens, hours.closes) == hours


@pytest.mark.parametrize(("days", "opens", "closes"), [((), 0, 60), ((8,), 0, 60), ((1,), 60, 60), ((1,), 0, 1441)])
def test_office_hours_that_cannot_be_are_refused(days: tuple[int, ...], opens: int, closes: int) -> None:
    with pytest.raises(RefusedError):
        checked_hours(days, opens, closes)


def test_a_phones_country_is_told_where_it_is_one() -> None:
    assert [country_of(phone) for phone in ("+34600123456", "600123456", None, "+999")] == ["ES", None, None, None]


@pytest.fixture
def ann(house: House) -> Lead:
    captured = an_import(
        house, a_bot(house), [LeadRow(1, "A", DAY, name="Ann Lee", email="a@x.example", company="Lee")]
    )
    return view(house, captured[0].lead_id).lead


def test_a_name_alone_makes_nobody_the_same_person(ann: Lead) -> None:
    namesake = replace(ann, id=2, company="Other")
    nobodys = replace(ann, id=3, company=None)
    colleague = replace(ann, id=4, company=" LEE ")
    found = alike(ann, [("name", namesake), ("name", nobodys), ("name", colleague)])
    assert [(each.lead.id, each.why) for each in found] == [(4, "same name and company")]


def test_who_shares_more_and_stronger_marks_comes_first(ann: Lead) -> None:
    both, phone, mail = (replace(ann, id=each) for each in (2, 3, 4))
    found = alike(ann, [("phone", phone), ("email", mail), ("email", both), ("phone", both)])
    assert [each.lead.id for each in found] == [2, 4, 3]
