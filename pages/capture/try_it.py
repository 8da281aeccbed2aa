"""Try it: talk to the capture as a visitor would, and see what it understands; a test, kept out of every number."""

import streamlit as st

from leadlight.actions.read_capture import read_capture
from leadlight.actions.read_form import read_form
from leadlight.domain.scope import WRITE
from leadlight.ui import lead_tools, page, story, try_seen, try_talk
from leadlight.ui.form_preview import CSS

scope = page.require(WRITE)
bot = page.bot(scope)
engine = page.house().engine
form = read_form(engine, scope, bot.id).form
trial = try_talk.trial_of(bot)
st.html(CSS + lead_tools.CSS)
st.title("Try it")
st.caption(
    f"Everything here is a test, kept out of every number. Version {form.version} of the form is in force. "
    "What a connected bot answers itself is not part of this."
)
left, right = st.columns([3, 2], gap="large")
with left:
    with st.container(horizontal=True):
        st.text_input("Page the visitor is on", key=try_talk.PAGE, placeholder="https://example.com/pricing")
        st.selectbox(
            "Channel", list(try_talk.CHANNELS), key=try_talk.CHANNEL, format_func=try_talk.CHANNELS.__getitem__
        )
    seen = read_capture(engine, scope, trial.heard.conversation_id) if trial.heard else None
    if seen is not None and seen.talk.messages:
        story.transcript(seen.talk.messages, seen.talk.ledger, bot.zone)
    else:
        st.info("Write the first message below, for example: How much is it? We want to start next week.")
    if trial.heard is not None and trial.heard.show_form:
        try_talk.form(scope, bot, trial, form)
    try_talk.entry(scope, bot, trial)
with right:
    if trial.heard is not None and seen is not None:
        try_seen.beside(bot, form, trial.heard, seen)
