"""Conversation: what was said, word by word, whether it produced a lead or not."""

import streamlit as st

from leadlight.actions.read_lead import read_conversation
from leadlight.domain.scope import READ
from leadlight.ui import cards, filters, lead_page, lead_parts, links, page, story, talks_list
from leadlight.ui.format import literal

scope = page.require(READ)
bot = page.bot(scope)
if talks_list.is_way_back():
    talks_list.back()
else:
    lead_page.begin()
view = lead_page.one(scope, bot, read_conversation)
talk, zone = view.conversation, view.bot.zone

title = view.leads[0].name if view.leads else talk.visitor and f"Visitor {talk.visitor}"
lead_parts.headline(title or "A visitor", view.temperature, view.score, talk.started_at, page.now())
about, said = st.columns([2, 3], gap="large")
with about:
    with lead_page.section("Lead"):
        for lead in view.leads:
            params = filters.one(bot, lead.id)
            links.page_link("lead", literal(lead.name or cards.UNNAMED), params, ":material/person:", side="left")
        if not view.leads:
            st.caption("This conversation produced no lead.")
    with lead_page.section("Score"):
        lead_parts.score(view.score, view.temperature, view.ledger, view.bot)
    with lead_page.section("Where it came from"):
        lead_parts.source(talk, zone, ("Started", talk.started_at))
with said, lead_page.section("Conversation"):
    if view.messages:
        story.transcript(view.messages, view.ledger, zone)
    else:
        st.caption("Nothing was said.")
st.caption(f"Times are in {zone}.")
