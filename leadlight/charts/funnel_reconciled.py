"""Why the funnels differ: for each stage, which leads the cohort and the period share, and which each has alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import steps
from leadlight.charts.contract import NOTHING, Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.funnel_steps import WAYS, ever
from leadlight.charts.look import Look
from leadlight.charts.wording import count, of
from leadlight.domain.status import BY_KEY, STEPS
from leadlight.warehouse.query import Filters
from leadlight.warehouse.spans import RANGE
from leadlight.warehouse.stages import COUNTINGS, OPEN, Funnels, span

SCHEMA: dict[str, Any] = {
    "stage": pl.String, "label": pl.String, "cohort": pl.Int64, "both": pl.Int64, "entered": pl.Int64,
    "later": pl.Int64, "earlier": pl.Int64,
    "open": pl.Int64, "open_both": pl.Int64,
    "link": pl.String, "both_link": pl.String, "later_link": pl.String, "earlier_link": pl.String,
}  # fmt: skip
PARTS = {
    "later": ("captured in the range, came to it after", "#3F7FBF"),
    "both": ("captured in the range, came to it in the range", "#1B948F"),
    "earlier": ("captured before the range, came to it in the range", "#C67F14"),
}
"""What a bar is made of, with colours that stay apart for colour-blind eyes too."""
DAY = timedelta(days=1)


def shaper(counting: str) -> Callable[[Frame, Filters], Frame]:
    """One row a step, the first the capture: SCHEMA; `open` is the snapshot's count of leads that stand there."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        row = frame.row(0, named=True) if len(frame) else {}
        if not sum(int(value or 0) for value in row.values()):
            return pl.DataFrame(schema=SCHEMA)
        lines = [_line(row, filters, counting, step.key) for step in STEPS]
        return pl.DataFrame(lines, schema=SCHEMA, orient="row")

    return shape


def _line(row: Mapping[str, Any], filters: Filters, counting: str, key: str) -> tuple[Any, ...]:
    counts = {name: row[f"{key}_{name}"] for name in ("cohort", "both", "entered", "later", "earlier")}
    stands = [row[f"{key}_{name}"] if key in OPEN else None for name in ("open", "open_both")]
    links = _links(filters, counting, key)
    return (key, BY_KEY[key].label, *counts.values(), *stands, *(links[name] if counts[name] else "" for name in links))


def _links(filters: Filters, counting: str, key: str) -> dict[str, str]:
    """The query strings of the cohort that came to a stage, and of the three parts."""
    first, last = filters.first, filters.last  # at the ends of the calendar nothing lies beyond, and nothing is linked
    days = span(counting, key, first, last)
    within = {days.key: days.text}
    after = span(counting, key, min(last, date.max - DAY) + DAY if last else None)
    before = {"to": max(first, date.min + DAY) - DAY} if first else {}
    return {
        "cohort": ever(filters, key, counting),
        "both": link(**within),
        "later": link(**{after.key: after.text}),
        "earlier": link(range="all", **before, **within),
    }


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A bar a stage in three parts: the cohort's alone, shared, the period's alone."""
    if frame.is_empty():
        return NOTHING
    return steps.figure([_row(row) for row in frame.iter_rows(named=True)], look)


def _row(row: Mapping[str, Any]) -> steps.Row:
    parts = [
        steps.Segment(row[key], colour, f"<b>{row['label']}</b>: {count(row[key])} {said}", row[f"{key}_link"])
        for key, (said, colour) in PARTS.items()
    ]
    value = f"cohort <b>{count(row['cohort'])}</b>\u2002entered <b>{count(row['entered'])}</b>"
    other = {name: row[name] - row["both"] - row[part] for name, part in (("cohort", "later"), ("entered", "earlier"))}
    both = count(row["both"])
    sums = [
        f"cohort {count(row['cohort'])} = {both} in the range + {count(row['later'])} after it",
        f"entered {count(row['entered'])} = {both} of the cohort + {count(row['earlier'])} captured before",
    ]
    said = {"cohort": "before it", "entered": "captured after"}
    told = [
        text + (f" + {count(other[name])} {said[name]}" if other[name] else "")
        for name, text in zip(other, sums, strict=True)
    ]
    return steps.Row(row["label"], value, parts, told)


def table(frame: Frame) -> Table:
    """The stages in order, with the sums that make the funnels equal."""
    columns = (
        Column("Stage", "text"),
        Column("Cohort: captured in the range, ever came to it"),
        Column("Of these, came to it in the range"),
        Column("Of these, came to it after the range"),
        Column("Entered in the period"),
        Column("Of these, captured before the range"),
        Column("Snapshot: stand there now"),
        Column("Of these, captured in the range"),
    )
    rows = tuple(
        tuple(row[name] for name in ("label", "cohort", "both", "later", "entered", "earlier", "open", "open_both"))
        for row in frame.iter_rows(named=True)
    )
    return Table(columns, rows, tuple(frame["link"]))


def summary(frame: Frame) -> str:
    """The last stage's sums, and the snapshot's."""
    if frame.is_empty():
        return NOTHING.text
    row = frame.row(-1, named=True)
    text = (
        f"{row['label']}: the cohort has {count(row['cohort'])}, the period {count(row['entered'])}. "
        f"In both: {count(row['both'])}; {count(row['later'])} of the cohort came to it after the range, and "
        f"{count(row['earlier'])} who came to it in the range were captured before it."
    )
    stands, inside = int(frame["open"].sum() or 0), int(frame["open_both"].sum() or 0)
    return f"{text} Past New, {of(stands, 'lead')} are open now; {count(inside)} of them were captured in the range."


COUNTED = (
    "The cohort follows the leads captured in the range to today; the period counts whoever first came to a stage on "
    "a day of the range, whenever captured. Teal are the leads in both; blue are the cohort's that came to the stage "
    "after the range; amber came to it in the range and were captured before. Cohort = blue + teal, entered = teal + "
    "amber (and what an import says to have happened before its capture, which is then named). {way} The table adds "
    "the snapshot: leads open at that stage now."
)


def funnel_reconciled(counting: str) -> Chart:
    """The chart for one way of counting."""
    anyone = link(range="all", **{span(counting, "any").key: RANGE})
    return Chart(
        key="funnel_reconciled",
        title="Why do the three funnels differ?",
        counted=COUNTED.format(way=WAYS[counting]),
        ask=lambda filters: Funnels(filters, counting),
        draw=draw,
        table=table,
        summary=summary,
        shape=shaper(counting),
        options={"counting": counting},
        within=anyone,
    )


FUNNEL_RECONCILED = Family("funnel_reconciled", {"counting": COUNTINGS}, funnel_reconciled)
