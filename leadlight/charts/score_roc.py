"""Does the score tell, in one number: the ROC curve of the score, and the area under it with its interval."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import settled
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table
from leadlight.charts.look import Look, layout
from leadlight.charts.marks import picture, scatter
from leadlight.charts.score_bands import ask, weighted
from leadlight.charts.settled import OUTCOMES, VERB
from leadlight.charts.wording import count, of, rate
from leadlight.stats.separation import auc
from leadlight.warehouse.filters import Filters

SCHEMA: dict[str, Any] = {"threshold": pl.Int64, "n": pl.Int64, "wins": pl.Int64}
SCHEMA |= dict.fromkeys(("caught", "false", "auc", "low", "high"), pl.Float64)
ONE_KIND = Message(
    "All of these leads turned out alike, so no score could tell them apart.",
    "Choose a longer range, or take a filter away.",
)


def shaper(outcome: str) -> Callable[[Frame, Filters], Frame]:
    """One row a threshold, from the highest score: threshold, n and wins (leads from it on), caught, false (shares).

    `caught` is the share of leads with the outcome that score from the threshold on, `false` that of those without;
    auc, low, high are the area and its interval, and settled.CONTEXT. No rows where all turned out alike.
    """

    def shape(frame: Frame, filters: Filters) -> Frame:
        area = auc(*weighted(frame, outcome))
        return settled.told(_points(frame, outcome, area) if area else (), SCHEMA, frame, outcome)

    return shape


def _points(frame: Frame, outcome: str, area: Any) -> list[tuple[object, ...]]:
    by_score: dict[int, tuple[int, int]] = {}
    for score, n, won in frame.select("score", "settled", outcome).iter_rows():
        before = by_score.get(score, (0, 0))
        by_score[score] = (before[0] + n, before[1] + won)
    points: list[tuple[object, ...]] = []
    n = wins = 0
    for score in sorted((score for score, (held, _) in by_score.items() if held), reverse=True):
        n, wins = n + by_score[score][0], wins + by_score[score][1]
        shares = (wins / area.wins, (n - wins) / area.losses)
        points.append((score, n, wins, *shares, area.value, area.low, area.high))
    return points


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """The curve above the diagonal of a coin."""
    if settled.is_blank(frame):
        return blank(frame)
    found = list(frame.iter_rows(named=True))
    coin = scatter(
        x=[0, 1], y=[0, 1], mode="lines", line={"color": look.text, "dash": "dot", "width": 1}, opacity=0.5,
        hoverinfo="skip",
    )  # fmt: skip
    curve = scatter(
        x=[0, *(row["false"] for row in found)],
        y=[0, *(row["caught"] for row in found)],
        mode="lines+markers",
        line={"color": look.accent, "width": 2},
        marker={"size": 7, "color": look.accent},
        customdata=["", *(_link(row) for row in found)],
        hovertext=["", *(_hover(row) for row in found)],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
    return picture([coin, curve], _ground(look, found[0]))


def blank(frame: Frame) -> Message:
    """Instead of the curve: nobody is old enough, or all turned out alike."""
    if len(frame) and frame["settled"][0]:
        return ONE_KIND
    return settled.pending(frame)


def _link(row: dict[str, Any]) -> str:
    return settled.narrowed(row, score_from=row["threshold"], score_to=100)


def _hover(row: dict[str, Any]) -> str:
    return (
        f"<b>From score {row['threshold']}</b>: {of(row['n'], 'lead')}, {count(row['wins'])} with the outcome<br>"
        f"{rate(row['caught'])} of those with it, {rate(row['false'])} of those without"
    )


def _ground(look: Look, row: dict[str, Any]) -> dict[str, Any]:
    quiet = {"fixedrange": True, "zeroline": False, "tickfont": {"color": look.text, "size": 12}, "nticks": 5}
    quiet |= {"range": [-0.02, 1.02], "tickformat": ".0%", "gridcolor": look.grid}
    words = f"AUC <b>{row['auc']:.2f}</b> ({row['low']:.2f}–{row['high']:.2f})"
    note = {"x": 0.98, "y": 0.06, "xanchor": "right", "yanchor": "bottom", "text": words, "showarrow": False}
    return layout(
        look,
        320,
        hovermode="closest",
        annotations=[note | {"font": {"size": 15, "color": look.text}}],
        xaxis=quiet | {"title": {"text": "Of leads without the outcome", "font": {"size": 12}}},
        yaxis=quiet | {"title": {"text": "Of leads with it", "font": {"size": 12}}},
    )


def table(frame: Frame) -> Table:
    """One row a threshold."""
    columns = (
        Column("From score"), Column("Leads"), Column("With the outcome"), Column("Of those with it", "rate"),
        Column("Of those without", "rate"),
    )  # fmt: skip
    found = [] if settled.is_blank(frame) else list(frame.iter_rows(named=True))
    lines = tuple((row["threshold"], row["n"], row["wins"], row["caught"], row["false"]) for row in found)
    return Table(columns, lines, tuple(_link(row) for row in found))


def summary(frame: Frame) -> str:
    """The area as a chance, and whether it is better than a coin."""
    if settled.is_blank(frame):
        return blank(frame).text
    row = frame.row(0, named=True)
    better = row["low"] > 0.5
    told = "The score tells" if better else "That cannot be told from a coin"
    return (
        f"Of one lead with the outcome and one without, the first scores higher {row['auc'] * 100:.0f} times of 100 "
        f"(95 %: {row['low'] * 100:.0f}–{row['high'] * 100:.0f}). {told}.{settled.aside(frame)}"
    )


def make(outcome: str) -> Chart:
    """The chart of one outcome."""
    return Chart(
        key="score_roc",
        title=f"How well does the score tell who will {VERB[outcome]}?",
        counted=(
            f"{settled.COUNTED}{settled.REACHED[outcome]}Each dot is a threshold: the share of leads with the outcome, "
            "and of those without, that score as high or higher. The area under the curve (AUC) is the chance that a "
            "lead with the outcome scores above one without, ties half (Mann and Whitney); 0.5 is a coin. Interval: "
            "Newcombe 2006, method 5. The score is today's, and people may have worked high scores harder."
        ),
        ask=ask,
        draw=draw,
        table=table,
        summary=summary,
        shape=shaper(outcome),
        options={"outcome": outcome},
        common=settled.scored,
    )


SCORE_ROC = Family("score_roc", {"outcome": OUTCOMES}, make)
