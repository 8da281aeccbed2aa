"""What the pages of one lead and of one conversation share: the id in the URL, "not found", titled sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from leadlight.charts.contract import Message
from leadlight.domain.bot import Bot
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError
from leadlight.record.engine import Record
from leadlight.ui import lead_parts, page, show
from leadlight.ui.filters import param
from leadlight.ui.lead_tools import CSS

T = TypeVar("T")
ID = "id"
LONGEST = 15
"""Digits an id may have: it is 53 bits."""


def begin() -> None:
    """Our styles, and the way back."""
    st.html(CSS)
    lead_parts.back()


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
