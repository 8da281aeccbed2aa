"""The cohort funnel: conversation → lead → contacted → qualified → converted."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import NOTHING, Chart, Column, Frame, Message, Table, link, numbers
from leadlight.charts.look import STATUS, Look
from leadlight.charts.wording import count, interval, of, rate
from leadlight.domain.status import STEPS
from leadlight.stats.wilson import wilson
from leadlight.warehouse.filters import suits
from leadlight.warehouse.query import Filters, Query

CONVERSATIONS = ("conversations", "capture_rate")
MEASURES = ("leads", *(step.key for step in STEPS))
BEYOND_FIRST = {step.key for step in STEPS[1:]}
"""Stages whose share of all leads differs from their share of the stage before."""


def ask(filters: Filters) -> Query:
    """Reached counts of the leads captured in the range; the conversations begun in it, where the filters suit them."""
    return Query(filters, measures=(*CONVERSATIONS, *MEASURES) if _suits_conversations(filters) else MEASURES)


def _suits_conversations(filters: Filters) -> bool:
    """A conversation has no status, owner or e-mail to be narrowed by."""
    return suits(filters, "conversations")


def shape(frame: Frame, filters: Filters) -> Frame:
    """One row a stage: stage, label, count, out_of, step, low, high (of the stage before), overall (of all leads)."""
    schema = {"stage": pl.String, "label": pl.String, "count": pl.Int64, "before": pl.String}
    schema |= dict.fromkeys(("step", "low", "high", "overall"), pl.Float64)
    if frame.is_empty():
        return pl.DataFrame(schema=schema)
    counts = {name: numbers(frame, name)[0] for name in ("conversations", *MEASURES)}
    if not counts["leads"] and not counts["conversations"]:
        return pl.DataFrame(schema=schema)
    captured = frame["capture_rate"][0] if "capture_rate" in frame.columns else None
    stages = [_entered(counts), _leads(counts, captured)]
    labels = {"leads": "leads"} | {step.key: step.label.lower() for step in STEPS}
    for before, step in zip(MEASURES, STEPS, strict=False):
        stages.append(_reached(counts, before, step.key, step.label, labels[before]))
    return pl.DataFrame([stage for stage in stages if stage], schema=schema, orient="row")


def _entered(counts: dict[str, int]) -> tuple[object, ...] | None:
    """No row where nothing was said: imported leads have no conversations."""
    if not counts["conversations"]:
        return None
    return ("conversations", "Conversations", counts["conversations"], None, None, None, None, None)


def _leads(counts: dict[str, int], captured: float | None) -> tuple[object, ...]:
    conversations = counts["conversations"]
    low, high = wilson(round((captured or 0) * conversations), conversations) or (None, None)
    step = captured if conversations else None
    return ("leads", "Leads", counts["leads"], "conversations", step, low, high, 1.0 if counts["leads"] else None)


def _reached(counts: dict[str, int], before: str, key: str, label: str, named: str) -> tuple[object, ...]:
    reached, of_those, leads = counts[key], counts[before], counts["leads"]
    low, high = wilson(reached, of_those) or (None, None)
    step = reached / of_those if of_those else None
    return (key, label, reached, named, step, low, high, reached / leads if leads else None)


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """One bar a stage, its count and rates above it."""
    if frame.is_empty():
        return NOTHING
    colours = [STATUS.get(stage, look.accent) for stage in frame["stage"]]
    return rows.bars([_line(row) for row in frame.iter_rows(named=True)], numbers(frame, "count"), colours, look)


def _line(row: dict[str, Any]) -> rows.Line:
    value = f"<b>{count(row['count'])}</b>"
    hover = [f"<b>{row['label']}</b>: {count(row['count'])}"]
    if row["step"] is not None:
        sure = interval(row["low"], row["high"])
        value += f"\u2002{rate(row['step'])} of {row['before']}"
        hover.append(f"{rate(row['step'])} of {row['before']} (95 %: {sure})")
    if row["stage"] in BEYOND_FIRST and row["overall"] is not None:
        value += f" · {rate(row['overall'])} of leads"
        hover.append(f"{rate(row['overall'])} of all leads")
    return rows.Line(row["label"], value, "<br>".join(hover), _link(row["stage"]))


def _link(stage: str) -> str:
    """The leads that ever reached the stage; nothing for conversations, and for all leads."""
    return link(reached=stage) if stage in STATUS else ""


def table(frame: Frame) -> Table:
    """The stages in order."""
    columns = (
        Column("Stage", "text"),
        Column("Reached"),
        Column("Of the stage before", "rate"),
        Column("95 %", "interval"),
        Column("Of all leads", "rate"),
    )
    lines = tuple(
        (row["label"], row["count"], row["step"], (row["low"], row["high"]), row["overall"])
        for row in frame.iter_rows(named=True)
    )
    return Table(columns, lines, tuple(_link(stage) for stage in frame["stage"]))


def summary(frame: Frame) -> str:
    """Where it starts, where it ends, and the narrowest step."""
    if frame.is_empty():
        return NOTHING.text
    stages = {row["stage"]: row for row in frame.iter_rows(named=True)}
    won = stages[STEPS[-1].key]
    text = f"{count(won['count'])} of {of(stages['leads']['count'], 'lead')} converted ({rate(won['overall'])})"
    steps = [row for row in stages.values() if row["step"] is not None]
    if not steps:
        return text + "."
    least = min(steps, key=lambda row: row["step"])
    named = f"{least['before']} → {least['label'].lower()}"
    return f"{text}; the narrowest step is {named} ({rate(least['step'])})."


LEAD_FUNNEL = Chart(
    key="lead_funnel",
    title="How far do conversations get?",
    counted=(
        "Conversations begun in the range, and the leads captured in it by the furthest stage they ever reached: a "
        "lead that skipped a stage is counted as having reached it, and a lost lead keeps what it reached. Leads ÷ "
        "conversations counts only conversations that produced a lead, so leads without a conversation are in the "
        "count but not in that rate. Intervals (on hover and in the table) are Wilson 95 %. The lists behind the bars "
        "hold the leads that ever reached the stage."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
)
