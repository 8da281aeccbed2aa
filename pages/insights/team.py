"""Team: how soon leads are contacted and what that goes with, what each owner has in hand, who waits longest."""

from __future__ import annotations

import streamlit as st

from leadlight.domain.scope import READ
from leadlight.ui import first_steps, page, team_view
from leadlight.ui.filter_bar import bar

scope = page.require(READ)
bot = page.bot(scope)
st.title("Team")
with page.reading() as cursor:
    view = bar(cursor, bot, page.now())
    if view.filters.first is None:
        first_steps.without_leads(bot)
        st.stop()
    team_view.report(cursor, view)
