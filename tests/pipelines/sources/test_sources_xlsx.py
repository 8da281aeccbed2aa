"""Excel workbooks: each kind of cell becomes the text a person sees in it, and what would be a guess is refused."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from leadlight.domain.rows import ConversationRow, LeadRow, Rejection
from leadlight.errors import InputError
from leadlight.warehouse.export_xlsx import write_sheet
from pipelines.sources.contract import Blob
from pipelines.sources.mapping import Mapping
from pipelines.sources.opening import open_source
from pipelines.sources.xlsx_file import Sheet, read_xlsx
from tests.pipelines.kit import command

DUBAI = ZoneInfo("Asia/Dubai")
wall = datetime.fromisoformat
"""A time on a wall: no zone, as such cells have."""
Fill = Callable[[Worksheet, Callable[[str], Any]], object]


def book(path: Path, *sheets: tuple[str, Fill], hidden: tuple[str, ...] = (), **options: Any) -> Path:
    with xlsxwriter.Workbook(path, options) as made:
        for name, fill in sheets:
            sheet = made.add_worksheet(name)
            fill(sheet, lambda code: made.add_format({"num_format": code}))
            if name in hidden:
                sheet.hide()
    return path


def table(rows: list[list[Any]]) -> Fill:
    def fill(sheet: Worksheet, style: Callable[[str], Any]) -> None:
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)

    return fill


def parts_of(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(workbook)) as found:
        return {name: found.read(name) for name in sorted(found.namelist())}


def packed(parts: dict[str, bytes]) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return into.getvalue()


def one(path: Path, put: Fill, **options: Any) -> object:
    """The text of A2, which `put` fills."""

    def fill(sheet: Worksheet, style: Callable[[str], Any]) -> None:
        sheet.write_row("A1", ["a", "b"])
        sheet.write("B2", "x")
        put(sheet, style)

    found = read(book(path, ("S", fill), **options)).records()
    (record,) = found
    return record.reason if isinstance(record, Rejection) else record[1][0]


def read(path: Path, sheet: str | None = None) -> Sheet:
    return read_xlsx(Blob.of(path), Mapping(sheet=sheet))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.xlsx"


CELLS: list[tuple[Fill, str]] = [
    (lambda sheet, _: sheet.write_string("A2", "007"), "007"),
    (lambda sheet, _: sheet.write_string("A2", "=1+1"), "=1+1"),
    (lambda sheet, _: sheet.write_string("A2", " a\r\n\tb "), " a\r\n\tb "),
    (lambda sheet, style: sheet.write_rich_string("A2", "bold", style("0"), " and more"), "bold and more"),
    (lambda sheet, _: sheet.write_number("A2", 12345678901), "12345678901"),
    (lambda sheet, _: sheet.write_number("A2", 0.1), "0.1"),
    (lambda sheet, _: sheet.write_number("A2", 1.2e21), "1200000000000000000000"),
    (lambda sheet, style: sheet.write_number("A2", 7, style("00000")), "00007"),
    (lambda sheet, style: sheet.write_number("A2", 0.5, style("0%")), "0.5"),
    (lambda sheet, style: sheet.write_number("A2", 4.5, style("#,##0.00 [$€-407]")), "4.5"),
    (lambda sheet, _: sheet.write_boolean("A2", True), "true"),
    (lambda sheet, _: sheet.write_boolean("A2", False), "false"),
    (lambda sheet, _: sheet.write_formula("A2", '="a"&"b"', None, "ab"), "ab"),
    (lambda sheet, _: sheet.write_formula("A2", "=1+1", None, 2), "2"),
    (lambda sheet, style: sheet.write_datetime("A2", date(2026, 3, 1), style("dd/mm/yyyy")), "2026-03-01"),
    (lambda sheet, style: sheet.write_datetime("A2", wall("2026-03-01T09:30:00"), style("d. mmm yy")),
     "2026-03-01T09:30:00"),
    (lambda sheet, style: sheet.write_datetime("A2", wall("2026-03-01T00:00:00"), style("yyyy-mm-dd hh:mm")),
     "2026-03-01T00:00:00"),
    (lambda sheet, style: sheet.write_datetime("A2", wall("2026-03-01T09:30:15.250000"), style("hh:mm d/m/yy")),
     "2026-03-01T09:30:15.250000"),
    (lambda sheet, style: sheet.write_datetime("A2", time(9, 30), style("hh:mm")), "09:30:00"),
    (lambda sheet, style: sheet.write_number("A2", 1.5, style("[h]:mm")), "36:00:00"),
    (lambda sheet, style: sheet.write_number("A2", 59, style("yyyy-mm-dd")), "1900-02-28"),
    (lambda sheet, style: sheet.write_number("A2", 61, style("yyyy-mm-dd")), "1900-03-01"),
    (lambda sheet, style: sheet.write_number("A2", 46082, style("[$-F800]dddd, mmmm dd, yyyy")), "2026-03-01"),
    (lambda sheet, style: sheet.write_number("A2", 46082, style("mmmm")), "2026-03-01"),
    (lambda sheet, style: sheet.write_number("A2", 46082, style("[$-en-US]d mmmm yyyy;@")), "2026-03-01"),
    (lambda sheet, style: sheet.write_number("A2", 7, style("[Red]000;-000")), "007"),
    (lambda sheet, style: sheet.write_number("A2", 46082, style(31)), "2026-03-01"),
    (lambda sheet, style: sheet.write_number("A2", 46082.5, style("m/d/yy h:mm;@")), "2026-03-01T12:00:00"),
    (lambda sheet, style: sheet.write_number("A2", 46082, style("#,##0.00\\ [$د.إ]")), "46082"),
    (lambda sheet, style: sheet.write_number("A2", 46082, style('0 "days"')), "46082"),
    (lambda sheet, style: sheet.write_number("A2", 0.5, style("h:mm AM/PM")), "12:00:00"),
    (lambda sheet, style: sheet.write_number("A2", 0.5, style("[mm]:ss")), "12:00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("put", "text"), CELLS)
def test_a_cell_is_the_text_a_person_sees(path: Path, put: Fill, text: str) -> None:
    assert one(path, put) == text


def test_days_are_counted_from_1904_where_the_workbook_says_so(path: Path) -> None:
    def put(sheet: Worksheet, style: Callable[[str], Any]) -> None:
        sheet.write_datetime("A2", date(2026, 3, 1), style("yyyy-mm-dd"))

    assert one(path, put, date_1904=True) == "2026-03-01"
    assert b'date1904="1"' in zipfile.ZipFile(path).read("xl/workbook.xml")


@pytest.mark.parametrize(
    ("put", "says"),
    [
        (lambda sheet, _: sheet.write_formula("A2", "=NA()", None, "#N/A"), "a: the cell holds the error #N/A"),
        (lambda sheet, _: sheet.write_formula("A2", "=1/0", None, "#DIV/0!"), "the error #DIV/0!"),
        (lambda sheet, style: sheet.write_number("A2", -3, style("yyyy-mm-dd")), "a day that never was"),
        (lambda sheet, _: sheet.write("C2", "beyond"), "column C, beyond the headers, which end at B"),
    ],
)
def test_a_cell_that_holds_no_value_costs_its_row(path: Path, put: Fill, says: str) -> None:
    def fill(sheet: Worksheet, style: Callable[[str], Any]) -> None:
        sheet.write_row("A1", ["a", "b"])
        put(sheet, style)
        sheet.write_row("A9", ["good", "x"])

    bad, good = read(book(path, ("S", fill))).records()
    assert isinstance(bad, Rejection)
    assert (bad.line, says in bad.reason) == (2, True), bad.reason
    assert good == (9, ["good", "x"])


@pytest.mark.parametrize(
    ("cell", "is_computed"),
    [
        (b'<c r="A2"><f>B2</f></c>', False),
        (b'<c r="A2"><f>B2</f><v></v></c>', False),
        (b'<c r="A2"><f>B2</f><v/></c>', False),
        (b'<c r="A2" t="str"><f>""</f><v></v></c>', True),
    ],
)
def test_a_formula_nobody_computed_is_told_and_one_of_no_text_is_blank(
    path: Path, cell: bytes, is_computed: bool
) -> None:
    parts = parts_of(book(path, ("S", table([["a", "b"], ["x", "y"]]))).read_bytes())
    sheet = "xl/worksheets/sheet1.xml"
    path.write_bytes(packed(parts | {sheet: parts[sheet].replace(b'<c r="A2" t="s"><v>2</v></c>', cell)}))
    (row,) = read(path).records()
    if is_computed:
        assert row == (2, [None, "y"])
    else:
        assert isinstance(row, Rejection)
        assert "a formula that was never computed" in row.reason


def test_blank_rows_are_no_rows_and_lines_are_the_sheets_own(path: Path) -> None:
    def fill(sheet: Worksheet, style: Callable[[str], Any]) -> None:
        sheet.write_row("A1", ["email", "name"])
        sheet.write_row("A4", ["a@x.example", ""])
        sheet.write_blank("A6", None, style("0.0"))

    found = read(book(path, ("S", fill)))
    assert (found.total, list(found.records())) == (1, [(4, ["a@x.example", None])])


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "is empty"),
        ([[], [], ["email"], ["a@x.example"]], "row 1 is blank and the first cells stand in row 3"),
        ([["Leads of March"], [], ["email", "name"], ["a@x.example", "Ann"]], "beyond the headers of row 1"),
        ([["email", "", "name"], ["a@x.example", "x", "Ann"]], "the header of column 2 is blank"),
        ([["email", "email"], ["a@x.example", "x"]], "stands twice"),
    ],
)
def test_headers_that_are_not_in_row_1_are_refused(path: Path, rows: list[list[Any]], says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(book(path, ("S", table(rows))))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_merge_has_its_text_where_it_begins(path: Path) -> None:
    def fill(sheet: Worksheet, style: Callable[[str], Any]) -> None:
        sheet.write_row("A1", ["a", "b"])
        sheet.merge_range("A2:A3", "m")
        sheet.write_column("B2", ["x", "y"])

    assert list(read(book(path, ("S", fill))).records()) == [(2, ["m", "x"]), (3, [None, "y"])]


def test_the_size_that_a_sheet_claims_is_not_believed(path: Path) -> None:
    parts = parts_of(book(path, ("S", table([["email", "name"], ["a@x.example", "Ann"]]))).read_bytes())
    sheet = "xl/worksheets/sheet1.xml"
    for claim in (b"A1", b"A1:XFD1048576"):
        path.write_bytes(packed(parts | {sheet: parts[sheet].replace(b'ref="A1:B2"', b'ref="' + claim + b'"')}))
        assert list(read(path).records()) == [(2, ["a@x.example", "Ann"])]


def test_a_row_that_no_sheet_can_have_is_refused_at_once(path: Path) -> None:
    parts = parts_of(book(path, ("S", LEADS)).read_bytes())
    sheet = "xl/worksheets/sheet1.xml"
    path.write_bytes(packed(parts | {sheet: parts[sheet].replace(b'<row r="2"', b'<row r="99999999999"')}))
    with pytest.raises(InputError, match="beyond 1,048,576"):
        read(path)


def test_a_workbook_as_openpyxl_writes_it_loses_only_what_nobody_computed(path: Path) -> None:
    made = openpyxl.Workbook()
    for row in (["email", "name"], ["f@x.example", '="A"&"B"'], ["g@x.example", "Ann"]):
        made.active.append(row)
    made.save(path)
    bad, good = read(path).records()
    assert isinstance(bad, Rejection)
    assert (bad.line, "never computed" in bad.reason) == (2, True)
    assert good == (3, ["g@x.example", "Ann"])


LEADS = table([["email"], ["a@x.example"]])
MORE = table([["email"], ["b@x.example"]])
NOTHING = table([])


def test_the_only_sheet_that_is_shown_and_holds_anything_is_read(path: Path) -> None:
    book(path, ("Empty", NOTHING), ("Hidden", MORE), ("Leads", LEADS), hidden=("Hidden",))
    assert list(read(path).records()) == [(2, ["a@x.example"])]
    assert list(read(path, "hidden").records()) == [(2, ["b@x.example"])]


def test_of_several_sheets_one_must_be_named(path: Path) -> None:
    book(path, ("Leads", LEADS), ("More leads", MORE), ("Empty", NOTHING))
    with pytest.raises(InputError, match="name one by --sheet.*'Leads', 'More leads'$"):
        read(path)
    assert list(read(path, "More leads").records()) == [(2, ["b@x.example"])]
    with pytest.raises(InputError, match="has no sheet 'Moves'; it has 'Leads', 'More leads', 'Empty'"):
        read(path, "Moves")


def test_hidden_sheets_are_not_read_unasked(path: Path) -> None:
    book(path, ("Empty", NOTHING), ("Hidden", LEADS), hidden=("Hidden",))
    with pytest.raises(InputError, match="hidden sheets only"):
        read(path)


def test_the_command_names_a_sheet_or_the_mapping_does(path: Path, tmp_path: Path) -> None:
    book(path, ("Leads", LEADS), ("More", MORE))
    data, mapping = tmp_path / "data", tmp_path / "m.toml"
    mapping.write_text('sheet = "More"\n')
    done = command(data, "pipelines", "ingest", path, "--bot", "b")
    assert (done.returncode, "name one by --sheet" in done.stderr) == (2, True)
    done = command(data, "pipelines", "ingest", path, "--bot", "b", "--sheet", "Leads")
    assert "created 1" in done.stdout
    done = command(data, "pipelines", "ingest", path, "--bot", "b", "--mapping", mapping, "--dry-run")
    assert "created 1" in done.stdout


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "is no Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "has a password"),
    ],
)
def test_what_is_no_workbook_is_refused(path: Path, data: bytes, says: str) -> None:
    path.write_bytes(data)
    with pytest.raises(InputError, match=says):
        read(path)


def test_a_workbook_that_was_cut_off_or_declares_entities_is_refused(path: Path) -> None:
    good = book(path, ("S", LEADS)).read_bytes()
    path.write_bytes(good[: len(good) // 2])
    with pytest.raises(InputError, match="a broken one"):
        read(path)
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
    path.write_bytes(packed(parts_of(good) | {"xl/worksheets/sheet1.xml": laughs}))
    with pytest.raises(InputError, match="EntitiesForbidden"):
        read(path)


def test_a_cell_at_the_end_of_the_world_needs_no_world_of_memory(path: Path) -> None:
    book(path, ("S", lambda sheet, _: (sheet.write("A1", "email"), sheet.write("XFD1048576", "far"))))
    with pytest.raises(InputError, match="beyond the headers"):
        read(path)


def test_leads_and_conversations_of_a_workbook_are_those_of_a_csv(path: Path) -> None:
    def fill(sheet: Worksheet, style: Callable[[str], Any]) -> None:
        sheet.write_row("A1", ["Lead Id", "Phone", "Created On", "Note"])
        sheet.write_row("A2", [7, 501234567])
        sheet.write_datetime("C2", wall("2026-03-01T09:00:00"), style("dd.mm.yyyy hh:mm"))
        sheet.write_string("D2", "'=1")

    (lead,) = open_source(book(path, ("S", fill)), zone=DUBAI, country="AE").rows()
    assert isinstance(lead, LeadRow)
    assert (lead.external_id, lead.phone, lead.custom) == ("7", "+971501234567", {"Note": "'=1"})
    assert lead.captured_at == datetime(2026, 3, 1, 5, tzinfo=UTC)
    rows = [["external_id", "role", "text"], ["c", "user", "hello"], ["c", "bot", "hi"]]
    (talk,) = open_source(book(path, ("S", table(rows))), zone=DUBAI).rows()
    assert isinstance(talk, ConversationRow)
    assert [message.text for message in talk.messages] == ["hello", "hi"]


KEPT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@example(rows=[("_x0041_", "_x005F_\r")])
@given(rows=st.lists(st.tuples(KEPT, KEPT | st.none()), min_size=1, max_size=4))
def test_any_text_comes_back_from_a_workbook_as_it_was(rows: list[tuple[str, str | None]]) -> None:
    into = BytesIO()
    frame = pl.DataFrame(rows, schema=["a", "b"], orient="row", schema_overrides={"a": pl.String, "b": pl.String})
    write_sheet(into, ["a", "b"], iter([frame]), [10, 10])
    blob = Blob("x.xlsx", lambda: BytesIO(into.getvalue()), len(into.getvalue()))
    found = [tuple(record[1]) for record in read_xlsx(blob, Mapping()).records() if isinstance(record, tuple)]
    assert found == rows


@given(at=st.datetimes(wall("1990-01-01T00:00:00"), wall("2100-01-01T00:00:00")), from_1904=st.booleans())
def test_an_instant_comes_back_to_the_millisecond(at: datetime, from_1904: bool) -> None:
    into = BytesIO()
    with xlsxwriter.Workbook(into, {"date_1904": from_1904}) as made:
        sheet = made.add_worksheet()
        sheet.write("A1", "at")
        sheet.write_datetime("A2", at, made.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"}))
    blob = Blob("x.xlsx", lambda: BytesIO(into.getvalue()), len(into.getvalue()))
    ((_, (text,)),) = read_xlsx(blob, Mapping()).records()  # type: ignore[misc]  # none is rejected
    assert abs(datetime.fromisoformat(str(text)) - at) <= timedelta(milliseconds=1)


def whole() -> bytes:
    """A workbook with every kind of cell, a merge, a chart, a hidden sheet."""
    into = BytesIO()
    with xlsxwriter.Workbook(into) as made:
        sheet = made.add_worksheet("Leads")
        sheet.write_row("A1", ["external_id", "created_at", "number", "formula"])
        sheet.write_row("A2", ["a", 46082.5, 7], made.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write_formula("D2", "=A2", None, "a")
        sheet.write_formula("D3", "=NA()", None, "#N/A")
        sheet.write_boolean("A3", True)
        sheet.write_number("C4", 1.5, made.add_format({"num_format": "[h]:mm"}))
        sheet.merge_range("A5:B6", "merged")
        sheet.conditional_format("C2:C4", {"type": "cell", "criteria": ">", "value": 3})
        made.add_worksheet("Hidden").hide()
        chart = made.add_chart({"type": "line"})
        chart.add_series({"values": "=Leads!$C$2:$C$4"})
        made.add_chartsheet().set_chart(chart)
    return into.getvalue()


WHOLE = whole()
BITS = (
    b"",
    b"0",
    b"-1",
    b"99999999999",
    b"1e999",
    b"x",
    b"<a/>",
    b"&#0;",
    b"_xD83D_",
    b"\xff",
    b'"',
    b'r="ZZZ9"',
    b't="d"',
)


@settings(max_examples=300)
@given(data=st.data())
def test_a_bent_workbook_is_read_rejected_or_refused_in_one_line(data: st.DataObject) -> None:
    parts = parts_of(WHOLE)
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(parts)))
        marks = [mark.span(1) for mark in re.finditer(rb"""(?:"|>)([^"<>]+)(?:"|<)""", parts[name])]
        start, end = data.draw(st.sampled_from(marks))
        parts[name] = parts[name][:start] + data.draw(st.sampled_from(BITS)) + parts[name][end:]
    bent = bytearray(packed(parts))
    if data.draw(st.booleans()):
        bent[data.draw(st.integers(0, len(bent) - 1))] = data.draw(st.integers(0, 255))
    try:
        file = open_source(Blob("x.xlsx", lambda: BytesIO(bent), len(bent)), zone=DUBAI, country="AE")
        found_rows = list(file.rows())
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 (either outcome is right; a refusal must be one line)
    else:
        assert len(found_rows) == file.total


def test_a_workbook_that_unpacks_to_more_than_memory_should_hold_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.sources.xlsx_file.MAX_HELD", 1000)
    with pytest.raises(InputError, match="more than 256 MB of text: save it as CSV"):
        read(book(path, ("S", LEADS)))
    monkeypatch.setattr("pipelines.sources.xlsx_file.MAX_BYTES", 1000)
    with pytest.raises(InputError, match="more than 8 GB once unpacked: split it"):
        read(path)
