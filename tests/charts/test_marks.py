"""Figures made of plain data: checked in the tests, so that a page need not."""

from __future__ import annotations

import json

import plotly.io as pio
import pytest
from plotly.tools import return_figure_from_figure_or_data

from leadlight.charts.marks import bar, picture, scatter


def test_misspelt_property_is_seen_by_the_tests() -> None:
    with pytest.raises(ValueError, match="colr"):
        picture([bar(x=[1], marker={"colr": "#1B948F"})], {})
    with pytest.raises(ValueError, match="hihgt"):
        picture([], {"hihgt": 300})


def test_unchecked_figure_is_the_same_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    traces, layout = [bar(x=[1, 2], y=[3, 4], width=None), scatter(x=[1], mode="text", text=["a"])], {"height": 300}
    checked = json.loads(picture(traces, layout).to_json())
    monkeypatch.setattr("leadlight.charts.marks.is_checked", False)
    found = json.loads(pio.to_json(return_figure_from_figure_or_data(picture(traces, layout), True), validate=False))
    del found["data"][0]["width"]  # Plotly leaves out what is None; its JavaScript takes null for the same
    assert found == checked
