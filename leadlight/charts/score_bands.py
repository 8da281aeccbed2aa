"""Does the score tell: how often leads of each band of score convert, or qualify, with intervals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows, settled, whiskers
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table
from leadlight.charts.look import Look
from leadlight.charts.settled import ENOUGH, OUTCOMES, VERB
from leadlight.charts.wording import rate
from leadlight.stats.calibration import bands
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.scores import Scores

EDGES = tuple(range(0, 101, 10))
"""Ten points a band; the last holds 100 too."""
SCHEMA: dict[str, Any] = {"from_score": pl.Int64, "to_score": pl.Int64, "n": pl.Int64, "wins": pl.Int64}
SCHEMA |= dict.fromkeys(("mean", "rate", "low", "high", "lift"), pl.Float64)


def ask(filters: Filters) -> Scores:
    """Outcomes by score."""
    return Scores(filters)


def shaper(outcome: str) -> Callable[[Frame, Filters], Frame]:
    """One row a band that holds settled leads, the highest first: see `in_bands`."""
    return lambda frame, filters: in_bands(frame, outcome, EDGES).reverse()


def in_bands(answer: Frame, outcome: str, edges: tuple[int, ...]) -> Frame:
    """An answer to `Scores` in bands between these edges: SCHEMA (`lift` is ÷ the rate of all) and settled.CONTEXT."""
    found = [
        (
            band.first,
            _last(int(band.end), edges[-1]),
            band.n,
            band.wins,
            band.score,
            band.rate,
            band.low,
            band.high,
            band.lift,
        )
        for band in bands(*weighted(answer, outcome), edges)
        if band.n
    ]
    return settled.told(found, SCHEMA, answer, outcome)


def weighted(answer: Frame, outcome: str) -> tuple[list[int], list[bool], list[int]]:
    """Scores, outcomes and numbers of leads, as leadlight.stats takes them: two rows a score."""
    scores, outcomes, weights = [], [], []
    for score, n, won in answer.select("score", "settled", outcome).iter_rows():
        scores += [score, score]
        outcomes += [True, False]
        weights += [won, n - won]
    return scores, outcomes, weights


def _last(end: int, final: int) -> int:
    return min(end, 100) if end == final else end - 1


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A dot for the rate, a whisker for its interval; the dotted line is the rate of all."""
    if settled.is_blank(frame):
        return settled.pending(frame)
    found = list(frame.iter_rows(named=True))
    rates = [whiskers.Rate(row["rate"], row["low"], row["high"]) for row in found]
    return whiskers.dots([_line(row) for row in found], rates, look, reference=frame["overall"][0])


def _line(row: dict[str, Any]) -> rows.Line:
    return settled.line(row, f"{row['from_score']}–{row['to_score']}", _link(row))


def _link(row: dict[str, Any]) -> str:
    return settled.narrowed(row, score_from=row["from_score"], score_to=row["to_score"])


def tabler(outcome: str) -> Callable[[Frame], Table]:
    """The bands, the highest first."""
    columns = (
        Column("Score", "text"), Column("Leads"), Column(outcome.capitalize()), Column("Rate", "rate"),
        Column("95 %", "interval"), Column("Times the average", "score"),
    )  # fmt: skip

    def table(frame: Frame) -> Table:
        found = [] if settled.is_blank(frame) else list(frame.iter_rows(named=True))
        lines = tuple(
            (f"{row['from_score']}–{row['to_score']}", row["n"], row["wins"], row["rate"], (row["low"], row["high"]),
             row["lift"]) for row in found
        )  # fmt: skip
        return Table(columns, lines, tuple(_link(row) for row in found))

    return table


def teller(outcome: str) -> Callable[[Frame], str]:
    """The highest and the lowest band with enough leads, and who is left out."""

    def summary(frame: Frame) -> str:
        if settled.is_blank(frame):
            return settled.pending(frame).text
        told = [row for row in frame.iter_rows(named=True) if row["n"] >= ENOUGH]
        if len(told) < 2:
            return f"Fewer than two bands hold {ENOUGH} settled leads: too few to compare.{settled.aside(frame)}"
        high, low = told[0], told[-1]
        ends = [f"{row['from_score']}–{row['to_score']}: {rate(row['rate'])}" for row in (high, low)]
        return f"Of scores {ends[0]} {outcome}; of {ends[1]}.{settled.aside(frame)}"

    return summary


def make(outcome: str) -> Chart:
    """The chart of one outcome."""
    return Chart(
        key="score_bands",
        title=f"Do leads with higher scores {VERB[outcome]} more often?",
        counted=(
            f"{settled.COUNTED}{settled.REACHED[outcome]}Leads by their score today, ten points a band; Wilson 95 % "
            f"intervals; bands with fewer than {ENOUGH} leads are pale. The dotted line is the rate of all of them."
        ),
        ask=ask,
        draw=draw,
        table=tabler(outcome),
        summary=teller(outcome),
        shape=shaper(outcome),
        options={"outcome": outcome},
        common=settled.scored,
    )


SCORE_BANDS = Family("score_bands", {"outcome": OUTCOMES}, make)
