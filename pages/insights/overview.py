"""Overview: how many leads, how far they get, where the good ones come from, and who waits for an answer."""

from __future__ import annotations

import polars as pl
import streamlit as st

from leadlight.charts.lead_funnel import LEAD_FUNNEL
from leadlight.charts.leads_by_day import LEADS_BY_DAY
from leadlight.charts.temperature_mix import TEMPERATURE_MIX
from leadlight.charts.top_values import TOP_CHANNELS, TOP_SOURCE_PAGES
from leadlight.domain.scope import READ
from leadlight.ui import first_steps, links, markup, page, show, tiles
from leadlight.ui.cards import lead_html
from leadlight.ui.cards import tiles as draw_tiles
from leadlight.ui.filter_bar import bar
from leadlight.ui.filters import View
from leadlight.ui.format import of
from leadlight.ui.live import live
from leadlight.warehouse import overview
from leadlight.warehouse.store import Cursor

WAITING = 6


def counters(version: int, cursor: Cursor, view: View) -> None:
    """Leads by current status, kept live."""
    live(
        version,
        overview.tiles(cursor, view.filters),
        lambda later: overview.tiles(later, view.filters),
        lambda found: draw_tiles(tiles.status_tiles(view, found), f"the {view.length} days before"),
    )


def waiting(cursor: Cursor, view: View) -> None:
    """The newest hot leads that nobody has contacted."""
    found = overview.waiting(cursor, view.filters, WAITING + 1)
    with st.container(border=True, key="waiting"):
        st.subheader("Which hot leads wait for an answer?", anchor=False)
        if found.is_empty():
            show.empty(show.Message("No hot lead waits.", "Every hot lead of the range has been contacted."))
            return
        cards(found.head(WAITING), view)
        links.page_link("inbox", "All hot leads not yet contacted", links.narrowed(view.bot, view.choice, HOT_AND_NEW))


HOT_AND_NEW = "temperature=hot&status=new"


def cards(found: pl.DataFrame, view: View) -> None:
    """One line a lead, each leading to its page."""
    for row in found.iter_rows(named=True):
        markup.draw(lead_html(row, view.now, view.bot.key))


scope = page.require(READ)
bot = page.bot(scope)
st.title("Overview")
version = page.warehouse().version  # before the transaction begins: what is read is at least as new
with page.reading() as cursor:
    view = bar(cursor, bot, page.now())
    counters(version, cursor, view)
    show.chart(cursor, LEADS_BY_DAY, view)
    left, right = st.columns(2)
    with left:
        show.chart(cursor, LEAD_FUNNEL, view)
        show.chart(cursor, TEMPERATURE_MIX, view)
    with right:
        waiting(cursor, view)
    left, right = st.columns(2)
    with left:
        show.chart(cursor, TOP_CHANNELS, view)
    with right:
        show.chart(cursor, TOP_SOURCE_PAGES, view)
