"""What stands around the list of leads: search, contact filter, count, order, page size, view, files, pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from leadlight.charts.contract import Message
from leadlight.domain.bot import Bot
from leadlight.domain.scope import Scope
from leadlight.ui import choice as chosen
from leadlight.ui import filters, lead_choice, lead_forms, lead_list, links, page, show, state
from leadlight.ui.choice import BOT
from leadlight.ui.filters import View, choose, current, param, set_param
from leadlight.ui.format import count
from leadlight.ui.lead_list import PAGE, SIZE, SIZES, SORT, SORTS, VIEW, VIEWS, Listing
from leadlight.ui.period import ALL, BY_KEY
from leadlight.warehouse import leads_list
from leadlight.warehouse.query import Filters
from leadlight.warehouse.store import Cursor

SEARCH_KEY, PAGE_KEY = "inbox_search", "inbox_page"
CSS = f"<style>{Path(__file__).with_name('leads.css').read_text('utf-8')}</style>"
POLL = 2.0
"""Seconds between two looks for new leads."""
CONTACT = {"has_email": "E-mail", "has_phone": "Phone"}
ANSWERS: Mapping[str, bool | None] = {"Any": None, "With": True, "Without": False}


def enter() -> None:
    """Whoever comes from another page sees the list as it is now, with nothing marked."""
    if not state.has(SEARCH_KEY):
        for key in (state.PINNED, state.CHOSEN, state.UNDO):
            state.take(key)


def head(bot: Bot) -> DeltaGenerator:
    """The title, the ways to the form and to add a lead by hand; returns the place for what needs the view."""
    st.html(CSS)
    with st.container(horizontal=True, vertical_alignment="center", key="inbox_head"):
        st.title("Inbox", anchor=False)
        with st.container(width="content"):
            links.page_link("form", "Configure", {BOT: [bot.key]}, ":material/tune:", side="left")
        place = st.container(width="content")
        st.button(
            "New lead", key="new_lead", icon=":material/person_add:", on_click=lead_forms.open_new, type="primary"
        )
    return place


def search() -> None:
    """Part of a name, e-mail, phone or company, as it is typed."""
    wanted = current().search
    if str(state.get(SEARCH_KEY) or "").strip() != wanted:  # else a space just typed would be taken away
        state.put(SEARCH_KEY, wanted)
    st.text_input(
        "Search by name, e-mail, phone or company",
        key=SEARCH_KEY,
        type="search",
        live="300ms",
        on_change=_search,
        placeholder="Name, e-mail, phone or company",
        icon=":material/search:",
        label_visibility="collapsed",
        max_chars=200,
    )


def _search() -> None:
    choose(replace(current(), search=str(state.get(SEARCH_KEY) or "").strip()))


def listing(cursor: Cursor, view: View, scope: Scope) -> Listing:
    """The page of leads, kept as it was drawn; other filters begin with nothing marked."""
    before = state.get(state.PINNED)
    found = lead_list.read(cursor, view, page.house().engine, scope)
    if before is not None and before.of[0] != view.filters:
        state.take(state.CHOSEN)
        state.take(state.UNDO)
    lead_choice.keep_in_step(found)
    state.put(state.INBOX, {name: st.query_params.get_all(name) for name in st.query_params})
    return found


def toolbar(shown: Listing, view: View) -> None:
    """How many there are, and how they are shown."""
    with st.container(horizontal=True, vertical_alignment="center", key="list_tools", gap="small"):
        with st.container(width="stretch", key="list_count"):
            _count(shown, view)
        _contact(view)
        _menu("Sort", SORT, "newest", {key: sort.label for key, sort in SORTS.items()}, 190)
        _menu("Leads on a page", SIZE, SIZES[0], {size: f"{size} a page" for size in SIZES}, 130)
        _view()


@st.fragment(run_every=POLL)
def _count(shown: Listing, view: View) -> None:
    """The exact total, live; new leads wait behind a button, so that nothing moves under one's hands."""
    total, arrived = shown.total, shown.arrived
    if page.warehouse().version != state.get(state.SEEN):
        with page.reading() as cursor:
            total, arrived = lead_list.arrivals(cursor, view, shown)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        span = f" · {shown.span}" if shown.rows else ""
        st.markdown(f"**{_leads(total)}**{span}", width="content")
        if arrived or shown.gone:
            label = f"{count(arrived)} new" if arrived else "Update"
            why = None if arrived else "Some of these leads are no longer in this list"
            if st.button(label, key="list_refresh", icon=":material/refresh:", type="secondary", help=why):
                lead_list.refresh()
                st.rerun()


