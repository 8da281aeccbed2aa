"""Rows with a dot for a rate and a whisker for its interval; rows of shares that add up to a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from leadlight.charts import rows
from leadlight.charts.look import Look
from leadlight.charts.marks import Trace, bar, picture, scatter


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its interval, all 0–1; None where there is nothing to divide by."""

    value: float | None
    low: float | None = None
    high: float | None = None


def dots(
    lines: Sequence[rows.Line],
    rates: Sequence[Rate],
    look: Look,
    colours: Sequence[str] = (),
    reference: float | None = None,
) -> go.Figure:
    """A dot and a whisker a row; rows marked faint are pale. `reference` is a dotted line across every row.

    The scale is that of the rows that are not faint, where there are any: a faint whisker may end at its edge, and
    a dot beyond it is an arrow there.
    """
    colours = colours or [look.accent] * len(lines)
    sure = [rate for rate, line in zip(rates, lines, strict=True) if not line.faint] or rates
    most = max([0.05, *(rate.high or rate.value or 0 for rate in sure), reference or 0]) * 1.03
    least = -0.02 * most  # room for a whole dot at 0
    rates = [rate if rate.high is None else replace(rate, high=min(rate.high, most)) for rate in rates]
    rails: list[dict[str, Any]] = [
        {"type": "line", "x0": least, "x1": most, "y0": at, "y1": at, "layer": "below", "line": {"color": look.grid}}
        for at in range(len(lines))
    ]
    if reference is not None:
        dashed = {"color": look.text, "dash": "dot", "width": 1.5}
        shared = {"type": "line", "x0": reference, "x1": reference, "opacity": 0.7, "layer": "below", "line": dashed}
        rails += [shared | {"y0": at - 0.17, "y1": at + 0.17} for at in range(len(lines))]
    ground = rows.ground(look, lines, most, least, shapes=rails)
    return picture([*_whiskers(lines, rates, colours), _dots(lines, rates, colours, most)], ground)


def _whiskers(lines: Sequence[rows.Line], rates: Sequence[Rate], colours: Sequence[str]) -> list[Trace]:
    """One trace a colour and strength: a trace a row would cost ten times as much."""
    kinds: dict[tuple[str, bool], list[int]] = {}
    for at, (line, colour) in enumerate(zip(lines, colours, strict=True)):
        if rates[at].low is not None:
            kinds.setdefault((colour, line.faint), []).append(at)
    return [
        scatter(
            x=[end for at in places for end in (rates[at].low, rates[at].high, None)],
            y=[end for at in places for end in (at, at, None)],
            mode="lines",
            line={"width": 4, "color": colour},
            opacity=0.2 if faint else 0.5,
            hoverinfo="skip",
        )
        for (colour, faint), places in kinds.items()
    ]


def _dots(lines: Sequence[rows.Line], rates: Sequence[Rate], colours: Sequence[str], most: float) -> Trace:
    beyond = [rate.value is not None and rate.value > most for rate in rates]
    return scatter(
        x=[most if is_beyond else rate.value for rate, is_beyond in zip(rates, beyond, strict=True)],
        y=list(range(len(lines))),
        mode="markers",
        marker={
            "size": 12,
            "color": list(colours),
            "opacity": [0.4 if line.faint else 1.0 for line in lines],
            "symbol": ["triangle-right" if each else "circle" for each in beyond],
        },
        customdata=[line.link for line in lines],
        hovertext=[line.hover for line in lines],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every row: its name and colour; for each row how many, what the hover says, the list behind it."""

    name: str
    colour: str
    counts: Sequence[int]
    hovers: Sequence[str]
    links: Sequence[str]


def parts(lines: Sequence[rows.Line], stacked: Sequence[Part], look: Look) -> go.Figure:
    """Every row a bar of the same length, divided into its parts; a legend names them."""
    totals = [sum(part.counts[at] for part in stacked) or 1 for at in range(len(lines))]
    places = list(range(len(lines)))
    bars = [
        bar(
            name=part.name,
            x=[number / total for number, total in zip(part.counts, totals, strict=True)],
            y=places,
            orientation="h",
            width=0.30,
            marker={"color": part.colour, "opacity": [0.45 if line.faint else 1.0 for line in lines]},
            customdata=list(part.links),
            hovertext=list(part.hovers),
            hovertemplate="%{hovertext}<extra></extra>",
        )
        for part in stacked
        if any(part.counts)
    ]
    legend = {"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0, "itemclick": False, "itemdoubleclick": False}
    ground = rows.ground(look, lines, 1.0, barmode="stack")
    ground |= {"showlegend": True, "legend": legend | {"traceorder": "normal", "font": {"color": look.text}}}
    ground |= {"height": ground["height"] + LEGEND, "margin": ground["margin"] | {"t": LEGEND}}
    return picture(bars, ground)


LEGEND = 34
"""Pixels above the rows for the legend."""
