"""Which signals tell: how often leads with each kind of signal convert, or qualify, beside those without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows, settled, whiskers
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table
from leadlight.charts.look import Look
from leadlight.charts.settled import ENOUGH, OUTCOMES, VERB
from leadlight.charts.wording import change, changes, count, interval, of, plain, rate
from leadlight.scoring.signals import name_of
from leadlight.stats.newcombe import difference
from leadlight.stats.several import benjamini_hochberg
from leadlight.stats.wilson import wilson
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.scores import Signals

SCHEMA: dict[str, Any] = {"signal": pl.String, "n": pl.Int64, "wins": pl.Int64}
SCHEMA |= dict.fromkeys(("rate", "low", "high", "without", "lift", "more", "more_low", "more_high", "p"), pl.Float64)
SURE = 0.05
MORE = list(SCHEMA).index("more")


def ask(filters: Filters) -> Signals:
    """Outcomes by signal."""
    return Signals(filters)


def shaper(outcome: str) -> Callable[[Frame, Filters], Frame]:
    """One row a signal, the strongest first, those with too few leads last: SCHEMA and settled.CONTEXT.

    `without` is the rate of leads without the signal, `lift` the rate ÷ that, `more` the difference with its Newcombe
    95 % interval, `p` its p-value after Benjamini and Hochberg.
    """

    def shape(frame: Frame, filters: Filters) -> Frame:
        if frame.is_empty():
            return settled.told((), SCHEMA, frame, outcome)
        everyone = frame.filter(pl.col("signal").is_null())
        all_n, all_wins = everyone["settled"][0], everyone[outcome][0]
        kinds = frame.filter(pl.col("signal").is_not_null()).select("signal", "settled", outcome).rows()
        found = _adjusted([_row(kind, n, won, all_n - n, all_wins - won) for kind, n, won in kinds])
        found.sort(key=lambda row: (row[1] < ENOUGH, -(-1.0 if row[MORE] is None else row[MORE]), row[0]))
        return settled.told(found, SCHEMA, everyone, outcome)

    return shape


def _row(kind: str, n: int, won: int, rest: int, rest_won: int) -> tuple[Any, ...]:
    share, (low, high) = won / n, wilson(won, n) or (None, None)
    without = rest_won / rest if rest else None
    gap = difference(won, n, rest_won, rest)
    more = (gap.value, gap.low, gap.high, gap.p_value) if gap else (None, None, None, None)
    return (kind, n, won, share, low, high, without, share / without if without else None, *more)


def _adjusted(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Looking at many signals at once, one in twenty would stand out by chance: their p-values allow for that."""
    adjusted = benjamini_hochberg([1.0 if row[-1] is None else row[-1] for row in found])
    return [(*row[:-1], p) for row, p in zip(found, adjusted, strict=True)]


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A dot for the rate with the signal, a whisker for its interval; the dotted line is the rate of all.

    Signals of too few leads stand in the table only, unless there are no others.
    """
    if settled.is_blank(frame):
        return _blank(frame)
    every = list(frame.iter_rows(named=True))
    found = [row for row in every if row["n"] >= ENOUGH] or every
    rates = [whiskers.Rate(row["rate"], row["low"], row["high"]) for row in found]
    return whiskers.dots([_line(row) for row in found], rates, look, reference=frame["overall"][0])


def _blank(frame: Frame) -> Message:
    if len(frame) and frame["settled"][0]:
        return Message("None of these leads has a signal.", "Signals come from what visitors said.")
    return settled.pending(frame)


def _line(row: dict[str, Any]) -> rows.Line:
    enough = row["n"] >= ENOUGH
    told = f"<b>{change(row['more'])}</b>" if row["p"] <= SURE else "not clear"
    hover = [
        f"<b>{plain(name_of(row['signal']))}</b>: {count(row['wins'])} of {of(row['n'], 'lead')}",
        f"{rate(row['rate'])} (95 %: {interval(row['low'], row['high'])}), without it {rate(row['without'])}",
        f"Difference {change(row['more'])} ({changes(row['more_low'], row['more_high'])})",
    ]
    return rows.Line(
        label=name_of(row["signal"]),
        note=f"n = {count(row['n'])}",
        value=f"{rate(row['rate'])}\u2002{told}" if enough else "too few to tell",
        hover="<br>".join(hover),
        link=_link(row),
        faint=not enough or row["p"] > SURE,
    )


def _link(row: dict[str, Any]) -> str:
    return settled.narrowed(row, signal=row["signal"], score_from=0)


def tabler(outcome: str) -> Callable[[Frame], Table]:
    """The signals drawn, in their order."""
    columns = (
        Column("Signal", "text"), Column("Leads"), Column(outcome.capitalize()), Column("Rate", "rate"),
        Column("95 %", "interval"), Column("Without it", "rate"), Column("Lift", "score"),
        Column("Difference", "change"), Column("Difference, 95 %", "changes"),
    )  # fmt: skip

    def table(frame: Frame) -> Table:
        found = [] if settled.is_blank(frame) else list(frame.iter_rows(named=True))
        lines = tuple(
            (name_of(row["signal"]), row["n"], row["wins"], row["rate"], (row["low"], row["high"]), row["without"],
             row["lift"], row["more"], (row["more_low"], row["more_high"]) if row["more"] is not None else None)
            for row in found
        )  # fmt: skip
        return Table(columns, lines, tuple(_link(row) for row in found))

    return table


def summary(frame: Frame) -> str:
    """What stands out, up and down."""
    if settled.is_blank(frame):
        return _blank(frame).text
    sure = [row for row in frame.iter_rows(named=True) if row["n"] >= ENOUGH and row["p"] <= SURE]
    ups = [name_of(row["signal"]) for row in sure if row["more"] > 0][:3]
    downs = [name_of(row["signal"]) for row in reversed(sure) if row["more"] < 0][:3]
    parts = [f"more often with {', '.join(ups)}"] if ups else []
    parts += [f"less often with {', '.join(downs)}"] if downs else []
    if not parts:
        return f"No signal stands out from chance.{settled.aside(frame)}"
    return f"{'; '.join(parts).capitalize()}.{settled.aside(frame)}"


def make(outcome: str) -> Chart:
    """The chart of one outcome."""
    return Chart(
        key="signal_lift",
        title=f"Which signals go with leads that {VERB[outcome]}?",
        counted=(
            f"{settled.COUNTED}{settled.REACHED[outcome]}A lead counts for every kind of signal in its score ledger. "
            'Points are the difference to scored leads without the signal, "not clear" where chance explains it '
            "(5 %, after Benjamini and Hochberg for looking at all signals at once; its interval is Newcombe's). Lift "
            f"is the rate ÷ the rate without. Wilson 95 % intervals; signals of fewer than {ENOUGH} leads stand in the "
            "table only. The dotted line is the rate of all. Going together is not causing."
        ),
        ask=ask,
        draw=draw,
        table=tabler(outcome),
        summary=summary,
        shape=shaper(outcome),
        options={"outcome": outcome},
        common=settled.scored,
    )


SIGNAL_LIFT = Family("signal_lift", {"outcome": OUTCOMES}, make)
