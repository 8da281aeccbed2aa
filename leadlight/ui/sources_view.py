"""The report of sources with its controls: what leads are compared by, in which order, the way back from a group."""

from __future__ import annotations

import streamlit as st

from leadlight.charts.registry import find
from leadlight.charts.source_map import BY as MAPPED
from leadlight.charts.sources import INSIDE, ORDERS, QUESTIONS, RANK
from leadlight.domain.scope import Scope
from leadlight.ui import change_view, compare_view, filters, links, show, sources_groups, state
from leadlight.ui.filters import View
from leadlight.ui.format import literal, shorten
from leadlight.warehouse.store import Cursor

SHOW, BY, ORDER = "show", "by", "order"
"""What the URL says of this page."""
RANKING, MAP, COMPARE, CHANGE = "ranking", "map", "compare", "change"
SHOWS = {RANKING: "Ranking", MAP: "By channel", COMPARE: "Compare two", CHANGE: "Why it changed"}
GROUPED = {page: group for group, page in INSIDE.items()}
"""Dimensions of pages, and those of their groups."""
KEY = "sources_"


def report(cursor: Cursor, scope: Scope, view: View) -> None:
    """The one view that the URL asks for, with its own controls."""
    shown = _choice(SHOW, tuple(SHOWS), RANKING)
    with st.container(horizontal=True, vertical_alignment="bottom", key="sources_views"):
        _segments("View", SHOW, shown, SHOWS, RANKING)
        order = _order() if shown == RANKING else ""
    if shown == COMPARE:
        compare_view.compare(cursor, view)
        return
    if shown == CHANGE:
        change_view.change(cursor, view)
        return
    allowed = tuple(QUESTIONS) if shown == RANKING else MAPPED
    by = _choice(BY, allowed, allowed[0])
    with st.container(horizontal=True, vertical_alignment="bottom", key="sources_by_row"):
        _by(by, allowed)
        if by in INSIDE:
            sources_groups.button(scope, view, by)
    _way_back(view, by)
    if shown == MAP:
        show.chart(cursor, find("source_map", {BY: by}), view)
    else:
        show.chart(cursor, find("sources", {BY: by, ORDER: order}), view, table_open=True, inside="sources")


def _choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """What the URL says; where that is unknown, the default and a word about it."""
    asked = filters.param(name, default)
    if asked in allowed:
        return asked
    if asked not in QUESTIONS:  # a dimension that only this view lacks is no slip of the pen
        said = f"The link asks for {literal(shorten(asked))}, which is not among {', '.join(allowed)}."
        st.warning(f"{said} Showing {default} instead.", icon=":material/help:")
    return default


def _segments(label: str, name: str, value: str, options: dict[str, str], default: str) -> None:
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=state.seed(KEY + name, value),
        on_change=_pick,
        args=(name, default),
        required=True,
        wrap=True,
        label_visibility="collapsed",
    )


def _pick(name: str, default: str) -> None:
    filters.set_param(name, str(state.get(KEY + name) or default), default)


def _by(by: str, allowed: tuple[str, ...]) -> None:
    """The dimension; for pages also whether they are grouped."""
    single = [key for key in allowed if key not in INSIDE]
    page = INSIDE.get(by, by)
    st.segmented_control(
        "Compare",
        single,
        format_func=filters.label_of,
        key=state.seed(KEY + BY, page),
        on_change=_pick,
        args=(BY, allowed[0]),
        required=True,
        wrap=True,
    )
    if page in GROUPED:
        key = state.seed(f"{KEY}grouped_{page}", by in INSIDE)
        st.toggle("In groups", key=key, on_change=_group, args=(page, key, allowed[0]))


def _group(page: str, key: str, default: str) -> None:
    filters.set_param(BY, GROUPED[page] if state.get(key) else page, default)


def _order() -> str:
    order = _choice(ORDER, tuple(ORDERS), RANK)
    st.selectbox(
        "Order",
        list(ORDERS),
        format_func=lambda key: f"By {ORDERS[key][0].lower()}",
        key=state.seed(KEY + ORDER, order),
        on_change=_pick,
        args=(ORDER, RANK),
        width=250,
        filter_mode=None,
        label_visibility="collapsed",
    )
    return order


def _way_back(view: View, by: str) -> None:
    """From the pages of a group to all groups."""
    group = GROUPED.get(by, "")
    inside = view.choice.values(group) if group else ()
    if inside:
        every = view.choice.with_values(group, ())
        params = links.narrowed(view.bot, every, f"{BY}={group}")
        links.page_link("sources", "All groups of pages", params, ":material/arrow_back:", "left")
