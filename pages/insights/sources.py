"""Sources: which channels, pages and campaigns bring the leads that convert, and which of it is more than chance."""

from __future__ import annotations

import streamlit as st

from leadlight.domain.scope import READ
from leadlight.ui import first_steps, page, sources_view
from leadlight.ui.filter_bar import bar
from leadlight.ui.findings_view import findings

scope = page.require(READ)
bot = page.bot(scope)
st.title("Sources")
with page.reading() as cursor:
    view = bar(cursor, bot, page.now())
    if view.filters.first is None:
        first_steps.without_leads(bot)
        st.stop()
    findings(cursor, view)
    sources_view.report(cursor, scope, view)
