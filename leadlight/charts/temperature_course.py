"""The share of hot leads over time, with its interval."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts.contract import NOTHING, Chart, Column, Frame, Message, Table, link, numbers
from leadlight.charts.look import TEMPERATURE, Look, layout
from leadlight.charts.marks import picture, scatter
from leadlight.charts.wording import interval, of, rate
from leadlight.stats.wilson import wilson
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.query import Query

MONTHS_FROM = 366
"""Days in the range from which a point is a month; below, a week."""
NONE_SCORED = Message("No scored leads in this range.", NOTHING.hint)


def grain(filters: Filters) -> str:
    """What one point holds."""
    if filters.first is None or filters.last is None:
        return "month"
    return "week" if (filters.last - filters.first).days + 1 < MONTHS_FROM else "month"


def ask(filters: Filters) -> Query:
    """Temperatures by week or month."""
    return Query(filters, measures=("hot", "warm", "cold"), by=(grain(filters),))


def shape(frame: Frame, filters: Filters) -> Frame:
    """One row a week or month with scored leads: first, last (its days in the range), hot, scored, share, low, high."""
    schema: dict[str, Any] = {"first": pl.Date, "last": pl.Date, "hot": pl.Int64, "scored": pl.Int64}
    schema |= dict.fromkeys(("share", "low", "high"), pl.Float64)
    step = grain(filters)
    points = []
    for start, hot, warm, cold in zip(
        frame[step] if len(frame) else [], *(numbers(frame, kind) for kind in ("hot", "warm", "cold")), strict=True
    ):
        scored = hot + warm + cold
        if scored and start is not None:
            low, high = wilson(hot, scored) or (None, None)
            points.append((*_days(start, step, filters), hot, scored, hot / scored, low, high))
    return pl.DataFrame(points, schema=schema, orient="row")


def _days(start: date, step: str, filters: Filters) -> tuple[date, date]:
    after = (start.replace(day=28) + timedelta(days=4)).replace(day=1) if step == "month" else start + timedelta(days=7)
    end = after - timedelta(days=1)
    return max(start, filters.first or start), min(end, filters.last or end)


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A line with dots, its band behind it."""
    if frame.is_empty():
        return NONE_SCORED
    days = frame["first"].to_list()
    band = scatter(
        x=[*days, *reversed(days)],
        y=[*frame["high"], *reversed(frame["low"].to_list())],
        fill="toself",
        fillcolor="rgba(209,72,63,0.16)",
        line={"width": 0},
        hoverinfo="skip",
    )
    line = scatter(
        x=days,
        y=frame["share"].to_list(),
        mode="lines+markers",
        line={"color": TEMPERATURE["hot"], "width": 2},
        marker={"size": 8},
        customdata=[_link(row) for row in frame.iter_rows(named=True)],
        hovertext=[_hover(row) for row in frame.iter_rows(named=True)],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    return picture([band, line], _ground(look))


def _link(row: dict[str, Any]) -> str:
    return link(from_=row["first"], to=row["last"], temperature="hot")


def _hover(row: dict[str, Any]) -> str:
    said = f"{rate(row['share'])} hot (95 %: {interval(row['low'], row['high'])})"
    return f"<b>{row['first']} – {row['last']}</b><br>{said}<br>{row['hot']} of {of(row['scored'], 'scored lead')}"


def _ground(look: Look) -> dict[str, Any]:
    quiet = {"fixedrange": True, "zeroline": False, "tickfont": {"color": look.text, "size": 12}}
    return layout(
        look,
        270,
        hovermode="closest",
        xaxis=quiet | {"showgrid": False, "nticks": 7, "tickformat": "%-d %b\n%Y"},
        yaxis=quiet | {"gridcolor": look.grid, "rangemode": "tozero", "tickformat": ".0%", "nticks": 5},
    )


def table(frame: Frame) -> Table:
    """The newest first."""
    columns = (
        Column("From", "day"), Column("To", "day"), Column("Hot"), Column("Scored"), Column("Hot share", "rate"),
        Column("95 %", "interval"),
    )  # fmt: skip
    rows = tuple((*row[:5], (row[5], row[6])) for row in reversed(frame.rows()))
    return Table(columns, rows, tuple(_link(row) for row in reversed(list(frame.iter_rows(named=True)))), of=2)


def summary(frame: Frame) -> str:
    """The first and the last share, and whether their intervals part."""
    if frame.is_empty():
        return NONE_SCORED.text
    first, last = frame.row(0, named=True), frame.row(-1, named=True)
    if len(frame) == 1:
        return f"{rate(last['share'])} of {of(last['scored'], 'scored lead')} are hot."
    parted = first["high"] < last["low"] or last["high"] < first["low"]
    told = "more than chance explains" if parted else "no more than chance explains"
    return f"From {rate(first['share'])} hot at first to {rate(last['share'])} at last: {told}."


TEMPERATURE_COURSE = Chart(
    key="temperature_course",
    title="Is the share of hot leads changing?",
    counted=(
        "Hot ÷ scored leads, by the local week (from Monday) or, in ranges of a year and more, month of capture. "
        "Temperature is today's: an old lead is hot by what its score is now. The band is the Wilson 95 % interval of "
        "each point; the first and the last hold only the days of the range."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
    within=link(temperature="hot"),
)
