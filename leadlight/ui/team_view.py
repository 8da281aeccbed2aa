"""The views of the Team page: how soon leads are contacted, what each owner has in hand, who waits longest."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from leadlight.charts.contract import Message
from leadlight.charts.owners import OWNERS
from leadlight.charts.registry import find
from leadlight.domain.status import FIRST
from leadlight.ui import cards, filters, links, markup, picks, show
from leadlight.ui.filters import View
from leadlight.ui.format import literal, of
from leadlight.warehouse import leads_list
from leadlight.warehouse.store import Cursor

PAGE = "team"
SHOWS = {"contact": "First contact", "owners": "Owners", "waiting": "Waiting longest"}
BY = {"owner": "Owner", "channel": "Channel", "hour": "Hour"}
CLOCKS = {"clock": "Around the clock", "office": "Office hours"}
OUTCOMES = {"converted": "Converted", "qualified": "Qualified"}
WAITING = 12


def report(cursor: Cursor, view: View) -> None:
    """The one view that the URL asks for."""
    shown = picks.segments(PAGE, "show", "View", SHOWS, "contact", hidden=True)
    _VIEWS[shown](cursor, view)


def _contact(cursor: Cursor, view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="team_choices"):
        by = picks.segments(PAGE, "by", "By", BY, "owner")
        clock = picks.segments(PAGE, "clock", "Time counted", CLOCKS, "clock")
        outcome = picks.segments(PAGE, "outcome", "Outcome", OUTCOMES, "converted")
    if clock == "office":
        told = f"Office hours: {view.bot.office}, {view.bot.zone} (Settings → Bots). Other hours count nothing."
        st.caption(literal(told))
    left, right = st.columns([3, 2])
    with left:
        show.chart(cursor, find("first_contact", {"by": by, "clock": clock}), view)
    with right:
        show.chart(cursor, find("contact_outcomes", {"clock": clock, "outcome": outcome}), view)


def _owners(cursor: Cursor, view: View) -> None:
    show.chart(cursor, OWNERS, view, table_open=True)


def _waiting(cursor: Cursor, view: View) -> None:
    """The leads that stand in the first status, the longest first, each leading to its page."""
    kept = (*((name, values) for name, values in view.filters.where if name != "status"), ("status", (FIRST.key,)))
    asked = replace(view.filters, where=kept)
    total = leads_list.count(cursor, asked)
    with st.container(border=True, key="team_waiting"):
        st.subheader("Which leads wait longest for a first contact?", anchor=False)
        if not total:
            show.empty(Message("No lead is waiting.", "A lead stands here until somebody has contacted it."))
            return
        found = leads_list.page(cursor, asked, sort="captured_at", descending=False, limit=WAITING)
        rows = found.iter_rows(named=True)
        told = (cards.lead_html(row, view.now, filters.one(view.bot, row["id"])) for row in rows)
        markup.draw(*(f'<div class="ll-item">{each}</div>' for each in told))
        params = links.narrowed(view.bot, view.choice, f"status={FIRST.key}&sort=oldest")
        links.page_link("inbox", f"All {of(total, 'waiting lead')}", params)


_VIEWS = {"contact": _contact, "owners": _owners, "waiting": _waiting}
