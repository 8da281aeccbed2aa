"""When conversations become leads: weekday by hour as square marks, the number of conversations in each."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts.contract import Chart, Column, Frame, Message, Table, link
from leadlight.charts.conversation_funnel import LIST, NO_TALKS
from leadlight.charts.look import Look, layout
from leadlight.charts.marks import picture, scatter
from leadlight.charts.top_values import ENOUGH
from leadlight.charts.week import WEEKDAYS, hour, weekday
from leadlight.charts.wording import THIN, count, interval, of, rate
from leadlight.stats.wilson import wilson
from leadlight.warehouse.conversation_steps import ConversationSteps
from leadlight.warehouse.filters import Filters

SIDE, ROW = 25, 27
"""Pixels of a square, and from one to the next below."""
ACCENT = "27,148,143"
FAINTEST, STRONGEST = 0.08, 0.62


def ask(filters: Filters) -> ConversationSteps:
    """How far the conversations of each weekday and hour got."""
    return ConversationSteps(filters, ("weekday", "hour"))


def shape(frame: Frame, filters: Filters) -> Frame:
    """One row a weekday and hour with conversations, in order: weekday, hour, conversations, with_lead, rate, low,
    high, enough."""
    found = frame.select(
        pl.col("weekday", "hour").cast(pl.Int64), pl.col("conversations", "with_lead").cast(pl.Int64)
    ).sort("weekday", "hour")
    ends = [wilson(leads, talks) or (0.0, 0.0) for talks, leads in found.select("conversations", "with_lead").rows()]
    return found.with_columns(
        (pl.col("with_lead") / pl.col("conversations")).alias("rate"),
        pl.Series("low", [low for low, _ in ends], pl.Float64),
        pl.Series("high", [high for _, high in ends], pl.Float64),
        (pl.col("conversations") >= ENOUGH).alias("enough"),
    )


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A square for each weekday and hour: the stronger, the more of its conversations became leads."""
    if frame.is_empty():
        return NO_TALKS
    marks = scatter(
        x=frame["weekday"].to_list(),
        y=frame["hour"].to_list(),
        mode="markers+text",
        text=[_short(number) for number in frame["conversations"]],
        textfont={"size": 10, "color": look.text},
        marker={
            "symbol": "square",
            "size": SIDE,
            "color": _colours(frame),
            "line": {"width": 1, "color": look.grid},
        },
        customdata=[_link(row["weekday"], row["hour"]) for row in frame.iter_rows(named=True)],
        hovertext=[_hover(row) for row in frame.iter_rows(named=True)],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
    quiet = {"fixedrange": True, "zeroline": False, "showgrid": False, "title": None}
    named = quiet | {"tickfont": {"size": 12, "color": look.text}}
    days = {"tickvals": list(range(1, 8)), "ticktext": [name[:2] for name in WEEKDAYS.values()]}
    first, last = frame["hour"].min(), frame["hour"].max()
    hours = list(range(first, last + 1))  # type: ignore[arg-type, operator]  # whole numbers, and at least one
    clock = {"tickvals": hours, "ticktext": [f"{at:02d} h" for at in hours], "range": [hours[-1] + 0.6, hours[0] - 0.6]}
    return picture(
        [marks],
        layout(
            look,
            ROW * len(hours) + 48,
            hovermode="closest",
            margin={"l": 44, "r": 0, "t": 32, "b": 0},
            xaxis=named | days | {"side": "top", "range": [0.5, 7.5]},
            yaxis=named | clock,
        ),
    )


def _colours(frame: Frame) -> list[str]:
    """The accent, the stronger the higher the rate among squares with enough; none where there are too few."""
    rates = frame.filter("enough")["rate"].to_list()
    least, most = min(rates, default=0.0), max(rates, default=0.0)
    found = []
    for value, enough in frame.select("rate", "enough").iter_rows():
        place = (value - least) / (most - least) if most > least else 0.5
        found.append(f"rgba({ACCENT},{FAINTEST + place * (STRONGEST - FAINTEST):.3f})" if enough else "rgba(0,0,0,0)")
    return found


def _short(number: int) -> str:
    """A count that a square has room for: 12480 as "12k"."""
    return count(number) if number < 1_000 else f"{number // 1_000}k"


def _hover(row: dict[str, Any]) -> str:
    few = "" if row["enough"] else "<br>too few to tell"
    return (
        f"<b>{weekday(str(row['weekday']))}, {hour(row['hour'])}</b><br>"
        f"{count(row['with_lead'])} of {of(row['conversations'], 'conversation')} produced a lead<br>"
        f"{rate(row['rate'])} (95{THIN}%: {interval(row['low'], row['high'])}){few}"
    )


def _link(day: int, at: int) -> str:
    return f"{link(weekday=day, hour=at)}&{LIST}"


def table(frame: Frame) -> Table:
    """One row a weekday and hour."""
    columns = (
        Column("Weekday and hour", "text"),
        Column("Conversations"),
        Column("With a lead"),
        Column("Capture rate", "rate"),
        Column("95 %", "interval"),
    )
    lines = tuple(
        (f"{weekday(str(row['weekday']))}, {hour(row['hour'])}", row["conversations"], row["with_lead"], row["rate"],
         (row["low"], row["high"]))
        for row in frame.iter_rows(named=True)
    )  # fmt: skip
    return Table(columns, lines, tuple(_link(*each) for each in frame.select("weekday", "hour").rows()))


def summary(frame: Frame) -> str:
    """The busiest hour, and the best that can be told."""
    if frame.is_empty():
        return NO_TALKS.text
    busy = frame.sort("conversations", descending=True).row(0, named=True)
    told = f"Most conversations begin {_when(busy)} ({count(busy['conversations'])})"
    sure = frame.filter("enough").sort("low", descending=True)
    if sure.is_empty():
        return f"{told}; no hour has {ENOUGH} yet: too few to tell which captures best."
    best = sure.row(0, named=True)
    return f"{told}; best captured {_when(best)}, {rate(best['rate'])} ({interval(best['low'], best['high'])})."


def _when(row: dict[str, Any]) -> str:
    return f"on {weekday(str(row['weekday']))} at {hour(row['hour'])}"


CAPTURE_HOURS = Chart(
    key="capture_hours",
    title="When do conversations become leads?",
    counted=(
        "Conversations started in the range, by the weekday and hour they began in, in the bot's zone. The number in a "
        "square is its conversations; its colour, from faint to strong, is the capture rate (conversations that "
        f"produced a lead ÷ conversations). A square with fewer than {ENOUGH} has no colour: too few to tell. In the "
        "hour that autumn repeats both count; the hour that spring leaves out has none on that day. Intervals are "
        "Wilson 95 %, each for its own square: among 168 squares some stand out by chance."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
    behind="conversations",
)
