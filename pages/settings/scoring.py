"""Scoring: what signals are worth to the bot, where warm and hot begin, and what a change would do to its leads."""

from __future__ import annotations

import streamlit as st

from leadlight.domain.scope import CONFIGURE
from leadlight.ui import page, score_rules
from leadlight.ui.format import literal
from pipelines import rescoring

scope = page.require(CONFIGURE)
bot = page.bot(scope)
st.title("Scoring")
st.write(
    f"A lead of {literal(bot.name)} scores the sum of its ledger, from 0 to 100. Say here what each signal is worth "
    "and from which score on a lead is warm and hot. Nothing changes until you save."
)
points, thresholds = score_rules.form(bot)
st.subheader("What would change")
score_rules.preview(bot, points, thresholds)
if score_rules.buttons(scope, bot, points, thresholds):
    rescoring.start(page.house(), scope, bot.id)
    st.rerun()
if rescoring.runs():
    st.info("Earlier conversations are scored again; the numbers follow as it goes.", icon=":material/autorenew:")
