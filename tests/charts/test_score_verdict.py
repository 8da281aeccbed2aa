"""What pictures of the score say: verdict and warnings, groups of one size, thresholds tried, leads without times."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from leadlight.charts.contract import Message
from leadlight.charts.first_contact import NO_TIMES
from leadlight.charts.look import LIGHT
from leadlight.charts.registry import find
from leadlight.charts.score_calibration import edges
from leadlight.charts.score_verdict import verdict
from leadlight.domain.temperature import Thresholds, temperature
from leadlight.errors import RefusedError
from leadlight.warehouse.filters import Filters

FILTERS = Filters((1,), today=date(2026, 11, 20))
JUNE, MARCH = date(2026, 6, 1), date(2026, 3, 1)


def answer(*rows: tuple[date, int, int, int]) -> pl.DataFrame:
    """What `Scores(monthly=True)` gives: month, score, settled leads, converted ones; as many qualified."""
    columns = ("month", "score", "temperature", "leads", "settled", "converted", "qualified")
    lines = [(month, score, temperature(score, Thresholds()), n, n, won, won) for month, score, n, won in rows]
    found = pl.DataFrame(lines, schema=columns, orient="row")
    return found.with_columns(
        pl.lit(60).alias("hot_from"), pl.lit(30).alias("warm_from"), pl.lit(90, pl.Int64).alias("window"),
        pl.lit(None, pl.Date).alias("first"), pl.lit(date(2026, 8, 22)).alias("last"),
    )  # fmt: skip


def test_score_that_parts_every_temperature_is_good() -> None:
    said = verdict(answer((JUNE, 80, 200, 100), (JUNE, 40, 200, 50), (JUNE, 5, 200, 10)), "converted")
    assert said.level == "good"
    assert "AUC 0.7" in said.more[0]


def test_temperatures_that_do_not_part_are_a_warning() -> None:
    said = verdict(answer((JUNE, 80, 200, 60), (JUNE, 40, 200, 58), (JUNE, 5, 200, 10)), "converted")
    assert said.level == "warning"
    assert any("Hot against warm" in each and "do not part" in each for each in said.more)


def test_score_like_a_coin_is_a_warning() -> None:
    said = verdict(answer((JUNE, 80, 200, 40), (JUNE, 40, 200, 42), (JUNE, 5, 200, 41)), "converted")
    assert (said.level, said.head) == ("warning", "The score cannot be told from a coin.")


def test_score_that_stopped_telling_is_a_warning() -> None:
    old = [(MARCH, 80, 400, 200), (MARCH, 40, 400, 100), (MARCH, 5, 400, 20)]
    new = [(JUNE, 80, 60, 10), (JUNE, 40, 60, 11), (JUNE, 5, 60, 12)]
    said = verdict(answer(*old, *new), "converted")
    assert (said.level, said.head) == ("warning", "The score used to tell; of late that cannot be told from a coin.")


@pytest.mark.parametrize("rows", [[], [(JUNE, 80, 300, 9), (JUNE, 5, 300, 0)], [(JUNE, 80, 300, 300)]])
def test_too_few_outcomes_are_said(rows: list[tuple[date, int, int, int]]) -> None:
    said = verdict(answer(*rows), "converted")
    assert said.level == "unknown"
    assert said.head.startswith("Too few outcomes")


def test_groups_are_of_one_size_and_keep_leads_of_one_score_together() -> None:
    even = answer(*((JUNE, score, 10, 1) for score in range(100)))
    assert edges(even) == (*range(0, 100, 10), 100)
    heaped = answer((JUNE, 0, 500, 10), (JUNE, 50, 1, 1), (JUNE, 100, 500, 100))
    assert edges(heaped) == (0, 50, 100)
    chart = find("score_calibration")
    table = chart.table(chart.shape(heaped, FILTERS))
    assert [row[:2] for row in table.rows] == [("0–49", 500), ("50–100", 501)]
    assert edges(answer((JUNE, 0, 500, 10), (JUNE, 100, 500, 100))) == (0, 100, 101)
    assert edges(answer((JUNE, 0, 500, 10), (JUNE, 90, 500, 10), (JUNE, 100, 2, 1))) == (0, 90, 100)


def test_thresholds_part_history_as_they_say() -> None:
    chart = find("what_if", {"hot": "50", "warm": "10"})
    frame = chart.shape(answer((JUNE, 50, 40, 20), (JUNE, 49, 30, 6), (JUNE, 10, 20, 2), (JUNE, 9, 10, 0)), FILTERS)
    assert [row[:4] for row in chart.table(frame).rows] == [
        ("Hot", "50–100", 40, 20), ("Warm", "10–49", 50, 8), ("Cold", "0–9", 10, 0),
    ]  # fmt: skip
    assert [row[6:] for row in chart.table(frame).rows] == [(40, 0), (50, 70), (10, 30)]


@pytest.mark.parametrize(("hot", "warm"), [("30", "30"), ("101", "30"), ("60", "0"), ("sixty", "30"), ("6 0", "3")])
def test_impossible_thresholds_are_refused(hot: str, warm: str) -> None:
    with pytest.raises(RefusedError):
        find("what_if", {"hot": hot, "warm": warm})


@pytest.mark.parametrize("by", ["owner", "channel", "hour"])
def test_leads_with_days_only_are_said_to_have_no_times(by: str) -> None:
    chart = find("first_contact", {"by": by, "clock": "clock"})
    bands = dict.fromkeys(("0-5", "5-15", "15-60", "60+", "not yet"), [0])
    frame = pl.DataFrame({by: [0 if by == "hour" else "ann"], "leads": [7], **bands, "date_only": [7]})
    frame = frame.with_columns(pl.lit(None, pl.Float64).alias("median"), pl.lit(None, pl.Float64).alias("p90"))
    told = chart.shape(frame, FILTERS)
    assert isinstance(chart.draw(told, LIGHT), Message)
    assert chart.summary(told) == NO_TIMES.text
    assert chart.table(told).rows == ()
