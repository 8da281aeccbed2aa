"""Filters in force, and changes made from a page, on a real record and warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.actions.capture_lead import capture_lead
from leadlight.actions.create_bot import create_bot
from leadlight.actions.move_lead import move_lead
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.ui import page, running
from leadlight.ui.choice import Choice
from leadlight.ui.filters import View, in_words, resolve
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.conftest import NOW

TODAY = NOW.date()


class Follower:
    """Follows at once, in the caller's thread."""

    def __init__(self, house: House, warehouse: Warehouse) -> None:
        self.house, self.warehouse = house, warehouse

    def wake(self) -> None:
        follow(self.house.engine, self.warehouse, self.house.clock)


@pytest.fixture
def warehouse(house: House) -> Iterator[Warehouse]:
    """The house's warehouse, held by this process as a server would."""
    opened = Warehouse(house.settings.warehouse_path)
    follower = Follower(house, opened)
    follower.wake()
    running.set(house, opened, follower)
    yield opened
    running.forget()
    opened.close()


@pytest.fixture
def bot(warehouse: Warehouse) -> Bot:
    """A bot without leads."""
    made = page.act(OWNER, lambda work: create_bot(work, "Estate", "Europe/Madrid"))
    assert made.value is not None
    return made.value


def capture(bot: Bot, days_ago: int, **values: str) -> int:
    """A lead of some days ago; returns its id."""
    row = LeadRow(1, external_id=f"{days_ago}", captured_at=NOW - timedelta(days=days_ago), **values)
    done = page.act(OWNER, lambda work: capture_lead(work, bot, row))
    assert done.value is not None
    return done.value.lead_id


def looked_at(bot: Bot, choice: Choice) -> View:
    with page.reading() as cursor:
        return resolve(cursor, bot, NOW, choice)[0]


def test_thirty_days_stand_until_they_are_empty(bot: Bot) -> None:
    capture(bot, 400)
    old = looked_at(bot, Choice())
    assert old.range_label == "All"
    assert (old.filters.first, old.filters.last) == (date(2025, 10, 1), TODAY)
    assert old.before is None
    capture(bot, 3)
    recent = looked_at(bot, Choice())
    assert recent.range_label == "Last 30 days"
    assert (recent.filters.first, recent.filters.last) == (TODAY - timedelta(days=29), TODAY)
    assert recent.length == 30


def test_a_first_day_alone_lasts_until_today(bot: Bot) -> None:
    view = looked_at(bot, Choice(first=date(2026, 11, 1)))
    assert (view.filters.first, view.filters.last) == (date(2026, 11, 1), TODAY)
    ahead = looked_at(bot, Choice(first=date(2027, 1, 1)))
    assert (ahead.filters.first, ahead.filters.last) == (date(2027, 1, 1), date(2027, 1, 1))


def test_a_last_day_alone_begins_with_the_bots_first(bot: Bot) -> None:
    capture(bot, 400)
    view = looked_at(bot, Choice(last=date(2026, 11, 1)))
    assert (view.filters.first, view.filters.last, view.before) == (date(2025, 10, 1), date(2026, 11, 1), None)
    early = looked_at(bot, Choice(last=date(2020, 1, 1)))
    assert (early.filters.first, early.filters.last) == (date(2020, 1, 1), date(2020, 1, 1))


def test_an_empty_bot_has_no_bounds(bot: Bot) -> None:
    view = looked_at(bot, Choice())
    assert (view.filters.first, view.filters.last, view.length) == (None, None, 0)
    assert view.days == "all to date"


def test_today_is_the_bots_day(bot: Bot) -> None:
    with page.reading() as cursor:
        view, _ = resolve(cursor, bot, NOW.replace(hour=23, minute=30), Choice(range="7d"))
    assert view.filters.last == TODAY + timedelta(days=1)


def test_the_filters_are_said_in_words(bot: Bot) -> None:
    choice = Choice(range="7d", search="ann", has_email=True).with_values("status", ["new", "lost"])
    words = in_words(looked_at(bot, choice))
    assert words == (
        "Estate · last 7 days (14 – 20 Nov 2026, Europe/Madrid) · Status: New, Lost · search “ann” · with e-mail"
    )


def test_a_change_is_read_at_once(bot: Bot, warehouse: Warehouse) -> None:
    before = warehouse.version
    capture(bot, 1)
    assert warehouse.version > before


def test_a_stale_change_is_told_and_changes_nothing(bot: Bot) -> None:
    lead_id = capture(bot, 1, name="Ann")
    assert page.act(OWNER, lambda work: move_lead(work, lead_id, 1, "contacted")).done
    late = page.act(OWNER, lambda work: move_lead(work, lead_id, 1, "qualified"))
    assert not late.done
    assert "changed since" in str(late.error)


def test_what_was_set_is_what_pages_get(house: House, warehouse: Warehouse) -> None:
    assert page.house() is house
    assert page.warehouse() is warehouse


def test_everything_is_opened_once_for_a_folder(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADLIGHT_DATA_DIR", str(house.settings.data_dir))
    running.forget()
    first = running.get()
    assert running.get() is first
    first.warehouse.close()
    first.house.engine.dispose()
    running.forget()


def the_bar() -> None:
    """A page that holds the filter bar alone."""
    import streamlit as st

    from leadlight.domain.scope import OWNER
    from leadlight.ui import page
    from leadlight.ui.filter_bar import bar

    bot = page.bot(OWNER)
    with page.reading() as cursor:
        view = bar(cursor, bot, page.now())
    st.text(str((view.filters.first, view.filters.last, view.filters.where)))


def test_a_chip_takes_its_filter_away(bot: Bot) -> None:
    capture(bot, 1, channel="api")
    at = AppTest.from_function(the_bar)
    at.query_params["channel"] = "api"
    at.query_params["range"] = "7d"
    at.run()
    assert "api" in at.text[0].value
    at.button(key="chip_channel").click().run()
    assert not at.exception
    assert "api" not in at.text[0].value
    assert dict(at.query_params) == {"range": "7d"}


def test_picking_the_default_range_empties_the_url(bot: Bot) -> None:
    capture(bot, 1)
    at = AppTest.from_function(the_bar)
    at.query_params["range"] = "all"
    at.run()
    at.get("pills")[0].set_value("30d").run()
    assert not at.exception
    assert dict(at.query_params) == {}


def test_a_broken_url_shows_the_default(bot: Bot) -> None:
    capture(bot, 1)
    at = AppTest.from_function(the_bar)
    for name, value in {"range": "x", "from": "y", "status": "z", "temperature": "", "bot": "none"}.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    assert at.text[0].value == str((TODAY - timedelta(days=29), TODAY, ()))
