"""The generated bot's conversations, counted once more with polars straight from the record's own rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import polars as pl
import pytest
from sqlalchemy import select

from leadlight.bootstrap import House, open_house
from leadlight.charts.registry import find
from leadlight.clock import FixedClock
from leadlight.domain.scope import OWNER
from leadlight.record import tables as t
from leadlight.record.engine import reading
from leadlight.warehouse import conversations_list
from leadlight.warehouse.conversation_steps import ConversationSteps
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.form_answers import FieldAnswers
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from pipelines.sample_bot import ZONE, add_sample_bot
from tests import records
from tests.conftest import NOW


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The sample bot of 400 leads."""
    opened = open_house(records.settings(tmp_path_factory.mktemp("counted")), FixedClock(NOW))
    add_sample_bot(opened, OWNER, 400, 11, "demo")
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def warehouse(house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    path: Path = tmp_path_factory.mktemp("counted") / "warehouse.duckdb"
    opened = Warehouse(path)
    follow(house.engine, opened, house.clock)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def talks(house: House) -> pl.DataFrame:
    """One row a conversation: channel, weekday, hour, day, lead, and whether each kind of event was ever there."""
    with reading(house.engine) as connection:
        rows = connection.execute(select(t.conversation)).mappings().all()
        found = pl.DataFrame([{k: row[k] for k in ("id", "channel", "source_path", "started_at")} for row in rows])
        leads = pl.DataFrame(
            connection.execute(select(t.lead.c.conversation_id.label("id"), t.lead.c.id.label("lead"))).all(),
            schema=["id", "lead"], orient="row",
        )  # fmt: skip
    wall = pl.col("started_at").dt.convert_time_zone(ZONE)
    found = found.with_columns(
        wall.dt.date().alias("day"),
        wall.dt.weekday().cast(pl.String).alias("weekday"),
        wall.dt.hour().cast(pl.String).alias("hour"),
    )
    kinds = events(house).group_by("id").agg(pl.col("kind").unique().alias("kinds"))
    firsts = leads.drop_nulls().group_by("id").agg(pl.col("lead").min())
    return found.join(kinds, on="id", how="left").join(firsts, on="id", how="left")


def events(house: House) -> pl.DataFrame:
    """Every capture event: id (of its conversation), kind, field."""
    e = t.capture_event.c
    with reading(house.engine) as connection:
        rows = connection.execute(select(e.conversation_id, e.kind, e.field).order_by(e.at, e.id)).all()
    return pl.DataFrame(rows, schema=["id", "kind", "field"], orient="row")


def had(*kinds: str) -> pl.Expr:
    """How many conversations ever had one of these events."""
    return pl.any_horizontal(pl.col("kinds").list.contains(kind) for kind in kinds).fill_null(value=False).sum()


COUNTS = (
    pl.len().alias("conversations"),
    pl.col("kinds").is_not_null().sum().alias("form_shown"),
    had("answered", "submitted").alias("form_started"),
    had("submitted").alias("form_submitted"),
    pl.col("lead").is_not_null().sum().alias("with_lead"),
)
NAMES = ("conversations", "form_shown", "form_started", "form_submitted", "with_lead")


@pytest.mark.parametrize("by", [("channel",), ("source_path",), ("weekday", "hour")])
def test_steps_are_those_counted_from_the_record(
    warehouse: Warehouse, talks: pl.DataFrame, by: tuple[str, ...]
) -> None:
    asked = tuple("source_page" if key == "source_path" else key for key in by)
    with warehouse.read() as cursor:
        ours = ConversationSteps(Filters((1,)), asked).read(cursor).select(*asked, *NAMES)
    theirs = talks.with_columns(pl.col(by).fill_null("(none)")).group_by(by).agg(COUNTS)
    assert sorted(ours.rows()) == sorted(theirs.select(*by, *NAMES).rows())
    assert ours["form_submitted"].sum() > 0


def test_a_range_of_days_keeps_its_conversations(warehouse: Warehouse, talks: pl.DataFrame) -> None:
    first, last = date(2026, 3, 1), date(2026, 9, 30)
    with warehouse.read() as cursor:
        ours = ConversationSteps(Filters((1,), first, last)).read(cursor).select(NAMES).rows()
    assert ours == talks.filter(pl.col("day").is_between(first, last)).select(COUNTS).rows()


def test_fields_are_those_counted_from_the_record(warehouse: Warehouse, house: House, talks: pl.DataFrame) -> None:
    kinds = events(house).drop_nulls("field").group_by("id", "field").agg(pl.col("kind").alias("kinds"))
    ever = {kind: pl.col("kinds").list.contains(kind) for kind in ("answered", "refused")}
    with reading(house.engine) as connection:
        moves = connection.execute(select(t.stage_move.c.lead_id, t.stage_move.c.to_status)).all()
    qualified = {lead for lead, status in moves if status in ("qualified", "converted")}
    asked = kinds.join(talks.select("id", "lead"), on="id")
    gave, has_lead = ever["answered"], pl.col("lead").is_not_null()
    won = pl.col("lead").is_in(sorted(qualified))
    theirs = asked.group_by("field").agg(
        pl.len().alias("shown"),
        gave.sum().alias("answered"),
        (ever["refused"] & ~gave).sum().alias("refused"),
        (~ever["refused"] & ~gave).sum().alias("neither"),
        (has_lead & gave).sum().alias("gave"),
        (has_lead & gave & won).sum().alias("gave_qualified"),
        (has_lead & ~gave).sum().alias("withheld"),
        (has_lead & ~gave & won).sum().alias("withheld_qualified"),
    )
    with warehouse.read() as cursor:
        ours = FieldAnswers(Filters((1,))).read(cursor)
    assert sorted(ours.select(theirs.columns).rows()) == sorted(theirs.rows())
    assert set(ours["field"]) == {"name", "email", "phone", "company", "team_size"}


def test_missed_leads_are_hot_without_a_lead_or_contact(
    warehouse: Warehouse, house: House, talks: pl.DataFrame
) -> None:
    with reading(house.engine) as connection:
        e = t.score_entry.c
        ledger = connection.execute(select(e.conversation_id, e.kind, e.points).where(e.lead_id.is_(None))).all()
    points: dict[int, int] = {}
    for talk, _, number in ledger:
        points[talk] = points.get(talk, 0) + number
    told = {talk for talk, kind, _ in ledger if kind == "contact_given"}
    answered = events(house).filter((pl.col("kind") == "answered") & pl.col("field").is_in(["email", "phone"]))
    told |= set(answered["id"])
    without = set(talks.filter(pl.col("lead").is_null())["id"])
    theirs = {talk for talk in without - told if points.get(talk, 0) >= 60}
    with warehouse.read() as cursor:
        ours = conversations_list.page(cursor, Filters((1,), where=(("missed", ("yes",)),)), limit=1_000)
    assert set(ours["id"]) == theirs
    assert len(theirs) > 5


MARKED = [
    ("conversation_funnel", {}),
    ("capture_hours", {}),
    ("form_fields", {}),
    ("field_worth", {}),
    *(("capture_by", {"by": by}) for by in ("channel", "source_page", "utm_campaign", "country", "weekday")),
]


@pytest.mark.parametrize(("key", "options"), MARKED)
def test_a_mark_leads_to_exactly_as_many_conversations_as_it_says(
    warehouse: Warehouse, key: str, options: dict[str, str]
) -> None:
    chart, filters = find(key, options), Filters((1,))
    with warehouse.read() as cursor:
        table = chart.table(chart.shape(chart.ask(filters).read(cursor), filters))
        assert table.rows
        for row, mark in zip(table.rows, table.links, strict=True):
            meant = parse_qs(mark)
            assert meant.pop("show") == ["list"]
            where = tuple((name, tuple(values)) for name, values in meant.items())
            assert conversations_list.count(cursor, Filters((1,), where=where)) == row[1], mark
