"""The page of the form: edited, previewed and checked as one types, saved as versions, its rules tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.actions.create_bot import create_bot
from leadlight.actions.edit_form import edit_form
from leadlight.actions.read_form import read_form
from leadlight.domain.bot import Bot
from leadlight.domain.form import Form
from leadlight.domain.scope import OWNER, READ
from leadlight.record import phrasings
from leadlight.record.phrasings import Wanted
from leadlight.ui import page
from leadlight.ui.running import Running
from tests.pages.conftest import Visit, follow_now


def in_force(here: Running, bot: Bot) -> Form:
    return read_form(here.house.engine, OWNER, bot.id).form


def press(at: AppTest, key: str) -> AppTest:
    found = at.button(key=key).click().run()
    assert not at.exception, at.exception
    return found


def html(at: AppTest) -> str:
    return " ".join(str(each.proto.body) for each in at.get("html"))


def told(elements: Iterable[Any]) -> list[str]:
    """What these say, the escapes of Markdown taken off."""
    return [str(each.value).replace("\\", "").replace("\u2060", "") for each in elements]


def opened(at: AppTest, label: str) -> int:
    """Open the field of this label for editing; its number."""
    labels = [each.removeprefix("Ask ").removesuffix(" earlier") for each in (one.help for one in at.button) if each]
    numbers = [one.key for one in at.button if one.key and one.key.startswith("edit_")]
    asked = [each for each in labels if not each.endswith(" later")]
    key = numbers[asked.index(label)]
    press(at, key)
    return int(key.split("_")[1])


def test_each_field_stands_with_what_it_costs(filled: Running, visit: Visit) -> None:
    at = visit("form", bot="demo")
    seen = html(at)
    assert "<b>Name</b>" in seen
    assert "that were shown it answered" in seen
    assert any("Version 1 is in force: shown in" in each for each in told(at.caption))
    assert "What is your name?" in seen or "Who am I talking to?" in seen or "May I ask your name?" in seen


def test_a_field_is_made_optional_and_saved_as_a_version(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit("form", bot="demo")
    number = opened(at, "Name")
    at.toggle(key=f"required_{number}_0").set_value(False).run()
    assert any("Name: optional" in each for each in told(at.markdown))
    at.text_input(key="form_why").set_value("fewer refusals").run()
    press(at, "save_form")
    assert [each.value for each in at.toast] == ["Form saved"]
    found = in_force(filled, sample_bot)
    assert (found.version, [each.required for each in found.fields[:2]]) == (2, [False, True])
    assert read_form(filled.house.engine, OWNER, sample_bot.id).versions[0].said == "fewer refusals; Name: optional"
    assert not [each for each in at.button if each.key == "save_form"]
    assert any("Version 2 is in force. It has not been shown" in each for each in told(at.caption))


def test_a_new_field_gets_its_key_from_its_label_and_stands_in_the_preview(filled: Running, visit: Visit) -> None:
    at = visit("form", bot="demo")
    press(at, "add_choice_0")
    number = 7
    at.text_input(key=f"label_{number}_0").set_value("Favourite colour").run()
    assert at.text_input(key=f"key_{number}_0").value == "favourite_colour"
    at.text_area(key=f"options_{number}_0").set_value("Red\nBlue").run()
    assert "Red or Blue" in html(at)
    assert not at.error
    at.query_params["speak"] = "de"
    at.run()
    assert "Red oder Blue" in html(at)


def test_questions_that_a_model_worded_stand_in_the_preview_until_their_field_is_changed(
    filled: Running, sample_bot: Bot, visit: Visit
) -> None:
    version = in_force(filled, sample_bot).version
    with filled.house.work(OWNER) as work:
        wanted = Wanted(sample_bot.id, version, "en")
        phrasings.want(work.connection, wanted)
        phrasings.keep(work.connection, wanted, {"name": ["Whom may we ask for?"]}, "a model", work.now)
        work.commit()
    at = visit("form", bot="demo")
    assert "Whom may we ask for?" in html(at)
    assert any("words of the language model" in each for each in told(at.caption))
    number = opened(at, "Name")
    at.text_input(key=f"label_{number}_0").set_value("Full name").run()
    assert "Whom may we ask for?" not in html(at)
    at.query_params["speak"] = "de"
    at.run()
    assert not any("language model" in each for each in told(at.caption))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (lambda at: at.text_input(key="key_7_0").set_value("email"), "email is a column of every lead"),
        (lambda at: at.text_input(key="key_7_0").set_value("team_size"), "Two fields have the key team_size"),
        (lambda at: at.text_input(key="key_7_0").set_value("Not A Key"), "A key has small letters"),
        (lambda at: at.text_input(key="label_7_0").set_value(" "), "Give it a label"),
        (lambda at: at.text_area(key="options_7_0").set_value("Only one"), "Give 2 to 50 options"),
    ],
)
def test_what_is_wrong_is_said_as_one_types_and_cannot_be_saved(
    filled: Running, sample_bot: Bot, visit: Visit, typed: Callable[[AppTest], object], said: str
) -> None:
    at = visit("form", bot="demo")
    press(at, "add_choice_0")
    typed(at)
    at.run()
    assert any(said in each for each in told(at.error)), told(at.error)
    assert at.button(key="save_form").disabled
    assert in_force(filled, sample_bot).version == 1


def test_a_saved_field_is_retired_and_a_new_one_taken_away(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit("form", bot="demo")
    number = opened(at, "Company")
    assert not [each for each in at.button if each.key == f"drop_{number}_0"]
    at.toggle(key=f"on_{number}_0").set_value(False).run()
    press(at, "add_text_0")
    press(at, "drop_7_0")
    press(at, "save_form")
    company = in_force(filled, sample_bot).find("company")
    assert company is not None
    assert not company.on


def test_fields_are_put_in_another_order(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit("form", bot="demo")
    press(at, "down_1_0")
    press(at, "save_form")
    assert [each.key for each in in_force(filled, sample_bot).fields[:2]] == ["email", "name"]


def test_a_condition_names_an_earlier_field(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit("form", bot="demo")
    number = opened(at, "Company")
    at.selectbox(key=f"only_if_{number}_0").set_value("phone").run()
    press(at, "save_form")
    company = in_force(filled, sample_bot).find("company")
    assert company is not None
    assert company.only_if is not None
    assert company.only_if.field == "phone"


def test_changes_can_be_dropped(filled: Running, visit: Visit) -> None:
    at = visit("form", bot="demo")
    press(at, "down_1_0")
    press(at, "drop_form")
    assert not [each for each in at.button if each.key == "save_form"]


def test_a_version_saved_elsewhere_is_a_conflict_and_is_said(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit("form", bot="demo")
    press(at, "down_1_0")
    with filled.house.work(OWNER) as work:
        theirs = edit_form(work, sample_bot.id, replace(in_force(filled, sample_bot), style="form"))
        work.commit()
    press(at, "save_form")
    assert "someone saved version 2" in at.toast[0].value
    assert any("Someone saved another version" in each.value for each in at.warning)
    assert in_force(filled, sample_bot) == theirs
    press(at, "drop_form")
    assert not at.warning


def test_an_old_version_is_restored(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    first = in_force(filled, sample_bot)
    with filled.house.work(OWNER) as work:
        edit_form(work, sample_bot.id, replace(first, style="form"))
        work.commit()
    at = visit("form", bot="demo", show="versions")
    press(at, "restore_1")
    found = in_force(filled, sample_bot)
    assert (found.version, found.style) == (3, "talk")


def test_the_rules_are_tried_on_past_conversations_before_they_are_saved(
    filled: Running, sample_bot: Bot, visit: Visit
) -> None:
    at = visit("form", bot="demo", show="when")
    said = next(each.value for each in at.markdown if "would have appeared" in each.value)
    at.segmented_control(key="intent_0").set_value("hot").run()
    fewer = next(each.value for each in at.markdown if "would have appeared" in each.value)
    assert fewer != said
    at.number_input(key="after_messages_0").set_value(3).run()
    at.text_area(key="pages_0").set_value("/pricing*").run()
    at.toggle(key="quiet_0").set_value(True).run()
    assert "ll-cases" in html(at)
    press(at, "save_form")
    triggers = in_force(filled, sample_bot).triggers
    assert (triggers.intent, triggers.after_messages, triggers.pages) == ("hot", 3, ("/pricing*",))
    assert triggers.quiet == ("22:00", "07:00")


def test_a_bot_without_a_saved_form_shows_the_one_it_begins_with(empty: Running, visit: Visit) -> None:
    with empty.house.work(OWNER) as work:
        create_bot(work, "Second")
        work.commit()
    follow_now(empty)
    for show in ("fields", "when", "versions"):
        at = visit("form", bot="Second", show=show)
        assert not at.error
    assert any("Nothing was saved yet" in each.value for each in at.caption)


def test_who_may_only_read_sees_the_form_and_changes_nothing(
    filled: Running, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "OWNER", replace(OWNER, actor="guest", rights=frozenset({READ})))
    at = visit("form", bot="demo")
    assert "<b>Name</b>" in html(at)
    assert not [each for each in at.button if each.key and each.key.startswith(("edit_", "add_", "save_"))]
