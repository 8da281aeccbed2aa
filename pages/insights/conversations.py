"""Conversations: how they become leads, when, what the form costs, and the leads that were missed."""

from __future__ import annotations

import streamlit as st

from leadlight.domain.scope import READ
from leadlight.ui import first_steps, page, talks_view
from leadlight.ui.filter_bar import bar

scope = page.require(READ)
bot = page.bot(scope)
st.title("Conversations")
with page.reading() as cursor:
    view = bar(cursor, bot, page.now(), "conversations")
    if view.filters.first is None:
        first_steps.without_leads(bot)
        st.stop()
    talks_view.report(cursor, scope, view)
