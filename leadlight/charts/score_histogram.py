"""How the scores are spread: leads by score, five points a bar, coloured by temperature."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts.contract import Chart, Column, Frame, Message, Table, link, numbers
from leadlight.charts.look import TEMPERATURE, TEMPERATURE_WORD, Look, layout
from leadlight.charts.marks import Trace, bar, picture
from leadlight.charts.wording import count, of
from leadlight.domain.temperature import TEMPERATURES
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.scores import Scores

WIDTH = 5
"""Points of score a bar holds; the last holds 100 too."""
NONE_SCORED = Message(
    "No scored leads in this range.", "A lead is scored from its conversation; imports often have none."
)


def ask(filters: Filters) -> Scores:
    """Leads by score."""
    return Scores(filters)


def shape(frame: Frame, filters: Filters) -> Frame:
    """One row a bar from 0 to 100: first, last (scores it holds), hot, warm, cold, hot_from, warm_from."""
    schema = dict.fromkeys(("first", "last", *TEMPERATURES, "hot_from", "warm_from"), pl.Int64)
    if frame.is_empty():
        return pl.DataFrame(schema=schema)
    starts = range(0, 100, WIDTH)
    found = {(start, kind): 0 for start in starts for kind in TEMPERATURES}
    for score, kind, leads in frame.select("score", "temperature", "leads").iter_rows():
        found[min(score // WIDTH * WIDTH, starts[-1]), kind] += leads
    limits = (frame["hot_from"].min(), frame["warm_from"].min())
    bars = [(start, _last(start), *(found[start, kind] for kind in TEMPERATURES), *limits) for start in starts]
    return pl.DataFrame(bars, schema=schema, orient="row")


def _last(start: int) -> int:
    return 100 if start + WIDTH >= 100 else start + WIDTH - 1


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """Upright bars, the two thresholds between them."""
    if frame.is_empty():
        return NONE_SCORED
    return picture([_bars(frame, kind) for kind in TEMPERATURES if sum(frame[kind])], _ground(frame, look))


def _bars(frame: Frame, kind: str) -> Trace:
    spans = list(zip(frame["first"], frame["last"], strict=True))
    return bar(
        name=TEMPERATURE_WORD[kind],
        x=[first + WIDTH / 2 for first, _ in spans],
        y=frame[kind].to_list(),
        width=WIDTH * 0.86,
        marker={"color": TEMPERATURE[kind], "line": {"width": 0}},
        customdata=[link(score_from=first, score_to=last, temperature=kind) for first, last in spans],
        hovertext=[
            f"<b>{first}–{last}</b> {TEMPERATURE_WORD[kind].lower()}: {of(number, 'lead')}"
            for (first, last), number in zip(spans, frame[kind], strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _ground(frame: Frame, look: Look) -> dict[str, Any]:
    quiet = {"fixedrange": True, "zeroline": False, "tickfont": {"color": look.text, "size": 12}}
    limits = {"Hot from": frame["hot_from"][0], "Warm from": frame["warm_from"][0]}
    rules = [
        {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": look.text, "width": 1,
         "dash": "dot"}} for at in limits.values()
    ]  # fmt: skip
    words = [
        {"x": at, "y": 1, "yref": "paper", "yanchor": "bottom", "text": f"{name} {at}", "showarrow": False,
         "font": {"size": 12, "color": look.text}} for name, at in limits.items()
    ]  # fmt: skip
    return layout(
        look,
        270,
        barmode="stack",
        margin={"l": 0, "r": 0, "t": 24, "b": 0},
        shapes=rules,
        annotations=words,
        hovermode="closest",
        xaxis=quiet | {"showgrid": False, "range": [-1, 101], "dtick": 10, "title": {"text": "Score"}},
        yaxis=quiet | {"gridcolor": look.grid, "rangemode": "tozero", "tickformat": ",.0f", "nticks": 5},
    )


def table(frame: Frame) -> Table:
    """One row a bar that holds leads."""
    columns = (Column("Score", "text"), Column("Leads"), *(Column(TEMPERATURE_WORD[kind]) for kind in TEMPERATURES))
    held = [row for row in frame.rows() if sum(row[2:5])]
    lines = tuple((f"{first}–{last}", sum(kinds), *kinds) for first, last, *kinds in (row[:5] for row in held))
    return Table(columns, lines, tuple(link(score_from=row[0], score_to=row[1]) for row in held))


def summary(frame: Frame) -> str:
    """How many were scored, and where most of them stand."""
    if frame.is_empty():
        return NONE_SCORED.text
    totals = [sum(row) for row in zip(*(numbers(frame, kind) for kind in TEMPERATURES), strict=True)]
    at = totals.index(max(totals))
    where = f"{frame['first'][at]}–{frame['last'][at]}"
    return f"{of(sum(totals), 'scored lead')}; most score {where} ({count(totals[at])})."


SCORE_HISTOGRAM = Chart(
    key="score_histogram",
    title="How are the scores spread?",
    counted=(
        "Scored leads captured in the range by score today, five points a bar (the last holds 100 too). Colour is the "
        "temperature, by the bot's two thresholds, which are drawn where they stand. Leads without a conversation "
        "have no score."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
    within=link(score_from=0),
)
