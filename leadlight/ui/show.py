"""One way to show a chart, its numbers and how they were counted; one way to say that there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from leadlight.charts.contract import Chart, Frame, Message, Table
from leadlight.charts.look import Look
from leadlight.errors import RefusedError
from leadlight.ui import links, markup
from leadlight.ui.figures import drawn
from leadlight.ui.filters import View, in_words
from leadlight.warehouse.query import Query, run
from leadlight.warehouse.store import Cursor

PLOTLY = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}


THEME_TEXT = "#000037"
"""Streamlit's own stand-in for the theme's text colour: the browser puts the colour in, also when the theme changes."""
PAGE = Look(text=THEME_TEXT)


def chart(cursor: Cursor, drawing: Chart, view: View) -> None:
    """The whole of a chart: question, figure, answer in words, how it is counted, table, CSV, ways to the leads."""
    with st.container(border=True, key=f"chart_{drawing.key}", height="stretch"):
        st.subheader(drawing.title, anchor=False)
        try:
            query = drawing.ask(view.filters)
            frame = drawing.shape(run(cursor, query), view.filters)
        except RefusedError as error:
            empty(Message("This cannot be told for the filters chosen.", str(error)))
            return
        figure = drawn(drawing, frame, PAGE)
        if isinstance(figure, Message):
            empty(figure)
            return
        _figure(drawing, figure, frame, view)
        _footer(drawing, frame, view, query)


def _figure(drawing: Chart, figure: Any, frame: Frame, view: View) -> None:
    summary = drawing.summary(frame)
    picked = st.plotly_chart(
        figure,
        key=f"figure_{drawing.key}",
        config=PLOTLY,
        on_select="rerun",
        selection_mode="points",
        alt=f"{drawing.title} {summary}",
    )
    markup.draw(f'<div class="ll-small ll-muted">{markup.safe(summary)}</div>')
    mark = _picked(picked)
    if mark:
        links.page_link("inbox", "Open the leads behind this mark", links.narrowed(view.bot, view.choice, mark))


def _picked(selection: Any) -> str:
    points = selection.get("selection", {}).get("points", []) if selection else []
    found = points[0].get("customdata") if points else None
    return str(found[0] if isinstance(found, list) else found or "")


def _footer(drawing: Chart, frame: Frame, view: View, query: Query) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        counted(drawing.key, drawing.counted, view, csv_link(query, view))
        as_table = st.toggle("Table", key=f"table_{drawing.key}")
    if as_table:
        table(drawing.table(frame), view, caption=drawing.title)


def table(content: Table, view: View, caption: str = "") -> None:
    """A small table of aggregates; each row's name leads to its leads."""
    hrefs = [links.url("inbox", links.narrowed(view.bot, view.choice, mark)) if mark else "" for mark in content.links]
    markup.draw(markup.table(content, hrefs, caption))


def counted(key: str, definition: str, view: View, csv: str = "") -> None:
    """ "How this is counted": the definition, the filters in force and the zone, with the numbers as CSV."""
    with st.popover("How this is counted", icon=":material/info:", type="tertiary", key=f"counted_{key}"):
        st.text(definition)
        markup.draw(f'<div class="ll-small ll-muted">Here: {markup.safe(in_words(view))}.</div>')
        if csv:
            st.link_button("These numbers as CSV", csv, icon=":material/download:", type="tertiary")


def csv_link(query: Query, view: View) -> str:
    """The API's address of exactly this query, as CSV; nothing where a search narrows it, which the API has not."""
    asked, filters = [("measures", ",".join(query.measures))], query.filters
    if filters.search or filters.has_email is not None or filters.has_phone is not None:
        return ""
    if query.by:
        asked.append(("by", ",".join(query.by)))
    if filters.first and filters.last:
        asked += [("from", filters.first.isoformat()), ("to", filters.last.isoformat())]
    asked += [("filter", f"{name}={value}") for name, values in filters.where for value in values]
    return f"api/v1/bots/{view.bot.key}/metrics?{urlencode([*asked, ('format', 'csv')])}"


def empty(message: Message, links_to: Sequence[tuple[str, str]] = ()) -> None:
    """Nothing to show: what is the case, and what to do next. `links_to` are (page, label) pairs."""
    hint = f'<span class="ll-muted">{markup.safe(message.hint)}</span>' if message.hint else ""
    markup.draw(f'<div class="ll-empty"><b>{markup.safe(message.text)}</b>{hint}</div>')
    for page, label in links_to:
        links.page_link(page, label, {})
