"""One funnel of conversations: form shown, started, submitted, lead."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import Chart, Column, Frame, Message, Table, link, numbers
from leadlight.charts.look import Look
from leadlight.charts.wording import THIN, count, interval, of, rate
from leadlight.stats.wilson import wilson
from leadlight.warehouse.conversation_steps import ConversationSteps
from leadlight.warehouse.filters import Filters

NO_TALKS = Message("No conversations in this range.", "Choose a longer range, or take a filter away.")
LIST = "show=list"
"""What a mark adds to lead to the list of conversations."""
REACHED = {
    "shown": ("shown", "started", "submitted"),
    "started": ("started", "submitted"),
    "submitted": ("submitted",),
}
"""Which values of the dimension `form` got at least so far."""
LABELS = {"all": "Conversations", "shown": "Form shown", "started": "Form started", "submitted": "Form submitted",
          "lead": "Lead"}  # fmt: skip
SHARES = ("of_before", "step_low", "step_high", "overall", "low", "high")


def ask(filters: Filters) -> ConversationSteps:
    """How far the conversations got."""
    return ConversationSteps(filters)


def shape(frame: Frame, filters: Filters) -> Frame:
    """One row a step: step, count, both (of these, in the step before too), before, and the shares with intervals:
    of_before, step_low, step_high (of the step before), overall, low, high (of all conversations)."""
    schema = {"step": pl.String, "count": pl.Int64, "both": pl.Int64, "before": pl.String}
    schema |= dict.fromkeys(SHARES, pl.Float64)
    found = frame.row(0, named=True) if len(frame) else {"conversations": 0}
    total = found["conversations"]
    if not total:
        return pl.DataFrame(schema=schema)
    counts = {step: found[f"form_{step}"] for step in REACHED}
    leads, both = found["with_lead"], found["submitted_with_lead"]
    lines: list[tuple[object, ...]] = [("all", total, None, None, *[None] * len(SHARES))]
    for before, step in zip(("all", "shown", "started"), REACHED, strict=True):
        entered = total if before == "all" else counts[before]
        lines.append((step, counts[step], counts[step], before, *_shares(counts[step], entered, counts[step], total)))
    lines.append(("lead", leads, both, "submitted", *_shares(both, counts["submitted"], leads, total)))
    return pl.DataFrame(lines, schema=schema, orient="row")


def _shares(both: int, entered: int, reached: int, total: int) -> list[float | None]:
    """`both` of those who entered the step, and `reached` of all, each with its Wilson interval."""
    found: list[float | None] = []
    for some, whole in ((both, entered), (reached, total)):
        found += [some / whole if whole else None, *(wilson(some, whole) or (None, None))]
    return found


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """One bar a step."""
    if frame.is_empty():
        return NO_TALKS
    lines = [_line(row) for row in frame.iter_rows(named=True)]
    return rows.bars(lines, numbers(frame, "count"), [look.accent] * len(lines), look)


def _line(row: dict[str, Any]) -> rows.Line:
    value, label = f"<b>{count(row['count'])}</b>", LABELS[row["step"]]
    hover = [f"<b>{label}</b>: {count(row['count'])}"]
    if row["overall"] is not None:
        value += f"\u2002{rate(row['overall'])} of all"
        hover.append(f"{rate(row['overall'])} of all conversations (95{THIN}%: {interval(row['low'], row['high'])})")
    if row["before"] not in (None, "all") and row["of_before"] is not None:
        sure = interval(row["step_low"], row["step_high"])
        hover.append(f"{count(row['both'])} of them after “{LABELS[row['before']].lower()}”: "
                     f"{rate(row['of_before'])} of that step (95{THIN}%: {sure})")  # fmt: skip
    return rows.Line(label, value, "<br>".join(hover), _link(row["step"]))


def _link(step: str) -> str:
    if step == "lead":
        return f"{link(has_lead='yes')}&{LIST}"
    forms = [link(form=each) for each in REACHED.get(step, ())]
    return "&".join([*forms, LIST])


def table(frame: Frame) -> Table:
    """The steps in order."""
    columns = (
        Column("Step", "text"),
        Column("Conversations"),
        Column("Also in the step before"),
        Column("Of the step before", "rate"),
        Column("95 % of that", "interval"),
        Column("Of all", "rate"),
        Column("95 % of all", "interval"),
    )
    lines = tuple(
        (LABELS[row["step"]], row["count"], row["both"], row["of_before"], (row["step_low"], row["step_high"]),
         row["overall"], (row["low"], row["high"]))
        for row in frame.iter_rows(named=True)
    )  # fmt: skip
    return Table(columns, lines, tuple(_link(step) for step in frame["step"]))


def summary(frame: Frame) -> str:
    """How many became leads, and where most are lost on the way."""
    if frame.is_empty():
        return NO_TALKS.text
    steps = {row["step"]: row for row in frame.iter_rows(named=True)}
    lead, total = steps["lead"], steps["all"]["count"]
    told = (
        f"{count(lead['count'])} of {of(total, 'conversation')} produced a lead: {rate(lead['overall'])} "
        f"(95{THIN}%: {interval(lead['low'], lead['high'])})"
    )
    past = [row for row in steps.values() if row["of_before"] is not None]
    least = min(past, key=lambda row: row["of_before"])
    way = f"{LABELS[least['before']].lower()} → {LABELS[least['step']].lower()}"
    return f"{told}. The narrowest step is {way} ({rate(least['of_before'])})."


CONVERSATION_FUNNEL = Chart(
    key="conversation_funnel",
    title="How do conversations become leads?",
    counted=(
        "Conversations started in the range, by the furthest the capture form ever got in them. Each counts once a "
        "step, however often the form was shown, answered or sent: shown = any event of the form; started = a field "
        "was answered, or the form was submitted; submitted = it was sent at least once. A step that must have been "
        "is credited where it was not noted. Lead = the conversation produced a lead, with or without the form, so the "
        "last bar can be longer than the one before; its share of the step before counts only leads whose form was "
        "submitted. Capture rate = Lead ÷ Conversations. Intervals (on hover and in the table) are Wilson 95 %."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
    behind="conversations",
)
