"""The frame around every page: the menu, the bot, how current the numbers are; then the page itself."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from leadlight.domain.scope import READ
from leadlight.ui import first_steps, links, markup, page, running, slots, standing


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu; `links.PAGES` knows its file. A hidden one is reached by links only."""

    key: str
    title: str
    icon: str
    help: str
    hidden: bool = False


MENU: dict[str, tuple[Entry, ...]] = {
    "Insights": (
        Entry("overview", "Overview", "monitoring", "Counters, funnel, channels and pages, live."),
        Entry("sources", "Sources", "travel_explore", "Which channels, pages and campaigns bring leads that convert."),
        Entry("funnel", "Funnel", "filter_alt", "How far leads get, how soon, and why they are lost."),
        Entry("temperature", "Temperature", "thermostat", "How warm leads are, and whether the score tells."),
        Entry("conversations", "Conversations", "forum", "How they become leads, what the form costs, who was missed."),
        Entry("team", "Team", "groups", "How soon leads are contacted, and who has what in hand."),
    ),
    "Leads": (
        Entry("inbox", "Inbox", "inbox", "Every lead: find, filter, work and export them."),
        Entry("spam", "Spam", "report", "Forms that were screened out, with why; none is a lead."),
        Entry("lead", "Lead", "person", "One lead, whole.", hidden=True),
        Entry("triage", "Triage", "playlist_add_check", "A list, lead by lead.", hidden=True),
        Entry("conversation", "Conversation", "forum", "One conversation, word by word.", hidden=True),
    ),
    "Capture": (
        Entry("form", "Form", "list_alt", "What visitors are asked, and when."),
        Entry("widget", "Widget", "chat", "The chat on your website: its snippet, its look, a site to try it on."),
        Entry("try_it", "Try it", "science", "Talk to the capture as a visitor would."),
    ),
    "Settings": (
        Entry("bots", "Bots", "smart_toy", "Make a bot; set its name, zone and country."),
        Entry("scoring", "Scoring", "tune", "What signals are worth, and where warm and hot begin."),
        Entry("keys", "API keys", "key", "What websites and servers capture and read leads with."),
        Entry("imports", "Imports", "upload_file", "Bring files in, see what came of them, take one back."),
    ),
}


def _page(entry: Entry) -> st.Page:
    return st.Page(
        links.PAGES[entry.key],
        title=entry.title,
        icon=f":material/{entry.icon}:",
        url_path=entry.key,
        default=entry.key == links.FRONT,
        visibility="hidden" if entry.hidden else "visible",
        help=entry.help,
    )


running.settle()
st.set_page_config(page_title="Leadlight", page_icon=markup.MARK, layout="wide")
chosen = st.navigation(
    {section: [_page(entry) for entry in entries] for section, entries in MENU.items()}, expanded=True
)
page.carry(chosen.url_path)
markup.style()
st.logo(markup.WORDMARK, size="large", icon_image=markup.MARK)
scope = page.require(READ)
with st.container(key="standing_place"):
    standing.banner()
with page.held(), st.sidebar:
    page.bot_switch(scope)
    links.page_link("bots", "New bot", {}, ":material/add:")
    standing.line(scope)
with standing.drawn(), slots.slot(), page.held():
    if page.find_bot(scope) or chosen.url_path in ("bots", "imports"):
        standing.stranger(scope)
        chosen.run()
    else:
        first_steps.without_bot()
