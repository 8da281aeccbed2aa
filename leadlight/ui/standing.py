"""How current the numbers are and in whose days they are counted: the line under the menu."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import streamlit as st

from leadlight.domain.scope import Scope
from leadlight.record import feed
from leadlight.record.engine import reading
from leadlight.ui import running, state
from leadlight.ui.choice import BOT
from leadlight.ui.filters import in_url
from leadlight.ui.format import count, literal, shorten
from leadlight.ui.page import find_bot, house, warehouse
from leadlight.warehouse.store import READY, REBUILDING

LOOK_EVERY = 2.0
"""Seconds between looks at how the server stands."""
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


@st.fragment(run_every=LOOK_EVERY)
def banner() -> None:
    """What is in the way just now, in words, gone when it ends; a page that a fault kept away comes back then."""
    told = running.condition()
    lines = [literal(line) for line in cast(list[str], told.get("why", []))]
    if lines:
        with st.container(key="standing"):
            passing = told["ready"] or told["warehouse"] == REBUILDING
            say, icon = (st.warning, "hourglass_top") if passing else (st.error, "error")
            say("  \n".join(f"{line[:1].upper()}{line[1:]}." for line in lines), icon=f":material/{icon}:")
    elif state.take(state.HELD) or _is_astray():
        st.rerun()


@contextmanager
def drawn() -> Iterator[None]:
    """Draw a page in it, so that `banner` knows which address the page stands for."""
    try:
        yield
    finally:
        state.put(state.DRAWN, in_url())


def _is_astray() -> bool:
    """Whether the address names another view than was drawn, and did so at the last look.

    Each look tells the server the address. One that was sent just before the address changed can make it draw the view
    before; and at that look the address is not to be believed, so it takes two that agree.
    """
    here, before = in_url(), state.take(state.ASTRAY)
    if state.get(state.DRAWN, here) == here:
        return False
    if here == before:
        return True
    state.put(state.ASTRAY, here)
    return False


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