def _leads(number: int) -> str:
    return f"{count(number)} lead{'s' * (number != 1)}"


def _contact(view: View) -> None:
    with st.popover("Contact", icon=":material/contact_mail:", key="contact_menu"):
        for name, label in CONTACT.items():
            answer = getattr(view.choice, name)
            st.segmented_control(
                label,
                options=list(ANSWERS),
                key=state.seed(f"contact_{name}", next(word for word, yes in ANSWERS.items() if yes is answer)),
                on_change=_pick_contact,
                args=(name,),
                required=True,
            )


def _pick_contact(name: str) -> None:
    answer = ANSWERS[state.get(f"contact_{name}") or "Any"]
    now = current()
    choose(replace(now, has_email=answer) if name == "has_email" else replace(now, has_phone=answer))


def _menu(label: str, name: str, default: str, options: Mapping[str, str], width: int) -> None:
    st.selectbox(
        label,
        options=list(options),
        format_func=options.__getitem__,
        key=state.seed(f"list_{name}", param(name, default, tuple(options))),
        on_change=_pick,
        args=(name, default),
        label_visibility="collapsed",
        filter_mode=None,
        width=width,
    )


def _view() -> None:
    icons = {"cards": ":material/view_agenda: Cards", "table": ":material/table_rows: Table"}
    st.segmented_control(
        "Show as",
        options=list(VIEWS),
        format_func=icons.__getitem__,
        key=state.seed(f"list_{VIEW}", param(VIEW, VIEWS[0], VIEWS)),
        on_change=_pick,
        args=(VIEW, VIEWS[0]),
        required=True,
        label_visibility="collapsed",
    )


def as_table() -> bool:
    """Whether the list is shown as a table."""
    return param(VIEW, VIEWS[0], VIEWS) == "table"


def _pick(name: str, default: str) -> None:
    set_param(name, str(state.get(f"list_{name}")), default)
    if name != VIEW:
        set_param(PAGE, "1", "1")


def pager(shown: Listing) -> None:
    """The pages, where there is more than one."""
    if shown.pages > 1:
        key = f"{PAGE_KEY}_{shown.page}_{shown.pages}"  # a new place is a new widget: no state to fight with
        with st.container(horizontal_alignment="center"):
            st.pagination(shown.pages, default=shown.page, key=state.stand(PAGE_KEY, key), on_change=_turn, args=(key,))


def _turn(key: str) -> None:
    if state.stands(PAGE_KEY, key):
        set_param(PAGE, str(state.get(key)), "1")


def nothing(cursor: Cursor, view: View) -> None:
    """Why the list is empty, and what to do about it."""
    if leads_list.count(cursor, Filters(bots=(view.bot.id,))):
        show.empty(Message("No lead matches these filters.", f"Nothing for: {filters.in_words(view)}."))
        with st.container(horizontal_alignment="center"):
            st.button("Clear filters", key="clear_filters", on_click=choose, args=(chosen.Choice(),))
            if view.range_label != BY_KEY[ALL].label:
                every = replace(view.choice, range=ALL, first=None, last=None)
                st.button("Look at all days", key="all_days", on_click=choose, args=(every,))
    else:
        hint = "Add one by hand with “New lead”, or bring leads in: python -m pipelines ingest leads.csv --bot …"
        show.empty(Message("No leads yet.", hint))
