"""How current the numbers are and in whose days they are counted: the line under the menu."""

from __future__ import annotations

import streamlit as st

from leadlight.domain.scope import Scope
from leadlight.record import feed
from leadlight.record.engine import reading
from leadlight.ui.choice import BOT
from leadlight.ui.format import count, literal, shorten
from leadlight.ui.page import find_bot, house, warehouse
from leadlight.warehouse.store import READY, REBUILDING

BEHIND = 100
"""Changes not yet followed from which the line says so; fewer are a moment's."""


def line(scope: Scope) -> None:
    """The bot's zone, and what a reader should know when the numbers are not those of now."""
    bot = find_bot(scope)
    if bot is not None:
        st.caption(f"Days are counted in {literal(bot.zone)}.")
    said = trouble()
    if said:
        st.caption(said)


def stranger(scope: Scope) -> None:
    """Say so where the URL names a bot that is not there and another one is shown in its place."""
    wanted, bot = st.query_params.get(BOT), find_bot(scope)
    if wanted and bot is not None and bot.key.lower() != wanted.lower():
        said = f"There is no bot called {literal(shorten(wanted))}. These are the numbers of {literal(bot.name)}."
        st.warning(said, icon=":material/help:")


def trouble() -> str:
    """Why the numbers are not those of now; nothing where they are."""
    state = warehouse().state
    if state == REBUILDING:
        return ":material/sync: The numbers are being rebuilt from the record."
    if state != READY:
        return ":material/warning: The warehouse is damaged and will be rebuilt from the record; no lead is lost."
    behind = _behind()
    return f":material/sync: The numbers are catching up: {count(behind)} changes to come." if behind >= BEHIND else ""


def _behind() -> int:
    with reading(house().engine) as connection:
        return feed.behind(connection, warehouse().position)
