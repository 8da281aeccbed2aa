"""What charts of outcomes share: which leads are old enough to count, how that is said, and the way to just those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import Frame, Message, link
from leadlight.charts.wording import count, interval, of, rate

OUTCOMES = ("converted", "qualified")
VERB = {"converted": "convert", "qualified": "qualify"}
ENOUGH = 30
"""Below so many leads an interval is too wide to tell anything: the row is faint and says so."""
COUNTED = (
    "Only leads old enough to tell: as old as nine in ten of the bot's converted leads at most were when they did "
    "(rounded up to 7, 14, 30, 60, 90, 120, 180 or 365 days; 90 where fewer than 30 have converted). Younger leads are "
    "pending, and in none of these numbers. "
)
REACHED = {
    "converted": "Converted: ever reached Converted by a move that stands. ",
    "qualified": "Qualified: ever reached Qualified, or Converted, by a move that stands. ",
}
CONTEXT: Mapping[str, Any] = {
    "leads": pl.Int64, "settled": pl.Int64, "window": pl.Int64, "overall": pl.Float64,
    "first": pl.Date, "last": pl.Date,
}  # fmt: skip
"""What every row of such a chart says of the whole: leads in the range, those settled, the window in days, the rate of
the settled ones, and their days (null is open)."""


def told(found: Sequence[Sequence[object]], schema: Mapping[str, Any], answer: Frame, outcome: str) -> Frame:
    """The rows found, with CONTEXT from the answer they come from; one blank row where all leads are pending.

    Empty where there are no leads at all.
    """
    types = {**schema, **CONTEXT}
    if answer.is_empty() or not (leads := _sum(answer, "leads")):
        return pl.DataFrame(schema=types)
    settled = _sum(answer, "settled")
    overall = _sum(answer, outcome) / settled if settled else None
    context = (leads, settled, answer["window"][0], overall, answer["first"][0], answer["last"][0])
    shown = found if settled and found else [(None,) * len(schema)]
    return pl.DataFrame([(*row, *context) for row in shown], schema=types, orient="row")


def _sum(answer: Frame, name: str) -> int:
    return int(answer[name].sum() or 0)


def is_blank(frame: Frame) -> bool:
    """Whether there is nothing to draw: no leads, or all of them pending."""
    return frame.is_empty() or frame[frame.columns[0]][0] is None


def line(row: Mapping[str, Any], label: str, mark: str) -> rows.Line:
    """A row of `n` settled leads with `wins`, `rate`, `low` and `high`; faint, and said to be, where they are few."""
    sure, enough = interval(row["low"], row["high"]), row["n"] >= ENOUGH
    return rows.Line(
        label=label,
        note=f"n = {count(row['n'])}",
        value=f"<b>{rate(row['rate'])}</b>\u2002{sure}" if enough else "too few to tell",
        hover=f"{count(row['wins'])} of {of(row['n'], 'lead')}<br>{rate(row['rate'])} (95 %: {sure})",
        link=mark,
        faint=not enough,
    )


def narrowed(row: Mapping[str, Any], **more: object) -> str:
    """The query string of the settled leads that `more` narrows; the row has CONTEXT."""
    bounds: dict[str, Any] = {"from_": row["first"]} if row["first"] else {}
    return link(**more, **bounds, **({"to": row["last"]} if row["last"] else {}))


def scored(frame: Frame) -> str:
    """The query string of all settled scored leads: those behind a chart of their outcomes."""
    return narrowed(frame.row(0, named=True), score_from=0)


def pending(frame: Frame) -> Message:
    """Instead of a figure: there are no leads, or none of them is old enough yet."""
    if frame.is_empty():
        return Message("No scored leads in this range.", "Choose a longer range, or take a filter away.")
    said = f"All {of(frame['leads'][0], 'lead')} here are younger than {of(frame['window'][0], 'day')}"
    return Message(f"{said}: too early to say what comes of them.", "Choose a longer range, such as All.")


def aside(frame: Frame) -> str:
    """How many are left out as pending: a sentence with a blank before it, or nothing."""
    out = frame["leads"][0] - frame["settled"][0]
    return f" {of(out, 'lead')} younger than {of(frame['window'][0], 'day')} left out as pending." if out else ""
