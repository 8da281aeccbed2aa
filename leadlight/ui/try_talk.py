"""The trial talk with the capture: what is said in it, and the form where one is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import streamlit as st

from leadlight.actions.submit_form import submit_form
from leadlight.actions.take_message import Heard, Said, Visit, take_message
from leadlight.domain.bot import Bot
from leadlight.domain.fields.contract import Field
from leadlight.domain.fields.registry import BY_KEY
from leadlight.domain.form import Form
from leadlight.domain.scope import Scope
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.ui import page, state
from leadlight.ui.format import literal

PAGE, CHANNEL, WRITTEN = "try_page", "try_channel", "try_message"
CHANNELS = {"widget": "Widget", "whatsapp": "WhatsApp", "telegram": "Telegram", "api": "API"}


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial talk: what the record calls it, and what came of the last message."""

    external_id: str
    turn: int = 0
    heard: Heard | None = None


def trial_of(bot: Bot) -> Trial:
    """The bot's trial of this session; a new one where there is none."""
    trials: dict[int, Trial] = state.get(state.TRY) or {}
    return trials.get(bot.id) or anew(bot)


def anew(bot: Bot) -> Trial:
    """Begin another talk; the last one stays in the record, as a test."""
    return _keep(bot, Trial(f"try-{uuid4().hex}"))


def _keep(bot: Bot, trial: Trial) -> Trial:
    state.put(state.TRY, {**(state.get(state.TRY) or {}), bot.id: trial})
    return trial


def _visit() -> Visit:
    written = str(state.get(PAGE) or "").strip()
    return Visit(channel=state.get(CHANNEL) or "widget", source_page=written or None, landing_page=written or None)


def say(scope: Scope, bot: Bot, trial: Trial, text: str = "", *, handoff: bool = False, ended: bool = False) -> None:
    """The visitor writes, or something happens to the talk; what the capture answers is said in it."""
    visit = _visit()

    def change(work: UnitOfWork) -> Heard:
        said = [Said(text)] if text else []
        call: dict[str, Any] = {"is_test": True}
        heard = take_message(work, bot, trial.external_id, said, visit, handoff=handoff, ended=ended, **call)
        if heard.wording:
            take_message(work, bot, trial.external_id, [Said(heard.wording, "bot")], visit, **call)
        return heard

    done = page.act(scope, change)
    if done.value is not None:
        _keep(bot, replace(trial, heard=done.value, turn=trial.turn + 1))


def entry(scope: Scope, bot: Bot, trial: Trial) -> None:
    """Where one writes as the visitor, and what else can happen to the talk."""
    st.chat_input("Write as a visitor", key=WRITTEN, on_submit=_written, args=(scope, bot, trial), max_chars=2_000)
    with st.container(horizontal=True):
        st.button(
            "Hand over to a person", key="try_handoff", icon=":material/support_agent:", on_click=_happens,
            args=(scope, bot, trial, "handoff"),
        )  # fmt: skip
        st.button(
            "End the talk",
            key="try_end",
            icon=":material/logout:",
            on_click=_happens,
            args=(scope, bot, trial, "ended"),
        )
        st.button("Start anew", key="try_anew", icon=":material/restart_alt:", on_click=_anew, args=(bot,))


def _anew(bot: Bot) -> None:
    anew(bot)


def _written(scope: Scope, bot: Bot, trial: Trial) -> None:
    text = str(state.get(WRITTEN) or "").strip()
    if text:
        say(scope, bot, trial, text)


def _happens(scope: Scope, bot: Bot, trial: Trial, what: str) -> None:
    say(scope, bot, trial, handoff=what == "handoff", ended=what == "ended")


# ---------------------------------------------------------------- the form in the chat


def form(scope: Scope, bot: Bot, trial: Trial, wanted: Form) -> None:
    """The form as the visitor would fill it in."""
    language = trial.heard.language if trial.heard else "en"
    with st.form(f"try_form_{trial.turn}"):
        keys = {each.key: _widget(each, language, f"try_{trial.turn}_{each.key}") for each in wanted.asked()}
        st.form_submit_button("Send", type="primary", on_click=_sent, args=(scope, bot, trial, wanted, keys))


def _widget(each: Field, language: str, key: str) -> str:
    label = literal(each.called(language)) + (" \\*" if each.required else "")
    kind = BY_KEY[each.kind].widget
    if kind == "checkbox":
        st.checkbox(label, key=key, help=literal(each.help) or None)
    elif kind == "choices":
        st.multiselect(label, each.options, key=key, help=literal(each.help) or None)
    elif kind == "select":
        st.selectbox(label, each.options, None, key=key, help=literal(each.help) or None)
    elif kind == "area":
        st.text_area(label, key=key, help=literal(each.help) or None)
    else:
        placeholder = "2027-03-09" if kind == "date" else None
        st.text_input(label, key=key, help=literal(each.help) or None, placeholder=placeholder)
    return key


def _sent(scope: Scope, bot: Bot, trial: Trial, wanted: Form, keys: dict[str, str]) -> None:
    values = {name: state.get(key) for name, key in keys.items()}
    given = {name: value for name, value in values.items() if value not in (None, "", [], False)}
    visit, version = _visit(), wanted.version
    done = page.act(
        scope,
        lambda work: submit_form(
            work, bot, given, visit, conversation=trial.external_id, form_version=version, is_test=True
        ),
        "Form sent, as a test",
    )
    if done.value is not None and trial.heard is not None:
        heard = replace(trial.heard, show_form=False, because="the form was filled in and sent", action="capture")
        _keep(bot, replace(trial, heard=heard, turn=trial.turn + 1))
