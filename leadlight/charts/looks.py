"""Every comparison behind the findings, told or not: the difference with its interval, the surest first."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import Chart, Column, Frame, Message, Table
from leadlight.charts.found import COUNTED, looked, named, said
from leadlight.charts.look import Look
from leadlight.charts.marks import Trace, picture, scatter
from leadlight.charts.wording import change, changes, count, of, plain, rate, shorten
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.findings import WAITING, Findings

DRAWN = 12
"""Comparisons drawn; the table has all."""
LONGEST = 34
NOTHING = Message("There is too little to compare in this range.", "Choose a longer range, or take a filter away.")
Row = dict[str, Any]


def shape(frame: Frame, filters: Filters) -> Frame:
    """The looks as they are, without what is a mere count."""
    return frame.filter(pl.col("kind") != WAITING)


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A dot for the difference, a whisker for its interval, left of the line for less, right of it for more."""
    if frame.is_empty():
        return NOTHING
    found = list(frame.head(DRAWN).iter_rows(named=True))
    lines = [_line(row) for row in found]
    most = max(*(abs(row[end]) for row in found for end in ("low", "high")), 0.02) * 1.05
    middle = {"type": "line", "x0": 0, "x1": 0, "y0": -0.3, "y1": len(found) - 0.7, "layer": "below"}
    ground = rows.ground(look, lines, most, -most, shapes=[middle | {"line": {"color": look.grid, "width": 2}}])
    return picture([_whiskers(found, look), _dots(found, lines, look)], ground)


def _line(row: Row) -> rows.Line:
    value = f"<b>{change(row['difference'])}</b>" if row["told"] else f"{change(row['difference'])}, not told"
    hover = [
        f"<b>{plain(_name(row))}</b>",
        f"{count(row['k'])} of {count(row['n'])} ({rate(row['k'] / row['n'])})",
        f"others or before: {count(row['j'])} of {count(row['m'])} ({rate(row['j'] / row['m'])})",
        changes(row["low"], row["high"]),
    ]
    return rows.Line(shorten(_name(row), LONGEST), value, "<br>".join(hover), faint=not row["told"])


def _name(row: Row) -> str:
    what, whose = named(row)
    return f"{what}: {whose}"


def _whiskers(found: list[Row], look: Look) -> Trace:
    return scatter(
        x=[end for row in found for end in (row["low"], row["high"], None)],
        y=[place for at in range(len(found)) for place in (at, at, None)],
        mode="lines",
        line={"width": 4, "color": look.accent},
        opacity=0.5,
        hoverinfo="skip",
    )


def _dots(found: list[Row], lines: list[rows.Line], look: Look) -> Trace:
    return scatter(
        x=[row["difference"] for row in found],
        y=list(range(len(found))),
        mode="markers",
        marker={"size": 12, "color": look.accent, "opacity": [1.0 if row["told"] else 0.4 for row in found]},
        hovertext=[line.hover for line in lines],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def table(frame: Frame) -> Table:
    """Every comparison with its counts, its difference, and the p-value with all of them counted."""
    columns = (
        Column("Rate", "text"), Column("Of", "text"), Column("Counted"), Column("Out of"), Column("Share", "rate"),
        Column("Others or before, counted"), Column("Others or before, out of"), Column("Difference", "change"),
        Column("95 %", "changes"), Column("By chance", "rate"), Column("By chance, all counted", "rate"),
        Column("Told", "text"),
    )  # fmt: skip
    lines = tuple(
        (
            *named(row), row["k"], row["n"], row["k"] / row["n"], row["j"], row["m"], row["difference"],
            (row["low"], row["high"]), row["p"], row["adjusted"], "yes" if row["told"] else "no",
        )
        for row in frame.iter_rows(named=True)
    )  # fmt: skip
    return Table(columns, lines)


def summary(frame: Frame) -> str:
    """How many comparisons, and what is told of them."""
    if frame.is_empty():
        return NOTHING.text
    told = [each.text for each in said(frame)]
    if not told:
        return f"{of(looked(frame), 'comparison')}, none of which can be told from chance."
    return f"{of(looked(frame), 'comparison')}. {' '.join(told)}"


LOOKS = Chart(
    key="looks",
    title="What stands out, and what does not?",
    counted=COUNTED,
    ask=Findings,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
    behind="",
)
