"""Funnel: how far leads get and how soon, what is still pending, where they stand still, and why they are lost."""

from __future__ import annotations

import streamlit as st

from leadlight.domain.scope import READ
from leadlight.ui import first_steps, funnel_view, page
from leadlight.ui.filter_bar import bar

scope = page.require(READ)
bot = page.bot(scope)
st.title("Funnel")
with page.reading() as cursor:
    view = bar(cursor, bot, page.now())
    if view.filters.first is None:
        first_steps.without_leads(bot)
        st.stop()
    funnel_view.draw(cursor, view)
