"""What each field of the capture form costs: shown, answered, refused, passed over."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import Chart, Column, Frame, Message, Table, link, numbers
from leadlight.charts.conversation_funnel import LIST
from leadlight.charts.look import Look
from leadlight.charts.top_values import ENOUGH
from leadlight.charts.whiskers import Part, parts
from leadlight.charts.wording import THIN, count, interval, of, plain, rate
from leadlight.domain.form_course import ANSWERED, ASKED, OUTCOMES, REFUSED, field_label, mark
from leadlight.stats.wilson import wilson
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.form_answers import FieldAnswers

NO_FORM = Message(
    "No form was shown in these conversations.",
    "A field stands here as soon as a form has asked for it. Choose a longer range, or take a filter away.",
)
PARTS = {"answered": ("Answered", ANSWERED, "#1B948F"), "refused": ("Refused", REFUSED, "#C67F14"),
         "neither": ("Neither", ASKED, "#838E91")}  # fmt: skip
"""Column: what it is called, the outcome in a filter, its colour."""


def ask(filters: Filters) -> FieldAnswers:
    """What became of every field."""
    return FieldAnswers(filters)


def shape(frame: Frame, filters: Filters) -> Frame:
    """In the order forms ask: field, shown, answered, refused, neither, left_there, drop (never answered ÷ shown), low,
    high, enough."""
    found = frame.filter(pl.col("shown") > 0).select(
        "field", *(pl.col(name).cast(pl.Int64) for name in ("shown", *PARTS, "left_there"))
    )
    never = found["shown"] - found["answered"]
    ends = [wilson(some, shown) or (0.0, 0.0) for some, shown in zip(never, found["shown"], strict=True)]
    return found.with_columns(
        (never / found["shown"]).alias("drop"),
        pl.Series("low", [low for low, _ in ends], pl.Float64),
        pl.Series("high", [high for _, high in ends], pl.Float64),
        (pl.col("shown") >= ENOUGH).alias("enough"),
    )


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """One bar a field, divided into what became of it."""
    if frame.is_empty():
        return NO_FORM
    lines = [_line(row) for row in frame.iter_rows(named=True)]
    stacked = [_part(frame, column) for column in PARTS]
    return parts(lines, stacked, look)


def _line(row: dict[str, Any]) -> rows.Line:
    sure = interval(row["low"], row["high"])
    return rows.Line(
        label=field_label(row["field"]),
        note=f"n = {count(row['shown'])}",
        value=f"<b>{rate(row['drop'])}</b> drop-off\u2002{sure}" if row["enough"] else "too few to tell",
        hover="",
        faint=not row["enough"],
    )


def _part(frame: Frame, column: str) -> Part:
    name, outcome, colour = PARTS[column]
    found = list(zip(frame["field"], frame["shown"], numbers(frame, column), strict=True))
    hovers = [
        f"<b>{plain(field_label(field))}</b><br>{name}: {count(number)} of {of(shown, 'conversation')} "
        f"({rate(number / shown)})"
        for field, shown, number in found
    ]
    links = [outcome_link(field, outcome) for field, *_ in found]
    return Part(name, colour, [number for *_, number in found], hovers, links)


def outcome_link(field: str, outcome: str) -> str:
    """The conversations in which the field had this outcome."""
    return f"{link(answer=mark(field, outcome))}&{LIST}"


def shown_link(field: str) -> str:
    """The conversations in which the field was shown."""
    return "&".join([*(link(answer=mark(field, outcome)) for outcome in OUTCOMES), LIST])


def table(frame: Frame) -> Table:
    """The fields with their numbers."""
    columns = (
        Column("Field", "text"),
        Column("Conversations"),
        Column("Answered"),
        Column("Refused"),
        Column("Neither"),
        Column("Drop-off", "rate"),
        Column("95 %", "interval"),
        Column("Left there"),
    )
    lines = tuple(
        (field_label(row["field"]), row["shown"], row["answered"], row["refused"], row["neither"], row["drop"],
         (row["low"], row["high"]), row["left_there"])
        for row in frame.iter_rows(named=True)
    )  # fmt: skip
    return Table(columns, lines, tuple(shown_link(field) for field in frame["field"]))


def summary(frame: Frame) -> str:
    """The field that is answered least, and where most forms are left."""
    if frame.is_empty():
        return NO_FORM.text
    sure = frame.filter("enough").sort("low", descending=True)
    if sure.is_empty():
        return f"No field was shown in {ENOUGH} conversations yet: too few to tell."
    worst, left = sure.row(0, named=True), frame.sort("left_there", descending=True).row(0, named=True)
    told = f"Least answered: {field_label(worst['field'])}, {rate(worst['drop'])} never answer it (95{THIN}%: "
    told += f"{interval(worst['low'], worst['high'])})"
    if not left["left_there"]:
        return told + "; every form was submitted."
    return f"{told}; most forms are left at {field_label(left['field'])} ({count(left['left_there'])})."


FORM_FIELDS = Chart(
    key="form_fields",
    title="Which fields of the form cost answers?",
    counted=(
        "Of the conversations started in the range, those whose form showed the field: each counts once a field, "
        "however often it was asked. Ever answered is answered; else ever refused is refused; else neither. A field "
        "that was answered or refused counts as shown, noted or not. Drop-off = never answered ÷ shown the field, so a "
        "field that few are asked is not blamed for the others. Left there (in the table) = the form was never "
        "submitted, and this was the last field it spoke of. Fields stand in the order forms ask them. Intervals are "
        "Wilson 95 %."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
    behind="conversations",
    within="form=shown&form=started&form=submitted",
)
