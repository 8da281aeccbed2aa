"""Cards: a lead in a list, a number in a tile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from leadlight.actions.override_score import OVERRIDE
from leadlight.actions.read_quotes import Quote
from leadlight.domain import channel
from leadlight.scoring.signals import name_of
from leadlight.ui import links, markup
from leadlight.ui.format import age, count, shorten
from leadlight.ui.markup import safe

REASONS = 3
WORDS = 140
"""Letters of a quote that a card shows."""
UNNAMED = "No name yet"


@dataclass(frozen=True, slots=True)
class Tile:
    """One number: how it changed since `before`, its course, and the list it counts. `label` is Markdown."""

    label: str
    value: int
    params: Mapping[str, Sequence[str]]
    before: int | None = None
    course: Sequence[float] = ()
    key: str = ""
    good: Literal["high", "low", "neither"] = "neither"
    help: str = ""


LONG = 1_000_000
"""From here on a row's numbers are set smaller, so that each is read whole."""


def tiles(items: Sequence[Tile], versus: str = "the period before") -> None:
    """A row of numbers; each leads to its list. `versus` says what a change is measured against."""
    is_long = any(item.value >= LONG for item in items)
    with st.container(key="tiles_long" if is_long else "tiles_short"), st.container(key="tiles"):
        grid = st.grid(len(items), min_column_width=118)
        for item in items:
            with grid.container(border=True, gap="xxsmall", key=f"tile_{item.key}"):
                _metric(item, versus)
                links.page_link("inbox", "Open list", item.params)


_COLOURS: Mapping[str, Literal["normal", "inverse", "blue"]] = {
    "high": "normal",
    "low": "inverse",
    "neither": "blue",
}


def _metric(item: Tile, versus: str) -> None:
    st.metric(
        item.label,
        count(item.value),
        delta=None if item.before is None else item.value - item.before,
        delta_color=_COLOURS[item.good],
        delta_description=None if item.before is None else f"vs {count(item.before)}",
        chart_data=list(item.course) or None,
        chart_type="area",
        help=item.help or (None if item.before is None else f"Change against {versus}."),
    )


def lead(
    row: Mapping[str, Any], now: datetime, params: Mapping[str, Sequence[str]], quotes: Sequence[Quote] = ()
) -> DeltaGenerator:
    """A lead as a card; returns the row at its foot for the page's own controls.

    `row` is one of `leads_list.page`; `params` are those of the lead's own page; `quotes` say why in its own words.
    """
    with st.container(border=True, key=f"lead_{row['id']}", gap="small"):
        markup.draw(lead_html(row, now, params, quotes))
        return st.container(horizontal=True, vertical_alignment="center", gap="small")


def lead_html(
    row: Mapping[str, Any], now: datetime, params: Mapping[str, Sequence[str]], quotes: Sequence[Quote] = ()
) -> str:
    """Name, temperature, score and age; contact; why it is hot; where it came from. All text escaped."""
    contact = [safe(row[name]) for name in ("email", "phone", "company") if row.get(name)]
    page = shorten(str(row.get("source_path") or ""), 60)
    place = [safe(channel.label(row.get("channel") or "–")), safe(page), safe(row.get("owner"))]
    return "".join(
        (
            f'<div class="ll-card-head">{_name(row, params)}{markup.temperature_pill(row.get("temperature"))}',
            f'<span class="ll-small ll-muted ll-age">{safe(age(row.get("captured_at"), now))}</span></div>',
            _line(contact, "No contact data"),
            _reasons(row, quotes),
            _line([part for part in place if part != "–"], "", "ll-small ll-muted"),
        )
    )


def reason(kind: str) -> str:
    """What people call a kind of signal."""
    return "Set by a person" if kind == OVERRIDE else name_of(kind)


def _name(row: Mapping[str, Any], params: Mapping[str, Sequence[str]]) -> str:
    href = escape(links.url("lead", params))
    return f'<a class="ll-name" href="{href}" target="_self">{safe(row.get("name") or UNNAMED)}</a>'


def _line(parts: Sequence[str], otherwise: str, kind: str = "") -> str:
    shown = list(parts) or ([otherwise] if otherwise else [])
    return f'<div class="ll-line {kind}">{"".join(f"<span>{part}</span>" for part in shown)}</div>' if shown else ""


def _reasons(row: Mapping[str, Any], quotes: Sequence[Quote]) -> str:
    """The score and why: the strongest signals, those that were said with the words themselves."""
    if row.get("score") is None:
        return ""
    told = {quote.kind for quote in quotes}
    kinds = [kind for kind in list(row.get("reasons") or [])[:REASONS] if kind not in told]
    chips = "".join(_chip(kind) for kind in kinds)
    said = "".join(
        f"<li><q>{safe(shorten(' '.join(quote.words.split()), WORDS))}</q> {_chip(quote.kind)}</li>" for quote in quotes
    )
    words = f'<ul class="ll-quotes">{said}</ul>' if said else ""
    return f'<div class="ll-reasons"><span class="ll-score">Score {safe(row["score"])}</span>{chips}</div>{words}'


def _chip(kind: str) -> str:
    return f'<span class="ll-reason">{safe(reason(kind))}</span>'
