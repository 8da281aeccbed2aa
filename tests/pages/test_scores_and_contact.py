"""On the generated bot: marks of Temperature and Team lead to the leads they count, and the numbers are polars'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from statistics import median
from typing import Any
from urllib.parse import parse_qs

import polars as pl
import pytest

from leadlight.charts.contract import Chart, Message
from leadlight.charts.look import LIGHT
from leadlight.charts.registry import find, options_of
from leadlight.charts.tabled import csv_of
from leadlight.domain.bot import Bot
from leadlight.record.engine import reading
from leadlight.ui import choice as chosen
from leadlight.ui.running import Running
from leadlight.warehouse import leads_list
from leadlight.warehouse.first_contact import Owners, Waits
from leadlight.warehouse.query import Filters
from leadlight.warehouse.scores import Scores, Signals
from leadlight.warehouse.store import Cursor
from tests.conftest import NOW

KEYS = (
    "score_histogram", "temperature_course", "owners", "temperature_by", "score_bands", "signal_lift", "score_roc",
    "score_calibration", "score_course", "what_if", "first_contact", "contact_outcomes",
)  # fmt: skip
CHARTS = [
    find(key, dict(zip(options, values, strict=True)))
    for key in KEYS
    for options in [{name: values for name, values in options_of(key).items() if values}]
    for values in product(*options.values())
] + [find("what_if", {"hot": "71", "warm": "3"})]
TOO_THIN = ["score_course_converted"]
"""Charts that 300 leads are too few for."""


@pytest.fixture
def filters(sample_bot: Bot) -> Filters:
    return Filters((sample_bot.id,), today=NOW.date())


def held(cursor: Cursor, filters: Filters, mark: str) -> int:
    """How many leads the list behind a mark holds, as its address is read."""
    found = chosen.read(parse_qs(mark))
    where = dict(filters.where) | dict(found.where)
    days = {"first": found.first or filters.first, "last": found.last or filters.last}
    return leads_list.count(cursor, replace(filters, where=tuple(where.items()), **days))


def drawn(chart: Chart, cursor: Cursor, filters: Filters) -> tuple[pl.DataFrame, Any]:
    frame = chart.shape(chart.ask(filters).read(cursor), filters)
    return frame, chart.draw(frame, LIGHT)


def test_each_row_leads_to_its_leads(filled: Running, filters: Filters) -> None:
    wrong = []
    with filled.warehouse.read() as cursor:
        for chart in CHARTS:
            table = chart.table(drawn(chart, cursor, filters)[0])
            pairs = zip(table.rows, table.links, strict=True)
            wrong += [(chart.id, row) for row, link in pairs if held(cursor, filters, link) != row[table.of]]
            assert bool(table.rows) is (chart.id not in TOO_THIN)
            assert csv_of(table).count("\r\n") == len(table.rows) + 1
    assert not wrong


def test_each_mark_leads_to_its_leads(filled: Running, filters: Filters) -> None:
    wrong, thin = [], []
    with filled.warehouse.read() as cursor:
        for chart in CHARTS:
            figure = drawn(chart, cursor, filters)[1]
            marks = [] if isinstance(figure, Message) else list(of_figure(figure))
            thin += [] if marks else [chart.id]
            wrong += [(chart.id, said) for link, said in marks if held(cursor, filters, link) not in numbers(said)]
    assert not wrong
    assert thin == TOO_THIN


def numbers(hover: str) -> list[int]:
    """The counts of leads that a hover text tells."""
    return [int(re.sub(r"\D", "", each)) for each in re.findall(r"([\d\u202f]+) (?=of |leads?|scored)", hover)]


def of_figure(figure: Any) -> Iterator[tuple[str, str]]:
    for trace in figure.data:
        if trace.customdata is not None:
            yield from ((link, hover) for link, hover in zip(trace.customdata, trace.hovertext, strict=True) if link)


def test_rows_behind_a_chart_are_all_it_counts(filled: Running, filters: Filters) -> None:
    wrong = []
    with filled.warehouse.read() as cursor:
        for chart in CHARTS:
            frame = drawn(chart, cursor, filters)[0]
            counts = frame[COUNTED[chart.key]].sum() if chart.key in COUNTED else None
            if counts is not None and held(cursor, filters, chart.of_all(frame)) != counts:
                wrong.append((chart.id, counts))
    assert not wrong


COUNTED = {
    "score_bands": "n", "score_calibration": "n", "what_if": "n", "contact_outcomes": "n", "first_contact": "timed",
    "owners": "leads", "temperature_course": "hot",
}  # fmt: skip
"""Charts whose rows part all the leads they count, and the column that says how many those are."""


def test_no_leads_give_words_instead_of_a_figure(filled: Running, filters: Filters) -> None:
    nobody = replace(filters, first=date(1999, 1, 1), last=date(1999, 1, 2))
    with filled.warehouse.read() as cursor:
        for chart in CHARTS:
            frame, figure = drawn(chart, cursor, nobody)
            assert isinstance(figure, Message), chart.id
            assert chart.summary(frame) == figure.text
            assert chart.table(frame).rows == ()


def test_the_young_are_pending_and_said_to_be(filled: Running, filters: Filters) -> None:
    week = replace(filters, first=NOW.date() - timedelta(days=6), last=NOW.date())
    with filled.warehouse.read() as cursor:
        for chart in CHARTS:
            if "outcome" in chart.options:
                frame, figure = drawn(chart, cursor, week)
                assert isinstance(figure, Message), chart.id
                assert "too early" in figure.text
                assert chart.table(frame).rows == ()


def leads_of(filled: Running) -> pl.DataFrame:
    """The record's leads with what follows from conversations, ledgers and moves, worked out in polars."""
    with reading(filled.house.engine) as connection:

        def rows(sql: str, *names: str) -> pl.DataFrame:
            found = [tuple(row) for row in connection.exec_driver_sql(sql)]
            return pl.DataFrame(found, schema=list(names), orient="row", infer_schema_length=None)

        leads = rows("SELECT id, conversation_id, owner, status, captured_at, is_test FROM lead",
                     "id", "talk", "owner", "status", "captured", "is_test")  # fmt: skip
        moves = rows("SELECT id, lead_id, to_status, at, voids_id FROM stage_move", "move", "id", "to", "at", "voids")
        ledger = rows(
            "SELECT conversation_id, kind, points FROM score_entry WHERE lead_id IS NULL", "talk", "kind", "points"
        )
    undone = moves["voids"].drop_nulls().to_list()
    moves = moves.filter(pl.col("voids").is_null() & ~pl.col("move").is_in(undone))
    won, met = ["converted"], ["contacted", "qualified", "converted"]
    of = moves.group_by("id").agg(
        pl.len().alias("moves"),
        pl.col("to").is_in(won).any().alias("converted"),
        pl.col("to").is_in(met[1:]).any().alias("qualified"),
        pl.col("at").filter(pl.col("to").is_in(met)).min().alias("met"),
        pl.col("at").filter(pl.col("to").is_in(won)).min().alias("won_at"),
    )
    spoken = ledger.group_by("talk").agg(pl.col("points").sum().clip(0, 100).alias("score"), pl.col("kind").unique())
    found = leads.join(of, on="id", how="left").join(spoken, on="talk", how="left")
    talked = pl.when(pl.col("talk").is_not_null()).then(pl.col("score").fill_null(0)).alias("score")
    day = pl.from_epoch("captured", "us").dt.replace_time_zone("UTC").dt.convert_time_zone("Europe/London").dt.date()
    return found.filter(pl.col("is_test") == 0).with_columns(talked, day.alias("day"))


