"""The views of the Temperature page: how warm leads are, now, over time and by source, and whether the score tells."""

from __future__ import annotations

import streamlit as st

from leadlight.charts.leads_by_day import LEADS_BY_DAY
from leadlight.charts.registry import find
from leadlight.charts.score_histogram import SCORE_HISTOGRAM
from leadlight.charts.score_verdict import Verdict, verdict
from leadlight.charts.temperature_by import BY
from leadlight.charts.temperature_course import TEMPERATURE_COURSE
from leadlight.charts.temperature_mix import TEMPERATURE_MIX
from leadlight.ui import filters, links, markup, picks, show, thresholds
from leadlight.ui.filters import View
from leadlight.warehouse.scores import Scores
from leadlight.warehouse.store import Cursor

PAGE = "temperature"
SHOWS = {
    "now": "Now", "course": "Over time", "sources": "By source", "card": "Does the score tell?", "what-if": "What if",
}  # fmt: skip
OUTCOMES = {"converted": "Converted", "qualified": "Qualified"}
ICONS = {"good": ":material/check_circle:", "warning": ":material/warning:", "unknown": ":material/hourglass_empty:"}


def report(cursor: Cursor, view: View) -> None:
    """The one view that the URL asks for."""
    shown = picks.segments(PAGE, "show", "View", SHOWS, "now", hidden=True)
    _VIEWS[shown](cursor, view)


def _now(cursor: Cursor, view: View) -> None:
    left, right = st.columns([2, 3])
    with left:
        show.chart(cursor, TEMPERATURE_MIX, view)
    with right:
        show.chart(cursor, SCORE_HISTOGRAM, view)


def _course(cursor: Cursor, view: View) -> None:
    show.chart(cursor, LEADS_BY_DAY, view)
    show.chart(cursor, TEMPERATURE_COURSE, view)


def _sources(cursor: Cursor, view: View) -> None:
    by = picks.segments(PAGE, "by", "Compare", {name: filters.label_of(name) for name in BY}, BY[0])
    show.chart(cursor, find("temperature_by", {"by": by}), view)


def _card(cursor: Cursor, view: View) -> None:
    outcome = picks.segments(PAGE, "outcome", "Outcome", OUTCOMES, "converted")
    said = verdict(Scores(view.filters, monthly=True).read(cursor), outcome)
    _tell(said, view)
    if said.level == "unknown" and not _settled(cursor, view):
        return
    for names in (("score_bands", "score_roc"), ("score_calibration", "score_course"), ("signal_lift",)):
        for name, column in zip(names, st.columns(len(names)), strict=True):
            with column:
                show.chart(cursor, find(name, {"outcome": outcome}), view)


def _what_if(cursor: Cursor, view: View) -> None:
    outcome = picks.segments(PAGE, "outcome", "Outcome", OUTCOMES, "converted")
    if not _settled(cursor, view):
        _tell(verdict(Scores(view.filters, monthly=True).read(cursor), outcome), view)
        return
    hot, warm = thresholds.sliders(view.bot)
    show.chart(cursor, find("what_if", {"hot": hot, "warm": warm, "outcome": outcome}), view, table_open=True)
    thresholds.foot(view.bot)


def _settled(cursor: Cursor, view: View) -> bool:
    """Whether any lead of the range is old enough to tell."""
    found = Scores(view.filters, monthly=True).read(cursor)
    return bool(len(found) and found["settled"].sum())


def _tell(said: Verdict, view: View) -> None:
    with st.container(border=True, key="score_verdict"):
        st.subheader(f"{ICONS[said.level]} {said.head}", anchor=False)
        markup.draw(*(f'<div class="ll-small">{markup.safe(each)}</div>' for each in said.more))
        if said.level == "unknown":
            params = links.narrowed(view.bot, view.choice, f"range=all&show={filters.param('show', 'card')}")
            links.page_link(PAGE, "All days", params)


_VIEWS = {"now": _now, "course": _course, "sources": _sources, "card": _card, "what-if": _what_if}
