"""Walking a list lead by lead, in the order it was drawn with: where one stands, who comes before and after."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

import streamlit as st

from leadlight.ui import filters, lead_list, markup, state
from leadlight.ui.filters import View
from leadlight.ui.format import count
from leadlight.ui.lead_list import SIZE, SIZES, SORT, SORTS, Sort
from leadlight.warehouse import leads_list, leads_walk
from leadlight.warehouse.store import Cursor

AT_ONCE = 500
"""Leads whose order is read at once; walking on reads the next."""
ID, LONGEST = "id", 15
"""The parameter that names a lead; digits an id may have: it is 53 bits."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A stretch of a list as it was when it was read: `first` is the place of the first of `ids`, from 0.

    `offset` is where reading goes on: leads that were moved out of the list meanwhile do not count there.
    """

    of: Hashable
    first: int
    ids: tuple[int, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a lead stands in the list, from 1, of how many, and its neighbours."""

    place: int
    total: int
    previous: int | None
    next: int | None


def spot(cursor: Cursor, view: View, lead_id: int) -> Spot | None:
    """Where the lead stands in the list that the URL tells; None where it is not in it."""
    walk = _walk(cursor, view, lead_id)
    if walk is None or lead_id not in walk.ids:
        return None
    at = walk.ids.index(lead_id)
    if at == len(walk.ids) - 1 and walk.first + len(walk.ids) < walk.total:
        walk = _further(cursor, view, walk)
    if at == 0 and walk.first > 0:
        walk = _earlier(cursor, view, walk)
        at = walk.ids.index(lead_id)
    state.put(state.WALK, walk)
    before, after = walk.ids[at - 1] if at else None, walk.ids[at + 1] if at + 1 < len(walk.ids) else None
    return Spot(walk.first + at + 1, walk.total, before, after)


def begin(cursor: Cursor, view: View) -> Walk:
    """The list from its beginning, drawn anew."""
    walk = _read(cursor, view, 0)
    state.put(state.WALK, walk)
    return walk


def begin_at(cursor: Cursor, view: View, lead_id: int) -> Walk:
    """The list around this lead, drawn anew; from its beginning where the lead is not in it."""
    walk = _walk(cursor, view, lead_id) or _read(cursor, view, 0)
    state.put(state.WALK, walk)
    return walk


def named() -> int | None:
    """The lead that the URL names."""
    text = filters.param(ID, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def standing() -> Walk | None:
    """The stretch of list that is being walked."""
    found: Walk | None = state.get(state.WALK)
    return found


def forget() -> None:
    """Let the next walk draw its list anew."""
    state.take(state.WALK)


def _sort() -> Sort:
    return SORTS[filters.param(SORT, "newest", tuple(SORTS))]


def of(view: View) -> Hashable:
    """What tells one list from another."""
    return (view.filters, _sort())


def _walk(cursor: Cursor, view: View, lead_id: int) -> Walk | None:
    walk = standing()
    if walk is not None and walk.of == of(view) and lead_id in walk.ids:
        return walk
    page = lead_list.number(filters.param(lead_list.PAGE, "1"))
    guess = (max(page, 1) - 1) * int(filters.param(SIZE, SIZES[0], SIZES))
    walk = _read(cursor, view, max(0, guess - AT_ONCE // 2))
    if lead_id in walk.ids:
        return walk
    sort = _sort()
    at = leads_walk.place(cursor, view.filters, sort.column, sort.descending, lead_id)
    return None if at is None else _read(cursor, view, max(0, at - AT_ONCE // 2))


def _read(cursor: Cursor, view: View, first: int) -> Walk:
    found = _ids(cursor, view, AT_ONCE, first)
    return Walk(of(view), first, found, leads_list.count(cursor, view.filters), first)


def _ids(cursor: Cursor, view: View, limit: int, offset: int) -> tuple[int, ...]:
    sort = _sort()
    return leads_walk.ids(cursor, view.filters, sort.column, sort.descending, limit, offset)


def _further(cursor: Cursor, view: View, walk: Walk) -> Walk:
    offset = walk.offset + len(leads_list.matching(cursor, view.filters, walk.ids))
    fresh = _ids(cursor, view, AT_ONCE, offset)
    known = set(walk.ids)
    return replace(walk, ids=walk.ids + tuple(each for each in fresh if each not in known))


def _earlier(cursor: Cursor, view: View, walk: Walk) -> Walk:
    first = max(0, walk.offset - AT_ONCE)
    known = set(walk.ids)
    fresh = tuple(each for each in _ids(cursor, view, walk.offset - first, first) if each not in known)
    return replace(walk, ids=fresh + walk.ids, first=max(0, walk.first - len(fresh)), offset=first)


def bar(found: Spot | None, finish: Callable[[], None] | None = None) -> None:
    """Previous, "12 of 40", next; by keyboard K and J. After the last one comes `finish`, if it is given."""
    if found is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="walk", width="content"):
        _step("Previous", found.previous, "K", ":material/chevron_left:")
        markup.draw(f'<span class="ll-walk"><b>{count(found.place)}</b> of {count(found.total)}</span>')
        if found.next is None and finish is not None:
            st.button("Finish", key="walk_finish", icon=":material/check:", shortcut="J", on_click=finish)
        else:
            _step("Next", found.next, "J", ":material/chevron_right:")


def _step(label: str, to: int | None, key: str, icon: str) -> None:
    st.button(
        label,
        key=f"walk_{label.lower()}",
        icon=icon,
        icon_position="left" if label == "Previous" else "right",
        shortcut=key,
        disabled=to is None,
        on_click=go,
        args=(to,),
        type="tertiary",
    )


def go(to: int | None) -> None:
    """Look at another lead of the list (in a callback)."""
    if to is not None:
        st.query_params[ID] = str(to)
