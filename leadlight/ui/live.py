"""Numbers that follow the warehouse while a page is open, without a reload and without moving what one looks at."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from leadlight.ui.page import reading, warehouse
from leadlight.warehouse.store import Cursor

T = TypeVar("T")
EVERY = 0.6
"""Seconds between looks at the warehouse's version; nothing is read while nothing has come."""
SETTLE = 5.0
"""Seconds a page stands before all of it is drawn anew: leads that pour in move its numbers, not its pictures."""


@dataclass(slots=True)
class Shown(Generic[T]):
    """What is on the screen: the part kept live, the versions the page and the part were read at, and since when."""

    part: T
    page_version: int
    part_version: int
    since: float


def live(version: int, part: T, read: Callable[[Cursor], T], draw: Callable[[T], None]) -> None:
    """Draw `part`, which the page read at `version` of the warehouse, and keep it true.

    When the warehouse has grown, the whole page is read anew where it has stood for SETTLE seconds, so that all its
    numbers agree; before that only the part is, by `read`.
    """
    # (Drawn by the fragment each time: what a fragment writes over another run's elements does not stay on the screen.)
    _follow(read, draw, Shown(part, version, version, time.monotonic()))


@st.fragment(run_every=EVERY)
def _follow(read: Callable[[Cursor], T], draw: Callable[[T], None], shown: Shown[T]) -> None:
    version = warehouse().version
    if version != shown.page_version and time.monotonic() - shown.since >= SETTLE:
        st.rerun()
    if version != shown.part_version:
        with reading() as cursor:
            shown.part = read(cursor)
        shown.part_version = version
    draw(shown.part)


def until_grown() -> None:
    """Read the page anew when the warehouse grows; for a page that has nothing to show yet."""
    live(warehouse().version, None, lambda cursor: None, lambda nothing: None)
