"""What every chart keeps, on real numbers: a question, a definition, a table, its CSV, its empty and too-few states,
and links that lead to exactly the rows they count."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

import plotly.graph_objects as go
import plotly.io as pio
import polars as pl
import pytest

from leadlight.charts import marks
from leadlight.charts.contract import Chart, Message, Table
from leadlight.charts.look import DARK, LIGHT
from leadlight.charts.registry import CHARTS, FAMILIES, FAMILY_BY_KEY, find, options_of
from leadlight.charts.tabled import csv_of, names_of
from leadlight.charts.wording import THIN
from leadlight.domain.formula import formula_safe
from leadlight.errors import RefusedError
from leadlight.warehouse import behind
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.query import Filters
from leadlight.warehouse.reply import ONCE
from tests.charts.conftest import World

pytestmark = pytest.mark.slow
GIVEN: dict[str, dict[str, str]] = {
    "compare": {"one": "widget", "two": "whatsapp"},
    "what_if": {"hot": "70", "warm": "40"},
}
"""Options that have no default, for charts that cannot do without."""


def members() -> Iterator[Chart]:
    """Every chart, every family at its defaults, and each other value of each choice once."""
    yield from CHARTS
    for family in FAMILIES:
        given = GIVEN.get(family.key, {})
        yield find(family.key, given)
        for name, values in family.options.items():
            for value in values[1:]:
                if (family.key, name) != ("compare", "by"):  # other values are to be compared there: see its own tests
                    yield find(family.key, given | {name: value})


EVERY = pytest.mark.parametrize("chart", list(members()), ids=lambda chart: chart.id)
STATES = pytest.mark.parametrize("state", ["many", "few", "none"])


def frame_of(world: World, chart: Chart, filters: Filters) -> pl.DataFrame:
    """What the chart reads of these filters."""
    with world.warehouse.read() as cursor:
        return chart.shape(chart.ask(filters).read(cursor), filters)


@EVERY
def test_title_asks_and_the_definition_stands(chart: Chart) -> None:
    assert chart.title.endswith("?")
    assert len(chart.counted) > 80
    assert chart.behind in ("leads", "conversations", "")
    assert find(chart.key, chart.options).id == chart.id


def test_no_two_charts_are_called_alike() -> None:
    keys = [chart.key for chart in CHARTS] + [family.key for family in FAMILIES]
    assert len(set(keys)) == len(keys)
    assert len({chart.id for chart in members()}) == len(list(members()))


def test_options_are_never_called_like_filters() -> None:
    taken = {*DIMENSIONS, *ONCE, "bot", "format", "filter", "range"}
    assert not [name for family in FAMILIES for name in family.options if name in taken]


@pytest.mark.parametrize(
    ("key", "options", "field"),
    [
        ("nothing", {}, "chart"),
        ("sources", {"by": "'; DROP TABLE lead"}, "by"),
        ("sources", {"colour": "red"}, "colour"),
        ("lead_funnel", {"by": "channel"}, "by"),
    ],
)
def test_what_there_is_not_is_refused_by_name(key: str, options: dict[str, str], field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        find(key, options)
    assert refused.value.field == field
    assert all(name in FAMILY_BY_KEY or name for name in options_of("sources"))


@EVERY
@STATES
def test_each_state_is_drawn_and_told(world: World, chart: Chart, state: str) -> None:
    frame = frame_of(world, chart, getattr(world, state))
    for look in (LIGHT, DARK):
        figure = chart.draw(frame, look)
        assert isinstance(figure, go.Figure | Message)
        if isinstance(figure, Message):
            assert state != "many" or chart.key in MAY_BE_SILENT, figure
            assert figure.text.endswith((".", "?"))
            assert figure.hint
        else:
            assert figure.layout.paper_bgcolor == look.paper
    assert chart.summary(frame).rstrip().endswith((".", ")"))


@EVERY
def test_a_page_is_sent_what_plotly_would_have_made(
    world: World, chart: Chart, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = frame_of(world, chart, world.many)
    checked = chart.draw(frame, LIGHT)
    if isinstance(checked, Message):
        return
    monkeypatch.setattr(marks, "is_checked", False)
    assert _sent(chart.draw(frame, LIGHT)) == _sent(checked)


def _sent(figure: go.Figure | Message) -> object:
    """What the browser is told of a figure; nulls say nothing, and 1.0 is 1."""
    assert isinstance(figure, go.Figure)
    return _without_nulls(json.loads(pio.to_json(figure.to_dict(), validate=False)))


def _without_nulls(value: object) -> object:
    if isinstance(value, dict):
        kept = {name: _without_nulls(each) for name, each in value.items() if each is not None}
        return {name: each for name, each in kept.items() if each != {}}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value


MAY_BE_SILENT = frozenset({"score_roc", "score_calibration", "score_course", "signal_lift"})
"""Charts of outcomes, which few hundred leads may leave untold."""


@EVERY
def test_without_rows_there_is_no_figure_and_no_number(world: World, chart: Chart) -> None:
    frame = frame_of(world, chart, world.none)
    assert isinstance(chart.draw(frame, LIGHT), Message)
    assert not [row for row in chart.table(frame).rows if any(isinstance(cell, int | float) and cell for cell in row)]


@EVERY
@STATES
def test_the_csv_is_the_table(world: World, chart: Chart, state: str) -> None:
    table = chart.table(frame_of(world, chart, getattr(world, state)))
    names, *rows = csv.reader(io.StringIO(csv_of(table)))
    assert names == [name for column in table.columns for name in names_of(column)]
    assert len(set(names)) == len(names)
    assert rows == [[written(cell) for cell in flat(table, row)] for row in table.rows]


def flat(table: Table, row: tuple[object, ...]) -> Iterator[object]:
    """A row's cells, those of intervals one by one."""
    for column, cell in zip(table.columns, row, strict=True):
        if len(names_of(column)) == 2:
            yield from cell if isinstance(cell, tuple) else (None, None)
        else:
            yield cell


