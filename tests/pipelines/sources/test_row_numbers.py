"""The column of row numbers that pandas writes without a header goes nowhere; any other column must have a name."""

from __future__ import annotations

from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from leadlight.domain.rows import LeadRow
from leadlight.errors import InputError
from pipelines.sources.contract import ROW_NUMBERS, Blob
from pipelines.sources.opening import SourceFile, open_source
from pipelines.sources.registry import choose

Rows = list[list[object]]
LONDON = ZoneInfo("Europe/London")
GOOD: Rows = [[None, "email", "Note"], [0, "a@x.example", "one"], [7, "b@x.example", "two"]]


def opened(form: str, rows: Rows) -> SourceFile:
    """The rows as a file of this form."""
    if form == "xlsx":
        book, stream = openpyxl.Workbook(), BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(stream)
        data = stream.getvalue()
    else:
        mark = {"csv": ",", "tsv": "\t"}[form]
        data = "".join(mark.join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows).encode()
    return open_source(Blob(f"frame.{form}", lambda: BytesIO(data), len(data)), zone=LONDON)


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx"])
def test_row_numbers_without_a_header_go_nowhere_and_the_preview_says_so(form: str) -> None:
    file = opened(form, GOOD)
    assert [(use.header, use.how) for use in file.columns][0] == (ROW_NUMBERS, "ignored")
    leads = [row for row in file.rows() if isinstance(row, LeadRow)]
    assert [(lead.email, lead.custom) for lead in leads] == [
        ("a@x.example", {"Note": "one"}),
        ("b@x.example", {"Note": "two"}),
    ]


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([*GOOD, ["x7", "c@x.example", "three"]], "its cell in line 4 holds no row number: name the column"),
        ([*GOOD, [None, "c@x.example", "three"]], "its cell in line 4 is blank: name the column"),
        ([["email", None, "Note"], ["a@x.example", 1, "one"]], "the header of column 2 is blank"),
    ],
)
def test_a_column_without_a_header_that_may_hold_more_is_refused(form: str, rows: Rows, says: str) -> None:
    with pytest.raises(InputError, match=says):
        opened(form, rows)


@pytest.mark.parametrize("name", ["old.xls", "LEADS.XLS", "leads.ods"])
def test_workbooks_of_other_forms_are_told_apart_from_unknown_files(name: str) -> None:
    with pytest.raises(InputError, match="save it as .xlsx"):
        choose(name)
