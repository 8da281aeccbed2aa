"""What the capture made of a trial talk: why it did what it did, what was understood, the score, the lead."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from leadlight.actions.read_capture import CaptureView
from leadlight.actions.take_message import Heard
from leadlight.domain.bot import Bot
from leadlight.domain.capture_state import CaptureState
from leadlight.domain.fields.registry import BY_KEY
from leadlight.domain.form import Form
from leadlight.domain.triggers import NAMES
from leadlight.ui import filters, lead_parts, links, markup
from leadlight.ui.format import literal
from leadlight.ui.markup import safe

ACTIONS = {"ask": "Asks a question", "show": "Shows the form", "capture": "Captures the lead", "leave": "Leaves it"}


def decided(heard: Heard) -> None:
    """What was done with the last message, and why."""
    asks = (
        ""
        if heard.ask is None
        else f": {heard.ask.label}"
        if heard.action == "ask"
        else f", then asks {heard.ask.label}"
    )
    what = ACTIONS[heard.action] + asks
    because = heard.because[:1].upper() + heard.because[1:]
    markup.draw(f'<div class="ll-because"><b>{safe(what)}</b><div>{safe(because)}.</div></div>')


def understood(form: Form, state: CaptureState) -> None:
    """Each field: what was given, or how often it was asked and refused."""
    fields = {each.key: each.label for each in form.asked()}
    fields |= {key: BY_KEY[key].label for key in (*state.answers, *state.asked) if key not in fields and key in BY_KEY}
    markup.draw(markup.pairs((label, state.answers.get(key) or _asked(state, key)) for key, label in fields.items()))


def _asked(state: CaptureState, key: str) -> str:
    asked, refused = state.asked.get(key, 0), state.refused.get(key, 0)
    parts: Iterable[str] = (
        "being asked" if state.asking == key else "",
        f"asked {asked} ×" if asked else "",
        f"refused {refused} ×" if refused else "",
    )
    return ", ".join(part for part in parts if part) or "not given"


def beside(bot: Bot, form: Form, heard: Heard, view: CaptureView) -> None:
    """All of it, one part after the other."""
    talk, state = view.talk, view.state
    with st.container(border=True, key="try_decided"):
        st.subheader("What it does")
        decided(heard)
        rule = NAMES.get(state.trigger or "", "The form was sent" if state.trigger else "None yet")
        st.caption(literal(f"Rule that fired: {rule}"))
    with st.container(border=True, key="try_understood"):
        st.subheader("What it understood")
        understood(form, state)
    with st.container(border=True, key="try_score"):
        st.subheader("Score")
        lead_parts.score(talk.score, talk.temperature, talk.ledger, talk.bot)
    with st.container(border=True, key="try_lead"):
        st.subheader("Lead")
        if view.lead_id is None:
            st.caption("Not captured yet.")
        else:
            markup.draw(markup.pill("Test", "#838E91"))
            links.page_link("lead", "Open the lead", filters.one(bot, view.lead_id), ":material/person:", side="left")
    with st.container(border=True, key="try_events"):
        st.subheader("Capture events")
        lines = [f"{each.kind}{f' {each.field}' if each.field else ''}" for each in view.events]
        st.caption(literal(" → ".join(lines) or "None yet."))
