"""How numbers are written, and the small line of a tile."""

from __future__ import annotations

import pytest

from leadlight.charts.dots import short_names
from leadlight.charts.sparkline import MOST, sparkline
from leadlight.charts.wording import count, hostless, interval, of, rate, shorten


def test_counts_have_thin_separators() -> None:
    assert count(1234567) == "1\u202f234\u202f567"
    assert count(-3) == "−3"
    assert count(2.5) == "2.5"
    assert count(None) == "–"


def test_a_blank_rate_is_never_zero() -> None:
    assert rate(0.1626) == "16.3\u202f%"
    assert rate(0.0) == "0.0\u202f%"
    assert rate(None) == "–"
    assert interval(0.153, 0.173) == "15.3–17.3\u202f%"
    assert interval(None, None) == "–"


def test_one_lead_is_not_plural() -> None:
    assert (of(1, "lead"), of(2, "lead"), of(0, "lead")) == ("1 lead", "2 leads", "0 leads")


@pytest.mark.parametrize("length", [1, 38, 39, 200])
def test_shortened_text_keeps_both_ends(length: int) -> None:
    text = "a" + "m" * (length - 1) + "z"
    short = shorten(text)
    assert len(short) <= 38
    assert (short[0], short[-1]) == ("a", "z")


def test_a_shared_host_is_left_out_of_labels() -> None:
    assert short_names(["a.example/x", "a.example/", "(none)"]) == ["/x", "/", "(none)"]
    assert short_names(["a.example/x", "b.example/x"]) == ["a.example/x", "b.example/x"]


@pytest.mark.parametrize("points", [0, 1, MOST, MOST + 1, 365, 731])
def test_sparkline_loses_no_lead(points: int) -> None:
    values = list(range(points))
    line = sparkline(values)
    assert len(line) <= MOST
    assert sum(line) == sum(values)


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        (["a.b/x", "a.b/y", "app://help"], ["/x", "/y", "app://help"]),
        (["a.b/", "a.b/x", "(none)"], ["/", "/x", "(none)"]),
        (["a.b/x", "c.d/x"], ["a.b/x", "c.d/x"]),
        (["a.b", "a.b/x"], ["a.b", "/x"]),
        ([], []),
    ],
)
def test_the_host_goes_where_most_pages_share_it(pages: list[str], shown: list[str]) -> None:
    assert hostless(pages) == shown
