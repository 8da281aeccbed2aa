"""The filter bar: range, values and chips, drawn from the URL and written back to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import streamlit as st

from leadlight.domain.bot import Bot
from leadlight.ui import choice as chosen
from leadlight.ui import period, state
from leadlight.ui.choice import Choice
from leadlight.ui.filters import View, choose, current, in_url, label_of, name_of, resolve, span_days, span_label
from leadlight.ui.format import count, literal, shorten
from leadlight.warehouse import leads_list
from leadlight.warehouse.metrics import Population
from leadlight.warehouse.store import Cursor

RANGE_KEY, CALENDAR_KEY, MENU_KEY = "filter_range", "filter_days", "filter_"


def bar(cursor: Cursor, bot: Bot, now: datetime, population: Population = "leads") -> View:
    """Draw the bar and return what is in force for what the page counts."""
    view, default = resolve(cursor, bot, now, current(), population)
    with st.container(horizontal=True, vertical_alignment="center", key="filter_bar", gap="small"):
        _range_menu(view, default)
        _value_menus(cursor, view, population)
        _chips(view.choice)
    if chosen.misread(in_url()):
        said = f"The link's days could not be read; showing {view.range_words}."
        st.warning(said, icon=":material/help:")
    if view.left_out:
        st.caption(f"Left out here, for {population} cannot be narrowed by it: {', '.join(view.left_out)}.")
    return view


def _range_menu(view: View, default: str) -> None:
    with st.popover(f"{view.range_label} · {view.days}", icon=":material/calendar_month:", key="range_menu"):
        shown = None if view.choice.has_days else view.choice.range or default
        st.pills(
            "Range",
            options=list(period.BY_KEY),
            format_func=lambda key: period.BY_KEY[key].label,
            key=state.seed(RANGE_KEY, shown),
            on_change=_pick_range,
            args=(default,),
        )
        st.caption(f"Or any days, both ends included ({view.bot.zone})")
        today = view.now.astimezone(view.bot.tz).date()
        span = (view.filters.first or today, view.filters.last or today)
        key = f"{CALENDAR_KEY}_{span[0]}_{span[1]}"  # a new value is a new widget: no state to fight with
        st.date_input(
            "Or any days",
            value=span,
            min_value=min(date(1990, 1, 1), span[0]),
            max_value=max(today, span[1]) + timedelta(days=366),
            required=True,
            label_visibility="collapsed",
            format="YYYY-MM-DD",
            key=state.stand(CALENDAR_KEY, key),
            on_change=_pick_days,
            args=(key,),
        )


def _pick_range(default: str) -> None:
    choose(current().with_range(state.get(RANGE_KEY) or default, default))


def _pick_days(key: str) -> None:
    span = state.get(key)
    if state.stands(CALENDAR_KEY, key) and isinstance(span, tuple | list) and len(span) == 2:
        choose(current().with_days(min(span), max(span)))


def _value_menus(cursor: Cursor, view: View, population: Population) -> None:
    """The values are asked for only while the menu is open."""
    menus = chosen.MENUS[population]
    active = sum(bool(view.choice.values(name)) for name in menus)
    label = f"Filters · {active}" if active else "Filters"
    menu = st.popover(label, icon=":material/filter_list:", key="value_menus", on_change="rerun")
    if not menu.open:
        return
    with menu:
        for dimension in menus:
            _value_menu(cursor, view, dimension, population)


def _value_menu(cursor: Cursor, view: View, dimension: str, population: Population) -> None:
    others = replace(view.filters, where=view.choice.with_values(dimension, ()).where)
    found = {str(value): int(number) for value, number in leads_list.values(cursor, others, dimension, population)}
    picked = view.choice.values(dimension)
    options = [*found, *(value for value in picked if value not in found)]
    key = MENU_KEY + dimension
    st.multiselect(
        label_of(dimension),
        options=options,
        format_func=lambda value: f"{name_of(dimension, value)} ({count(found.get(value, 0))})",
        key=state.seed(key, list(picked)),
        on_change=_pick_values,
        args=(dimension, key),
        placeholder="All",
    )


def _pick_values(dimension: str, key: str) -> None:
    choose(current().with_values(dimension, state.get(key) or ()))


def _chips(choice: Choice) -> None:
    """One chip a filter in force; pressing it takes the filter away."""
    chips: list[tuple[str, str, Choice]] = [
        (name, _chip(name, values), choice.with_values(name, ())) for name, values in choice.where
    ]
    if choice.search:
        chips.append((chosen.SEARCH, f"“{literal(shorten(choice.search, 24))}”", replace(choice, search="")))
    for span in choice.spans:
        rest = replace(choice, spans=tuple(other for other in choice.spans if other != span))
        chips.append((span.key, f"{span_label(span)}: {span_days(span)}", rest))
    answers: list[tuple[str, bool | None, Choice]] = [
        ("e-mail", choice.has_email, replace(choice, has_email=None)),
        ("phone", choice.has_phone, replace(choice, has_phone=None)),
    ]
    chips += [(what, f"{'With' if yes else 'Without'} {what}", rest) for what, yes, rest in answers if yes is not None]
    for name, label, rest in chips:
        _button(f"chip_{name}", label, rest, icon=":material/close:")
    if len(chips) > 1:
        _button("chip_all", "Clear all", Choice(range=choice.range, first=choice.first, last=choice.last))


def _button(key: str, label: str, rest: Choice, icon: str | None = None) -> None:
    st.button(label, key=key, on_click=choose, args=(rest,), icon=icon, type="tertiary", icon_position="right")


def _chip(dimension: str, values: tuple[str, ...]) -> str:
    more = f" +{len(values) - 1}" if len(values) > 1 else ""
    return f"{label_of(dimension)}: {literal(shorten(name_of(dimension, values[0]), 28))}{more}"
