"""What a score is worth: the rate at each tenth of the leads, from the lowest scores to the highest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import settled
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table
from leadlight.charts.look import Look, layout
from leadlight.charts.marks import picture, scatter
from leadlight.charts.score_bands import ask, in_bands
from leadlight.charts.settled import OUTCOMES, VERB
from leadlight.charts.wording import count, interval, of, rate
from leadlight.warehouse.filters import Filters

PARTS = 10


def shaper(outcome: str) -> Callable[[Frame, Filters], Frame]:
    """One row a group of about as many leads, the lowest scores first: see score_bands.in_bands."""
    return lambda frame, filters: in_bands(frame, outcome, edges(frame))


def edges(answer: Frame) -> tuple[int, ...]:
    """Scores that part the settled leads into at most PARTS groups, none much smaller than a tenth of the leads.

    Leads of one score stay together, so a score that many have makes a larger group.
    """
    if answer.is_empty():
        return (0, 100)
    by_score = answer.group_by("score").agg(pl.col("settled").sum()).sort("score").rows()
    least = sum(n for _, n in by_score) / PARTS
    found, held = [0], 0
    for score, n in by_score:
        if held and held >= least:
            found.append(score)
            held = 0
        held += n
    if held < least / 2 and len(found) > 1:
        found.pop()  # too few at the top to stand alone
    return (*found, 100) if found[-1] < 100 else (*found, 101)


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A dot a group at its mean score, a whisker for its interval; the dotted line is the rate of all."""
    if settled.is_blank(frame):
        return settled.pending(frame)
    found = list(frame.iter_rows(named=True))
    dots = scatter(
        x=frame["mean"].to_list(),
        y=frame["rate"].to_list(),
        mode="lines+markers",
        line={"color": look.accent, "width": 1, "dash": "dot"},
        marker={"size": 11, "color": look.accent},
        error_y={
            "type": "data", "symmetric": False, "color": look.accent, "thickness": 3, "width": 0,
            "array": (frame["high"] - frame["rate"]).to_list(), "arrayminus": (frame["rate"] - frame["low"]).to_list(),
        },
        customdata=[_link(row) for row in found],
        hovertext=[_hover(row) for row in found],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )  # fmt: skip
    return picture([dots], _ground(look, frame["overall"][0]))


def _link(row: dict[str, Any]) -> str:
    return settled.narrowed(row, score_from=row["from_score"], score_to=row["to_score"])


def _name(row: dict[str, Any]) -> str:
    return f"{row['from_score']}–{row['to_score']}"


def _hover(row: dict[str, Any]) -> str:
    sure = interval(row["low"], row["high"])
    return f"<b>{_name(row)}</b>: {count(row['wins'])} of {of(row['n'], 'lead')}<br>{rate(row['rate'])} (95 %: {sure})"


def _ground(look: Look, overall: float) -> dict[str, Any]:
    quiet = {"fixedrange": True, "zeroline": False, "tickfont": {"color": look.text, "size": 12}}
    line = {"color": look.text, "dash": "dot", "width": 1}
    rule = {"type": "line", "x0": 0, "x1": 100, "y0": overall, "y1": overall, "line": line, "opacity": 0.5}
    title = {"text": "Mean score of the group", "font": {"size": 12}}
    return layout(
        look,
        320,
        hovermode="closest",
        shapes=[rule],
        xaxis=quiet | {"showgrid": False, "range": [-2, 102], "dtick": 20, "title": title},
        yaxis=quiet | {"gridcolor": look.grid, "rangemode": "tozero", "tickformat": ".0%", "nticks": 5},
    )


def tabler(outcome: str) -> Callable[[Frame], Table]:
    """The groups, the lowest scores first."""
    columns = (
        Column("Score", "text"), Column("Leads"), Column(outcome.capitalize()), Column("Mean score", "score"),
        Column("Rate", "rate"), Column("95 %", "interval"),
    )  # fmt: skip

    def table(frame: Frame) -> Table:
        found = [] if settled.is_blank(frame) else list(frame.iter_rows(named=True))
        lines = tuple(
            (_name(row), row["n"], row["wins"], row["mean"], row["rate"], (row["low"], row["high"])) for row in found
        )
        return Table(columns, lines, tuple(_link(row) for row in found))

    return table


def summary(frame: Frame) -> str:
    """Whether the rate rises all the way."""
    if settled.is_blank(frame):
        return settled.pending(frame).text
    rates = frame["rate"].to_list()
    falls = sum(after < before for before, after in zip(rates, rates[1:], strict=False))
    ends = f"From {rate(rates[0])} at the lowest scores to {rate(rates[-1])} at the highest"
    if len(rates) < 2:
        return f"All scores lie together: {rate(rates[0])}.{settled.aside(frame)}"
    said = "rising all the way" if not falls else f"falling at {of(falls, 'step')} of {len(rates) - 1}"
    return f"{ends}, {said}.{settled.aside(frame)}"


def make(outcome: str) -> Chart:
    """The chart of one outcome."""
    return Chart(
        key="score_calibration",
        title=f"What share of leads {VERB[outcome]} at each score?",
        counted=(
            f"{settled.COUNTED}{settled.REACHED[outcome]}Leads in up to {PARTS} groups of about one size, by score; "
            "those of one score stay together. A dot stands at the group's mean score; whiskers are Wilson 95 % "
            "intervals; the dotted level is the rate of all. A score that is worth its points rises from left to right."
        ),
        ask=ask,
        draw=draw,
        table=tabler(outcome),
        summary=summary,
        shape=shaper(outcome),
        options={"outcome": outcome},
        common=settled.scored,
    )


SCORE_CALIBRATION = Family("score_calibration", {"outcome": OUTCOMES}, make)
