"""What the pages of one lead and of one conversation share: the id in the URL, "not found", titled sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from leadlight.actions.read_lead_page import LeadPage
from leadlight.charts.contract import Message
from leadlight.domain.bot import Bot
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError
from leadlight.record.engine import Record
from leadlight.ui import filters, lead_parts, links, page, show, story
from leadlight.ui.filters import param
from leadlight.ui.format import count
from leadlight.ui.lead_tools import CSS

T = TypeVar("T")
ID = "id"
LONGEST = 15
"""Digits an id may have: it is 53 bits."""


def begin() -> DeltaGenerator:
    """Our styles and the way back; returns the place beside it, at the other end of the line."""
    st.html(CSS)
    with st.container(horizontal=True, vertical_alignment="center", key="lead_head"):
        with st.container(width="stretch"):
            lead_parts.back()
        return st.container(width="content")


def one(scope: Scope, bot: Bot, read: Callable[[Record, Scope, int], T]) -> T:
    """What the URL names, read within this bot; unknown and another bot's look the same, and end the page."""
    wanted = param(ID, "")
    try:
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST):
            raise NotFoundError("no such id")
        return read(page.house().engine, replace(scope, bots=frozenset({bot.id})), int(wanted))
    except NotFoundError:
        st.title("Not found", anchor=False)
        hint = "It may have been deleted, or the link may be wrong. Find it in the inbox by name, e-mail or phone."
        show.empty(Message("There is nothing here.", hint))
        st.stop()


def section(title: str) -> DeltaGenerator:
    """A bordered part with its heading."""
    box = st.container(border=True, gap="small", key=f"section_{title.lower().replace(' ', '_')}")
    box.subheader(title, anchor=False)
    return box


LONG = 24
"""Messages from which a transcript scrolls in a box of its own."""


def transcript(seen: LeadPage, height: int | None = None) -> None:
    """The conversation in reading form, with the deciding words and the moment of capture, in a box of this height.

    Without one a long conversation has a box of its own, a short one none.
    """
    view = seen.view
    if view.conversation is None:
        st.caption("This lead came without a conversation.")
        return
    exact = view.lead.captured_at if view.lead.captured_precision == "instant" else None
    box: int | Literal["content"] = height or (640 if len(view.messages) > LONG else "content")
    with st.container(height=box, border=False, key=f"talk_{view.conversation.id}"):
        story.transcript(view.messages, view.ledger, view.bot.zone, exact)
    params = filters.one(view.bot, view.conversation.id)
    links.page_link("conversation", "Open the conversation", params, ":material/forum:", side="left")


def history(seen: LeadPage) -> None:
    """Who did what, and what each change made of which value."""
    zone = seen.view.bot.zone
    trail, values = st.tabs(["Activity", f"Changed values · {count(len(seen.corrections))}"])
    with trail:
        how = f"brought by the import of {seen.file}" if seen.file else "recorded here"
        lead_parts.activity(seen.trail, zone, (seen.view.lead.created_at, how))
    with values:
        lead_parts.corrections(seen.corrections, zone)
