"""The pieces of a figure, as plain data: Plotly's own checks are left to the tests, which draw every chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

Trace = dict[str, Any]
is_checked = False
"""Whether Plotly looks through every property: in the tests. (Measured: checking and
copying took nine tenths of a figure's time, a quarter of a page's run.)"""


def bar(**properties: Any) -> Trace:
    """A trace of bars, with Plotly's properties of `bar`."""
    return {"type": "bar"} | properties


def scatter(**properties: Any) -> Trace:
    """A trace of points, lines or words, with Plotly's properties of `scatter`."""
    return {"type": "scatter"} | properties


def picture(traces: Sequence[Trace], layout: Mapping[str, Any]) -> go.Figure:
    """A figure of these traces. Raises ValueError for a property that Plotly has not, though only where checked."""
    return go.Figure(list(traces), dict(layout)) if is_checked else _Ready(traces, layout)


class _Ready(go.Figure):  # type: ignore[misc]  # plotly tells no types
    """A figure that is sent as it was given: a page asks it for nothing but its dict, and only reads that."""

    def __init__(self, traces: Sequence[Trace], layout: Mapping[str, Any]) -> None:
        made = {"data": list(traces), "layout": {"template": _template(pio.templates.default)} | dict(layout)}
        object.__setattr__(self, "_made", made)

    def to_dict(self) -> dict[str, Any]:
        """What was given, with the look that is the default here."""
        return dict(self._made)


@cache
def _template(name: str) -> dict[str, Any]:
    """What Plotly puts into the layout of every figure that names no look of its own."""
    found: dict[str, Any] = pio.templates[name].to_plotly_json()
    return found
