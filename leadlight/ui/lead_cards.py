"""The list of leads as cards, each with its mark, its status and its ways onward."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import streamlit as st

from leadlight.actions.read_quotes import read_quotes
from leadlight.domain.scope import READ
from leadlight.domain.status import STATUSES
from leadlight.ui import cards, filters, lead_choice, lead_moves, links, markup, page, state
from leadlight.ui.filters import View
from leadlight.ui.format import age, shorten, spoken
from leadlight.ui.lead_list import Listing, Row
from leadlight.ui.lead_moves import Wish
from leadlight.ui.markup import safe

LABELS = {status.key: status.label for status in STATUSES}


def draw(listing: Listing, view: View) -> None:
    """Every lead of the page as a card, with what it said that counts."""
    mine = replace(page.require(READ), bots=frozenset({view.bot.id}))
    talks = [row["conversation_id"] for row in listing.rows if row["conversation_id"] is not None]
    quotes = read_quotes(page.house().engine, mine, talks)
    for row in listing.rows:
        with cards.lead(row, view.now, filters.one(view.bot, row["id"]), quotes.get(row["conversation_id"], ())):
            _controls(row, view, row["id"] in listing.gone)


def _controls(row: Row, view: View, gone: bool) -> None:
    lead_id, name = row["id"], row["name"] or cards.UNNAMED
    st.checkbox(
        f"Choose {spoken(shorten(name))}",
        key=state.seed(f"choose_{lead_id}", lead_id in lead_choice.chosen()),
        on_change=_choose,
        args=(lead_id, row["version"]),
        label_visibility="collapsed",
        width="content",
    )
    status_menu(row)
    markup.draw(f'<span class="ll-small ll-muted">{safe(_since(row, view.now, gone))}</span>')
    with st.container(width="content", key=f"open_{lead_id}"):
        links.page_link("lead", "Open", filters.one(view.bot, lead_id), ":material/person:", side="left")
    if row["conversation_id"] is not None:
        params = filters.one(view.bot, row["conversation_id"])
        links.page_link("conversation", "Conversation", params, ":material/forum:", side="left")


def status_menu(row: Row) -> None:
    """The lead's status, to be changed in place; `row` holds id, version, name and status as drawn."""
    st.selectbox(
        f"Status of {spoken(shorten(row['name'] or cards.UNNAMED))}",
        options=list(LABELS),
        format_func=LABELS.__getitem__,
        key=state.seed(f"status_{row['id']}", row["status"]),
        on_change=_move,
        args=(row["id"], row["version"], row["name"] or cards.UNNAMED),
        label_visibility="collapsed",
        filter_mode=None,
        width=150,
    )


def _since(row: Row, now: datetime, gone: bool) -> str:
    ago = age(row["status_at"], now)
    parts = ["just now" if ago == "now" else f"for {ago}"]
    parts += [str(row["status_reason"])] if row["status_reason"] else []
    parts += ["no longer matches the filters"] if gone else []
    return " · ".join(parts)


def _choose(lead_id: int, version: int) -> None:
    lead_choice.choose(lead_id, version, bool(state.get(f"choose_{lead_id}")))


def _move(lead_id: int, version: int, name: str) -> None:
    lead_moves.wish(Wish(((lead_id, version),), state.get(f"status_{lead_id}"), name))
