"""Other thresholds, tried on history: what would be hot, warm and cold, and how each would have turned out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows, settled, whiskers
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table
from leadlight.charts.look import TEMPERATURE, TEMPERATURE_WORD, Look
from leadlight.charts.score_bands import ask
from leadlight.charts.settled import OUTCOMES, VERB
from leadlight.charts.wording import change, changes, count, of
from leadlight.domain.temperature import TEMPERATURES, Thresholds, temperature
from leadlight.errors import RefusedError
from leadlight.stats.newcombe import difference
from leadlight.stats.wilson import wilson
from leadlight.warehouse.filters import Filters

SCHEMA: dict[str, Any] = {"kind": pl.String, "from_score": pl.Int64, "to_score": pl.Int64}
SCHEMA |= dict.fromkeys(("all", "now", "n", "wins"), pl.Int64) | dict.fromkeys(("rate", "low", "high"), pl.Float64)


def shaper(outcome: str, thresholds: Thresholds) -> Callable[[Frame, Filters], Frame]:
    """One row a temperature, hot first: SCHEMA and settled.CONTEXT.

    `all` leads of the range would be of this kind and `now` are; `n` of the former are settled,
    `wins` with the outcome.
    """
    lowest = {"hot": thresholds.hot, "warm": thresholds.warm, "cold": 0}
    highest = {"hot": 100, "warm": thresholds.hot - 1, "cold": thresholds.warm - 1}

    def shape(frame: Frame, filters: Filters) -> Frame:
        found = {kind: [0, 0, 0, 0] for kind in TEMPERATURES}
        for score, now, *numbers in frame.select("score", "temperature", "leads", "settled", outcome).iter_rows():
            would = found[temperature(score, thresholds)]
            for at, number in zip((0, 2, 3), numbers, strict=True):
                would[at] += number
            found[now][1] += numbers[0]
        lines = []
        for kind, (every, now, n, wins) in found.items():
            share = (wins / n, *(wilson(wins, n) or ())) if n else (None, None, None)
            lines.append((kind, lowest[kind], highest[kind], every, now, n, wins, *share))
        return settled.told(lines, SCHEMA, frame, outcome)

    return shape


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A dot for each kind's rate, a whisker for its interval; the dotted line is the rate of all."""
    if settled.is_blank(frame):
        return settled.pending(frame)
    found = list(frame.iter_rows(named=True))
    rates = [whiskers.Rate(row["rate"], row["low"], row["high"]) for row in found]
    colours = [TEMPERATURE[row["kind"]] for row in found]
    return whiskers.dots([_line(row) for row in found], rates, look, colours, frame["overall"][0])


def _line(row: dict[str, Any]) -> rows.Line:
    named = f"{TEMPERATURE_WORD[row['kind']]} {row['from_score']}–{row['to_score']}"
    return settled.line(row, named, _link(row))


def _link(row: dict[str, Any]) -> str:
    return settled.narrowed(row, score_from=row["from_score"], score_to=max(row["to_score"], 0))


def tabler(outcome: str) -> Callable[[Frame], Table]:
    """Hot first."""
    columns = (
        Column("Temperature", "text"), Column("Scores", "text"), Column("Settled"), Column(outcome.capitalize()),
        Column("Rate", "rate"), Column("95 %", "interval"), Column("Leads of the range"), Column("As it is now"),
    )  # fmt: skip

    def table(frame: Frame) -> Table:
        found = [] if settled.is_blank(frame) else list(frame.iter_rows(named=True))
        lines = tuple(
            (TEMPERATURE_WORD[row["kind"]], f"{row['from_score']}–{row['to_score']}", row["n"], row["wins"],
             row["rate"], (row["low"], row["high"]), row["all"], row["now"]) for row in found
        )  # fmt: skip
        return Table(columns, lines, tuple(_link(row) for row in found), of=2)

    return table


def summary(frame: Frame) -> str:
    """How many would be hot, and whether hot and warm, warm and cold would part."""
    if settled.is_blank(frame):
        return settled.pending(frame).text
    by_kind = {row["kind"]: row for row in frame.iter_rows(named=True)}
    hot = by_kind["hot"]
    said = [f"{of(hot['all'], 'lead')} would be hot ({count(hot['now'])} are)."]
    said += [_parted(by_kind[one], by_kind[other]) for one, other in (("hot", "warm"), ("warm", "cold"))]
    return " ".join(said) + settled.aside(frame)


def _parted(one: dict[str, Any], other: dict[str, Any]) -> str:
    gap = difference(one["wins"], one["n"], other["wins"], other["n"])
    names = f"{TEMPERATURE_WORD[one['kind']]} against {TEMPERATURE_WORD[other['kind']].lower()}"
    if gap is None:
        return f"{names}: none to compare."
    told = f"{change(gap.value)} ({changes(gap.low, gap.high)})"
    return f"{names}: {told}" + ("." if gap.is_told else ", no difference told.")


def make(hot: str = str(Thresholds().hot), warm: str = str(Thresholds().warm), outcome: str = OUTCOMES[0]) -> Chart:
    """The chart of two thresholds (scores as text) and an outcome. Raises RefusedError for impossible thresholds."""
    thresholds = checked(hot, warm)
    return Chart(
        key="what_if",
        title=f"With these thresholds, how often would each {VERB[outcome]}?",
        counted=(
            f"{settled.COUNTED}{settled.REACHED[outcome]}The leads of the range by the score they have, parted at the "
            "two thresholds tried here, with Wilson 95 % intervals; differences are Newcombe's. Nothing is saved: the "
            "bot's own thresholds stay. History would have gone otherwise, had people seen other colours."
        ),
        ask=ask,
        draw=draw,
        table=tabler(outcome),
        summary=summary,
        shape=shaper(outcome, thresholds),
        options={"hot": hot, "warm": warm, "outcome": outcome},
        common=settled.scored,
    )


def checked(hot: str, warm: str) -> Thresholds:
    """Thresholds from text: 1 ≤ warm < hot ≤ 100. Raises RefusedError otherwise."""
    for name, given in (("hot", hot), ("warm", warm)):
        if not (given.isascii() and given.isdigit() and len(given) <= 3):
            raise RefusedError(f"{name} is a score from 1 to 100, not {given!r}", name)
    found = Thresholds(hot=int(hot), warm=int(warm))
    if not 1 <= found.warm < found.hot <= 100:
        raise RefusedError(f"thresholds are 1 ≤ warm < hot ≤ 100, not warm {warm}, hot {hot}", "hot")
    return found


WHAT_IF = Family("what_if", {"hot": (), "warm": (), "outcome": OUTCOMES}, make)
