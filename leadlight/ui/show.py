"""One way to show a chart, its numbers and how they were counted; one way to say that there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from leadlight.charts.contract import Behind, Chart, Frame, Message, Table
from leadlight.charts.look import Look
from leadlight.errors import RefusedError
from leadlight.ui import files, links, markup
from leadlight.ui.figures import drawn
from leadlight.ui.filters import View, in_words
from leadlight.ui.format import count
from leadlight.warehouse import behind
from leadlight.warehouse.store import Cursor

PLOTLY = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}


THEME_TEXT = "#000037"
"""Streamlit's own stand-in for the theme's text colour: the browser puts the colour in, also when the theme changes."""
PAGE = Look(text=THEME_TEXT)


LISTS: dict[Behind, str] = {"leads": "inbox", "conversations": "conversations"}
"""The page that lists the rows behind a chart."""
FILES: dict[Behind, str] = {"leads": "leads.csv", "conversations": "conversations.csv"}
"""The API's file of those rows."""


def chart(cursor: Cursor, drawing: Chart, view: View) -> None:
    """The whole of a chart: question, figure, answer in words, how it is counted, table, CSV, ways to the rows."""
    with st.container(border=True, key=f"chart_{drawing.id}", height="stretch"):
        st.subheader(drawing.title, anchor=False)
        try:
            frame = drawing.shape(drawing.ask(view.filters).read(cursor), view.filters)
        except RefusedError as error:
            empty(Message("This cannot be told for the filters chosen.", str(error)))
            return
        figure = drawn(drawing, frame, PAGE)
        if isinstance(figure, Message):
            empty(figure)
            return
        _figure(drawing, figure, frame, view)
        _footer(cursor, drawing, frame, view)


def _figure(drawing: Chart, figure: Any, frame: Frame, view: View) -> None:
    summary = drawing.summary(frame)
    picked = st.plotly_chart(
        figure,
        key=f"figure_{drawing.id}",
        config=PLOTLY,
        on_select="rerun",
        selection_mode="points",
        alt=f"{drawing.title} {summary}",
    )
    markup.draw(f'<div class="ll-small ll-muted">{markup.safe(summary)}</div>')
    mark = _picked(picked)
    if mark and drawing.behind:
        params = links.narrowed(view.bot, view.choice, mark)
        links.page_link(LISTS[drawing.behind], f"Open the {drawing.behind} behind this mark", params)


def _picked(selection: Any) -> str:
    points = selection.get("selection", {}).get("points", []) if selection else []
    found = points[0].get("customdata") if points else None
    return str(found[0] if isinstance(found, list) else found or "")


def _footer(cursor: Cursor, drawing: Chart, frame: Frame, view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        counted(cursor, drawing, view)
        as_table = st.toggle("Table", key=f"table_{drawing.id}")
    if as_table:
        table(drawing.table(frame), view, caption=drawing.title, lists=drawing.behind)


def table(content: Table, view: View, caption: str = "", lists: Behind = "leads") -> None:
    """A small table of aggregates; each row's name leads to its rows."""
    page = LISTS.get(lists, "")
    hrefs = [
        links.url(page, links.narrowed(view.bot, view.choice, mark)) if mark and page else "" for mark in content.links
    ]
    markup.draw(markup.table(content, hrefs, caption))


def counted(cursor: Cursor, drawing: Chart, view: View) -> None:
    """ "How this is counted": the definition, the filters in force, n and the zone; these numbers and the rows behind
    them as CSV."""
    with st.popover("How this is counted", icon=":material/info:", type="tertiary", key=f"counted_{drawing.id}"):
        st.text(drawing.counted)
        found = behind.count(cursor, drawing.behind, behind.within(view.filters, drawing.within))
        said = f"Here: {in_words(view)}." + ("" if found is None else f" n = {count(found)} {drawing.behind}.")
        markup.draw(f'<div class="ll-small ll-muted">{markup.safe(said)}</div>')
        icon = ":material/download:"
        st.link_button("These numbers as CSV", csv_link(drawing, view), icon=icon, type="tertiary")
        if found:
            label = f"The {count(found)} {drawing.behind} behind them as CSV"
            st.link_button(label, rows_link(drawing, view), icon=icon, type="tertiary")


def csv_link(drawing: Chart, view: View) -> str:
    """The API's address of exactly the chart's table, as CSV."""
    return files.address(view, f"charts/{drawing.key}", drawing.options)


def rows_link(drawing: Chart, view: View) -> str:
    """The API's address of the rows behind the chart, as CSV."""
    return files.address(view, FILES[drawing.behind], mark=drawing.within)


def empty(message: Message, links_to: Sequence[tuple[str, str]] = ()) -> None:
    """Nothing to show: what is the case, and what to do next. `links_to` are (page, label) pairs."""
    hint = f'<span class="ll-muted">{markup.safe(message.hint)}</span>' if message.hint else ""
    markup.draw(f'<div class="ll-empty"><b>{markup.safe(message.text)}</b>{hint}</div>')
    for page, label in links_to:
        links.page_link(page, label, {})
