"""One way to show a chart, its numbers and how they were counted; one way to say that there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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

PLOTLY = {
    "displayModeBar": "hover",
    "modeBarButtons": [["toImage"]],
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
}
"""The only tool is the picture as PNG, drawn by the browser; it shows on hover and when it has the focus."""
THEME_TEXT, THEME_PAPER = "#000037", "#000038"
"""Streamlit's own stand-ins for the theme's colours: the browser puts them in, also when the theme changes."""
PAGE = Look(text=THEME_TEXT, paper=THEME_PAPER)
PAGE_OF_ROWS = 25
"""Rows of an open table before the rest is asked for."""


LISTS: dict[Behind, str] = {"leads": "inbox", "conversations": "conversations"}
"""The page that lists the rows behind a chart."""
FILES: dict[Behind, str] = {"leads": "leads.csv", "conversations": "conversations.csv"}
"""The API's file of those rows."""


def chart(cursor: Cursor, drawing: Chart, view: View, *, table_open: bool = False, inside: str = "") -> None:
    """The whole of a chart: question, figure, answer in words, how it is counted, table, CSV, ways to the rows.

    `table_open`: the table stands below without being asked for. `inside`: the page that shows what a row is made of.
    """
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
            counted(cursor, drawing, view, "" if drawing.common else drawing.within)
            return
        _figure(drawing, figure, frame, view)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            counted(cursor, drawing, view, drawing.of_all(frame))
            as_table = table_open or st.toggle("Table", key=f"table_{drawing.id}")
        if as_table:
            _table(drawing, frame, view, inside, "" if table_open else drawing.title)


def _figure(drawing: Chart, figure: Any, frame: Frame, view: View) -> None:
    summary = drawing.summary(frame)
    picked = st.plotly_chart(
        figure,
        key=f"figure_{drawing.id}",
        config=PLOTLY | {"toImageButtonOptions": {"format": "png", "scale": 2, "filename": _file(drawing, view)}},
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


def _file(drawing: Chart, view: View) -> str:
    return "-".join([view.bot.key, *drawing.id.split("_")])


def _table(drawing: Chart, frame: Frame, view: View, inside: str, caption: str) -> None:
    """The first rows of the chart's table, and all of them when asked for."""
    content = drawing.table(frame)
    more = len(content.rows) - PAGE_OF_ROWS
    whole = more > 0 and st.toggle(f"All {count(len(content.rows))} rows", key=f"rows_{drawing.id}")
    shown = content if whole or more <= 0 else replace(content, rows=content.rows[:PAGE_OF_ROWS])
    table(shown, view, caption, drawing.behind, inside)
    if len(shown.rows) < len(content.rows):
        st.caption(f"{count(PAGE_OF_ROWS)} of {count(len(content.rows))} rows; the CSV has them all.")


def table(content: Table, view: View, caption: str = "", lists: Behind = "leads", inside: str = "") -> None:
    """A small table of aggregates; each row leads to its rows, and to the page `inside` for what it is made of."""
    behind_it = [_url(LISTS.get(lists, ""), view, mark) for mark in content.links]
    within_it = [_url(inside, view, mark) for mark in content.inside]
    markup.draw(markup.table(content, behind_it, caption, within_it))


def _url(page: str, view: View, mark: str) -> str:
    return links.url(page, links.narrowed(view.bot, view.choice, mark)) if mark and page else ""


def counted(cursor: Cursor, drawing: Chart, view: View, mark: str) -> None:
    """ "How this is counted": the definition, the filters in force, n and the zone; these numbers and the rows behind
    them as CSV."""
    with st.popover("How this is counted", icon=":material/info:", type="tertiary", key=f"counted_{drawing.id}"):
        st.text(drawing.counted)
        found = behind.count(cursor, drawing.behind, behind.within(view.filters, mark))
        said = f"Here: {in_words(view)}." + ("" if found is None else f" n = {count(found)} {drawing.behind}.")
        markup.draw(f'<div class="ll-small ll-muted">{markup.safe(said)}</div>')
        icon = ":material/download:"
        st.link_button("These numbers as CSV", csv_link(drawing, view), icon=icon, type="tertiary")
        if found:
            label = f"The {count(found)} {drawing.behind} behind them as CSV"
            st.link_button(label, rows_link(drawing, view, mark), icon=icon, type="tertiary")


def csv_link(drawing: Chart, view: View) -> str:
    """The API's address of exactly the chart's table, as CSV."""
    return files.address(view, f"charts/{drawing.key}", drawing.options)


def rows_link(drawing: Chart, view: View, mark: str) -> str:
    """The API's address of the rows behind the chart, as CSV; `mark` is what they have in common."""
    return files.address(view, FILES[drawing.behind], mark=mark)


def empty(message: Message, links_to: Sequence[tuple[str, str]] = ()) -> None:
    """Nothing to show: what is the case, and what to do next. `links_to` are (page, label) pairs."""
    hint = f'<span class="ll-muted">{markup.safe(message.hint)}</span>' if message.hint else ""
    markup.draw(f'<div class="ll-empty"><b>{markup.safe(message.text)}</b>{hint}</div>')
    for page, label in links_to:
        links.page_link(page, label, {})
