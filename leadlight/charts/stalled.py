"""Open leads that have not moved for many days, by stage: the ones to work next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import steps
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.look import STATUS, Look
from leadlight.charts.wording import count, of, rate
from leadlight.domain.status import BY_KEY
from leadlight.warehouse.query import Filters
from leadlight.warehouse.spans import Span
from leadlight.warehouse.standing import IDLE, OPEN, Stalled

SCHEMA: dict[str, Any] = {
    "stage": pl.String, "stalled": pl.Int64, "leads": pl.Int64, "oldest": pl.Date, "waited": pl.Int64,
    "link": pl.String,
}  # fmt: skip
DEFAULT = "14"
NONE = Message("No lead is open.", "Every lead is won or lost; take a filter away to see more.")


def shaper(days: int) -> Callable[[Frame, Filters], Frame]:
    """One row an open stage that has leads: SCHEMA; `waited` is the longest time without a move, in days."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        found = {row["stage"]: row for row in frame.iter_rows(named=True)}
        lines = []
        for stage in OPEN:
            row = found.get(stage)
            if row:
                until = Span("stands_since", None, row["since"])
                leads = link(range="all", status=stage, **{until.key: until.text}) if row["stalled"] else ""
                waited = (row["since"] - row["oldest"]).days + days
                lines.append((stage, row["stalled"], row["leads"], row["oldest"], waited, leads))
        return pl.DataFrame(lines, schema=SCHEMA, orient="row")

    return shape


def everyone(filters: Filters, days: int) -> str:
    """The query string of all leads that have stalled."""
    until = Span("stands_since", None, Stalled(filters, days).since)
    return "&".join([link(range="all", **{until.key: until.text}), *(link(status=stage) for stage in OPEN)])


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A bar a stage: those that stalled, of all that are open."""
    if frame.is_empty():
        return NONE
    return steps.figure([_row(row, look) for row in frame.iter_rows(named=True)], look)


def _row(row: Mapping[str, Any], look: Look) -> steps.Row:
    label = BY_KEY[row["stage"]].label
    hover = f"<b>{label}</b>: {count(row['stalled'])} of {of(row['leads'], 'open lead')} stalled"
    parts = [
        steps.Segment(row["stalled"], STATUS[row["stage"]], hover, row["link"]),
        steps.Segment(row["leads"] - row["stalled"], look.grid, f"{count(row['leads'] - row['stalled'])} moved since"),
    ]
    value = f"<b>{count(row['stalled'])}</b>\u2002{rate(row['stalled'] / row['leads'])} of {count(row['leads'])} open"
    return steps.Row(label, value, parts, [f"the longest: {of(max(row['waited'], 0), 'day')} without a move"])


def table(frame: Frame) -> Table:
    """The open stages in order."""
    columns = (
        Column("Stage", "text"),
        Column("Stalled"),
        Column("Open leads"),
        Column("Share stalled", "rate"),
        Column("Longest without a move since", "day"),
    )
    lines = tuple(
        (BY_KEY[row["stage"]].label, row["stalled"], row["leads"], row["stalled"] / row["leads"], row["oldest"])
        for row in frame.iter_rows(named=True)
    )
    return Table(columns, lines, tuple(frame["link"]))


def summarist(days: int) -> Callable[[Frame], str]:
    """How many wait for someone to do something."""

    def summary(frame: Frame) -> str:
        if frame.is_empty():
            return NONE.text
        stalled, leads = int(frame["stalled"].sum()), int(frame["leads"].sum())
        among = f"{count(stalled)} of {of(leads, 'open lead')} ({rate(stalled / leads)})"
        return f"{among} have not moved for {days} days or more."

    return summary


def stalled(idle: str) -> Chart:
    """The chart for so many days without a move."""
    days = int(idle)
    return Chart(
        key="stalled",
        title=f"Which open leads have not moved for {days} days?",
        counted=(
            f"Leads that are open now and whose last move took effect {days} or more whole local days ago (without a "
            "move: their capture), whenever they were captured: the range of days does not narrow this, the other "
            "filters do. A move that was undone counts for nothing. The list behind a bar holds exactly these leads."
        ),
        ask=lambda filters: Stalled(filters, days),
        draw=draw,
        table=table,
        summary=summarist(days),
        shape=shaper(days),
        options={"idle": idle},
        within="&".join([link(range="all"), *(link(status=stage) for stage in OPEN)]),
    )


CHOICES = (DEFAULT, *(str(days) for days in IDLE if str(days) != DEFAULT))
STALLED = Family("stalled", {"idle": CHOICES}, stalled)
