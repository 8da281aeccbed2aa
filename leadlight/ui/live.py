"""Numbers that follow the warehouse while a page is open, without a reload and without moving what one looks at."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from leadlight.ui.page import reading, warehouse
from leadlight.warehouse.store import Cursor

T = TypeVar("T")
EVERY = 1.0
"""Seconds between looks at the warehouse's version; a look costs nothing while nothing has come."""
SETTLE = 5.0
"""Seconds a page stands before all of it is drawn anew: leads that pour in move its numbers, not its pictures."""


@dataclass(slots=True)
class Shown:
    """What is on the screen: the version and the second the page was drawn at, and where its live part stands."""

    version: int
    since: float
    place: DeltaGenerator


def live(version: int, part: T, read: Callable[[Cursor], T], draw: Callable[[T], None]) -> None:
    """Draw `part`, which the page read at `version` of the warehouse, and keep it true.

    When the warehouse has grown, the whole page is read anew where it has stood for SETTLE seconds, so that all its
    numbers agree; before that only the part is, by `read`.
    """
    place = st.empty()
    with place.container():
        draw(part)
    _follow(read, draw, Shown(version, time.monotonic(), place))


@st.fragment(run_every=EVERY)
def _follow(read: Callable[[Cursor], T], draw: Callable[[T], None], shown: Shown) -> None:
    """Draws nothing while nothing has come: a look then costs next to nothing."""
    if warehouse().version == shown.version:
        return
    if time.monotonic() - shown.since >= SETTLE:
        st.rerun()
    with reading() as cursor:
        part = read(cursor)
    with shown.place.container():
        draw(part)


def until_grown() -> None:
    """Read the page anew when the warehouse grows; for a page that has nothing to show yet."""
    live(warehouse().version, None, lambda cursor: None, lambda nothing: None)
