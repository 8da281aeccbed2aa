"""What prompt contact goes with: the conversion of each band of waiting, with its interval."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows, settled, whiskers
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.first_contact import COLOURS, KEYS, NO_TIMES
from leadlight.charts.look import Look
from leadlight.charts.settled import ENOUGH, OUTCOMES, VERB
from leadlight.charts.wording import count, interval, of, rate
from leadlight.domain.promptness import LABELS
from leadlight.stats.wilson import wilson
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.first_contact import CLOCKS, DIMENSION, Outcomes

SCHEMA: dict[str, Any] = {"band": pl.String, "n": pl.Int64, "wins": pl.Int64}
SCHEMA |= dict.fromkeys(("rate", "low", "high"), pl.Float64)


def shaper(outcome: str) -> Callable[[Frame, Filters], Frame]:
    """One row a band that holds settled leads, the soonest first: SCHEMA and settled.CONTEXT (of timed leads)."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        timed = frame.filter(pl.col("band").is_not_null())
        found = [
            (band, n, wins, wins / n, *(wilson(wins, n) or (None, None)))
            for band, n, wins in timed.select("band", "settled", outcome).iter_rows()
            if n
        ]
        return settled.told(found, SCHEMA, timed, outcome)

    return shape


def _blank(frame: Frame) -> Message:
    return NO_TIMES if frame.is_empty() else settled.pending(frame)


def drawer(clock: str) -> Callable[[Frame, Look], go.Figure | Message]:
    """A dot a band, its whisker; the dotted line is the rate of all."""

    def draw(frame: Frame, look: Look) -> go.Figure | Message:
        if settled.is_blank(frame):
            return _blank(frame)
        found = list(frame.iter_rows(named=True))
        rates = [whiskers.Rate(row["rate"], row["low"], row["high"]) for row in found]
        colours = [COLOURS[row["band"]] for row in found]
        return whiskers.dots([_line(row, clock) for row in found], rates, look, colours, frame["overall"][0])

    return draw


def _line(row: dict[str, Any], clock: str) -> rows.Line:
    sure, enough = interval(row["low"], row["high"]), row["n"] >= ENOUGH
    return rows.Line(
        label=LABELS[row["band"]],
        note=f"n = {count(row['n'])}",
        value=f"<b>{rate(row['rate'])}</b>\u2002{sure}" if enough else "too few to tell",
        hover=f"{count(row['wins'])} of {of(row['n'], 'lead')}<br>{rate(row['rate'])} (95 %: {sure})",
        link=_link(row, clock),
        faint=not enough,
    )


def _link(row: dict[str, Any], clock: str) -> str:
    return settled.narrowed(row, **{DIMENSION[clock]: row["band"]})


def tabler(clock: str, outcome: str) -> Callable[[Frame], Table]:
    """The bands drawn, the soonest first."""
    columns = (
        Column("First contact", "text"), Column("Leads"), Column(outcome.capitalize()), Column("Rate", "rate"),
        Column("95 %", "interval"),
    )  # fmt: skip

    def table(frame: Frame) -> Table:
        found = [] if settled.is_blank(frame) else list(frame.iter_rows(named=True))
        lines = tuple(
            (LABELS[row["band"]], row["n"], row["wins"], row["rate"], (row["low"], row["high"])) for row in found
        )
        return Table(columns, lines, tuple(_link(row, clock) for row in found))

    return table


def teller(outcome: str) -> Callable[[Frame], str]:
    """The soonest band against the slowest with enough leads."""

    def summary(frame: Frame) -> str:
        if settled.is_blank(frame):
            return _blank(frame).text
        told = [row for row in frame.iter_rows(named=True) if row["n"] >= ENOUGH and row["band"] in KEYS[:-1]]
        if len(told) < 2:
            return f"Fewer than two bands hold {ENOUGH} settled leads: too few to compare.{settled.aside(frame)}"
        ends = [f"{LABELS[row['band']].lower()}: {rate(row['rate'])} {outcome}" for row in (told[0], told[-1])]
        return f"Contacted {ends[0]}; {ends[1]}. Going together is not causing.{settled.aside(frame)}"

    return summary


def make(clock: str, outcome: str) -> Chart:
    """The chart of one way to count time, and one outcome."""
    office = ", counting only the bot's office hours in its zone" if clock == "office" else ""
    return Chart(
        key="contact_outcomes",
        title=f"Do leads contacted sooner {VERB[outcome]} more often?",
        counted=(
            f"{settled.COUNTED}{settled.REACHED[outcome]}By the time from capture to first contact{office}; leads "
            "without times are left out. Wilson 95 % intervals; the dotted line is the rate of all of them. Sooner and "
            "better may have a cause in common: people answer the promising ones first."
        ),
        ask=lambda filters: Outcomes(filters, clock),
        draw=drawer(clock),
        table=tabler(clock, outcome),
        summary=teller(outcome),
        shape=shaper(outcome),
        options={"clock": clock, "outcome": outcome},
        common=lambda frame: "&".join(
            [settled.narrowed(frame.row(0, named=True)), *(link(**{DIMENSION[clock]: key}) for key in KEYS)]
        ),
    )


CONTACT_OUTCOMES = Family("contact_outcomes", {"clock": tuple(CLOCKS), "outcome": OUTCOMES}, make)