def test_outcomes_by_score_are_polars(filled: Running, filters: Filters, sample_bot: Bot) -> None:
    assert sample_bot.zone == "Europe/London"
    with filled.warehouse.read() as cursor:
        found = Scores(filters).read(cursor)
        signals = Signals(filters).read(cursor)
    leads = leads_of(filled).filter(pl.col("score").is_not_null())
    old = leads.filter(pl.col("day") <= NOW.date() - timedelta(days=found["window"][0]))
    theirs = old.group_by("score").agg(
        pl.len(), pl.col("converted").fill_null(value=False).sum(), pl.col("qualified").fill_null(value=False).sum()
    )
    ours = found.filter(pl.col("settled") > 0).select("score", "settled", "converted", "qualified")
    assert sorted(ours.rows()) == sorted(theirs.rows())
    assert found["leads"].sum() == len(leads)
    kinds = old.explode("kind").drop_nulls("kind").group_by("kind").agg(
        pl.len(), pl.col("converted").fill_null(value=False).sum()
    )  # fmt: skip
    assert sorted(
        signals.filter(pl.col("signal").is_not_null()).select("signal", "settled", "converted").rows()
    ) == sorted(kinds.rows())


def test_waiting_and_hands_are_polars(filled: Running, filters: Filters) -> None:
    with filled.warehouse.read() as cursor:
        waits = {row["owner"]: row for row in Waits(filters, "owner").read(cursor).iter_rows(named=True)}
        owners = {row["owner"]: row for row in Owners(filters).read(cursor).iter_rows(named=True)}
    leads = leads_of(filled).with_columns(pl.col("owner").fill_null("(none)"))
    seconds = (pl.max_horizontal("met", "captured") - pl.col("captured")) // 1_000_000
    leads = leads.with_columns(pl.when(pl.col("met").is_not_null()).then(seconds).alias("seconds"))
    assert set(waits) == set(owners) == set(leads["owner"])
    for (owner,), part in leads.group_by("owner"):
        times = part["seconds"].drop_nulls().to_list()
        assert waits[owner]["median"] == pytest.approx(median(times))
        assert waits[owner]["0-5"] + waits[owner]["5-15"] == sum(each <= 900 for each in times)
        assert waits[owner]["not yet"] == len(part) - len(times)
        assert owners[owner]["moves"] == (part["moves"].sum() or 0)
        assert owners[owner]["open"] == part["status"].is_in(["new", "contacted", "qualified"]).sum()
        assert owners[owner]["won"] == (part["status"] == "converted").sum()
