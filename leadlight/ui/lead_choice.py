"""Leads marked for a bulk change: marked in cards or the table, kept over the pages of one list."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from leadlight.domain.status import STATUSES
from leadlight.ui import filters, lead_moves, lead_walk, links, state
from leadlight.ui.choice import BOT
from leadlight.ui.filters import View
from leadlight.ui.format import count
from leadlight.ui.lead_list import PAGE, Listing
from leadlight.ui.lead_moves import Wish

BULK_STATUS, ALL = "bulk_status", "choose_page"


def chosen() -> dict[int, int]:
    """The marked leads with the versions they had when they were last drawn."""
    found: dict[int, int] = state.get(state.CHOSEN, {})
    return found


def choose(lead_id: int, version: int, marked: bool) -> None:
    """Mark a lead, or take its mark away."""
    rest = {other: known for other, known in chosen().items() if other != lead_id}
    state.put(state.CHOSEN, rest | ({lead_id: version} if marked else {}))


def keep_in_step(listing: Listing) -> None:
    """Marked leads on this page are marked as they are drawn now."""
    drawn = {row["id"]: row["version"] for row in listing.rows}
    state.put(state.CHOSEN, {lead_id: drawn.get(lead_id, version) for lead_id, version in chosen().items()})


def bar(listing: Listing, view: View) -> None:
    """Mark the whole page; with something marked, what can be done with it; and the way to walk the list."""
    here = {row["id"]: row["version"] for row in listing.rows}
    marked = chosen()
    with st.container(horizontal=True, vertical_alignment="center", key="bulk_bar", gap="small"):
        every = bool(here) and set(here) <= set(marked)
        key = state.seed(ALL, every)
        st.checkbox("Choose all on this page", key=key, on_change=_choose_page, args=(here,), width="content")
        if marked:
            _marked(here, marked, view)
        _triage(view)


def _triage(view: View) -> None:
    """The way to walk this list lead by lead, from its first one."""
    lead_walk.forget()  # who comes back from a walk begins the next one with the list as it is drawn now
    params = {BOT: [view.bot.key]} | filters.list_params()
    params.pop(PAGE, None)
    with st.container(width="stretch", horizontal_alignment="right"):
        links.page_link("triage", "Triage", params, ":material/playlist_add_check:", side="left")


def _marked(here: Mapping[int, int], marked: Mapping[int, int], view: View) -> None:
    """What can be done with the marked leads."""
    away = len(set(marked) - set(here))
    st.text(f"{count(len(marked))} chosen" + (f", {count(away)} on other pages" if away else ""), width="content")
    st.menu_button(
        "Set status",
        options=[status.key for status in STATUSES],
        format_func={status.key: status.label for status in STATUSES}.__getitem__,
        key=BULK_STATUS,
        on_click=_move,
        icon=":material/flag:",
    )
    if len(marked) == 1:
        params = filters.one(view.bot, next(iter(marked)))
        links.page_link("lead", "Open lead", params, ":material/person:", side="left")
    st.button("Clear", key="bulk_clear", on_click=state.take, args=(state.CHOSEN,), type="tertiary")


def _choose_page(here: dict[int, int]) -> None:
    rest = {lead_id: version for lead_id, version in chosen().items() if lead_id not in here}
    state.put(state.CHOSEN, rest | (here if state.get(ALL) else {}))


def _move() -> None:
    to = state.get(BULK_STATUS)
    if to:
        pairs = tuple(chosen().items())
        names = state.get(state.SHOWN, {})
        name = names.get(pairs[0][0], {}).get("name") if len(pairs) == 1 else None
        lead_moves.wish(Wish(pairs, to, name or "1 lead"))
