"""Compare two: the menus that choose them, kept in the URL, and the chart of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from leadlight.charts.compare_two import BY, PERIOD, day_of
from leadlight.charts.compare_two import compare as comparison
from leadlight.charts.contract import Message
from leadlight.errors import RefusedError
from leadlight.ui import filters, show, state
from leadlight.ui.filters import View
from leadlight.ui.format import count, days, literal, shorten
from leadlight.warehouse import leads_list
from leadlight.warehouse.rates import periods
from leadlight.warehouse.store import Cursor

BY_PARAM, ONE, TWO, THAN = "by", "one", "two", "than"
MENU = "compare_"
MOST = 500
"""Values that a menu offers, those with most leads; others can stand in the URL."""
LONGEST = 2_000


def compare(cursor: Cursor, view: View) -> None:
    """The two that the URL names (or the two with most leads), side by side."""
    by = filters.param(BY_PARAM, BY[0], BY)
    asked = filters.param(BY_PARAM, BY[0])
    if asked != by:
        st.warning(f"The link compares by {literal(shorten(asked))}, which is unknown; showing {_label(by).lower()}s.")
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare_menus"):
        st.selectbox(
            "Compare two", BY, format_func=_label, key=state.seed(MENU + BY_PARAM, by), on_change=_pick_by, width=200
        )
        named = _periods(view) if by == PERIOD else _values(cursor, view, by)
    if named is not None:
        _draw(cursor, view, by, named)


def _draw(cursor: Cursor, view: View, by: str, named: dict[str, str]) -> None:
    try:
        drawing = comparison(by, **named)
    except RefusedError as error:
        show.empty(Message("These two cannot be compared.", str(error)))
        return
    show.chart(cursor, drawing, view)


def _label(by: str) -> str:
    return "Period" if by == PERIOD else filters.label_of(by)


def _pick_by() -> None:
    for name in (ONE, TWO, THAN):
        filters.set_param(name, "", "")
    filters.set_param(BY_PARAM, str(state.get(MENU + BY_PARAM)), BY[0])


def _values(cursor: Cursor, view: View, by: str) -> dict[str, str] | None:
    """What the two menus hold; None, said in words, where there are no two."""
    free = replace(view.filters, where=view.choice.with_values(by, ()).where)
    found = {str(value): number for value, number in leads_list.values(cursor, free, by)[:MOST]}
    given = [filters.param(name, "")[:LONGEST] for name in (ONE, TWO)]
    left = iter([value for value in found if value not in given])
    one, two = (value or next(left, "") for value in given)
    if not (one and two):
        none = f"There are no two values of {_label(by).lower()} in this range."
        show.empty(Message(none, "Compare by something else, or choose a longer range."))
        return None
    for name, label, value in ((ONE, "The first", one), (TWO, "The second", two)):
        _menu(name, label, by, value, found)
    return {ONE: one, TWO: two}


def _menu(name: str, label: str, by: str, value: str, found: dict[str, int]) -> None:
    key = f"{MENU}{name}_{by}"
    st.selectbox(
        label,
        options=[value, *(each for each in found if each != value)],
        format_func=lambda each: f"{filters.name_of(by, each)} ({count(found.get(each, 0))})",
        key=state.stand(MENU + name, state.seed(key, value)),
        on_change=_pick,
        args=(name, key),
        width=300,
    )


def _pick(name: str, key: str) -> None:
    if state.stands(MENU + name, key):
        filters.set_param(name, str(state.get(key)), "")


def _periods(view: View) -> dict[str, str] | None:
    """The day the other period begins on, chosen or just before; None, said in words, where it cannot be compared."""
    than, trouble = other_period(view)
    if trouble:
        st.warning(literal(trouble), icon=":material/help:")
    return begins(view, than, MENU + THAN)


def other_period(view: View) -> tuple[date | None, str]:
    """The first day of the other period that the URL names, if it can be used; else what is wrong with it."""
    try:
        than = day_of(filters.param(THAN, ""))
        periods(view.filters, than)
    except RefusedError as error:
        said = str(error)
        return None, f"{said[:1].upper()}{said[1:]}; showing the days before." if filters.param(THAN, "") else ""
    return than, ""


def begins(view: View, than: date | None, place: str) -> dict[str, str] | None:
    """The menu of the other period's first day; the `than` to ask with. None, said in words, for an open range."""
    first, last = view.filters.first, view.filters.last
    if first is None or last is None or view.before is None:
        hint = "Choose a range with a first and a last day: then it is compared with as many days before it."
        show.empty(Message("All days together have no period before them.", hint))
        return None
    length = view.length
    value = than or first - timedelta(days=length)
    key = f"{place}_{value}_{first}_{last}"  # a new value is a new widget: no state to fight with
    st.date_input(
        f"{days(first, last)} against as many days from",
        value=value,
        min_value=min(date(1990, 1, 1), value),
        max_value=max(last + timedelta(days=1), value),
        format="YYYY-MM-DD",
        key=state.stand(place, key),
        on_change=_pick_day,
        args=(place, key, str(first - timedelta(days=length))),
        width=300,
    )
    return {THAN: str(than) if than else ""}


def _pick_day(place: str, key: str, default: str) -> None:
    if state.stands(place, key) and state.get(key):
        filters.set_param(THAN, str(state.get(key)), default)
