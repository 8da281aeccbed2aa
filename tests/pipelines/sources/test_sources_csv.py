"""CSV is read strictly: exactly what it says, or refused in one plain line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.rows import Rejection
from leadlight.errors import InputError
from pipelines.sources.csv_file import Table, read_table

SPECTRUM = Path(__file__).parents[4] / "shared" / "samples" / "csv_spectrum"
NAMES = sorted(path.stem for path in (SPECTRUM / "csvs").glob("*.csv"))
needs_spectrum = pytest.mark.skipif(not NAMES, reason="../shared/samples/csv_spectrum is absent")


def objects(table: Table) -> list[dict[str, str]]:
    return [
        dict(zip(table.headers, map(str, one[1]), strict=True)) for one in table.records() if isinstance(one, tuple)
    ]


@needs_spectrum
@pytest.mark.parametrize("name", NAMES or ["none"])
def test_csv_spectrum_reads_as_its_json_says(name: str) -> None:
    expected = json.loads((SPECTRUM / "json" / f"{name}.json").read_text("utf-8"))
    data = (SPECTRUM / "csvs" / f"{name}.csv").read_bytes()
    if name.endswith("_crlf"):  # the samples' copy has lost the line ends its name and JSON speak of
        data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    found = objects(read_table(data))
    if name == "location_coordinates":  # published with one object instead of a list, and another phone number
        expected = [expected | {"Contact Phone Number": "2095257564"}]
    assert found == expected


def refusal(data: bytes, **settings: str) -> str:
    with pytest.raises(InputError) as caught:
        read_table(data, **settings)  # type: ignore[arg-type]  # the settings are its keywords
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", "an Excel workbook: name it .xlsx"),
        (b"PK\x03\x04" + b"\0" * 26 + b"readme.txt", "zip archive"),
        (b"PAR1....", "Parquet"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0", "old Excel"),
        (b"<!DOCTYPE html><table>", "web page"),
        (b"a,b\n1,\x002\n", "NUL bytes (at byte 6)"),
        ("a,b\n1,2\n".encode("utf-16-le"), "NUL bytes (at byte 1)"),
        ("a,b\n\u0100,\0".encode("utf-16"), "NUL bytes (at byte 14)"),
        (b"a,b\n" + b"1,2\n" * 300_000 + b"1,\0\n", "NUL bytes (at byte 1200006)"),
        (b"a,b\n1,caf\xe9\n", "byte 9 cannot be read"),
        (b'a,b\n1,"2\n3,4\n', "line 2: a quote opens here and never closes"),
        (b'a,b\n1,2\n1,"2" x\n', "line 3: text follows a closing quote"),
        (b"a,b,a\n1,2,3\n", "'a' stands twice"),
        (b"a,,b\n1,2,3\n", "column 2 is blank"),
        (b",a\nx,1\n", "column 1 is blank, and its cell in line 2 holds no row number: name the column"),
        (b",a\n0,1\n,2\n", "its cell in line 3 is blank"),
        (b"a,b\n1,2,3\n1\n", "no row has as many cells"),
        (b"name\na;b\nc;d\n", "the file seems broken"),
        (b"name\na,b\nc,d\n", "no row has as many cells"),
        (b'{"a": 1}\n', "looks like JSON"),
        (b'[{"a": 1}]', "looks like JSON"),
        (",".join(f"c{i}" for i in range(2001)).encode(), "2,001 columns"),
        (b"a,b|c;d\n1,2|3;4\n", "say which separates cells"),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(data: bytes, says: str) -> None:
    assert says in refusal(data)


def test_a_delimiter_that_makes_one_column_of_the_header_is_refused() -> None:
    assert "one column only" in refusal(b"a,b\n1,2\n", delimiter=";")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_on_the_header_outside_quotes(mark: str) -> None:
    others = ",;|".replace(mark, "")
    table = read_table(f'a{mark}"b{others}"\n1{mark}2{others}\n'.encode())
    assert [one[1] for one in table.records() if isinstance(one, tuple)] == [["1", f"2{others}"]]


def test_of_two_marks_in_the_header_the_one_the_rows_bear_out_separates() -> None:
    assert read_table(b"Name,Phone|Mobile,Mail\nA,1,2\n").headers == ("Name", "Phone|Mobile", "Mail")


def test_excels_sep_line_names_the_delimiter() -> None:
    table = read_table(b"sep=;\r\na,x;b\r\n1;2\r\n")
    assert table.headers == ("a,x", "b")
    assert list(table.records()) == [(3, ["1", "2"])]


def test_a_header_without_rows_is_fine() -> None:
    assert read_table(b"a,b\n").total == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_names_the_encoding(encoding: str) -> None:
    assert objects(read_table("näme,b\nÄ🙂,2\n".encode(encoding))) == [{"näme": "Ä🙂", "b": "2"}]


def test_big_endian_utf16_is_read() -> None:
    assert objects(read_table(b"\xfe\xff" + "a\n東京\n".encode("utf-16-be"))) == [{"a": "東京"}]


def test_the_declared_encoding_is_used_where_the_file_is_no_utf8() -> None:
    assert objects(read_table("a,b\n1,café €\n".encode("cp1252"), encoding="cp1252")) == [{"a": "1", "b": "café €"}]
    assert objects(read_table("a,b\n1,東京\n".encode("iso2022_jp"), encoding="iso2022_jp")) == [{"a": "1", "b": "東京"}]
    assert objects(read_table("a,b\n1,café\n".encode(), encoding="cp1252")) == [{"a": "1", "b": "café"}]


def test_the_bad_byte_is_named_across_the_pieces_of_a_large_file() -> None:
    start = b"a,b\n" + "é,1\n".encode() * 300_000
    assert f"byte {len(start)} " in refusal(start + b"\xff,1\n")


def test_lines_are_counted_through_quoted_newlines_and_blank_lines() -> None:
    table = read_table(b'a,b\r\n"x\r\ny",1\r\n\r\n   \r\nz,2\r\n')
    assert list(table.records()) == [(2, ["x\r\ny", "1"]), (6, ["z", "2"])]
    assert table.total == 2


def test_a_row_with_other_cells_than_the_header_is_rejected_with_its_line() -> None:
    table = read_table(b"a,b\n1,2\n1\n1,2,3\n")
    assert [one for one in table.records() if isinstance(one, Rejection)] == [
        Rejection(3, "has 1 cells where the header has 2", {"a": "1"}),
        Rejection(4, "has 3 cells where the header has 2", {"a": "1", "b": "2", "(cells beyond the header)": "3"}),
    ]


def test_a_huge_cell_costs_its_row_and_no_other() -> None:
    table = read_table(b"a,b\n1," + b"x" * 1_000_001 + b"\n2," + b"y" * 1_000_000 + b"\n")
    first, second = table.records()
    assert isinstance(first, Rejection)
    assert "1,000,000 characters" in first.reason
    assert isinstance(second, tuple)


@pytest.mark.parametrize("what", ["missing.csv", "."])
def test_a_missing_path_and_a_folder_are_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(InputError, match="does not exist|is a folder"):
        read_table(tmp_path / what)


_CELL = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=8), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]))
def test_what_the_standard_writer_writes_comes_back_identical(
    rows: list[tuple[str, str, str]], mark: str, end: str
) -> None:
    out = io.StringIO()
    # With "\\n" as its line end the writer would leave a lone "\\r" unquoted.
    csv.writer(out, delimiter=mark, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([("a", "b", "c"), *rows])
    found = [one[1] for one in read_table(out.getvalue().encode()).records() if isinstance(one, tuple)]
    assert found == [list(row) for row in rows]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    try:
        table = read_table(data)
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 (either outcome is right; a refusal must be one line)
    else:
        assert sum(1 for _ in table.records()) == table.total
