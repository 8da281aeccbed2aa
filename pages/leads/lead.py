"""Lead: one lead whole, from the record: how to reach it, where it stands, why, and everything that happened."""

from functools import partial

import streamlit as st

from leadlight.actions.read_lead_page import read_lead_page
from leadlight.domain.scope import READ
from leadlight.ui import (
    contact,
    filters,
    lead_edit,
    lead_merge,
    lead_moves,
    lead_notes,
    lead_owner,
    lead_page,
    lead_parts,
    lead_place,
    lead_score,
    lead_summary,
    lead_walk,
    page,
    story,
)
from pipelines import summarising
from pipelines.summarise import asking_of

scope = page.require(READ)
bot = page.bot(scope)
beside = lead_page.begin()
seen = lead_page.one(scope, bot, read_lead_page)
view, lead, zone, now = seen.view, seen.view.lead, seen.view.bot.zone, page.now()

lead_parts.headline(lead.name, view.temperature, view.score, lead.captured_at, now)
lead_merge.offer(seen)
talk = view.conversation
if talk is not None and asking_of(page.house().settings):
    again = partial(summarising.start, page.house(), scope, talk.id)
    lead_summary.show_with_again(seen.summary, zone, again, partial(summarising.runs, page.house(), talk.id))
else:
    lead_summary.show(seen.summary, zone)
about, said = st.columns([5, 7], gap="medium")
with about:
    with lead_page.section("Contact"):
        contact.show(lead, seen.missing, zone)
        lead_place.show(lead, now, bot)
        lead_edit.buttons(lead)
    with lead_page.section("Status"):
        lead_parts.status(view)
        owner = st.container()
        story.timeline(view.moves, zone, now)
    with lead_page.section("Score"):
        lead_parts.score(view.score, view.temperature, view.ledger, view.bot)
        lead_score.menu(view)
    if seen.needs:
        with lead_page.section("Budget and timeline"):
            lead_parts.needs(seen.needs)
    with lead_page.section("Where it came from"):
        lead_parts.journey(lead, view.conversation, seen.file, zone)
    if lead.custom:
        with lead_page.section("Other fields"):
            lead_parts.custom(lead)
            lead_edit.edit_button(lead, "edit_fields")
with said:
    with lead_page.section("Notes"):
        lead_notes.show(lead.id, seen.notes, zone)
    with lead_page.section("Conversation"):
        lead_page.transcript(seen)
    if seen.talks:
        with lead_page.section("Other conversations"):
            lead_parts.talks(seen.talks, bot)
    with lead_page.section("History"):
        lead_page.history(seen)
st.caption(f"Times are in {zone}.")

lead_moves.undo_bar()
with page.reading() as cursor:
    with beside:
        lead_walk.bar(lead_walk.spot(cursor, filters.resolve(cursor, bot, now, filters.current())[0], lead.id))
    with owner:
        lead_owner.menu(cursor, bot, lead)
    if not (lead_moves.dialogs(cursor, bot) or lead_edit.dialogs(seen)):
        lead_merge.dialogs(seen)
