"""Leads by day: a bar is as wide as one can see, however few there are."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import polars as pl
import pytest

from leadlight.charts.leads_by_day import DAY_MS, draw, shape
from leadlight.charts.look import LIGHT
from leadlight.warehouse.query import Filters


def drawn(days: int) -> go.Figure:
    filters = Filters((1,), date(2026, 11, 2), date(2026, 11, 1 + days))
    rows = {"day": [date(2026, 11, 2)], "leads": [3], "hot": [1], "warm": [1], "cold": [1]}
    figure = draw(shape(pl.DataFrame(rows), filters), LIGHT)
    assert isinstance(figure, go.Figure)
    return figure


@pytest.mark.parametrize(("days", "width"), [(1, DAY_MS * 0.5), (2, None)])
def test_a_bar_alone_is_given_its_width(days: int, width: float | None) -> None:
    bars = [trace for trace in drawn(days).data if isinstance(trace, go.Bar)]
    assert bars
    assert {bar.width for bar in bars} == {width}
