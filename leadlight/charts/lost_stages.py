"""How far lost leads had got before they were lost."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import steps
from leadlight.charts.contract import Chart, Column, Frame, Message, Table, link
from leadlight.charts.look import STATUS, Look
from leadlight.charts.lost_reasons import LOST, NONE
from leadlight.charts.wording import count, of, rate, share
from leadlight.domain.status import BY_KEY, FUNNEL, STEPS
from leadlight.warehouse.query import Filters, Query

SCHEMA: dict[str, Any] = {
    "stage": pl.String, "lost": pl.Int64, "others": pl.Int64, "leads": pl.Int64, "all_lost": pl.Int64,
    "link": pl.String,
}  # fmt: skip


def ask(filters: Filters) -> Query:
    """Leads and lost ones by the furthest stage they reached."""
    return Query(filters, measures=("leads", "lost"), by=("furthest",))


def shape(frame: Frame, filters: Filters) -> Frame:
    """A row a stage on the way, in order: lost after it, `others` that got no further, all leads, all lost."""
    found = {row["furthest"]: row for row in frame.iter_rows(named=True)}
    leads, lost = (sum(int(row[name] or 0) for row in found.values()) for name in ("leads", "lost"))
    lines = []
    for stage in FUNNEL if lost else ():
        row = found.get(stage.key, {"leads": 0, "lost": 0})
        narrowed = f"{link(furthest=stage.key)}&{LOST}" if row["lost"] else ""
        lines.append((stage.key, row["lost"], row["leads"] - row["lost"], leads, lost, narrowed))
    return pl.DataFrame(lines, schema=SCHEMA, orient="row")


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A bar a stage, with shares of all leads and of the lost."""
    if frame.is_empty():
        return NONE
    return steps.figure([_row(row) for row in frame.iter_rows(named=True)], look)


def _row(row: dict[str, Any]) -> steps.Row:
    label = BY_KEY[row["stage"]].label
    said = f"{share(row['lost'], row['leads'])} of leads"
    beneath = f"{rate(row['lost'] / row['all_lost'])} of lost leads"
    hover = f"<b>Lost after {label}</b>: {count(row['lost'])}<br>{said}<br>{beneath}"
    part = steps.Segment(row["lost"], STATUS[row["stage"]], hover, row["link"])
    return steps.Row(f"Lost after {label}", f"<b>{count(row['lost'])}</b>\u2002{said}", [part], [beneath])


def table(frame: Frame) -> Table:
    """The stages in order."""
    columns = (
        Column("Furthest stage", "text"),
        Column("Lost"),
        Column("Of all leads", "rate2"),
        Column("Of lost leads", "rate2"),
        Column("Others that got no further"),
    )
    lines = tuple(
        (
            BY_KEY[row["stage"]].label,
            row["lost"],
            row["lost"] / row["leads"],
            row["lost"] / row["all_lost"],
            row["others"],
        )
        for row in frame.iter_rows(named=True)
    )
    return Table(columns, lines, tuple(frame["link"]))


def summary(frame: Frame) -> str:
    """How many were lost before the last stage but one: what never came to be worth selling to."""
    if frame.is_empty():
        return NONE.text
    stage = STEPS[-2]
    early = frame.filter(pl.col("stage").is_in([each.key for each in FUNNEL if each.rank < stage.rank]))
    lost, leads, all_lost = int(early["lost"].sum()), int(frame["leads"][0]), int(frame["all_lost"][0])
    never = lost + int(early["others"].sum())
    return (
        f"{count(all_lost)} of {of(leads, 'lead')} are lost ({share(all_lost, leads)}), {count(lost)} of them before "
        f"{stage.label} ({share(lost, leads)}). With {of(never - lost, 'lead')} not lost that got no further, "
        f"{count(never)} never reached {stage.label} ({share(never, leads)})."
    )


LOST_STAGES = Chart(
    key="lost_stages",
    title="How far had leads come when they were lost?",
    counted=(
        "Leads captured in the range that are lost now, by the furthest stage they ever reached (skipped stages are "
        "credited, undone moves count for nothing): what they reached and fell back from counts too. Of all leads: "
        "÷ leads captured in the range. Others that got no further are open or won by another way."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
    within=LOST,
)
