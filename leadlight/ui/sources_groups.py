"""Editing the rules that group pages: one a line, with a look at what would fall into which group before it is kept."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from leadlight.actions.group_pages import group_pages
from leadlight.charts.contract import Column, Table
from leadlight.charts.sources import INSIDE
from leadlight.domain.page_group import PageRule, as_text, from_text, group_of, written
from leadlight.domain.scope import CONFIGURE, Scope
from leadlight.errors import RefusedError
from leadlight.ui import markup, page, state
from leadlight.ui.filters import View, label_of
from leadlight.ui.format import count, literal
from leadlight.warehouse.pages_seen import PagesSeen

TEXT = "page_groups_text"
SHOWN, EXAMPLES = 12, 3
"""Groups of the preview, and pages named of each."""
HELP = (
    "One rule a line: pages = group. A star stands for any text, and the first rule that matches a page counts. "
    "What begins with / is held against the path on any host, the rest against host and path. "
    "Pages without a rule go by host and first part of their path."
)


def button(scope: Scope, view: View, by: str) -> None:
    """The way to the rules, for who may change the bot."""
    if CONFIGURE in scope.rights and st.button("Edit groups", icon=":material/edit:", key="edit_groups"):
        state.take(TEXT)
        dialog(scope, view, by)


@st.dialog("Which pages belong together?", width="large")
def dialog(scope: Scope, view: View, by: str) -> None:
    """The rules as text, what they make of the pages seen so far, and saving."""
    st.caption(HELP)
    text = st.text_area(
        "Rules", value=as_text(view.bot.page_groups), key=TEXT, height=180, placeholder="/blog/* = Blog"
    )
    try:
        rules = from_text(text)
    except RefusedError as error:
        st.error(literal(error), icon=":material/error:")
        return
    _preview(view, by, rules)
    if st.button("Save groups", type="primary", disabled=rules == view.bot.page_groups, key="save_groups"):
        pairs = [(pattern, name) for pattern, name in written(rules)]
        done = page.act(scope, lambda work: group_pages(work, view.bot.id, view.bot.version, pairs), "Groups saved")
        if done.done:
            st.rerun()


def _preview(view: View, by: str, rules: tuple[PageRule, ...]) -> None:
    """Which pages fall in which group, those with most leads first."""
    of = INSIDE[by]
    with page.reading() as cursor:
        seen = PagesSeen(view.filters, of).read(cursor)
    pages: dict[str, list[str]] = defaultdict(list)
    leads: dict[str, int] = defaultdict(int)
    for path, number, _ in seen.iter_rows():
        group = group_of(path, rules) or path
        pages[group].append(path)
        leads[group] += number
    ranked = sorted(pages, key=lambda group: (-leads[group], group))
    columns = (
        Column("Group", "text"),
        Column(f"{label_of(of)}s"),
        Column("Leads, all to date"),
        Column("Such as", "text"),
    )
    rows = tuple((group, len(pages[group]), leads[group], _examples(pages[group])) for group in ranked[:SHOWN])
    markup.draw(markup.table(Table(columns, rows), caption=f"{count(len(seen))} pages in {count(len(ranked))} groups"))
    if len(ranked) > SHOWN:
        st.caption(f"The {SHOWN} groups with most leads are shown.")


def _examples(pages: list[str]) -> str:
    more = len(pages) - EXAMPLES
    return ", ".join(pages[:EXAMPLES]) + (f" and {count(more)} more" if more > 0 else "")
