"""How the widget looks and what it says: chosen here, kept in the URL, written into the snippet."""

from __future__ import annotations

import re

import streamlit as st

from leadlight.domain.snippet import COLOR, SIDES, THEMES
from leadlight.domain.wording.languages import LANGUAGES
from leadlight.ui import filters, picks, state

PAGE_TONGUE = "page"
SPEAKS = {PAGE_TONGUE: "As the page", **LANGUAGES}
ON = "1"
_COLOR = re.compile(r"#[0-9a-f]{6}")
LONGEST_TITLE, LONGEST_GREETING = 60, 400


def look() -> dict[str, str]:
    """What the snippet says beside bot and key: only what is not as it is anyway."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        color = _color()
        theme = picks.segments("widget", "theme", "Colours", THEMES, "auto")
        side = picks.segments("widget", "side", "Where", SIDES, "right")
    title = _words("title", "Title", "Chat with us", LONGEST_TITLE)
    greeting = _words("greeting", "First words", "Hello. What may we plan for you?", LONGEST_GREETING)
    lang = picks.segments("widget", "speaks", "Language", SPEAKS, PAGE_TONGUE)
    answers = _switch(
        "answers", "A bot or people answer in it",
        "Without, the widget says that nobody answers live, and asks for details.",
    )  # fmt: skip
    consent = _switch(
        "consent", "Visitors have agreed to be recognised",
        "Only where they have: the first page of their first visit is then kept in their browser. Better called by the "
        "site when they agree: Leadlight.consent(true).",
    )  # fmt: skip
    said = {
        "color": color if color != COLOR else "",
        "theme": theme if theme != "auto" else "",
        "position": side if side != "right" else "",
        "title": title,
        "greeting": greeting,
        "lang": lang if lang != PAGE_TONGUE else "",
        "answers": "bot" if answers else "",
        "consent": "granted" if consent else "",
    }
    return {name: value for name, value in said.items() if value}


def _color() -> str:
    asked = filters.param("color", COLOR).lower()
    value = asked if _COLOR.fullmatch(asked) else COLOR
    key = state.seed("widget_color", value)
    st.color_picker("Accent", key=key, on_change=_keep, args=(key, "color", COLOR))
    return value


def _words(name: str, label: str, example: str, most: int) -> str:
    value = filters.param(name, "").strip()[:most]
    key = state.seed(f"widget_{name}", value)
    st.text_input(label, key=key, placeholder=example, max_chars=most, on_change=_keep, args=(key, name, ""))
    return value


def _switch(name: str, label: str, told: str) -> bool:
    value = filters.param(name, "") == ON
    key = state.seed(f"widget_{name}", value)
    st.toggle(label, key=key, help=told, on_change=_turn, args=(key, name))
    return value


def _keep(key: str, name: str, default: str) -> None:
    filters.set_param(name, str(state.get(key) or "").strip(), default)


def _turn(key: str, name: str) -> None:
    filters.set_param(name, ON if state.get(key) else "", "")
