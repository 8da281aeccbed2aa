"""Two side by side: what the sentences, the table and the figure say of counts that are known."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import plotly.graph_objects as go
import polars as pl
import pytest

from leadlight.charts.compare_two import NOTHING, compare, sentences
from leadlight.charts.contract import Chart
from leadlight.charts.look import LIGHT
from leadlight.charts.registry import find
from leadlight.charts.wording import THIN
from leadlight.errors import RefusedError
from leadlight.stats.newcombe import difference
from leadlight.warehouse.compare import COLUMNS
from leadlight.warehouse.query import Filters

FILTERS = Filters((1,), date(2026, 10, 24), date(2026, 11, 22), today=date(2026, 11, 22))
PAGES = ("www.example.com/pricing", "www.example.com/blog")
EVIL = "<b onclick='x'>a</b>"


def frame(chart: Chart, counts: dict[str, tuple[int, int, int, int]], names: tuple[str, str] = PAGES) -> pl.DataFrame:
    """As the warehouse answers: k and n of the first, k and n of the second, by rate."""
    rows = [
        (side, None, None, None, names[side], rate, *numbers[2 * side : 2 * side + 2])
        for side in (0, 1)
        for rate, numbers in counts.items()
    ]
    return chart.shape(pl.DataFrame(rows, schema=COLUMNS, orient="row"), FILTERS)


def pages(**counts: tuple[int, int, int, int]) -> pl.DataFrame:
    return frame(compare("source_page", *PAGES), counts)


def test_a_difference_beyond_chance_is_said_with_its_interval() -> None:
    found = difference(81, 400, 49, 400)
    assert found is not None
    told = f"95{THIN}%: {found.low * 100:.1f} to {found.high * 100:.1f}"
    assert sentences(pages(conversion_rate=(81, 400, 49, 400))) == [
        f"Conversion is 8.0 points higher for /pricing than for /blog ({told}): more than chance explains."
    ]


def test_a_lower_one_is_said_the_right_way_round() -> None:
    (sentence,) = sentences(pages(conversion_rate=(49, 400, 81, 400)))
    assert "8.0 points lower for /pricing than for /blog" in sentence
    assert "−" not in sentence


def test_what_chance_could_do_is_said_with_how_many_it_would_take() -> None:
    (sentence,) = sentences(pages(qualified_rate=(12, 100, 10, 100)))
    assert sentence.startswith("Qualified cannot be told from chance yet (+2.0")
    assert sentence.endswith(f"; were it true, about 3{THIN}900 leads on each side would show it.")


def test_two_alike_need_no_number_of_leads() -> None:
    (sentence,) = sentences(pages(qualified_rate=(10, 100, 10, 100)))
    assert "on each side" not in sentence


def test_a_side_without_anything_is_named() -> None:
    assert sentences(pages(capture_rate=(5, 50, 0, 0))) == [
        "Capture rate: no conversations of /blog in this range, so nothing to compare."
    ]


def test_nothing_on_either_side_is_a_message() -> None:
    chart = compare("source_page", *PAGES)
    empty = pages(conversion_rate=(0, 0, 0, 0))
    assert chart.draw(empty, LIGHT) is NOTHING
    assert chart.summary(empty) == NOTHING.text
    assert chart.table(empty).rows == ()


def test_table_and_marks_say_the_same_and_lead_to_the_leads() -> None:
    chart = compare("source_page", *PAGES)
    shaped = pages(conversion_rate=(81, 400, 49, 380), hot_share=(9, 300, 3, 310), capture_rate=(5, 50, 7, 60))
    table, figure = chart.table(shaped), chart.draw(shaped, LIGHT)
    assert isinstance(figure, go.Figure)
    marks = [share for trace in figure.data if trace.mode == "markers" for share in trace.x]
    assert sorted(marks) == sorted(row[4] for row in table.rows)
    conversion = next(row for row in table.rows if row[:2] == ("/pricing", "Conversion"))
    assert conversion[2:4] == (400, 81)
    links = dict(zip([(row[0], row[1]) for row in table.rows], table.links, strict=True))
    assert parse_qs(links["/blog", "Conversion"]) == {"source_page": [PAGES[1]]}
    assert parse_qs(links["/blog", "Hot share"])["temperature"] == ["hot", "warm", "cold"]
    assert links["/blog", "Capture rate"] == ""  # conversations, not leads


def test_visitor_words_are_no_markup() -> None:
    chart = compare("utm_campaign", EVIL, "b")
    figure = chart.draw(frame(chart, {"conversion_rate": (8, 40, 4, 40)}, (EVIL, "b")), LIGHT)
    assert isinstance(figure, go.Figure)
    assert "<b on" not in str(figure.to_dict())


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"by": "period", "one": "x"}, "one"),
        ({"by": "channel", "than": "2026-01-01"}, "than"),
        ({"by": "period", "than": "yesterday"}, "than"),
        ({"by": "status"}, "by"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options: dict[str, str], field: str) -> None:
    with pytest.raises(RefusedError) as caught:
        find("compare", options)
    assert caught.value.field == field
