"""How many leads have converted by each day after their capture, young ones counted for as long as watched."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.funnel_steps import AUTO, days_of, window_words
from leadlight.charts.look import Look, layout
from leadlight.charts.marks import Trace, picture, scatter
from leadlight.charts.wording import THIN, count, interval, of, rate, share
from leadlight.domain.window import WINDOWS
from leadlight.stats.survival import Curve, converted_by
from leadlight.warehouse.query import Filters
from leadlight.warehouse.window import Survival

ENOUGH = 30
"""Leads watched for so long: beyond the day on which fewer were, the curve is not drawn."""
SCHEMA: dict[str, Any] = {
    "whose": pl.String, "day": pl.Int64, "share": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "at_risk": pl.Int64, "n": pl.Int64, "converted": pl.Int64, "window": pl.Int64,
}  # fmt: skip
NAMES = {"range": "These leads", "all": "All leads to date"}
FEW = Message(
    f"Too few leads to draw a curve: it takes {ENOUGH}, and a conversion among them.",
    "Choose a longer range, or take a filter away.",
)


def shape(frame: Frame, filters: Filters) -> Frame:
    """A row a day and curve, from day 0 on: `share` converted by then, its band, `at_risk` (watched that long)."""
    found = [_curve(frame.filter(pl.col("whose") == whose), whose) for whose in NAMES] if len(frame) else []
    if not found or found[0].is_empty():
        return pl.DataFrame(schema=SCHEMA)
    own, every = found
    return own if own["n"][0] == every["n"][0] else pl.concat(found)


def _curve(watched: Frame, whose: str) -> Frame:
    n, converted = int(watched["leads"].sum()), int(watched.filter("converted")["leads"].sum())
    if n < ENOUGH or not converted:
        return pl.DataFrame(schema=SCHEMA)
    curve = converted_by(watched["days"].to_list(), watched["converted"].to_list(), watched["leads"].to_list())
    lines = []
    for day, at_risk in enumerate(_at_risk(watched)):
        if at_risk < ENOUGH:
            break
        lines.append((whose, day, *_at(curve, day), at_risk, n, converted, watched["window"][0]))
    return pl.DataFrame(lines, schema=SCHEMA, orient="row")


def _at_risk(watched: Frame) -> list[int]:
    """For each day, how many leads were watched at least so long, or had converted by then."""
    days = max(watched["days"].to_list(), default=0)
    gone = dict(watched.filter(~pl.col("converted")).group_by("days").agg(pl.col("leads").sum()).iter_rows())
    left, found = int(watched["leads"].sum()), []
    for day in range(days + 1):
        found.append(left)
        left -= int(gone.get(day, 0))
    return found


def _at(curve: Curve, day: int) -> tuple[float, float, float]:
    point = curve.at(day)
    return (point.share, point.low, point.high) if point else (0.0, 0.0, 0.0)


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """Steps with a band, the conversion window as an upright line, all leads to date dashed for comparison."""
    if frame.is_empty():
        return FEW
    own, every = (frame.filter(pl.col("whose") == whose) for whose in NAMES)
    traces = [*_band(own, look), _line(own, look)]
    if len(every):
        traces.insert(0, _line(every, look, dash="dot"))
    return picture(traces, _ground(frame, look))


def _band(own: Frame, look: Look) -> list[Trace]:
    red, green, blue = (int(look.accent[at : at + 2], 16) for at in (1, 3, 5))
    common: dict[str, Any] = {"x": own["day"].to_list(), "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    common["line"] = {"width": 0, "shape": "hv"}
    fill = {"fill": "tonexty", "fillcolor": f"rgba({red},{green},{blue},0.18)"}
    return [scatter(y=own["low"].to_list(), **common), scatter(y=own["high"].to_list(), **common, **fill)]


def _line(curve: Frame, look: Look, dash: str = "solid") -> Trace:
    whose = curve["whose"][0]
    hover = [
        f"<b>{NAMES[whose]}</b>, by day {row['day']}: {rate(row['share'])} converted<br>"
        f"95{THIN}%: {interval(row['low'], row['high'])}; {of(row['at_risk'], 'lead')} watched so long"
        for row in curve.iter_rows(named=True)
    ]
    return scatter(
        name=NAMES[whose],
        x=curve["day"].to_list(),
        y=curve["share"].to_list(),
        mode="lines",
        line={"color": look.accent if whose == "range" else look.text, "width": 2.5, "dash": dash, "shape": "hv"},
        opacity=1 if whose == "range" else 0.55,
        customdata=[link(reached="converted") if whose == "range" else ""] * len(curve),
        hovertext=hover,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _ground(frame: Frame, look: Look) -> dict[str, Any]:
    window = int(frame["window"][0])
    last = max(min(max(frame["day"].to_list()), 2 * window), 1)
    line = {"type": "line", "x0": window, "x1": window, "y0": 0, "y1": 1, "yref": "paper"}
    shapes = (
        [line | {"line": {"color": look.text, "width": 1, "dash": "dash"}, "opacity": 0.5}] if window <= last else []
    )
    words = {
        "x": window,
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "xanchor": "right",
        "showarrow": False,
        "xshift": -4,
    }
    told = [words | {"text": f"window: {window} d", "font": {"size": 12, "color": look.text}}] if shapes else []
    top = max([*frame.filter(pl.col("day") <= last)["high"], 0.02]) * 1.05
    axis = {"fixedrange": True, "zeroline": False, "tickfont": {"color": look.text, "size": 12}, "gridcolor": look.grid}
    legend = {
        "orientation": "h",
        "y": 1.02,
        "yanchor": "bottom",
        "x": 0,
        "itemclick": False,
        "font": {"color": look.text},
    }
    return layout(
        look,
        300,
        shapes=shapes,
        annotations=told,
        hovermode="closest",
        showlegend=frame["whose"].n_unique() > 1,
        legend=legend,
        xaxis=axis | {"range": [0, last], "title": {"text": "days after the capture", "font": {"size": 12}}},
        yaxis=axis | {"range": [0, top], "tickformat": ".0%"},
    )


def table(frame: Frame) -> Table:
    """Both curves on the days of the windows, and on the last day that is drawn."""
    columns = (
        Column("Leads", "text"),
        Column("By day"),
        Column("Converted by then", "rate2"),
        Column("95 %", "interval"),
        Column("Leads watched so long"),
    )
    kept = frame.filter(pl.col("day").is_in(WINDOWS) | (pl.col("day") == pl.col("day").max().over("whose")))
    lines = tuple(
        (NAMES[row["whose"]], row["day"], row["share"], (row["low"], row["high"]), row["at_risk"])
        for row in kept.iter_rows(named=True)
    )
    return Table(columns, lines, ("",) * len(lines), of=4)


def summary(frame: Frame) -> str:
    """The expected final rate in words: by the window's end, from these leads or, where those are too young, all."""
    if frame.is_empty():
        return FEW.text
    own, every = (frame.filter(pl.col("whose") == whose) for whose in NAMES)
    first, window = own.row(0, named=True), int(own["window"][0])
    so_far = f"{count(first['converted'])} of {of(first['n'], 'lead')} have converted so far"
    so_far += f" ({share(first['converted'], first['n'])})"
    told = own.filter(pl.col("day") == window)
    if len(told):
        end = int(own["day"][-1])
        later = f", and {_said(own.tail(1))} by day {end}, as far as can be told" if end > window else ""
        return f"Expected: {_said(told)} by day {window}{later}. {so_far}."
    young = f"Fewer than {ENOUGH} of these leads are {window} days old"
    told = every.filter(pl.col("day") == window)
    if len(told):
        return f"{so_far}. {young}; of all leads to date, {_said(told)} converted by then: expect about that."
    last = own.row(-1, named=True)
    return f"{so_far}. {young}: by day {last['day']}, {_said(own.tail(1))}; it is too early to say more."


def _said(point: Frame) -> str:
    row = point.row(0, named=True)
    return f"{rate(row['share'])} (95{THIN}%: {interval(row['low'], row['high'])})"


COUNTED = (
    "The share of leads captured in the range that had converted by each day after their capture (Kaplan–Meier, with "
    "its pointwise 95 % band): a young lead counts for as long as it has been watched, so it is pending, not lost. A "
    "lost lead stays in: it has not converted. Days are whole local days, today included. Drawn as far as at least "
    "{enough} leads are that old. The dotted line is the same for all leads to date, whatever the range. Conversion "
    "window: {window}."
)


def conversion_curve(window: str) -> Chart:
    """The chart for one conversion window."""
    return Chart(
        key="conversion_curve",
        title="How many will have converted in the end?",
        counted=COUNTED.format(enough=ENOUGH, window=window_words(window)),
        ask=lambda filters: Survival(filters, days_of(window)),
        draw=draw,
        table=table,
        summary=summary,
        shape=shape,
        options={"window": window},
    )


CONVERSION_CURVE = Family("conversion_curve", {"window": (AUTO, *map(str, WINDOWS))}, conversion_curve)
