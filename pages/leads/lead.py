"""Lead: one lead whole, from the record: how to reach it, where it stands, why, and everything that happened."""

import streamlit as st

from leadlight.actions.read_lead import read_lead
from leadlight.domain.scope import READ
from leadlight.ui import contact, filters, lead_edit, lead_moves, lead_page, lead_parts, links, page, story

scope = page.require(READ)
bot = page.bot(scope)
lead_page.begin()
view = lead_page.one(scope, bot, read_lead)
lead, zone, now = view.lead, view.bot.zone, page.now()

lead_parts.headline(lead.name, view.temperature, view.score, lead.captured_at, now)
about, said = st.columns([2, 3], gap="large")
with about:
    with lead_page.section("Contact"):
        contact.show(lead)
        lead_parts.place(lead, now)
        lead_edit.buttons(lead)
    with lead_page.section("Status"):
        lead_parts.status(view)
        story.timeline(view.moves, zone)
    with lead_page.section("Score"):
        lead_parts.score(view.score, view.temperature, view.ledger, view.bot)
    with lead_page.section("Where it came from"):
        lead_parts.source(lead, zone, ("Captured", lead.captured_at))
    if lead.custom:
        with lead_page.section("Other fields"):
            lead_parts.custom(lead)
with said:
    with lead_page.section("Conversation"):
        if view.conversation:
            story.transcript(view.messages, view.ledger, zone)
            params = filters.one(bot, view.conversation.id)
            links.page_link("conversation", "Open the conversation", params, ":material/forum:", side="left")
        else:
            st.caption("This lead came without a conversation.")
    with lead_page.section("Activity"):
        lead_parts.activity(view.activity, zone)
st.caption(f"Times are in {zone}.")

lead_moves.undo_bar()
with page.reading() as cursor:
    if not lead_moves.dialogs(cursor, bot):
        lead_edit.dialogs(view)
