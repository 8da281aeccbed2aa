"""Leads by local day (week, month) as stacked bars of temperature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts.contract import NOTHING, Chart, Column, Frame, Message, Table, link, numbers
from leadlight.charts.look import TEMPERATURE, TEMPERATURE_WORD, Look, layout
from leadlight.charts.marks import Trace, bar, picture, scatter
from leadlight.charts.wording import count, of
from leadlight.domain.normalise import FIRST_YEAR, LAST_YEAR
from leadlight.domain.temperature import NO_VALUE
from leadlight.warehouse.query import Filters, Query

WEEKS_FROM, MONTHS_FROM = 121, 732
"""Days in the range from which a bar is a week, a month."""
KINDS = ("hot", "warm", "cold", NO_VALUE)
DAY_MS = 86_400_000
LABELLED = 14
"""At most so many bars carry their total; beyond, the highest and the last do."""
EARLIEST, LATEST = date(FIRST_YEAR - 1, 12, 1), date(LAST_YEAR + 1, 1, 31)
"""Days that a lead can have, and no bars before or after, whatever range is asked for."""


def grain(filters: Filters) -> str:
    """What one bar holds: day, week (over 120 days) or month (over two years, or no bounds)."""
    if filters.first is None or filters.last is None:
        return "month"
    days = (filters.last - filters.first).days + 1
    return "day" if days < WEEKS_FROM else "week" if days < MONTHS_FROM else "month"


def ask(filters: Filters) -> Query:
    """Leads and their temperatures by the grain of the range."""
    return Query(filters, measures=("leads", "hot", "warm", "cold"), by=(grain(filters),))


def shape(frame: Frame, filters: Filters) -> Frame:
    """One row a bucket, none missing: `first`, `last` (days it covers), leads, hot, warm, cold, (none)."""
    step = grain(filters)
    if frame.is_empty() or not sum(numbers(frame, "leads")):
        return pl.DataFrame()
    columns = [numbers(frame, name) for name in ("leads", "hot", "warm", "cold")]
    found = {_as_date(day): counts for day, *counts in zip(frame[step], *columns, strict=True) if day is not None}
    first, last = max(filters.first or min(found), EARLIEST), min(filters.last or _end(max(found), step), LATEST)
    rows = []
    for start in _buckets(first, last, step):
        leads, hot, warm, cold = found.get(start, [0, 0, 0, 0])
        cover = (max(start, first), min(_end(start, step), last))
        rows.append((*cover, leads, hot, warm, cold, leads - hot - warm - cold))
    return pl.DataFrame(rows, schema=["first", "last", "leads", *KINDS], orient="row")


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """Stacked bars, hottest at the foot, where shares can be compared; totals on the marks."""
    if frame.is_empty():
        return NOTHING
    kinds = [kind for kind in KINDS if sum(numbers(frame, kind))]
    return picture([_totals(frame), *(_bars(frame, kind) for kind in kinds)], _ground(look, frame))


def _totals(frame: Frame) -> Trace:
    """The text on top of the bars; in the shared hover, the line that names the days."""
    totals = numbers(frame, "leads")
    named = zip(_spans(frame), totals, strict=True)
    return scatter(
        x=frame["first"].to_list(),
        y=totals,
        mode="text",
        text=_labels(totals),
        textposition="top center",
        textfont={"size": 12},
        cliponaxis=False,
        customdata=_links(frame),
        hovertext=[f"<b>{_name(*span)}</b>: {of(total, 'lead')}" for span, total in named],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )


def _bars(frame: Frame, kind: str) -> Trace:
    return bar(
        name=TEMPERATURE_WORD[kind],
        x=frame["first"].to_list(),
        y=frame[kind].to_list(),
        customdata=_links(frame, kind),
        # A bar alone has no neighbour to take its width from, and would be a millisecond wide.
        width=DAY_MS * 0.5 if len(frame) == 1 else None,
        marker={"color": TEMPERATURE[kind], "line": {"width": 0}},
        hovertemplate="%{y:,.0f}",
    )


def _ground(look: Look, frame: Frame) -> dict[str, Any]:
    starts = frame["first"].to_list()
    half = (starts[1] - starts[0]) / 2 if len(starts) > 1 else timedelta(days=1)
    ends = [datetime.combine(starts[0], time()) - half, datetime.combine(starts[-1], time()) + half]
    quiet = {"fixedrange": True, "zeroline": False, "title": None, "tickfont": {"color": look.text, "size": 12}}
    # A handful of leads: whole steps, or the axis would count in halves and round them.
    ticks = {"tickvals": starts} if len(starts) == 1 else {"nticks": 7}
    steps = {"dtick": 1} if max(numbers(frame, "leads")) <= 4 else {"nticks": 5}
    return layout(
        look,
        290,
        barmode="stack",
        bargap=0.22,
        hovermode="x unified",
        showlegend=True,
        legend={
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "itemclick": False,
            "title": None,
            "traceorder": "normal",
            "font": {"color": look.text},
        },
        xaxis=quiet | {"showgrid": False, "range": ends, "hoverformat": " ", "tickformat": "%-d %b\n%Y"} | ticks,
        yaxis=quiet | {"gridcolor": look.grid, "rangemode": "tozero", "tickformat": ",.0f"} | steps,
    )


def table(frame: Frame) -> Table:
    """One row a bucket that holds leads, the newest first."""
    columns = (Column("Days", "text"), Column("Leads"), *(Column(TEMPERATURE_WORD[kind]) for kind in KINDS))
    rows, links = [], []
    for first, last, *counts in reversed(frame.rows()):
        if counts[0]:
            rows.append((_name(first, last), *counts))
            links.append(link(from_=first, to=last))
    return Table(columns, tuple(rows), tuple(links))


def summary(frame: Frame) -> str:
    """Total, average and peak."""
    totals = numbers(frame, "leads")
    if not sum(totals):
        return NOTHING.text
    at = totals.index(max(totals))
    hot, peak = sum(numbers(frame, "hot")), _name(*_spans(frame)[at])
    return f"{of(sum(totals), 'lead')}, {count(hot)} of them hot; most on {peak} ({count(totals[at])})."


def _spans(frame: Frame) -> list[tuple[date, date]]:
    return list(zip(frame["first"], frame["last"], strict=True))


def _links(frame: Frame, kind: str = "") -> list[str]:
    """The list of each bucket, or of its leads of one temperature. (`link` for each cost more than the drawing.)"""
    narrowed = "&" + link(temperature=kind) if kind else ""
    return [f"from={first}&to={last}{narrowed}" for first, last in _spans(frame)]


def _labels(totals: list[int]) -> list[str]:
    if len(totals) <= LABELLED:
        return [count(total) if total else "" for total in totals]
    shown = {totals.index(max(totals)), len(totals) - 1}
    return [count(total) if at in shown and total else "" for at, total in enumerate(totals)]


def _name(first: date, last: date) -> str:
    if first == last:
        return f"{first:%a} {first.day} {first:%b %Y}"
    return f"{first.day} {first:%b} – {last.day} {last:%b %Y}"


def _as_date(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(f"{value}-01"[:10])


def _start(day: date, step: str) -> date:
    if step == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step == "month" else day


def _end(start: date, step: str) -> date:
    if step == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return start + timedelta(days=6 if step == "week" else 0)


def _buckets(first: date, last: date, step: str) -> Iterator[date]:
    start = _start(first, step)
    while start <= last:
        yield start
        start = _end(start, step) + timedelta(days=1)


LEADS_BY_DAY = Chart(
    key="leads_by_day",
    title="How many leads came in, and how warm were they?",
    counted=(
        "Leads by the local day they were captured in the bot's zone; a bar is a week (from Monday) in ranges over 120 "
        "days and a month over two years. The first and last bar hold only the days of the range. Colour is the "
        "temperature today, from the score; a lead without a conversation has none."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
)
