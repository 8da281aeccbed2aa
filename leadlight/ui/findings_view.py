"""What stands out: up to three sentences at the top of a page, each with the way to the view that shows it."""

from __future__ import annotations

import streamlit as st

from leadlight.charts.found import COUNTED, Said, looked, said
from leadlight.charts.looks import LOOKS
from leadlight.ui import links, markup, show
from leadlight.ui.filters import View, in_words
from leadlight.ui.format import days, of
from leadlight.warehouse.findings import Findings, recent_of
from leadlight.warehouse.store import Cursor


def findings(cursor: Cursor, view: View) -> None:
    """The findings of the view; nothing where nothing is worth saying."""
    frame = Findings(view.filters).read(cursor)
    found = said(frame)
    if not found:
        return
    with st.container(border=True, key="findings", gap="small"):
        for at, each in enumerate(found):
            _finding(at, view, each)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _counted(view, looked(frame))
            recent = recent_of(view.filters)
            if recent != view.filters:
                st.caption(f"Of {days(recent.first, recent.last)}, the last days of the range.")


def _finding(at: int, view: View, each: Said) -> None:
    words, way = st.columns([6, 1], vertical_alignment="center", gap="small")
    with words, st.container(key=f"finding_{at}"):
        markup.draw(f"<span>{markup.safe(each.text)}</span>")
    with way:
        links.page_link(each.page if each.page in links.PAGES else "sources", each.label, _params(view, each))


def _params(view: View, each: Said) -> dict[str, list[str]]:
    """Where it is shown: the same filters, on the days the finding is about where those are fewer."""
    whole = (view.filters.first, view.filters.last)
    shown = view.choice if each.days is None or each.days == whole else view.choice.with_days(*each.days)
    return links.narrowed(view.bot, shown, each.mark)


def _counted(view: View, number: int) -> None:
    with st.popover("How this is counted", icon=":material/info:", type="tertiary", key="findings_counted"):
        st.text(COUNTED)
        here = f"Here: {in_words(view)}. {of(number, 'comparison')} judged together."
        markup.draw(f'<div class="ll-small ll-muted">{markup.safe(here)}</div>')
        icon = ":material/download:"
        st.link_button("All comparisons as CSV", show.csv_link(LOOKS, view), icon=icon, type="tertiary")
