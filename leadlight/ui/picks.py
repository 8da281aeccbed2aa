"""A page's own choices: one of a few, kept in the URL, drawn as segments; a slip in the URL is told and put right."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from leadlight.ui import filters, state
from leadlight.ui.format import literal, shorten


def chosen(name: str, options: Mapping[str, str], default: str) -> str:
    """What the URL says; where that is not among the options, the default and a word about it."""
    asked = filters.param(name, default)
    if asked in options:
        return asked
    there_are = ", ".join(label for label in options.values())
    said = f"The link asks for {literal(shorten(asked))}, which is not among {there_are}."
    st.warning(f"{said} Showing {options[default]} instead.", icon=":material/help:")
    return default


def segments(
    page: str, name: str, label: str, options: Mapping[str, str], default: str, *, hidden: bool = False
) -> str:
    """Segments of the options (key → label) for the URL parameter `name`; returns what stands."""
    value = chosen(name, options, default)
    key = f"{page}_{name}"
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=state.seed(key, value),
        on_change=_pick,
        args=(key, name, default),
        required=True,
        wrap=True,
        label_visibility="collapsed" if hidden else "visible",
    )
    return value


def _pick(key: str, name: str, default: str) -> None:
    filters.set_param(name, str(state.get(key) or default), default)
