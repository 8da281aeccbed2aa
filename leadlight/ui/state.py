"""The only home of Streamlit's session state: every key that is kept, and the ways to read and write one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import streamlit as st

PAGE = "ll_page"
"""The page of the run before, to tell a page change from a rerun."""
CARRIED = "ll_carried"
"""The filters of the run before, which a page opened from the menu takes over."""
DRAWN = "ll_drawn"
"""The parameters of the address that the page on the screen was drawn for."""
ASTRAY = "ll_astray"
"""Those of the last look, where they were others."""
CHOSEN = "ll_chosen"
"""Ids and versions of the leads marked for a bulk change: {lead id: version}."""
STANDING = "ll_standing_"
"""Which widget stands in a place where each new value is a new widget."""
UNDO = "ll_undo"
"""What the last change was, for the Undo button: (lead id, version after it)."""
SEEN = "ll_seen"
"""The warehouse version a list was read at, so that "3 new" can be told without reordering it."""
PINNED = "ll_pinned"
"""The ids a list was drawn with, kept while its filters, order and page stay: nothing moves under one's hands."""
SHOWN = "ll_shown"
"""The leads as they were last drawn, so that a conflict can say what changed: {lead id: row}."""
FRESH = "ll_fresh"
"""Edits the warehouse may not hold yet: {lead id: version}; drawn from the record until it does."""
ASKED = "ll_asked"
"""A move that waits for its reason."""
CONFLICT = "ll_conflict"
"""A move that met someone else's change, until it is told."""
DIALOG = "ll_dialog"
"""Which dialog the next run opens."""
INBOX = "ll_inbox"
"""The inbox's parameters when it was last looked at: the way back to the same list."""
WALK = "ll_walk"
"""The stretch of a list that is walked lead by lead, in the order it had when the walk began."""
TRIAGE = "ll_triage"
"""How the leads of a triage stood when they were first looked at: {lead id: status}."""
DECIDED = "ll_decided"
"""A move made in triage, until the next lead is shown: (lead id, version before it, status)."""
HELD = "ll_held"
"""Whether a fault stands in the page's place, so that the page comes back by itself when the fault ends."""
GRID = "ll_grid"
"""How often the table dropped what was typed into it: part of its key."""


FORM = "ll_form"
"""The form as it is being edited, until it is saved: {bot id: draft}."""
TRY = "ll_try"
"""The trial talk with the capture: {bot id: what it is called in the record}."""
KEY = "ll_key"
"""The API key that was just made, until it was read."""
WIDGET = "ll_widget"
"""Public keys that were made or pasted in this session, for the widget's snippet: {key id: the key}."""
IMPORT = "ll_import"
"""The file on its way in: where it is kept, how its columns go, what was shown of it."""
IMPORT_RUN = "ll_import_run"
"""The import or undo that this session began, so that its end is told here."""
IMPORT_FRESH = "ll_import_fresh"
"""How many files were begun with: part of the uploader's key, so that it can be emptied."""


def get(key: str, default: Any = None) -> Any:
    """What is kept under the key, or a widget's value in its callback."""
    return st.session_state.get(key, default)


def put(key: str, value: Any) -> None:
    """Keep a value; for a widget, before it is drawn in this run."""
    st.session_state[key] = value


def take(key: str, default: Any = None) -> Any:
    """Read once: the value is gone afterwards."""
    return st.session_state.pop(key, default)


def has(key: str) -> bool:
    """Whether anything is kept; a widget's key is there only if the run before drew it."""
    return key in st.session_state


def stand(place: str, key: str) -> str:
    """Note that the widget of this key now stands in a place where others stood before; returns the key.

    A run of a fragment hands over the value of widgets that are gone, and calls it changed: their callbacks ask
    `stands` before they believe it.
    """
    st.session_state[STANDING + place] = key
    return key


def stands(place: str, key: str) -> bool:
    """Whether the widget of this key is the one that stands in the place."""
    return bool(st.session_state.get(STANDING + place) == key)


def seed(key: str, value: Hashable | list[Any]) -> str:
    """Give a widget its value before it is drawn, where it differs; returns the key."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def default(key: str, value: Any) -> str:
    """Give a widget its first value, where it has none yet; returns the key."""
    st.session_state.setdefault(key, value)
    return key


def keys(prefix: str) -> list[str]:
    """The keys kept that begin so."""
    return [str(key) for key in st.session_state if str(key).startswith(prefix)]
