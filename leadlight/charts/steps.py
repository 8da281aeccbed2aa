"""Steps of a funnel as rows: bars with a line of words above and lines of small print beneath, whole on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from leadlight.charts.look import Look, layout
from leadlight.charts.marks import Trace, bar, picture

LINE, HEAD, BAR, GAP = 17, 24, 14, 12
"""Pixels: a line of small print, the words above a bar, the bar, and what parts a row from the next."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a row's bar. `link` is its list of leads."""

    value: float
    colour: str
    hover: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name, its numbers, the parts of its bar from the left, and what is said beneath."""

    name: str
    value: str
    segments: Sequence[Segment]
    beneath: Sequence[str] = field(default=())


def figure(rows: Sequence[Row], look: Look) -> go.Figure:
    """The rows on a track as long as the longest of them; at least one row."""
    most = max([1.0, *(sum(part.value for part in row.segments) for row in rows)])
    lines = max(len(row.beneath) for row in rows)
    pitch = HEAD + BAR + LINE * lines + GAP
    places = [pitch * at + HEAD + BAR / 2 for at in range(len(rows))]
    axes = {
        "xaxis": {"visible": False, "range": [0, most], "fixedrange": True},
        "yaxis": {"visible": False, "range": [pitch * len(rows) - GAP, 0], "fixedrange": True},
    }
    words = [word for place, row in zip(places, rows, strict=True) for word in _words(place, row, look)]
    ground = layout(look, pitch * len(rows), annotations=words, hovermode="closest", barmode="overlay", **axes)
    return picture([_track(places, most, look), *_bars(places, rows)], ground)


def _track(places: Sequence[float], most: float, look: Look) -> Trace:
    mark = {"color": look.track, "cornerradius": 5}
    return bar(x=[most] * len(places), y=list(places), width=BAR, orientation="h", marker=mark, hoverinfo="skip")


def _bars(places: Sequence[float], rows: Sequence[Row]) -> list[Trace]:
    """One trace for each part: the first of every row, the second, …"""
    traces = []
    for at in range(max(len(row.segments) for row in rows)):
        held = [(place, row.segments) for place, row in zip(places, rows, strict=True) if len(row.segments) > at]
        parts = [segments[at] for _, segments in held]
        traces.append(
            bar(
                x=[part.value for part in parts],
                base=[sum(before.value for before in segments[:at]) for _, segments in held],
                y=[place for place, _ in held],
                width=BAR,
                orientation="h",
                marker={"color": [part.colour for part in parts], "cornerradius": 4},
                customdata=[part.link for part in parts],
                hovertext=[part.hover for part in parts],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    return traces


def _words(place: float, row: Row, look: Look) -> list[dict[str, Any]]:
    common = {"y": place, "xref": "paper", "yref": "y", "showarrow": False}
    above = common | {"yshift": BAR / 2 + 1, "yanchor": "bottom"}
    found = [
        above | {"x": 0, "xanchor": "left", "text": row.name, "font": {"size": 14, "color": look.text}},
        above | {"x": 1, "xanchor": "right", "text": row.value, "font": {"size": 13, "color": look.text}},
    ]
    for at, line in enumerate(row.beneath):
        lower = {"yshift": -BAR / 2 - 1 - LINE * at, "yanchor": "top", "x": 0, "xanchor": "left", "opacity": 0.8}
        found.append(common | lower | {"text": line, "font": {"size": 12, "color": look.text}})
    return found
