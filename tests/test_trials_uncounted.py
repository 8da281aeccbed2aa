"""Trials of the capture are kept and change no number: every measure of the catalogue by every dimension."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from leadlight.actions.edit_form import edit_form
from leadlight.actions.submit_form import submit_form
from leadlight.actions.take_message import Said, Visit, take_message
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.form import builtin, default_form
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.errors import InputError, RefusedError
from leadlight.record.tables import lead, outbox_event
from leadlight.warehouse.form_trial import Trial
from leadlight.warehouse.form_version import VersionFields, VersionTotals
from leadlight.warehouse.metrics import DIMENSIONS, MEASURES
from leadlight.warehouse.query import Filters, Query, run
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.actions.rooms import a_bot, an_import, view

VISIT = Visit("widget", source_page="https://estate.example/pricing", visitor="v1")
TALK = ("I want to book a demo this week, what does it cost?", "Ann Bell", "ann@bell.example")


def converse(house: House, bot: Bot, talk: str, *, is_test: bool) -> int:
    """The whole talk; the lead's id."""
    lead_id = None
    for each in TALK:
        with house.work(OWNER) as work:
            lead_id = take_message(work, bot, talk, [Said(each)], VISIT, is_test=is_test).lead_id
            work.commit()
    assert lead_id is not None
    return lead_id


def every_number(house: House, bot: Bot) -> dict[Any, Any]:
    """Every measure by every dimension that can split it, and the figures of the form."""
    found: dict[Any, Any] = {}
    day = datetime(2026, 11, 20, tzinfo=UTC).date()
    warehouse = Warehouse(house.settings.warehouse_path)
    follow(house.engine, warehouse, house.clock)
    with warehouse.read() as cursor:
        for measure in MEASURES:
            for by in ((), *((name,) for name in DIMENSIONS if name != measure)):
                try:
                    found[measure, by] = run(cursor, Query(Filters(bots=(bot.id,)), (measure,), by)).rows()
                except InputError:
                    continue  # a measure that this dimension cannot split
        form = default_form()
        for question in (VersionTotals(bot.id, 1), VersionFields(bot.id, 1), Trial(bot.id, form.triggers, day, day)):
            found[type(question).__name__] = question.read(cursor).rows()
    warehouse.close()
    return found


def test_a_trial_changes_no_number_and_a_real_talk_does(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, external_id="x1", name="Joe", email="joe@bell.example", source_page="/pricing")])
    with house.work(OWNER) as work:
        edit_form(work, bot.id, default_form())
        work.commit()
    converse(house, bot, "real one", is_test=False)
    before = every_number(house, bot)
    assert len(before) > len(MEASURES) * 3
    trial = converse(house, bot, "try-1", is_test=True)
    with house.work(OWNER) as work:
        values = {"name": "Eve", "email": "eve@black.example"}
        submit_form(work, bot, values, VISIT, conversation="try-2", is_test=True)
        work.commit()
    assert view(house, trial).lead.is_test
    assert every_number(house, bot) == before
    converse(house, bot, "another one", is_test=False)
    after = every_number(house, bot)
    assert {name for name in before if after[name] != before[name]} >= {("conversations", ()), "VersionTotals"}


def test_a_trial_meets_no_lead_and_no_lead_meets_a_trial(house: House) -> None:
    bot = a_bot(house)
    trial = converse(house, bot, "try-1", is_test=True)
    real = converse(house, bot, "real", is_test=False)
    again = converse(house, bot, "try-2", is_test=True)
    assert trial == again != real
    imported = an_import(house, bot, [LeadRow(1, name="Ann Bell", email="ann@bell.example", company="Bell")])
    assert imported[0].lead_id == real
    with house.engine.connect() as connection:
        rows = connection.execute(select(lead.c.is_test, lead.c.company).order_by(lead.c.id)).all()
    assert [tuple(row) for row in rows] == [(True, None), (False, "Bell")]


def test_nobody_is_told_of_a_trial(house: House) -> None:
    converse(house, a_bot(house), "try-1", is_test=True)
    with house.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(outbox_event)).scalar_one() == 0


def test_a_trial_does_not_go_on_as_a_real_talk(house: House) -> None:
    bot = a_bot(house)
    converse(house, bot, "try-1", is_test=True)
    with house.work(OWNER) as work, pytest.raises(RefusedError):
        take_message(work, bot, "try-1", [Said("hello")], VISIT)


def test_the_fields_of_a_form_are_those_that_trials_ask_for(house: House) -> None:
    bot = a_bot(house)
    with house.work(OWNER) as work:
        heard = take_message(work, bot, "try-1", [Said(TALK[0])], VISIT, is_test=True)
    assert heard.ask == builtin("name", required=True)
