"""Presets: the columns other systems import, and a check whose numbers are those of the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.formula import formula_safe, formula_safe_phone
from leadlight.domain.person_name import split_name
from leadlight.domain.presets import BY_KEY, NOT_PROVIDED, PRESETS, Preset
from leadlight.domain.status import STATUSES
from leadlight.errors import RefusedError
from leadlight.warehouse import export_xlsx, preset_rows
from leadlight.warehouse.export_xlsx import refuse_xlsx, write_xlsx
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.inert import safe
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.warehouse.records import NOW, Room

ALL = Filters((1, 2))
PAYLOADS = Path(__file__).parents[3] / "shared" / "samples" / "payloads"


@pytest.fixture
def filled(room: Room, warehouse: Warehouse) -> Warehouse:
    berlin, other = room.bot("a", "Europe/Berlin"), room.bot("b", "Asia/Kathmandu")
    at = iter(NOW - timedelta(minutes=minute) for minute in range(100))
    for lead in (
        {"name": "Ann van Lee", "email": "Ann@x.example", "company": "Lee, Inc", "phone": "+4930123456",
         "country": "DE", "status": "converted", "channel": "widget", "custom": {"size": "=5", "Name": "n"}},
        {"name": "Bo", "email": "bo@x.example", "channel": "whatsapp", "status": "lost", "status_reason": "dear"},
        {"name": "Other Ann", "email": "aNN@X.example", "company": "+49", "phone": "020 7946"},
        {"name": "Cy Dee", "email": "\u00fcber@x.example"},
        {"name": "=cmd|x", "captured_precision": "day"},
        {"phone": "+4930123457"},
        {},
    ):  # fmt: skip
        room.lead(berlin, captured_at=next(at), **lead)
    room.lead(other, captured_at=next(at), name="Ed Eff", email="ed@x.example", company="c" * 300, is_test=False)
    room.lead(other, captured_at=next(at), name="Not counted", is_test=True)
    follow(room.record, warehouse, room.clock)
    return warehouse


def rows(warehouse: Warehouse, preset: Preset, filters: Filters = ALL) -> list[dict[str, str]]:
    with warehouse.read() as cursor:
        text = b"".join(preset_rows.preset_csv(cursor, filters, preset)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def found(warehouse: Warehouse, key: str) -> dict[str, int]:
    with warehouse.read() as cursor:
        return {each.check: each.leads for each in preset_rows.check(cursor, ALL, BY_KEY[key]).findings}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_the_check_tells_how_many_rows_the_file_has(filled: Warehouse, preset: Preset) -> None:
    with filled.read() as cursor:
        checked = preset_rows.check(cursor, ALL, preset)
    assert checked.leads == 8
    assert checked.rows == len(rows(filled, preset))
    assert all(each.words.endswith(".") and each.leads for each in checked.findings)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_no_leads_are_a_file_of_headers(filled: Warehouse, preset: Preset, tmp_path: Path) -> None:
    nobody = Filters((1,), search="nobody at all")
    assert rows(filled, preset, nobody) == []
    with filled.read() as cursor:
        assert preset_rows.check(cursor, nobody, preset).findings == ()
        assert preset_rows.write_preset_xlsx(cursor, nobody, preset, tmp_path / "x.xlsx") == 0


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_what_presets_name_is_there(preset: Preset) -> None:
    assert {column.holds for column in preset.columns} <= set(preset_rows.HOLDS)
    assert {check.of for check in preset.checks} <= set(preset_rows.CONDITIONS)
    assert len({column.header for column in preset.columns}) == len(preset.columns)
    statuses = [column for column in preset.columns if column.holds == "status"]
    assert all(set(column.values) == {status.key for status in STATUSES} for column in statuses)


def labels(path: Path) -> list[str]:
    if not path.exists():
        pytest.skip("../shared/samples/payloads is absent")
    return path.read_text("utf-8-sig").splitlines()[0].split(",")


def test_salesforces_columns_are_labels_of_its_wizard() -> None:
    known = labels(PAYLOADS / "salesforce" / "data_import_wizard_lead_labels.csv")
    ours = [column.header for column in BY_KEY["salesforce"].columns]
    # The published list ends at R; these two labels of the lead stand behind it.
    assert set(ours) - set(known) == {"State", "Website"}


def test_hubspots_columns_begin_as_its_own_sample() -> None:
    ours = [column.header for column in BY_KEY["hubspot"].columns]
    assert ours[:3] == labels(PAYLOADS / "hubspot" / "import_sample.csv")


def test_salesforce_needs_a_last_name_and_a_company(filled: Warehouse) -> None:
    by_name = {(row["First Name"], row["Last Name"]): row for row in rows(filled, BY_KEY["salesforce"])}
    assert {last for _, last in by_name} == {"van Lee", "Bo", "Ann", "Dee", "'=cmd|x", NOT_PROVIDED, "Eff"}
    assert found(filled, "salesforce") == {
        "no_name": 2, "one_word": 2, "no_company": 5, "converted": 1, "long_company_255": 1
    }  # fmt: skip
    ann = by_name["Ann", "van Lee"]
    assert (ann["Company"], ann["Country"], ann["Lead Source"]) == ("Lee, Inc", "Germany", "Web")
    assert (ann["Lead Status"], ann["Phone"]) == ("Working - Contacted", "+4930123456")
    assert "Status: Converted" in ann["Description"].splitlines()
    assert "size: =5" in ann["Description"].splitlines()
    bo = by_name["", "Bo"]
    assert (bo["Lead Source"], bo["Lead Status"]) == ("Other", "Closed - Not Converted")
    assert "Status: Lost, dear" in bo["Description"].splitlines()


def test_mailchimp_takes_each_address_once_and_none_without(filled: Warehouse) -> None:
    kept = [row["Email Address"] for row in rows(filled, BY_KEY["mailchimp"])]
    assert kept == ["Ann@x.example", "bo@x.example", "ed@x.example"]
    assert found(filled, "mailchimp") == {"no_email": 3, "twin_email": 1, "foreign_email": 1, "long_text_255": 1}
    first = rows(filled, BY_KEY["mailchimp"])[0]
    assert (first["Country"], first["Tags"]) == ("DE", "Converted, widget")


def test_hubspot_needs_a_name_or_an_address(filled: Warehouse) -> None:
    kept = rows(filled, BY_KEY["hubspot"])
    assert len(kept) == 5
    assert found(filled, "hubspot") == {"no_name_no_email": 2, "twin_email": 1, "named_no_email": 1}
    assert (kept[0]["Lead Status"], kept[0]["Lifecycle Stage"]) == ("Connected", "Customer")


def test_excel_has_local_times_and_custom_fields_under_names_of_their_own(filled: Warehouse, tmp_path: Path) -> None:
    first, *_, last = rows(filled, BY_KEY["excel"])
    assert (first["Captured"], first["Times are in"]) == ("2026-03-28 13:00:00", "Europe/Berlin")
    assert (last["Captured"][:13], last["Bot"]) == ("2026-03-28 17", "b")
    assert (first["size"], first["custom.Name"], first["Name"]) == ("'=5", "n", "Ann van Lee")
    with filled.read() as cursor:
        assert b"".join(preset_rows.preset_csv(cursor, ALL, BY_KEY["excel"])).startswith(b"\xef\xbb\xbfName,E-mail")
        assert preset_rows.write_preset_xlsx(cursor, ALL, BY_KEY["excel"], tmp_path / "x.xlsx") == 8


def test_more_rows_than_a_system_takes_are_told(filled: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Preset("s", "Small things", ("csv",), (), most=7)
    with filled.read() as cursor:
        (told,) = preset_rows.check(cursor, ALL, small).findings
    assert told.words == "8 leads are more than Small takes at once (7): export shorter ranges of days."


def test_a_sheet_that_cannot_hold_the_leads_is_refused_before_it_is_written(
    room: Room, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bot = room.bot("a")
    room.lead(bot, name="\U0001f600" * 16_383)
    room.lead(bot, custom={"note": "x" * 32_767})
    follow(room.record, warehouse, room.clock)
    with warehouse.read() as cursor:
        assert write_xlsx(cursor, ALL, tmp_path / "x.xlsx") == 2  # just as long as a cell may be
        monkeypatch.setattr(export_xlsx, "MOST_ROWS", 1)
        with pytest.raises(RefusedError, match="2 leads do not fit into an Excel sheet, which holds 1"):
            refuse_xlsx(cursor, ALL)
    room.lead(bot, name="\U0001f600" * 16_384)
    room.lead(bot, custom={"note": "x" * 32_768})
    follow(room.record, warehouse, room.clock)
    monkeypatch.setattr(export_xlsx, "MOST_ROWS", 100)
    with warehouse.read() as cursor, pytest.raises(RefusedError, match="2 leads with a text of more than 32,767"):
        refuse_xlsx(cursor, ALL)


TRICKY = st.text(st.sampled_from("'=+-@\t\r\x00\n ＝＋－＠Aa0:？é\U0001f600\""), max_size=6) | st.text(max_size=8)


@given(texts=st.lists(TRICKY | st.from_regex(r"\+?[0-9]{5,17}", fullmatch=True), max_size=5))
def test_columns_are_made_inert_by_the_domains_rule(texts: list[str]) -> None:
    frame = pl.DataFrame({"t": texts}, schema={"t": pl.String})
    assert _list(frame, safe(pl.col("t"))) == [formula_safe(text) for text in texts]
    assert _list(frame, safe(pl.col("t"), is_phone=True)) == [formula_safe_phone(text) for text in texts]


def _list(frame: pl.DataFrame, expression: pl.Expr) -> Iterable[str]:
    return frame.select(expression.alias("t"))["t"].to_list()


@given(name=st.text(st.sampled_from("ab \t\u00a0\u2003\x1c\x85é"), min_size=1, max_size=8))
def test_one_word_in_sql_is_one_word_in_the_domain(name: str) -> None:
    with duckdb.connect(":memory:") as connection:
        sql = f"SELECT {preset_rows.CONDITIONS['one_word']} FROM (SELECT ?::VARCHAR AS name) f"
        (said,) = connection.execute(sql, [name]).fetchone() or (None,)
    assert said == (len(name.split()) == 1)
    assert not said or split_name(name)[0] == ""
