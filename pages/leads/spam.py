"""Spam: forms that were screened out, with why and when; none is a lead until somebody says so."""

import streamlit as st

from leadlight.actions.read_form import read_form
from leadlight.domain.scope import READ
from leadlight.ui import lead_tools, page, spam_list

scope = page.require(READ)
bot = page.bot(scope)
st.html(lead_tools.CSS)
st.title("Spam")
st.caption(
    "Forms that looked like a machine's work: the field that people do not see was filled in, they were sent faster "
    "than anybody reads, or held many links. They are in no number and no list of leads."
)
spam_list.show(scope, bot, read_form(page.house().engine, scope, bot.id).form)
