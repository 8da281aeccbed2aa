"""How long a visit of each open stage lasts, visits that last yet counted for as long as they have."""

from __future__ import annotations

from collections.abc import Mapping
from math import log10
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import NOTHING, Chart, Column, Frame, Message, Table, link
from leadlight.charts.look import STATUS, Look
from leadlight.charts.marks import picture, scatter
from leadlight.charts.wording import MINUTES_A_DAY, count, duration, of, rate
from leadlight.domain.status import BY_KEY
from leadlight.stats.survival import Curve, converted_by
from leadlight.warehouse.query import Filters
from leadlight.warehouse.standing import OPEN, Stays

SCHEMA: dict[str, Any] = {
    "stage": pl.String, "here": pl.Int64, "ended": pl.Int64, "median": pl.Float64, "p90": pl.Float64, "link": pl.String,
}  # fmt: skip
LEAST = 1 / MINUTES_A_DAY
TICKS = {"1 min": LEAST, "1 h": 1 / 24, "1 d": 1.0, "1 w": 7.0, "1 mo": 30.0, "1 y": 365.0}


def shape(frame: Frame, filters: Filters) -> Frame:
    """One row an open stage: `here` (leads that stand there now), `ended` visits, `median` and `p90` days or null."""
    lines = []
    for stage in OPEN:
        of_stage = frame.filter(pl.col("stage") == stage) if len(frame) else frame
        if of_stage.is_empty():
            continue
        curve = converted_by(*(of_stage[name].to_list() for name in ("days", "ended", "visits")))
        ended = int(of_stage.filter("ended")["visits"].sum())
        here = int(of_stage["visits"].sum()) - ended
        lines.append((stage, here, ended, _after(curve, 0.5), _after(curve, 0.9), link(status=stage) if here else ""))
    return pl.DataFrame(lines, schema=SCHEMA, orient="row")


def _after(curve: Curve, left: float) -> float | None:
    """The days after which this share of visits has ended; None where it is not yet known."""
    return next((point.day for point in curve.points if point.share >= left), None)


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """From median (full) to 90th percentile (hollow) on an axis of powers: minutes and months on one line."""
    if frame.is_empty():
        return NOTHING
    lines = [_line(row) for row in frame.iter_rows(named=True)]
    ends = [value for name in ("median", "p90") for value in frame[name].drop_nulls()]
    most = log10(max([1.0, *ends])) + 0.2
    ground = rows.ground(look, lines, most, log10(LEAST) - 0.1)
    ticks = {name: log10(days) for name, days in TICKS.items() if log10(days) <= most}
    axis = {"visible": True, "tickvals": list(ticks.values()), "ticktext": list(ticks), "gridcolor": look.grid}
    ground["xaxis"] |= axis | {"zeroline": False, "tickfont": {"color": look.text, "size": 12}}
    ground |= {"height": ground["height"] + 24, "margin": ground["margin"] | {"b": 24}}
    return picture([_spans(frame, lines), *_dots(frame, lines)], ground)


def _place(days: float | None) -> float | None:
    return None if days is None else log10(max(days, LEAST))


def _line(row: Mapping[str, Any]) -> rows.Line:
    median = duration(row["median"] * MINUTES_A_DAY) if row["median"] is not None else "not yet known"
    p90 = f"within {duration(row['p90'] * MINUTES_A_DAY)}" if row["p90"] is not None else "not yet known"
    hover = [
        f"<b>{BY_KEY[row['stage']].label}</b>",
        f"half of the visits end within {median}; nine in ten: {p90}",
        f"{of(row['ended'], 'visit')} ended, {of(row['here'], 'lead')} there now",
    ]
    value = f"median <b>{median}</b>\u200290 % {p90}"
    note = f"{count(row['here'])} there now"
    return rows.Line(BY_KEY[row["stage"]].label, value, "<br>".join(hover), row["link"], note)


def _spans(frame: Frame, lines: list[rows.Line]) -> dict[str, Any]:
    spans = [(at, _place(row["median"]), _place(row["p90"])) for at, row in enumerate(frame.iter_rows(named=True))]
    return scatter(
        x=[end for _, low, high in spans for end in (low, high if high is not None else low, None)],
        y=[place for at, _, _ in spans for place in (at, at, None)],
        mode="lines",
        line={"width": 3, "color": "rgba(125,145,149,0.55)"},
        hoverinfo="skip",
    )


def _dots(frame: Frame, lines: list[rows.Line]) -> list[dict[str, Any]]:
    colours = [STATUS[stage] for stage in frame["stage"]]
    common: dict[str, Any] = {
        "y": list(range(len(lines))),
        "mode": "markers",
        "customdata": [line.link for line in lines],
        "hovertext": [line.hover for line in lines],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    full, hollow = {"size": 13, "color": colours}, {"size": 11, "symbol": "circle-open", "color": colours}
    return [
        scatter(x=[_place(value) for value in frame[name]], marker=marker, **common)
        for name, marker in (("median", full), ("p90", hollow | {"line": {"width": 3}}))
    ]


def table(frame: Frame) -> Table:
    """The open stages in order."""
    columns = (
        Column("Stage", "text"),
        Column("Leads there now"),
        Column("Visits ended"),
        Column("Median", "days"),
        Column("90 % within", "days"),
    )
    lines = tuple(
        (BY_KEY[row["stage"]].label, *(row[name] for name in ("here", "ended", "median", "p90")))
        for row in frame.iter_rows(named=True)
    )
    return Table(columns, lines, tuple(frame["link"]))


def summary(frame: Frame) -> str:
    """Where leads stand longest."""
    if frame.is_empty():
        return NOTHING.text
    known = [row for row in frame.iter_rows(named=True) if row["median"] is not None]
    if not known:
        return "Fewer than half of the visits of any stage have ended: too early to say how long they last."
    longest = max(known, key=lambda row: row["median"])
    visits = longest["ended"] + longest["here"]
    last = f"{rate(longest['here'] / visits)} of {of(visits, 'visit')} last yet"
    median = duration(longest["median"] * MINUTES_A_DAY)
    return f"Leads stand longest in {BY_KEY[longest['stage']].label}: median {median}; {last}."


TIME_IN_STAGE = Chart(
    key="time_in_stage",
    title="How long do leads stand in each stage?",
    counted=(
        "Visits of each open stage by the leads captured in the range: from entering it (New: from the capture) to the "
        "next move to another status; a lead that comes back makes another visit (what all "
        "of its visits took together stands on its own page). Visits that last yet are counted for "
        "as long as they have lasted (Kaplan–Meier), not left out: leaving them out would make every stage look quick. "
        "Days of 24 hours, whole local days where the source had only dates; to the minute below a day, to the hour "
        "below thirty. Undone moves count for nothing. Full: median; hollow: 90 % of visits end within."
    ),
    ask=lambda filters: Stays(filters),
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
)