def written(cell: object) -> str:
    return "" if cell is None else formula_safe(cell) if isinstance(cell, str) else str(cell)


@EVERY
@STATES
def test_links_lead_to_exactly_the_rows_they_count(world: World, chart: Chart, state: str) -> None:
    filters = getattr(world, state)
    table = chart.table(frame_of(world, chart, filters))
    assert len(table.links) in (0, len(table.rows))
    with world.warehouse.read() as cursor:
        for row, mark in zip(table.rows, table.links, strict=False):
            if mark and chart.behind and "show" not in parse_qs(mark):
                found = behind.count(cursor, chart.behind, behind.within(filters, mark))
                assert found == row[table.of], (mark, row)


@EVERY
def test_every_mark_leads_to_the_rows_it_stands_for(world: World, chart: Chart) -> None:
    frame = frame_of(world, chart, world.many)
    figure = chart.draw(frame, LIGHT)
    told = {cell for row in chart.table(frame).rows for cell in row if isinstance(cell, int)}
    with world.warehouse.read() as cursor:
        for mark, said in marks_of(figure) if isinstance(figure, go.Figure) else ():
            if chart.behind and "show" not in parse_qs(mark):
                found = behind.count(cursor, chart.behind, behind.within(world.many, mark))
                assert found in {0, *told, *said} or chart.key in SHARES, (mark, said)


SHARES = frozenset({"conversion_curve"})
"""A point is a share of those still followed on that day, no rows of its own: its link goes to all that converted."""


def marks_of(figure: go.Figure) -> Iterator[tuple[str, set[float]]]:
    """Each mark's link, and the numbers that stand for it: its place, its length, its hover text."""
    for trace in figure.data:
        for at, given in enumerate(() if trace.customdata is None else trace.customdata):
            mark = given if isinstance(given, str) else str(given[0])
            axes = [values[at] for values in (trace.x, trace.y) if values is not None]
            words = str(trace.hovertext[at]) if isinstance(trace.hovertext, list | tuple) else ""
            numbers = {float(each.replace(THIN, "")) for each in re.findall(rf"\d[\d{THIN}]*", words)}
            if mark:
                yield mark, numbers | {value for value in axes if isinstance(value, int | float)}


@EVERY
def test_words_of_visitors_never_become_markup(world: World, chart: Chart) -> None:
    figure = chart.draw(frame_of(world, chart, world.few), LIGHT)
    if isinstance(figure, go.Figure):
        assert "<a " not in str(figure.to_plotly_json()).replace("customdata", "")


FAR = {
    "all days there are": (date.min, date.max),
    "from the first day on": (date.min, None),
    "to the last day": (None, date.max),
    "the last day alone": (date.max, date.max),
    "the first day alone": (date.min, date.min),
}


@EVERY
@pytest.mark.parametrize("days", list(FAR))
def test_days_at_the_ends_of_the_calendar_are_answered_or_refused(world: World, chart: Chart, days: str) -> None:
    first, last = FAR[days]
    filters = replace(world.few, first=first, last=last)
    try:
        frame = frame_of(world, chart, filters)
    except RefusedError:
        return
    chart.draw(frame, LIGHT)
    csv_of(chart.table(frame))
    chart.summary(frame)
