"""Which channels, pages and weekdays turn conversations into leads: dots with Wilson whiskers, and the whole funnel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.conversation_funnel import LIST, NO_TALKS
from leadlight.charts.dots import short_names
from leadlight.charts.look import Look
from leadlight.charts.top_values import ENOUGH
from leadlight.charts.week import weekday
from leadlight.charts.whiskers import Rate, dots
from leadlight.charts.wording import THIN, count, interval, known_as, of, plain, rate
from leadlight.domain.temperature import NO_VALUE
from leadlight.errors import RefusedError
from leadlight.stats.newcombe import difference
from leadlight.stats.wilson import wilson
from leadlight.warehouse.conversation_steps import STEPS as COUNTS
from leadlight.warehouse.conversation_steps import ConversationSteps
from leadlight.warehouse.metrics import DIMENSIONS

TITLES = {
    "channel": "Which channels turn conversations into leads?",
    "source_page": "Which pages turn conversations into leads?",
    "landing_page": "Which landing pages turn conversations into leads?",
    "utm_source": "Which UTM sources turn conversations into leads?",
    "utm_medium": "Which UTM media turn conversations into leads?",
    "utm_campaign": "Which campaigns turn conversations into leads?",
    "country": "From which countries do conversations become leads?",
    "weekday": "On which weekdays do conversations become leads?",
}
STEPS = tuple(name for name in COUNTS if name != "submitted_with_lead")
SHOWN, MOST = 8, 500
"""Values drawn; values in the table."""


def shaper(frame: Frame, by: str) -> Frame:
    """<by>, STEPS, rate, low, high, enough: ranked by the lower end, those with too few last; weekdays in order."""
    found = frame.filter(pl.col("conversations") > 0).select(
        pl.col(by).cast(pl.String).fill_null(NO_VALUE), pl.col(*STEPS).cast(pl.Int64)
    )
    ends = [wilson(leads, talks) or (0.0, 0.0) for talks, leads in found.select("conversations", "with_lead").rows()]
    found = found.with_columns(
        (pl.col("with_lead") / pl.col("conversations")).alias("rate"),
        pl.Series("low", [low for low, _ in ends], pl.Float64),
        pl.Series("high", [high for _, high in ends], pl.Float64),
        (pl.col("conversations") >= ENOUGH).alias("enough"),
    )
    if by == "weekday":
        return found.sort(by)
    low = pl.when("enough").then("low").otherwise(0.0)
    return found.sort("enough", low, "conversations", by, descending=[True, True, True, False]).head(MOST)


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A dot for the rate, a whisker for its interval, n beside the name."""
    if frame.is_empty():
        return NO_TALKS
    by, frame = frame.columns[0], frame.head(SHOWN)
    names = short_names([name_of(by, value) for value in frame[by]])
    lines = [_line(name, by, row) for name, row in zip(names, frame.iter_rows(named=True), strict=True)]
    return dots(lines, [Rate(*each) for each in frame.select("rate", "low", "high").rows()], look)


def name_of(by: str, value: str) -> str:
    """What people call a value."""
    return weekday(value) if by == "weekday" else known_as(by, value)


def _line(name: str, by: str, row: dict[str, Any]) -> rows.Line:
    sure = interval(row["low"], row["high"])
    hover = [
        f"<b>{plain(name_of(by, row[by]))}</b>",
        f"{count(row['with_lead'])} of {of(row['conversations'], 'conversation')} produced a lead",
        f"{rate(row['rate'])} (95{THIN}%: {sure})",
        f"Form shown {count(row['form_shown'])}, started {count(row['form_started'])}, "
        f"submitted {count(row['form_submitted'])}",
    ]
    return rows.Line(
        label=name,
        note=f"n = {count(row['conversations'])}",
        value=f"<b>{rate(row['rate'])}</b>\u2002{sure}" if row["enough"] else "too few to tell",
        hover="<br>".join(hover),
        link=_link(by, row[by]),
        faint=not row["enough"],
    )


def _link(by: str, value: str) -> str:
    return f"{link(**{by: value})}&{LIST}"


def table(frame: Frame) -> Table:
    """Every value with its whole funnel, as ranked."""
    by = frame.columns[0]
    columns = (
        Column(DIMENSIONS[by].label, "text"),
        Column("Conversations"),
        Column("Form shown"),
        Column("Started"),
        Column("Submitted"),
        Column("With a lead"),
        Column("Capture rate", "rate"),
        Column("95 %", "interval"),
        Column("Missed leads"),
    )
    lines = tuple(
        (name_of(by, row[by]), *(row[step] for step in STEPS[:-1]), row["rate"], (row["low"], row["high"]),
         row["missed"])
        for row in frame.iter_rows(named=True)
    )  # fmt: skip
    return Table(columns, lines, tuple(_link(by, value) for value in frame[by]))


def summary(frame: Frame) -> str:
    """The best value, or that none can be told."""
    if frame.is_empty():
        return NO_TALKS.text
    by = frame.columns[0]
    label = DIMENSIONS[by].label
    named = label if label.startswith("UTM") else label.lower()
    told = frame.filter(pl.col("enough") & (pl.col(by) != NO_VALUE)).sort("low", descending=True)
    if told.is_empty():
        return f"No {named} has {ENOUGH} conversations yet: too few to tell."
    best, *others = told.iter_rows(named=True)
    sure, n = interval(best["low"], best["high"]), of(best["conversations"], "conversation")
    said = f"Best: {name_of(by, best[by])}, {rate(best['rate'])} of {n} (95{THIN}%: {sure})"
    beaten = [other for other in others if _is_told(best, other)]
    if len(beaten) == len(others):
        return f"{said}."
    if not beaten:
        return f"{said}, but no other can be told from it."
    alike = [other for other in others if other not in beaten]
    return f"{said}; {_names(by, alike)} cannot be told from it."


def _is_told(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether their rates differ by more than chance would explain."""
    found = difference(one["with_lead"], one["conversations"], other["with_lead"], other["conversations"])
    return found is not None and found.is_told


def _names(by: str, found: Sequence[dict[str, Any]]) -> str:
    """The first two, and how many more."""
    named = [name_of(by, row[by]) for row in found[:2]]
    named += [f"{count(len(found) - 2)} more"] if len(found) > 2 else []
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


COUNTED = (
    "Conversations started in the range, by what each carries. The dot is the capture rate: conversations that "
    "produced a lead ÷ conversations; leads without a conversation are left out. The line is its Wilson 95 % interval. "
    f"Ranked by the lower end; those with fewer than {ENOUGH} stand faint at the end. The first {SHOWN} are drawn; "
    f"the table has the first {MOST} with every step of the form, each conversation counted once a step."
)


def capture_by(by: str) -> Chart:
    """The chart of one dimension. RefusedError that names what there is."""
    if by not in TITLES:
        raise RefusedError(f"conversations are not shown by {by!r}; they are by {', '.join(TITLES)}", "by")
    return Chart(
        key="capture_by",
        title=TITLES[by],
        counted=COUNTED,
        ask=lambda filters: ConversationSteps(filters, (by,)),
        draw=draw,
        table=table,
        summary=summary,
        shape=lambda frame, filters: shaper(frame, by),
        options={"by": by},
        behind="conversations",
    )


CAPTURE_BY = Family("capture_by", {"by": tuple(TITLES)}, capture_by)
