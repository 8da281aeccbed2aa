"""Figures made of rows: the label and the number stand above each mark, so that a phone shows them whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from leadlight.charts.look import Look, layout
from leadlight.charts.marks import bar, picture
from leadlight.charts.wording import plain

ROW = 52
FAINT = 0.55
HEADROOM = 0.66
"""Above the first row's middle, in rows: where its label stands."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is and a note (left), its numbers (right), its hover text, its lead list."""

    label: str
    value: str
    hover: str
    link: str = ""
    note: str = ""
    faint: bool = False


def ground(look: Look, lines: Sequence[Line], most: float, least: float = 0, **more: Any) -> dict[str, Any]:
    """Layout of a figure of rows, the first on top, with every row's words in place."""
    words = [word for at, line in enumerate(lines) for word in _words(look, at, line)]
    axes = {
        "xaxis": {"visible": False, "range": [least, most], "fixedrange": True},
        "yaxis": {"visible": False, "range": [len(lines) - 1 + 0.35, -HEADROOM], "fixedrange": True},
    }
    return layout(look, ROW * len(lines) + 8, annotations=words, hovermode="closest", **(axes | more))


def _words(look: Look, at: int, line: Line) -> list[dict[str, Any]]:
    common = {"y": at, "yshift": 11, "xref": "paper", "yref": "y", "yanchor": "bottom", "showarrow": False}
    common |= {"opacity": FAINT if line.faint else 1}
    # Aligned, not only anchored: in a saved picture another font may be wider, and would run over the edge.
    left = {"x": 0, "xanchor": "left", "align": "left", "text": _label(line), "font": {"size": 14, "color": look.text}}
    right = {"x": 1, "xanchor": "right", "align": "right", "text": line.value, "font": {"size": 13, "color": look.text}}
    return [common | left, common | right]


def _label(line: Line) -> str:
    note = f'\u2002<span style="font-size:12px">{line.note}</span>' if line.note else ""
    return plain(line.label) + note


def bars(lines: Sequence[Line], values: Sequence[float], colours: Sequence[str], look: Look) -> go.Figure:
    """Horizontal bars on a faint track as long as the largest value."""
    most = max([*values, 1])
    places = list(range(len(lines)))
    shared: dict[str, Any] = {"y": places, "orientation": "h", "width": 0.30}
    track = bar(x=[most] * len(lines), marker={"color": look.track, "cornerradius": 5}, hoverinfo="skip", **shared)
    marks = bar(
        x=list(values),
        marker={"color": list(colours), "cornerradius": 5},
        customdata=[line.link for line in lines],
        hovertext=[line.hover for line in lines],
        hovertemplate="%{hovertext}<extra></extra>",
        **shared,
    )
    return picture([track, marks], ground(look, lines, most, barmode="overlay"))
