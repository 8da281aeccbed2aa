"""Why did it change: the rate, the split and the other period, kept in the URL, and the chart of the answer."""

from __future__ import annotations

import streamlit as st

from leadlight.charts.compare_two import BY as COMPARED
from leadlight.charts.contract import Message
from leadlight.charts.rate_change import RATE_ORDER
from leadlight.charts.rate_change import change as changed
from leadlight.errors import RefusedError
from leadlight.ui import filters, show, state
from leadlight.ui.compare_view import BY_PARAM, begins, other_period
from leadlight.ui.filters import View
from leadlight.ui.format import literal, shorten
from leadlight.warehouse.rates import RATES, SPLITS
from leadlight.warehouse.store import Cursor

RATE = "rate"
MENU = "change_"


def change(cursor: Cursor, view: View) -> None:
    """The range against the period before (or the one chosen): how much by mix, how much by the rates of its parts."""
    rate, by = _chosen(RATE, RATE_ORDER), _chosen(BY_PARAM, SPLITS)
    with st.container(horizontal=True, vertical_alignment="bottom", key="change_menus"):
        _menu(RATE, "Rate", RATE_ORDER, rate)
        _menu(BY_PARAM, "Split by", SPLITS, by)
        than, trouble = other_period(view)
        asked = begins(view, than, MENU + "than")
    if trouble:
        st.warning(literal(trouble), icon=":material/help:")
    if asked is None:
        return
    try:
        drawing = changed(rate, by, **asked)
    except RefusedError as error:
        show.empty(Message("This change cannot be split.", str(error)))
        return
    show.chart(cursor, drawing, view)


def _chosen(name: str, allowed: tuple[str, ...]) -> str:
    asked, found = filters.param(name, allowed[0]), filters.param(name, allowed[0], allowed)
    if asked != found and asked not in COMPARED:  # what only the comparison beside knows is no slip of the pen
        said = f"The link names {literal(shorten(asked))}, which is unknown here; showing {_label(name, found)}."
        st.warning(said, icon=":material/help:")
    return found


def _label(name: str, value: str) -> str:
    return RATES[value].label if name == RATE else filters.label_of(value)


def _menu(name: str, label: str, options: tuple[str, ...], value: str) -> None:
    st.selectbox(
        label,
        options,
        format_func=lambda each: _label(name, each),
        key=state.seed(MENU + name, value),
        on_change=_pick,
        args=(name, options[0]),
        width=200,
    )


def _pick(name: str, default: str) -> None:
    filters.set_param(name, str(state.get(MENU + name)), default)
