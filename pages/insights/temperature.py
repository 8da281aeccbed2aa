"""Temperature: how warm leads are, where the warm ones come from, and whether the score tells what becomes of them."""

from __future__ import annotations

import streamlit as st

from leadlight.domain.scope import READ
from leadlight.ui import first_steps, page, temperature_view
from leadlight.ui.filter_bar import bar

scope = page.require(READ)
bot = page.bot(scope)
st.title("Temperature")
with page.reading() as cursor:
    view = bar(cursor, bot, page.now())
    if view.filters.first is None:
        first_steps.without_leads(bot)
        st.stop()
    temperature_view.report(cursor, view)
