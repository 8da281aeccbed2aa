"""Our own pieces of HTML, as text: every value is escaped here, so that a visitor's words stay words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from leadlight.charts.contract import Column, Table
from leadlight.charts.look import TEMPERATURE, TEMPERATURE_WORD
from leadlight.charts.wording import MINUTES_A_DAY, change, change2, changes, duration, rate2
from leadlight.domain.temperature import NO_VALUE
from leadlight.ui.format import BLANK, count, day, interval, rate, text

CSS = f"<style>{Path(__file__).with_name('leadlight.css').read_text('utf-8')}</style>"
"""Read once: as a path it is read again in every run."""
MARK = Path(__file__).with_name("mark.svg")
"""The browser tab's icon. A local file: for an icon by name the browser would ask a server elsewhere."""
WORDMARK = Path(__file__).with_name("wordmark.svg")


WIDE = 8
"""Columns of a table from which on it is set closer."""


def style() -> None:
    """Put our styles on the page; once, by the frame."""
    st.html(CSS)


def draw(*pieces: str) -> None:
    """Show pieces made here."""
    st.html(f'<div class="ll">{"".join(pieces)}</div>')


def safe(value: object) -> str:
    """Any value as text within HTML; a dash where there is none."""
    return escape(text(value))


def pairs(items: Iterable[tuple[str, object]]) -> str:
    """Labels and values, those without a value left out."""
    kept = [(label, value) for label, value in items if value not in (None, "")]
    return f'<dl class="ll-pairs">{"".join(f"<dt>{escape(n)}</dt><dd>{safe(v)}</dd>" for n, v in kept)}</dl>'


def pill(word: str, colour: str) -> str:
    """A word with a dot of its colour beside it; the word keeps the text's own contrast."""
    return f'<span class="ll-pill" style="--ll:{escape(colour)}">{escape(word)}</span>'


def temperature_pill(temperature: str | None) -> str:
    """Hot, warm or cold; nothing where there was no conversation to tell from."""
    if temperature not in TEMPERATURE_WORD or temperature == "(none)":
        return ""
    return pill(TEMPERATURE_WORD[temperature], TEMPERATURE[temperature])


def table(content: Table, hrefs: Sequence[str] = (), caption: str = "", inside: Sequence[str] = ()) -> str:
    """A table with figures to the right. The first cell links to what the row is made of where there is an address of
    that (`inside`), and its number to the rows behind (`hrefs`); else the first cell links to those.
    """
    head = "".join(f'<th scope="col" class="{_side(column)}">{escape(column.label)}</th>' for column in content.columns)
    body = "".join(
        _row(content.columns, row, _links(content.of, _at(hrefs, at), _at(inside, at)))
        for at, row in enumerate(content.rows)
    )
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    wide = " ll-wide" if len(content.columns) > WIDE else ""
    inside = f"{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'<div class="ll-scroll"><table class="ll-table{wide}">{inside}</table></div>'


def _links(of: int, rows: str, inside: str) -> dict[int, str]:
    """Where a cell of a row leads, by its column."""
    return {at: href for at, href in (((0, inside), (of, rows)) if inside else ((0, rows),)) if href}


def _row(columns: Iterable[Column], row: Sequence[object], hrefs: Mapping[int, str]) -> str:
    shown = []
    for at, (column, value) in enumerate(zip(columns, row, strict=True)):
        written = escape(cell(column, value))
        inner = f'<a href="{escape(hrefs[at])}" target="_self">{written}</a>' if at in hrefs else written
        shown.append(f'<td class="{_side(column)}">{inner}</td>')
    return f"<tr>{''.join(shown)}</tr>"


def _at(hrefs: Sequence[str], index: int) -> str:
    return hrefs[index] if index < len(hrefs) else ""


def _side(column: Column) -> str:
    return "" if column.kind == "text" else "n"


def cell(column: Column, value: object) -> str:
    """A raw cell as its kind is written."""
    if value is None:
        return BLANK
    return _WRITERS[column.kind](value)


_WRITERS: dict[str, Callable[[Any], str]] = {
    "text": lambda value: str(value) if value == NO_VALUE else text(value),
    "count": lambda value: count(value),
    "rate": lambda value: rate(value),
    "rate2": lambda value: rate2(value),
    "interval": lambda value: interval(*value),
    "day": lambda value: day(value),
    "score": lambda value: f"{value:.1f}",
    "days": lambda value: duration(value * MINUTES_A_DAY),
    "minutes": lambda value: duration(value),
    "change": lambda value: change(value),
    "change2": lambda value: change2(value),
    "changes": lambda value: changes(*value),
}
