"""The one door in: who is matched with whom, what an import may change, and what it never does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from leadlight.actions.capture_lead import capture_lead
from leadlight.actions.edit_lead import edit_lead
from leadlight.bootstrap import House
from leadlight.domain.rows import LeadRow, MoveRow
from leadlight.domain.scope import OWNER, Scope
from leadlight.errors import ForbiddenError, NotFoundError, RefusedError
from leadlight.record import feed
from leadlight.record.engine import reading
from leadlight.record.tables import lead, outbox_event
from tests.actions.rooms import DAY, a_bot, an_import, outcomes, view


def test_same_rows_twice_create_nothing_new(house: House) -> None:
    bot = a_bot(house)
    rows = [
        LeadRow(1, "A", DAY, name="Ann"),
        LeadRow(2, None, DAY, email="b@x.example"),
        LeadRow(3, phone="+442079460318"),
    ]
    assert outcomes(an_import(house, bot, rows)) == ["created"] * 3
    before = view(house, 1).lead
    assert outcomes(an_import(house, bot, rows)) == ["unchanged"] * 3
    assert view(house, 1).lead == before


def test_equal_row_never_reverts_a_later_edit(house: House) -> None:
    bot = a_bot(house)
    rows = [LeadRow(1, "A", DAY, name="Ann", company="Old Ltd", email="ann@x.example")]
    an_import(house, bot, rows)
    with house.work(OWNER) as work:
        edit_lead(work, 1, 1, {"company": "New Ltd"})
        work.commit()
    an_import(house, bot, rows)
    changed = [LeadRow(1, "A", DAY, name="Anna", company="Old Ltd", email="ann@x.example")]
    assert outcomes(an_import(house, bot, changed)) == ["updated"]
    assert (view(house, 1).lead.name, view(house, 1).lead.company) == ("Anna", "New Ltd")


def test_empty_cell_changes_nothing(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, "A", DAY, name="Ann", owner="Ola", custom={"size": "5"})])
    an_import(house, bot, [LeadRow(1, "A", DAY, name="Ann B")])
    stands = view(house, 1).lead
    assert (stands.name, stands.owner, stands.custom) == ("Ann B", "Ola", {"size": "5"})


def test_row_meets_its_lead_by_key_then_email_then_phone(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, "A", DAY, email="a@x.example", phone="+442079460318")])
    again = [
        LeadRow(1, "A", city="Rome"),
        LeadRow(2, None, email="A@x.example", city="Oslo"),
        LeadRow(3, None, phone="+442079460318", city="Bonn"),
    ]
    assert [each.lead_id for each in an_import(house, bot, again)] == [1, 1, 1]
    assert view(house, 1).lead.city == "Bonn"


def test_two_people_sharing_a_mailbox_in_one_file_stay_two(house: House) -> None:
    bot = a_bot(house)
    rows = [
        LeadRow(1, None, DAY, name="Ann", email="home@x.example"),
        LeadRow(2, None, DAY, name="Bob", email="home@x.example"),
    ]
    assert outcomes(an_import(house, bot, rows)) == ["created", "created"]
    assert outcomes(an_import(house, bot, rows)) == ["unchanged", "unchanged"]


def test_other_external_id_is_another_lead_though_the_email_is_shared(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, "A", DAY, email="home@x.example")])
    assert outcomes(an_import(house, bot, [LeadRow(1, "B", DAY, email="home@x.example")])) == ["created"]


def test_the_key_of_the_mapping_decides_who_is_who(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, "A", DAY, email="home@x.example")])
    assert outcomes(an_import(house, bot, [LeadRow(1, "B", DAY, email="home@x.example")], key="email")) == ["updated"]


def test_status_moves_only_by_a_later_date(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, "A", DAY, status="qualified", status_at=DAY + timedelta(days=3))])
    older = LeadRow(1, "A", DAY, status="contacted", status_at=DAY + timedelta(days=1))
    undated = LeadRow(1, "A", DAY, status="contacted")
    assert outcomes(an_import(house, bot, [older])) == ["unchanged"]
    assert outcomes(an_import(house, bot, [undated])) == ["unchanged"]
    later = LeadRow(1, "A", DAY, status="lost", status_at=DAY + timedelta(days=9), status_reason="Price")
    assert outcomes(an_import(house, bot, [later])) == ["updated"]
    assert (view(house, 1).lead.status, view(house, 1).lead.status_reason) == ("lost", "Price")


def test_stage_dates_of_a_row_become_its_moves(house: House) -> None:
    bot = a_bot(house)
    moves = (MoveRow(1, "A", "qualified", DAY + timedelta(days=4), "day"),)
    an_import(house, bot, [LeadRow(1, "A", DAY, status="lost", status_reason="Budget", moves=moves)])
    seen = view(house, 1)
    assert [(move.from_status, move.to_status) for move in seen.moves] == [
        (None, "new"), ("new", "qualified"), ("qualified", "lost"),
    ]  # fmt: skip
    assert (seen.lead.status_at, seen.lead.status_reason) == (DAY + timedelta(days=4), "Budget")


def test_first_touch_never_changes(house: House) -> None:
    bot = a_bot(house)
    an_import(
        house,
        bot,
        [LeadRow(1, "A", DAY, landing_page="https://X.example/Pricing/?utm_source=google", utm_medium="cpc")],
    )
    an_import(
        house, bot, [LeadRow(1, "A", DAY, landing_page="https://x.example/other", utm_source="bing", utm_medium="mail")]
    )
    stands = view(house, 1).lead
    assert (stands.landing_path, stands.utm_source, stands.utm_medium) == ("x.example/Pricing", "google", "cpc")


def test_update_leaves_before_and_after_in_the_value_history(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, "A", DAY, name="Ann")])
    an_import(house, bot, [LeadRow(1, "A", DAY, name="Anna")])
    assert view(house, 1).activity[0].fields == ("name",)


def test_lead_without_key_or_contact_is_refused(house: House) -> None:
    bot = a_bot(house)
    with house.work(OWNER) as work, pytest.raises(RefusedError):
        capture_lead(work, bot, LeadRow(1, name="Nobody"))


def test_captured_lead_is_announced_and_fed_in_one_transaction(house: House) -> None:
    bot = a_bot(house)
    with house.work(OWNER) as work:
        capture_lead(work, bot, LeadRow(1, email="a@x.example"))
        token = work.commit()
    with reading(house.engine) as connection:
        assert feed.newest(connection) == token
        assert connection.execute(select(outbox_event.c.type)).scalars().all() == ["lead.created"]


def test_left_without_commit_nothing_happened(house: House) -> None:
    bot = a_bot(house)
    with house.work(OWNER) as work:
        capture_lead(work, bot, LeadRow(1, email="a@x.example"))
    with reading(house.engine) as connection:
        assert connection.execute(select(func.count()).select_from(lead)).scalar() == 0
        assert connection.execute(select(func.count()).select_from(outbox_event)).scalar() == 0


def test_another_bots_scope_can_neither_capture_nor_read(house: House) -> None:
    mine, other = a_bot(house, "Mine"), a_bot(house, "Other")
    an_import(house, other, [LeadRow(1, "A", DAY)])
    scope = Scope("eve", frozenset({mine.id}), OWNER.rights)
    with house.work(scope) as work, pytest.raises(NotFoundError):
        capture_lead(work, other, LeadRow(1, "B"))
    with house.work(scope) as work, pytest.raises(NotFoundError):
        edit_lead(work, 1, 1, {"name": "Eve"})
    with house.work(Scope("eve", None, frozenset())) as work, pytest.raises(ForbiddenError):
        capture_lead(work, mine, LeadRow(1, "B"))


def test_a_guessed_capture_gives_way_to_the_first_stage_told(house: House) -> None:
    bot = a_bot(house)
    then = DAY - timedelta(days=900)
    an_import(house, bot, [LeadRow(1, "A", status="converted", status_at=then, status_precision="day")])
    seen = view(house, 1).lead
    assert (seen.captured_at, seen.captured_precision, seen.status) == (then, "day", "converted")


def test_a_later_row_of_an_earlier_date_moves_a_lead_that_nobody_has_moved(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, "A", status="new"), LeadRow(2, "B", DAY, status="new")])
    then = DAY - timedelta(days=900)
    again = [LeadRow(1, "A", status="converted", status_at=then), LeadRow(2, "B", status="contacted", status_at=DAY)]
    assert outcomes(an_import(house, bot, again)) == ["updated", "updated"]
    assert (view(house, 1).lead.status, view(house, 1).lead.captured_at) == ("converted", then)
    assert (view(house, 2).lead.status, view(house, 2).lead.captured_at) == ("contacted", DAY)


def test_a_date_alone_on_the_day_of_the_capture_moves_the_lead(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, "S", DAY, status="new")])
    midnight = DAY.replace(hour=0)
    row = LeadRow(1, "S", status="qualified", status_at=midnight, status_precision="day")
    assert outcomes(an_import(house, bot, [row])) == ["updated"]
    assert view(house, 1).lead.status == "qualified"


def test_a_stated_capture_is_never_moved_by_a_stage(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, "A", DAY, status="contacted", status_at=DAY - timedelta(days=2))])
    assert view(house, 1).lead.captured_at == DAY
