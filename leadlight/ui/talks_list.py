"""The list of conversations: a page of cards with the visitors' words, its order, its file, the way back to it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from leadlight.actions.read_quotes import read_quotes
from leadlight.charts.contract import Message
from leadlight.domain.scope import Scope
from leadlight.ui import choice as chosen
from leadlight.ui import files, filters, lead_tools, links, markup, page, period, show, state, talk_cards
from leadlight.ui.filters import View, choose, param, set_param
from leadlight.ui.format import count, of
from leadlight.warehouse import conversations_list
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.store import Cursor

SHOW, SORT, PAGE = "show", "sort", "page"
"""What the URL says of the list."""
SIZE = 25
SORTS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "score": "Highest score",
    "longest": "Most messages",
}
SORT_KEY, PAGE_KEY = "talks_sort", "talks_page"
CSS = Path(__file__).with_name("talks.css")


@dataclass(frozen=True, slots=True)
class Kind:
    """A list: what it counts, what narrows it beyond the page's filters, and what an empty one says."""

    show: str
    noun: str
    mark: str
    nothing: Message


def within(view: View, kind: Kind) -> Filters:
    """The filters of the list."""
    narrowed = chosen.read(links.narrowed(None, view.choice, kind.mark))
    return replace(view.filters, where=narrowed.where)


def draw(cursor: Cursor, scope: Scope, view: View, kind: Kind) -> None:
    """The count, the order and the file; a page of cards; the pages."""
    asked = within(view, kind)
    total = conversations_list.count(cursor, asked)
    if not total:
        _nothing(view, kind)
        return
    pages = math.ceil(total / SIZE)
    at = min(max(_number(param(PAGE, "1")), 1), pages)
    sort = param(SORT, "newest", tuple(SORTS))
    rows = conversations_list.page(cursor, asked, sort, SIZE, (at - 1) * SIZE).to_dicts()
    _toolbar(view, kind, total, (at - 1) * SIZE + 1, len(rows))
    mine = replace(scope, bots=frozenset({view.bot.id}))
    quotes = read_quotes(page.house().engine, mine, [row["id"] for row in rows])
    st.html(CSS)
    for row in rows:
        with st.container(border=True, key=f"talk_{row['id']}"):
            markup.draw(talk_cards.html(row, quotes.get(row["id"], ()), view, _params(view, row["id"], kind)))
    _pager(at, pages)


def _params(view: View, conversation_id: int, kind: Kind) -> Mapping[str, list[str]]:
    return filters.one(view.bot, conversation_id) | {SHOW: [kind.show]}


def _toolbar(view: View, kind: Kind, total: int, first: int, shown: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="talks_tools", gap="small"):
        span = f" · {count(first)}–{count(first + shown - 1)}"
        st.markdown(f"**{of(total, kind.noun)}**{span}", width="stretch")
        st.selectbox(
            "Order",
            list(SORTS),
            format_func=SORTS.__getitem__,
            key=state.seed(SORT_KEY, param(SORT, "newest", tuple(SORTS))),
            on_change=_sort,
            label_visibility="collapsed",
            filter_mode=None,
            width=180,
        )
        address = files.address(view, "conversations.csv", mark=kind.mark)
        st.link_button("CSV", address, icon=":material/download:", key="talks_csv", help=f"All {of(total, kind.noun)}.")


def _sort() -> None:
    set_param(SORT, str(state.get(SORT_KEY)), "newest")
    set_param(PAGE, "1", "1")


def _pager(at: int, pages: int) -> None:
    if pages > 1:
        key = f"{PAGE_KEY}_{at}_{pages}"  # a new place is a new widget: no state to fight with
        with st.container(horizontal_alignment="center"):
            st.pagination(pages, default=at, key=state.stand(PAGE_KEY, key), on_change=_turn, args=(key,))


def _turn(key: str) -> None:
    if state.stands(PAGE_KEY, key):
        set_param(PAGE, str(state.get(key)), "1")


def _nothing(view: View, kind: Kind) -> None:
    show.empty(kind.nothing)
    st.caption(f"Here: {filters.in_words(view)}.")
    with st.container(horizontal=True, horizontal_alignment="center"):
        if view.choice.where:
            st.button("Clear filters", key="talks_clear", on_click=choose, args=(replace(view.choice, where=()),))
        if view.range_label != period.BY_KEY[period.ALL].label:
            every = replace(view.choice, range=period.ALL, first=None, last=None)
            st.button("Look at all days", key="talks_all_days", on_click=choose, args=(every,))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def is_way_back() -> bool:
    """Whether the page of one conversation was opened from this list."""
    return bool(param(SHOW, ""))


def back() -> None:
    """From one conversation to the list it was opened from; brings the styles of the lead pages along."""
    st.html(lead_tools.CSS)
    here = {name: values for name, values in filters.in_url().items() if name != "id"}
    links.page_link("conversations", "Conversations", here, ":material/arrow_back:", side="left")
