"""The page of bots: made, renamed and moved to another zone by a person; a stale edit is refused, and said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.actions.create_bot import create_bot, edit_bot
from leadlight.actions.read_lead import list_bots
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER, READ
from leadlight.ui import page
from leadlight.ui.running import Running
from tests.pages.conftest import Visit


def bots(here: Running) -> dict[str, Bot]:
    return {bot.key: bot for bot in list_bots(here.house.engine, OWNER)}


def fill(at: AppTest, mark: str, name: str, zone: str, country: str) -> None:
    at.text_input(key=f"bot_name_{mark}").set_value(name)
    at.selectbox(key=f"bot_zone_{mark}").set_value(zone)
    at.text_input(key=f"bot_country_{mark}").set_value(country)


def press(at: AppTest, label: str) -> AppTest:
    return next(button for button in at.button if button.label == label).click().run()


def test_each_bot_stands_with_its_key_zone_country_and_leads(filled: Running, visit: Visit) -> None:
    at = visit("bots")
    assert "**Tallyhand \\(sample\\)**" in [each.value for each in at.markdown]
    facts = next(each.value for each in at.caption if "Key demo" in each.value)
    assert [part.replace("\\", "").replace("\u2060", "") for part in facts.split("\u2002·\u2002")] == [
        "Key demo", "Europe/London", "GB", "Monday to Friday, 9:00–18:00", "300 leads", "Sample",
    ]  # fmt: skip


def test_a_bot_made_here_is_the_one_in_force(empty: Running, visit: Visit) -> None:
    at = visit("bots")
    fill(at, "new", "  Casa Verde ", "Europe/Madrid", "spain")
    press(at, "Create")
    made = bots(empty)["Casa-Verde"]
    assert (made.name, made.zone, made.country) == ("Casa Verde", "Europe/Madrid", "ES")
    assert at.query_params["bot"] == "Casa-Verde"
    assert [each.value for each in at.toast] == ["Bot created"]


@pytest.mark.parametrize("name", ["", "   ", "all", "TALLYHAND (sample)", "DEMO"])
def test_a_name_that_cannot_be_is_refused_with_the_reason(filled: Running, visit: Visit, name: str) -> None:
    before = bots(filled)
    at = visit("bots")
    fill(at, "new", name, "UTC", "")
    press(at, "Create")
    assert bots(filled) == before
    assert len(at.toast) == 1
    assert not at.exception


def test_a_bot_is_renamed_and_its_key_stays(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit("bots")
    fill(at, f"{sample_bot.id}_{sample_bot.version}", "Tally & Co", "America/New_York", "US")
    press(at, "Save")
    now = bots(filled)["demo"]
    assert (now.name, now.zone, now.country) == ("Tally & Co", "America/New_York", "US")
    assert any(r"America\/New\_York" in each.value for each in at.caption)


def test_office_hours_are_said_and_hours_that_end_before_they_begin_are_refused(
    filled: Running, sample_bot: Bot, visit: Visit
) -> None:
    at = visit("bots")
    mark = f"{sample_bot.id}_{sample_bot.version}"
    at.button_group(key=f"bot_days_{mark}").set_value([6, 2])
    at.selectbox(key=f"bot_opens_{mark}").set_value(8 * 60 + 30)
    at.selectbox(key=f"bot_closes_{mark}").set_value(24 * 60)
    press(at, "Save")
    assert str(bots(filled)["demo"].office) == "Tuesday and Saturday, 8:30–24:00"
    assert any("Tuesday and Saturday" in each.value for each in at.caption)
    at.selectbox(key=f"bot_closes_{sample_bot.id}_{sample_bot.version + 1}").set_value(0)
    press(at, "Save")
    assert "begin before they end" in at.toast[0].value
    assert bots(filled)["demo"].office.closes == 24 * 60


def test_a_stale_edit_is_a_conflict_and_changes_nothing(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit("bots")
    fill(at, f"{sample_bot.id}_{sample_bot.version}", "Mine", "UTC", "GB")
    with filled.house.work(OWNER) as work:
        edit_bot(work, sample_bot.id, sample_bot.version, "Theirs")
        work.commit()
    press(at, "Save")
    assert bots(filled)["demo"].name == "Theirs"
    assert bots(filled)["demo"].zone == "Europe/London"
    assert "someone changed this bot" in at.toast[0].value
    fresh = at.text_input(key=f"bot_name_{sample_bot.id}_{sample_bot.version + 1}")
    assert fresh.value == "Theirs"


def test_who_may_not_configure_sees_no_bot(filled: Running, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "OWNER", replace(OWNER, actor="guest", rights=frozenset({READ})))
    at = visit("bots")
    assert [each.value for each in at.error] == [r"guest may not do this \(needs bots\.configure\)"]
    assert not at.text_input


def test_the_switch_leads_to_another_bot_and_drops_its_filters(filled: Running, visit: Visit) -> None:
    with filled.house.work(OWNER) as work:
        create_bot(work, "Second")
        work.commit()
    at = visit(bot="demo", channel="widget", range="all")
    at.selectbox(key="bot_switch").set_value("Second").run()
    assert dict(at.query_params) == {"bot": "Second", "range": "all"}
    assert not at.metric
