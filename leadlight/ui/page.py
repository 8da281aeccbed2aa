"""What every page begins with: who may see it, which bot it is about, what it reads from, how it changes something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import streamlit as st

from leadlight.actions.read_lead import list_bots
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER, Scope
from leadlight.errors import ConflictError, FaultError, ForbiddenError, LeadlightError
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.ui import running, state
from leadlight.ui.choice import BOT, OURS
from leadlight.ui.format import literal, text
from leadlight.warehouse.store import Cursor, Warehouse

T = TypeVar("T")
SWITCH = "bot_switch"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of a change: its value, or the error that has already been told."""

    value: T | None = None
    error: LeadlightError | None = None

    @property
    def done(self) -> bool:
        """Whether it happened."""
        return self.error is None


def require(right: str) -> Scope:
    """The scope of whoever looks, or the end of the page. While there are no users, it is the owner's."""
    try:
        OWNER.require(right)
    except ForbiddenError as error:
        st.error(literal(error), icon=":material/lock:")
        st.stop()
    return OWNER


def house() -> House:
    """The record and the clock."""
    return running.get().house


def warehouse() -> Warehouse:
    """The numbers."""
    return running.get().warehouse


def now() -> datetime:
    """The present instant by the house's clock."""
    return house().clock.now()


@contextmanager
def reading() -> Iterator[Cursor]:
    """The one read transaction of a page run: its tiles, charts and lists agree. Trouble is told and ends the page."""
    with held(), warehouse().read() as cursor:
        yield cursor


@contextmanager
def held() -> Iterator[None]:
    """Trouble inside is told and ends the page; after a fault it comes back by itself (see standing.banner)."""
    try:
        yield
    except LeadlightError as error:
        is_fault = isinstance(error, FaultError)
        if not (is_fault and running.condition().get("why")):  # else it stands above the page already
            st.error(literal(error), icon=":material/error:")
        if is_fault:
            st.caption("Nothing is lost. This page comes back by itself as soon as it can.")
            state.put(state.HELD, True)
        st.stop()


def find_bot(scope: Scope) -> Bot | None:
    """The bot the URL names; else the first real one, the sample last; None while there is none."""
    bots = list_bots(house().engine, scope)
    wanted = str(st.query_params.get(BOT, "")).lower()
    named = [bot for bot in bots if bot.key.lower() == wanted]
    ranked = named or sorted(bots, key=lambda bot: bot.is_demo)
    return ranked[0] if ranked else None


def bot(scope: Scope) -> Bot:
    """The bot this page is about; without any, the page says what to do and ends."""
    found = find_bot(scope)
    if found is None:
        st.info("There is no bot yet. Create one under Settings → Bots, then bring leads in.", icon=":material/add:")
        st.stop()
    return found


def bot_switch(scope: Scope) -> None:
    """The menu of bots. The choice is `?bot=` in the URL."""
    bots = {each.key: each for each in list_bots(house().engine, scope)}
    current = find_bot(scope)
    if current is None:
        return
    st.selectbox(
        "Bot",
        options=list(bots),
        format_func=lambda key: bots[key].name,
        key=state.seed(SWITCH, current.key),
        on_change=_switch,
    )


def _switch() -> None:
    for name in [name for name in st.query_params if name in OURS - {"range", "from", "to"}]:
        del st.query_params[name]  # another bot has other channels and pages
    st.query_params[BOT] = state.get(SWITCH)


def carry(page: str) -> None:
    """Call before a page runs: a page opened from the menu takes over the filters in force."""
    came_from = state.get(state.PAGE)
    found = {name: st.query_params.get_all(name) for name in st.query_params if name in OURS}
    if came_from not in (None, page) and not found:
        found = state.get(state.CARRIED, {})
        for name, values in found.items():
            st.query_params[name] = values
    state.put(state.PAGE, page)
    state.put(state.CARRIED, found)


def act(scope: Scope, change: Callable[[UnitOfWork], T], said: str = "") -> Outcome[T]:
    """Do `change` in one unit of work, wait until the numbers hold it (at most 2 s), and say `said`.

    An error of ours is told in a toast and handed back; nothing was changed then.
    """
    here = running.get()
    try:
        with here.house.work(scope) as work:
            value = change(work)
            token = work.commit()
    except LeadlightError as error:
        tell(error)
        return Outcome(error=error)
    if here.follower is not None:
        here.follower.wake()
    followed = here.warehouse.wait_until(token)
    if not followed:
        st.toast(f"{literal(said or 'Saved')} · the numbers follow in a moment", icon=":material/schedule:")
    elif said:
        st.toast(literal(said), icon=":material/check:")
    return Outcome(value)


def tell(error: LeadlightError) -> None:
    """Say what went wrong; of a conflict, also what stands now."""
    lines = [literal(error)]
    if isinstance(error, ConflictError):
        lines += [f"{literal(field)} is now {literal(text(now))}" for field, (_, now) in error.changed.items()]
    if isinstance(error, FaultError):
        lines.append("Nothing was changed.")
    icon = ":material/sync_problem:" if isinstance(error, ConflictError) else ":material/error:"
    st.toast("  \n".join(lines), icon=icon, duration="long")
