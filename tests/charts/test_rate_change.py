"""Why a rate changed: the arithmetic adds up as it is written, and the figure walks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import plotly.graph_objects as go
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.charts.contract import Message
from leadlight.charts.look import LIGHT
from leadlight.charts.rate_change import change
from leadlight.charts.rate_parts import SHOWN
from leadlight.errors import RefusedError
from leadlight.ui.markup import cell
from leadlight.warehouse.compare import COLUMNS
from leadlight.warehouse.query import Filters

FILTERS = Filters((1,), date(2026, 10, 24), date(2026, 11, 22), today=date(2026, 11, 22))
PERIODS = (
    (0, date(2026, 9, 24), date(2026, 10, 23), date(2026, 10, 22)),
    (1, date(2026, 10, 24), date(2026, 11, 22), date(2026, 11, 21)),
)
CHART = change("conversion_rate", "source_page")
Counts = Mapping[str, tuple[int, int]]
part = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
counts = st.dictionaries(st.sampled_from([f"h/{at}" for at in range(SHOWN + 6)]), part, min_size=1)


def shaped(before: Counts, after: Counts) -> pl.DataFrame:
    rows = [
        (*PERIODS[side], value, "conversion_rate", k, n)
        for side, values in enumerate((before, after))
        for value, (k, n) in values.items()
    ]
    return CHART.shape(pl.DataFrame(rows, schema=COLUMNS, orient="row"), FILTERS)


def written(label: str, frame: pl.DataFrame) -> list[int]:
    """A column of the table as it is shown, in hundredths of a point; the last is the row of all."""
    table = CHART.table(frame)
    at = [column.label for column in table.columns].index(label)
    texts = [cell(table.columns[at], row[at]) for row in table.rows]
    return [int(re.sub(r"[^\d-]", "", text.replace("−", "-")) or 0) for text in texts]


@given(counts, counts)
def test_what_is_written_adds_up_to_the_last_digit(before: Counts, after: Counts) -> None:
    frame = shaped(before, after)
    mix, own, together = (written(label, frame) for label in ("By mix", "By rate", "Together"))
    for column in (mix, own, together):
        assert sum(column[:-1]) == column[-1]
    assert [a + b for a, b in zip(mix, own, strict=True)] == together
    assert written("Rate, before", frame)[-1] + together[-1] == written("Rate, after", frame)[-1]


@given(counts, counts)
def test_the_steps_lead_from_the_one_rate_to_the_other(before: Counts, after: Counts) -> None:
    frame = shaped(before, after)
    figure = CHART.draw(frame, LIGHT)
    assert isinstance(figure, go.Figure)
    bars, ends = figure.data
    place = ends.x[0]
    for base, size in zip(bars.base or (), bars.x or (), strict=True):
        assert base == pytest.approx(place)
        place += size
    assert place == pytest.approx(ends.x[1])


def test_the_summary_names_what_did_most() -> None:
    frame = shaped({"h/weak": (10, 100), "h/strong": (40, 100)}, {"h/weak": (30, 300), "h/strong": (40, 100)})
    said = CHART.summary(frame)
    assert "Conversion fell from 25.00" in said
    assert "as it stood at the end of 22 Oct 2026" in said
    assert "−7.50" in said.split(":")[1]
    assert "less of /strong (−4.69" in said
    assert "more of /weak (−2.81" in said
    assert said.endswith(").")


def test_new_and_gone_are_called_so() -> None:
    frame = shaped({"h/old": (40, 100), "h/a": (10, 100)}, {"h/new": (5, 100), "h/a": (10, 100)})
    figure = CHART.draw(frame, LIGHT)
    assert isinstance(figure, go.Figure)
    words = [note.text for note in figure.layout.annotations]
    assert "New: /new" in words
    assert "Gone: /old" in words


def test_many_values_are_folded_into_one_row() -> None:
    many = {f"h/{at}": (at, 100) for at in range(40)}
    table = CHART.table(shaped(many, {key: (k, n + 7) for key, (k, n) in many.items()}))
    assert [row[0] for row in table.rows[-2:]] == [f"{40 - SHOWN} others", "All"]
    assert table.links[-2:] == ("", "")
    assert sum(row[1] for row in table.rows[:-1]) == table.rows[-1][1] == 40 * 107


@pytest.mark.parametrize(("before", "after"), [({}, {"h/a": (1, 2)}), ({"h/a": (1, 2)}, {}), ({}, {})])
def test_a_period_without_leads_is_a_message(before: Counts, after: Counts) -> None:
    assert isinstance(CHART.draw(shaped(before, after), LIGHT), Message)


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(RefusedError, match="YYYY-MM-DD"):
        change(than="soon")
