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
from leadlight.domain.rows import LeadRow
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
