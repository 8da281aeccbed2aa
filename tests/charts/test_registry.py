"""The charts of the Overview: they ask, draw, tell and tabulate the catalogue's answer, from nothing to many rows."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs

import plotly.graph_objects as go
import polars as pl
import pytest

from leadlight.charts.contract import Chart, Message, Table
from leadlight.charts.look import DARK, LIGHT
from leadlight.charts.registry import BY_KEY, find
from leadlight.domain.status import STEPS
from leadlight.domain.temperature import NO_VALUE
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.query import Filters, Query

FIRST = date(2026, 10, 24)
FILTERS = Filters(bots=(1,), first=FIRST, last=FIRST + timedelta(days=29))
OURS = ("leads_by_day", "lead_funnel", "top_channels", "top_source_pages", "temperature_mix")
"""Those of one catalogue question each; test_contract.py holds every chart to what all have in common."""
EVERY = pytest.mark.parametrize("chart", [find(key) for key in OURS], ids=lambda chart: chart.key)
ROWS = pytest.mark.parametrize("rows", [1, 30])
NAUGHTY = '<a href="javascript:alert(1)">x</a> & <b>y</b>'


def answer(query: Query, rows: int) -> pl.DataFrame:
    """What the warehouse would answer: `rows` rows (one where nothing splits them), all counts consistent."""
    rows = min(rows, 1) if not query.by else rows
    columns: dict[str, list[object]] = {}
    for dimension in query.by:
        days = [FIRST + timedelta(days=at) for at in range(rows)]
        columns[dimension] = list(days) if DIMENSIONS[dimension].is_date else [f"{NAUGHTY}{at}" for at in range(rows)]
    for measure in query.measures:
        columns[measure] = [_value(measure, at) for at in range(rows)]
    return pl.DataFrame(columns, schema_overrides={name: pl.Int64 for name in query.measures if name not in RATES})


COUNTS = {
    "conversations": 12,
    "leads": 10,
    "hot": 2,
    "warm": 3,
    "cold": 4,
    **{step.key: 8 - place for place, step in enumerate(STEPS)},
    "converted": 1,
}
RATES = {"capture_rate": 0.5, "conversion_rate": 0.1, "conversion_low": 0.05, "conversion_high": 0.3}


def _value(measure: str, at: int) -> float:
    return RATES[measure] if measure in RATES else COUNTS.get(measure, 1) * (at + 1)


def shaped(chart: Chart, rows: int) -> pl.DataFrame:
    """The frame that draw, table and summary read."""
    query = chart.ask(FILTERS)
    return chart.shape(answer(query, rows), FILTERS)


@EVERY
def test_title_is_a_question_and_definition_stands(chart: Chart) -> None:
    assert chart.title.endswith("?")
    assert len(chart.counted) > 80
    assert BY_KEY[chart.key] is chart


@EVERY
def test_no_leads_give_a_message_not_a_figure(chart: Chart) -> None:
    frame = shaped(chart, 0)
    message = chart.draw(frame, LIGHT)
    assert isinstance(message, Message)
    assert message.text
    assert message.hint
    assert chart.summary(frame) == message.text
    assert chart.table(frame).rows == ()


@EVERY
@ROWS
def test_figure_draws_and_tells_in_both_modes(chart: Chart, rows: int) -> None:
    frame = shaped(chart, rows)
    for look in (LIGHT, DARK):
        figure = chart.draw(frame, look)
        assert isinstance(figure, go.Figure)
        assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"
        assert figure.layout.font.color == look.text
    assert chart.summary(frame).endswith(".")


@EVERY
@ROWS
def test_table_holds_the_numbers_of_the_marks(chart: Chart, rows: int) -> None:
    frame = shaped(chart, rows)
    table = chart.table(frame)
    assert marks(chart, frame) == counts_of(chart, table)


def marks(chart: Chart, frame: pl.DataFrame) -> list[float]:
    """The numbers drawn: lengths of the bars, places of the dots."""
    figure = chart.draw(frame, LIGHT)
    assert isinstance(figure, go.Figure)
    drawn = [trace for trace in figure.data if trace.customdata is not None and getattr(trace, "mode", "") != "text"]
    upright = chart.key == "leads_by_day"
    return sorted(float(value) for trace in drawn for value in (trace.y if upright else trace.x) if value)


def counts_of(chart: Chart, table: Table) -> list[float]:
    """The same numbers as the table has them."""
    columns = {"leads_by_day": range(2, 6), "top_channels": [3], "top_source_pages": [3]}.get(chart.key, [1])
    return sorted(float(str(row[at])) for row in table.rows for at in columns if row[at])


@EVERY
def test_every_mark_and_row_leads_somewhere(chart: Chart) -> None:
    frame = shaped(chart, 30)
    table = chart.table(frame)
    assert len(table.links) == len(table.rows)
    for query in filter(None, table.links):
        assert set(parse_qs(query)) <= {*DIMENSIONS, "from", "to"}


@EVERY
def test_visitor_text_never_becomes_markup(chart: Chart) -> None:
    figure = chart.draw(shaped(chart, 30), LIGHT)
    assert isinstance(figure, go.Figure)
    shown = " ".join(str(note.text) for note in figure.layout.annotations)
    shown += " ".join(str(text) for trace in figure.data for text in trace.hovertext or ())
    assert "<a" not in shown


@pytest.mark.parametrize(("days", "grain"), [(30, "day"), (120, "day"), (121, "week"), (731, "week"), (732, "month")])
def test_longer_ranges_have_coarser_bars(days: int, grain: str) -> None:
    filters = Filters(bots=(1,), first=FIRST, last=FIRST + timedelta(days=days - 1))
    assert BY_KEY["leads_by_day"].ask(filters).by == (grain,)


def test_days_without_leads_stand_as_zero() -> None:
    frame = BY_KEY["leads_by_day"].shape(answer(BY_KEY["leads_by_day"].ask(FILTERS), 1), FILTERS)
    assert frame["leads"].to_list() == [10] + [0] * 29
    assert frame[NO_VALUE].to_list() == [1] + [0] * 29


def test_first_week_holds_only_days_of_the_range() -> None:
    filters = Filters(bots=(1,), first=date(2026, 1, 7), last=date(2026, 11, 20))
    monday = pl.DataFrame({"week": [date(2026, 1, 5)], "leads": [3], "hot": [1], "warm": [0], "cold": [2]})
    frame = BY_KEY["leads_by_day"].shape(monday, filters)
    assert frame.row(0)[:3] == (date(2026, 1, 7), date(2026, 1, 11), 3)
    assert frame.row(-1)[:2] == (date(2026, 11, 16), date(2026, 11, 20))


def test_few_leads_never_outrank_enough() -> None:
    chart = BY_KEY["top_channels"]
    frame = pl.DataFrame(
        {
            "channel": ["lucky", "steady", "large"],
            "leads": [2, 100, 1000],
            "converted": [2, 20, 150],
            "conversion_rate": [1.0, 0.2, 0.15],
            "conversion_low": [0.34, 0.13, 0.13],
            "conversion_high": [1.0, 0.29, 0.17],
        }
    )
    ranked = chart.shape(frame, FILTERS)
    assert ranked["channel"].to_list() == ["large", "steady", "lucky"]
    assert "large" in chart.summary(ranked)


def test_funnel_asks_no_conversations_where_they_cannot_be_filtered() -> None:
    owned = Filters(bots=(1,), first=FIRST, last=FIRST, where=(("owner", ("Ann",)),))
    assert "conversations" not in BY_KEY["lead_funnel"].ask(owned).measures
    assert "conversations" in BY_KEY["lead_funnel"].ask(FILTERS).measures


def test_funnel_without_conversations_begins_with_leads() -> None:
    names, numbers = (
        ["leads", *(step.key for step in STEPS)],
        [2 ** (len(STEPS) - place) for place in range(len(STEPS) + 1)],
    )
    counts = {"conversations": 0, **dict(zip(names, numbers, strict=True)), "capture_rate": None}
    stages = BY_KEY["lead_funnel"].shape(pl.DataFrame([counts]), FILTERS)
    assert stages["stage"].to_list() == names
    assert stages["step"].to_list() == [None, *[0.5] * len(STEPS)]
    assert stages["overall"].to_list() == [number / numbers[0] for number in numbers]
