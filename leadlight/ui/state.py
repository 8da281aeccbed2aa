"""The only home of Streamlit's session state: every key that is kept, and the ways to read and write one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import streamlit as st

PAGE = "ll_page"
"""The page of the run before, to tell a page change from a rerun."""
CARRIED = "ll_carried"
"""The filters of the run before, which a page opened from the menu takes over."""
CHOSEN = "ll_chosen"
"""Ids and versions of the leads marked for a bulk change: {lead id: version}."""
UNDO = "ll_undo"
"""What the last change was, for the Undo button: (lead id, version after it)."""
SEEN = "ll_seen"
"""The warehouse version a list was read at, so that "3 new" can be told without reordering it."""


def get(key: str, default: Any = None) -> Any:
    """What is kept under the key, or a widget's value in its callback."""
    return st.session_state.get(key, default)


def put(key: str, value: Any) -> None:
    """Keep a value; for a widget, before it is drawn in this run."""
    st.session_state[key] = value


def take(key: str, default: Any = None) -> Any:
    """Read once: the value is gone afterwards."""
    return st.session_state.pop(key, default)


def seed(key: str, value: Hashable | list[Any]) -> str:
    """Give a widget its value before it is drawn, where it differs; returns the key."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key
