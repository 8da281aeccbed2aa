"""The export: every row of the list in its order, inert, reversible, at one moment."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.formula import formula_safe, formula_safe_phone, formula_undo
from leadlight.domain.rows import EXPORT_EXTRAS, LEAD_COLUMNS
from leadlight.warehouse import export, export_parquet, leads_list, slices
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.inert import safe
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.warehouse.records import NOW, Room

ALL = Filters((1, 2))
TRICKY = st.text(st.sampled_from("'=+-@\t\r\x00\n ＝＋－＠Aa0:？é\U0001f600\""), max_size=6) | st.text(max_size=8)


def rows(warehouse: Warehouse, filters: Filters = ALL, **how: object) -> list[dict[str, str]]:
    with warehouse.read() as cursor:
        text = b"".join(export.csv_chunks(cursor, filters, **how)).decode()  # type: ignore[arg-type]  # as given
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def filled(room: Room, warehouse: Warehouse) -> Warehouse:
    berlin, other = room.bot("a", "Europe/Berlin"), room.bot("b", "Asia/Kathmandu")
    room.lead(berlin, name='=cmd|"x", y', phone="+4930123456", email="a@x.example", custom={"a/b~c": "-1", "": "empty"})
    room.lead(berlin, captured_at=NOW - timedelta(days=1, hours=13), captured_precision="day", company="line\nbreak")
    room.lead(other, captured_at=NOW + timedelta(microseconds=7), phone="+1; DROP", custom={'quo"te': " @x"})
    room.lead(other, is_test=True)
    follow(room.record, warehouse, room.clock)
    return warehouse


def test_columns_are_the_contracts(filled: Warehouse) -> None:
    first = rows(filled)[0]
    assert list(first) == [*LEAD_COLUMNS, "custom.", "custom.a/b~c", 'custom.quo"te', *EXPORT_EXTRAS]


def test_text_is_inert_and_comes_back(filled: Warehouse) -> None:
    by_id = {row["id"]: row for row in rows(filled)}
    assert (by_id["1"]["name"], by_id["1"]["phone"]) == ('\'=cmd|"x", y', "+4930123456")
    assert formula_undo(by_id["1"]["name"]) == '=cmd|"x", y'
    assert (by_id["1"]["custom.a/b~c"], by_id["1"]["custom."]) == ("'-1", "empty")
    assert (by_id["3"]["phone"], by_id["3"]['custom.quo"te']) == ("'+1; DROP", "' @x")
    assert by_id["2"]["company"] == "line\nbreak"


def test_instants_have_the_bots_offset_and_days_are_days(filled: Warehouse) -> None:
    by_id = {row["id"]: row["captured_at"] for row in rows(filled)}
    assert by_id == {"1": "2026-03-28T13:00:00+01:00", "2": "2026-03-27", "3": "2026-03-28T17:45:00.000007+05:45"}


@pytest.mark.parametrize("sort", ["captured_at", "name", "score"])
def test_file_is_the_list_in_its_order(filled: Warehouse, sort: str) -> None:
    with filled.read() as cursor:
        listed = leads_list.page(cursor, ALL, sort)["id"].to_list()
    assert [int(row["id"]) for row in rows(filled, sort=sort)] == listed == sorted(listed, key=listed.index)


@pytest.mark.parametrize("again", [0, 99], ids=["scattered", "in order"])
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", leads_list.SORTS)
def test_slices_change_nothing(
    room: Room, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, sort: str, descending: bool, again: int
) -> None:
    bot = room.bot("a")
    for at in range(40):
        known = {"name": f"n{at % 3}", "phone": f"+{at % 7}", "owner": None if at % 5 else "O", "company": f"C{at}"}
        room.lead(bot, captured_at=NOW - timedelta(days=(at * 7) % 11), **known)
    follow(room.record, warehouse, room.clock)
    monkeypatch.setattr(slices, "SLICE", 3)
    monkeypatch.setattr(slices, "AGAIN", again)
    with warehouse.read() as cursor:
        listed = leads_list.page(cursor, ALL, sort, descending, 40)["id"].to_list()
        parts = slices.slices(cursor, ALL, sort, descending)
    assert len(parts) > 1
    assert [int(row["id"]) for row in rows(warehouse, sort=sort, descending=descending)] == listed
    assert len(listed) == 40


def test_empty_selection_is_a_header(filled: Warehouse) -> None:
    with filled.read() as cursor:
        text = b"".join(export.csv_chunks(cursor, replace(ALL, search="nobody"), bom=True))
    assert text.startswith(b"\xef\xbb\xbfexternal_id,captured_at,")
    assert text.count(b"\n") == 1


def test_many_batches_lose_nothing(room: Room, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadlight.warehouse.export.BATCH", 7)
    bots = room.bot("a", "Europe/Berlin"), room.bot("b")
    for at in range(40):
        room.lead(bots[at % 2], captured_at=NOW + timedelta(minutes=at))
    follow(room.record, warehouse, room.clock)
    assert [int(row["id"]) for row in rows(warehouse)] == list(range(40, 0, -1))


def test_parquet_keeps_text_and_types(filled: Warehouse, tmp_path: Path) -> None:
    with filled.read() as cursor:
        assert export_parquet.write_parquet(cursor, ALL, tmp_path / "x.parquet") == 3
    found = pl.read_parquet(tmp_path / "x.parquet")
    assert found.filter(pl.col("id") == 1)["name"].to_list() == ['=cmd|"x", y']
    assert found.filter(pl.col("id") == 3)["captured_at"].to_list() == [
        (NOW + timedelta(microseconds=7)).astimezone(UTC)
    ]


def alone(text: str, *, is_phone: bool = False) -> str:
    return str(pl.DataFrame({"x": [text]}).select(safe(pl.col("x"), is_phone=is_phone)).item())


@given(text=TRICKY)
def test_rule_for_columns_is_the_domains_rule(text: str) -> None:
    assert alone(text) == formula_safe(text)
    assert alone(text, is_phone=True) == formula_safe_phone(text)


@given(number=st.from_regex(r"\+?[0-9]{5,17}\n?", fullmatch=True))
def test_phone_rule_is_the_domains_rule(number: str) -> None:
    assert alone(number, is_phone=True) == formula_safe_phone(number)
