"""The views of the Conversations page: the funnel, when they come, the form's fields, missed leads, all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from leadlight.charts.capture_by import TITLES
from leadlight.charts.capture_hours import CAPTURE_HOURS
from leadlight.charts.contract import Message
from leadlight.charts.conversation_funnel import CONVERSATION_FUNNEL
from leadlight.charts.field_worth import FIELD_WORTH
from leadlight.charts.form_fields import FORM_FIELDS
from leadlight.charts.registry import find
from leadlight.domain.scope import Scope
from leadlight.ui import filters, links, picks, show, talks_list
from leadlight.ui.filters import View
from leadlight.ui.format import count, of, rate
from leadlight.ui.talks_list import SHOW, Kind
from leadlight.warehouse import conversations_list
from leadlight.warehouse.conversation_steps import ConversationSteps
from leadlight.warehouse.store import Cursor

PAGE = "conversations"
FUNNEL, HOURS, FORM, MISSED, LIST = "funnel", "hours", "form_fields", "missed", "list"
SHOWS = {FUNNEL: "Funnel", HOURS: "Hours", FORM: "Form fields", MISSED: "Missed leads", LIST: "All conversations"}
BY = {key: filters.label_of(key) for key in TITLES if key != "weekday"}
MISSED_LEADS = Kind(
    MISSED,
    "missed lead",
    "missed=yes",
    Message("No lead was missed here.", "A conversation stands here when it is hot and left no contact data."),
)
EVERY = Kind(
    LIST,
    "conversation",
    "",
    Message("No conversation matches these filters.", "Choose a longer range, or take a filter away."),
)


def report(cursor: Cursor, scope: Scope, view: View) -> None:
    """The one view that the URL asks for."""
    shown = picks.segments(PAGE, SHOW, "View", SHOWS, FUNNEL, hidden=True)
    _VIEWS[shown](cursor, scope, view)


def _funnel(cursor: Cursor, scope: Scope, view: View) -> None:
    left, right = st.columns([2, 3])
    with left:
        show.chart(cursor, CONVERSATION_FUNNEL, view)
    with right:
        by = picks.segments(PAGE, "by", "Compare", BY, "channel")
        show.chart(cursor, find("capture_by", {"by": by}), view)
    _beside(cursor, view)


def _beside(cursor: Cursor, view: View) -> None:
    """How this goes together with the number of leads."""
    found = ConversationSteps(view.filters).read(cursor)
    beside = conversations_list.leads_beside(cursor, view.filters)
    if found.is_empty() or beside is None or not (found["conversations"][0] or beside.leads):
        return
    with_lead = int(found["with_lead"][0])
    said = (
        f"{of(with_lead, 'conversation')} begun in these days produced a lead. {of(beside.leads, 'lead')} "
        f"{'was' if beside.leads == 1 else 'were'} captured in them: {count(beside.without)} without a conversation, "
        f"left out of every number here, and {count(beside.talked)} with one"
    )
    if beside.talked != with_lead:
        said += (
            f"; {count(beside.talked)} and {count(with_lead)} differ where a conversation brought several leads, began "
            "on another day than its lead was captured, or names another page or country than its lead"
        )
    st.caption(f"{said}.")
    links.page_link("inbox", "These leads in the inbox", links.narrowed(view.bot, view.choice))


def _hours(cursor: Cursor, scope: Scope, view: View) -> None:
    left, right = st.columns([3, 2])
    with left:
        show.chart(cursor, CAPTURE_HOURS, view)
    with right:
        show.chart(cursor, find("capture_by", {"by": "weekday"}), view)


def _form(cursor: Cursor, scope: Scope, view: View) -> None:
    left, right = st.columns(2)
    with left:
        show.chart(cursor, FORM_FIELDS, view)
    with right:
        show.chart(cursor, FIELD_WORTH, view)


def _missed(cursor: Cursor, scope: Scope, view: View) -> None:
    hot = replace(view.filters, where=(*_but("temperature", view), ("temperature", ("hot",))))
    missed = conversations_list.count(cursor, talks_list.within(view, MISSED_LEADS))
    whole = conversations_list.count(cursor, hot)
    share = f" They are {rate(missed / whole)} of {of(whole, 'hot conversation')}." if whole else ""
    st.caption(
        "Conversations with clear buying intent (hot by their score) that left neither a lead nor contact data, in "
        f"words or in the form; with what the visitor said, literally.{share}"
    )
    talks_list.draw(cursor, scope, view, MISSED_LEADS)


def _but(name: str, view: View) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(each for each in view.filters.where if each[0] not in (name, "missed"))


def _list(cursor: Cursor, scope: Scope, view: View) -> None:
    talks_list.draw(cursor, scope, view, EVERY)


_VIEWS: Mapping[str, Callable[[Cursor, Scope, View], None]] = {
    FUNNEL: _funnel,
    HOURS: _hours,
    FORM: _form,
    MISSED: _missed,
    LIST: _list,
}
