"""Overview: how many leads, how far they get, where the good ones come from, and who waits for an answer."""

from __future__ import annotations

import streamlit as st

from leadlight.charts.contract import Message
from leadlight.charts.lead_funnel import LEAD_FUNNEL
from leadlight.charts.leads_by_day import LEADS_BY_DAY
from leadlight.charts.temperature_mix import TEMPERATURE_MIX
from leadlight.charts.top_values import TOP_CHANNELS, TOP_SOURCE_PAGES
from leadlight.domain.scope import READ
from leadlight.ui import cards, filters, first_steps, links, markup, page, show, tiles
from leadlight.ui.filter_bar import bar
from leadlight.ui.filters import View
from leadlight.ui.findings_view import findings
from leadlight.ui.live import live
from leadlight.warehouse import overview
from leadlight.warehouse.store import Cursor

WAITING = 3
HOT_AND_NEW = "temperature=hot&status=new"
WHY = "show=change"


def counters(version: int, cursor: Cursor, view: View) -> None:
    """Leads by current status, kept live."""

    def read(at: Cursor) -> overview.Tiles:
        return overview.tiles(at, view.filters)

    def draw(found: overview.Tiles) -> None:
        cards.tiles(tiles.status_tiles(view, found))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(tiles.in_words(view, found))
            if view.before:
                links.page_link("sources", "Why conversion changed", links.narrowed(view.bot, view.choice, WHY))

    live(version, read(cursor), read, draw)


def waiting(cursor: Cursor, view: View) -> None:
    """The newest hot leads that nobody has contacted, each leading to its page."""
    found = overview.waiting(cursor, view.filters, WAITING)
    with st.container(border=True, key="waiting", height="stretch"):
        st.subheader("Which hot leads wait for an answer?", anchor=False)
        if found.is_empty():
            show.empty(
                Message("No hot lead is waiting.", "A lead stands here while it is hot and nobody has contacted it.")
            )
            return
        rows = found.iter_rows(named=True)
        markup.draw(*(item(cards.lead_html(row, view.now, filters.one(view.bot, row["id"]))) for row in rows))
        links.page_link("inbox", "All hot leads not yet contacted", links.narrowed(view.bot, view.choice, HOT_AND_NEW))


def item(inside: str) -> str:
    """One of several, parted by a line."""
    return f'<div class="ll-item">{inside}</div>'


scope = page.require(READ)
bot = page.bot(scope)
st.title("Overview")
version = page.warehouse().version  # before the transaction begins: what is read is at least as new
with page.reading() as cursor:
    view = bar(cursor, bot, page.now())
    if view.filters.first is None:
        first_steps.without_leads(bot)
        st.stop()
    findings(cursor, view)
    counters(version, cursor, view)
    wide, narrow = st.columns([5, 3])
    with wide:
        show.chart(cursor, LEADS_BY_DAY, view)
    with narrow:
        show.chart(cursor, TEMPERATURE_MIX, view)
    left, right = st.columns(2)
    with left:
        show.chart(cursor, LEAD_FUNNEL, view)
    with right:
        waiting(cursor, view)
    left, right = st.columns(2)
    with left:
        show.chart(cursor, TOP_CHANNELS, view)
    with right:
        show.chart(cursor, TOP_SOURCE_PAGES, view)
