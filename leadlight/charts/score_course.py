"""Does the score still tell: the area under the ROC curve for each month of capture, with its interval."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import settled
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.look import Look, layout
from leadlight.charts.marks import picture, scatter
from leadlight.charts.score_bands import weighted
from leadlight.charts.score_roc import blank
from leadlight.charts.settled import OUTCOMES, VERB
from leadlight.charts.wording import count, of
from leadlight.stats.separation import auc
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.scores import Scores

LEAST = 5
"""With fewer leads of one outcome or the other a month's area says nothing, and is left out."""
SCHEMA: dict[str, Any] = {"from_day": pl.Date, "to_day": pl.Date, "n": pl.Int64, "wins": pl.Int64}
SCHEMA |= dict.fromkeys(("auc", "low", "high"), pl.Float64)


def ask(filters: Filters) -> Scores:
    """Outcomes by month and score."""
    return Scores(filters, monthly=True)


def shaper(outcome: str) -> Callable[[Frame, Filters], Frame]:
    """One row a month with at least LEAST settled leads of each outcome, in order: SCHEMA and settled.CONTEXT."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        found = []
        for (month,), part in frame.group_by("month", maintain_order=True) if len(frame) else ():
            area = auc(*weighted(part, outcome))
            if area and min(area.wins, area.losses) >= LEAST and isinstance(month, date):
                days = _days(month, frame["first"][0], frame["last"][0])
                found.append((*days, area.wins + area.losses, area.wins, area.value, area.low, area.high))
        return settled.told(found, SCHEMA, frame, outcome)

    return shape


def _days(month: date, first: date | None, last: date | None) -> tuple[date, date]:
    end = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return max(month, first or month), min(end, last or end)


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A dot a month, its whisker, and the level of a coin."""
    if settled.is_blank(frame):
        return blank_months(frame)
    found = list(frame.iter_rows(named=True))
    dots = scatter(
        x=frame["from_day"].to_list(),
        y=frame["auc"].to_list(),
        mode="lines+markers",
        line={"color": look.accent, "width": 1, "dash": "dot"},
        marker={"size": 11, "color": look.accent},
        error_y={
            "type": "data", "symmetric": False, "color": look.accent, "thickness": 3, "width": 0,
            "array": (frame["high"] - frame["auc"]).to_list(), "arrayminus": (frame["auc"] - frame["low"]).to_list(),
        },
        customdata=[_link(row) for row in found],
        hovertext=[_hover(row) for row in found],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    return picture([dots], _ground(look, frame))


def blank_months(frame: Frame) -> Message:
    """Instead of the course: no month has outcomes enough."""
    if len(frame) and frame["settled"][0]:
        return Message(f"No month has {LEAST} settled leads of each outcome.", "Choose a longer range, such as All.")
    return blank(frame)


def _link(row: dict[str, Any]) -> str:
    return link(from_=row["from_day"], to=row["to_day"], score_from=0)


def _hover(row: dict[str, Any]) -> str:
    sure = f"{row['low']:.2f}–{row['high']:.2f}"
    told = f"{count(row['wins'])} of {of(row['n'], 'lead')}"
    return f"<b>{row['from_day']:%b %Y}</b>: {row['auc']:.2f} (95 %: {sure})<br>{told}"


def _ground(look: Look, frame: Frame) -> dict[str, Any]:
    quiet = {"fixedrange": True, "zeroline": False, "tickfont": {"color": look.text, "size": 12}}
    half = timedelta(days=16)
    ends = [frame["from_day"][0] - half, frame["from_day"][-1] + half]
    line = {"color": look.text, "dash": "dot", "width": 1}
    rule = {"type": "line", "x0": ends[0], "x1": ends[1], "y0": 0.5, "y1": 0.5, "line": line, "opacity": 0.5}
    low = min(0.45, *frame["low"])
    ticks = {"tickvals": frame["from_day"].to_list()} if len(frame) <= 6 else {"nticks": 7}
    return layout(
        look,
        270,
        hovermode="closest",
        shapes=[rule],
        xaxis=quiet | {"showgrid": False, "range": ends, "tickformat": "%b\n%Y"} | ticks,
        yaxis=quiet | {"gridcolor": look.grid, "range": [max(0.0, low - 0.02), 1.01], "nticks": 6},
    )


def table(frame: Frame) -> Table:
    """One row a month, the newest first."""
    columns = (
        Column("Month", "text"), Column("Leads"), Column("With the outcome"), Column("AUC × 100", "score"),
        Column("AUC, low × 100", "score"), Column("AUC, high × 100", "score"),
    )  # fmt: skip
    found = [] if settled.is_blank(frame) else list(reversed(list(frame.iter_rows(named=True))))
    lines = tuple(
        (f"{row['from_day']:%b %Y}", row["n"], row["wins"], *(100 * row[name] for name in ("auc", "low", "high")))
        for row in found
    )
    return Table(columns, lines, tuple(_link(row) for row in found))


def summary(frame: Frame) -> str:
    """How many months the score told in."""
    if settled.is_blank(frame):
        return blank_months(frame).text
    told = sum(low > 0.5 for low in frame["low"])
    return f"The score told in {told} of {of(len(frame), 'month')}; in the others it cannot be told from a coin."


def make(outcome: str) -> Chart:
    """The chart of one outcome."""
    return Chart(
        key="score_course",
        title=f"Does the score still tell who will {VERB[outcome]}?",
        counted=(
            f"{settled.COUNTED}{settled.REACHED[outcome]}The area under the ROC curve (the chance that a lead with the "
            "outcome scores above one without; 0.5 is a coin) of the leads captured in each month, with its 95 % "
            f"interval (Newcombe 2006). Months with fewer than {LEAST} leads of each outcome are left out."
        ),
        ask=ask,
        draw=draw,
        table=table,
        summary=summary,
        shape=shaper(outcome),
        options={"outcome": outcome},
        common=settled.scored,
    )


SCORE_COURSE = Family("score_course", {"outcome": OUTCOMES}, make)
