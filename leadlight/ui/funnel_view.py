"""The Funnel page's views and their controls: the steps, maturity, time in stage, lost leads; one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from leadlight.charts.funnel_split import SPLITS
from leadlight.charts.funnel_steps import AUTO
from leadlight.charts.lost_split import SPLITS as LOST_SPLITS
from leadlight.charts.registry import find
from leadlight.charts.stalled import CHOICES as IDLE
from leadlight.charts.stalled import everyone
from leadlight.domain.window import WINDOWS
from leadlight.ui import filters, links, show, state
from leadlight.ui.filters import View
from leadlight.ui.picks import chosen, segments
from leadlight.warehouse.stages import COUNTINGS, FUNNELS
from leadlight.warehouse.store import Cursor
from leadlight.warehouse.window import GRAINS, window_of

PAGE = "funnel"
SHOW, FUNNEL, COUNTING, WINDOW, GRAIN, IDLE_DAYS = "show", "funnel", "counting", "window", "grain", "idle"
BY, LOST_BY = "by", "split"
"""What the URL says of this page."""
FUNNEL_NAMES = dict(zip(FUNNELS, ("Cohort", "Entered in the period", "Snapshot"), strict=True))
COUNTING_NAMES = dict(zip(COUNTINGS, ("Credited", "Strict"), strict=True))
GRAIN_NAMES = dict(zip(GRAINS, ("By month", "By week"), strict=True))
WHOLE = ""


def draw(cursor: Cursor, view: View) -> None:
    """The one view that the URL asks for."""
    shown = segments(PAGE, SHOW, "View", {name: label for name, (label, _) in VIEWS.items()}, "steps", hidden=True)
    VIEWS[shown][1](cursor, view)


def _steps(cursor: Cursor, view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="funnel_controls"):
        funnel = segments(PAGE, FUNNEL, "Funnel", FUNNEL_NAMES, FUNNELS[0])
        counting = segments(PAGE, COUNTING, "Counting", COUNTING_NAMES, COUNTINGS[0])
        splits = {WHOLE: "Nothing"} | {key: filters.label_of(key) for key in SPLITS}
        by = _menu(BY, "Split by", splits, WHOLE, width=160)
        window = AUTO if by or funnel != FUNNELS[0] else _menu(WINDOW, *_windows(cursor, view), AUTO)
    how = {"funnel": funnel, "counting": counting}
    if by:
        show.chart(cursor, find("funnel_split", how | {"split": by}), view)
        return
    left, right = st.columns(2)
    with left:
        show.chart(cursor, find("funnel_steps", how | {"window": window}), view)
    with right:
        show.chart(cursor, find("funnel_reconciled", {"counting": counting}), view)


def _maturity(cursor: Cursor, view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="funnel_controls"):
        grain = segments(PAGE, GRAIN, "Cohorts", GRAIN_NAMES, GRAINS[0])
        window = _menu(WINDOW, *_windows(cursor, view), AUTO)
    left, right = st.columns(2)
    with left:
        show.chart(cursor, find("conversion_curve", {"window": window}), view)
    with right:
        show.chart(cursor, find("cohort_table", {"grain": grain, "window": window}), view)


def _time(cursor: Cursor, view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="funnel_controls"):
        names = {days: f"{days} days" for days in sorted(IDLE, key=int)}
        idle = segments(PAGE, IDLE_DAYS, "Stalled means no move for", names, IDLE[0])
    left, right = st.columns(2)
    with left:
        show.chart(cursor, find("time_in_stage"), view)
    with right:
        show.chart(cursor, find("stalled", {"idle": idle}), view)
        params = links.narrowed(view.bot, view.choice, everyone(view.filters, int(idle)))
        links.page_link("inbox", f"Work the leads that have not moved for {idle} days", params)


def _lost(cursor: Cursor, view: View) -> None:
    names = {key: "Stage lost from" if key == "furthest" else filters.label_of(key) for key in LOST_SPLITS}
    left, right = st.columns(2)
    with left:
        show.chart(cursor, find("lost_reasons"), view)
    with right:
        show.chart(cursor, find("lost_stages"), view)
    with st.container(horizontal=True, vertical_alignment="bottom", key="funnel_controls"):
        by = _menu(LOST_BY, "Reasons by", names, LOST_SPLITS[0])
    show.chart(cursor, find("lost_split", {"split": by}), view)


VIEWS: Mapping[str, tuple[str, Callable[[Cursor, View], None]]] = {
    "steps": ("Funnel", _steps),
    "maturity": ("Maturity", _maturity),
    "time": ("Time and stalled", _time),
    "lost": ("Lost", _lost),
}


def _windows(cursor: Cursor, view: View) -> tuple[str, dict[str, str]]:
    """What the choice is called, and the conversion windows there are; the bot's own says how long it is."""
    own = window_of(cursor, view.filters)
    every = {AUTO: f"{own} days: this bot's pace"} | {str(days): f"{days} days" for days in WINDOWS}
    return "Conversion window", every


def _menu(name: str, label: str, options: Mapping[str, str], default: str, *, width: int = 195) -> str:
    """A menu of the options (key → label) for the URL parameter `name`; returns what stands."""
    value = chosen(name, options, default)
    key = f"{PAGE}_{name}"
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=state.seed(key, value),
        on_change=_pick,
        args=(key, name, default),
        width=width,
        filter_mode=None,
    )
    return value


def _pick(key: str, name: str, default: str) -> None:
    filters.set_param(name, str(state.get(key) or default), default)
