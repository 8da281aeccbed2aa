"""Parquet: typed cells become text in one way, nested conversations stay nested, broken files are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leadlight.domain.rows import ConversationRow, LeadRow, MoveRow, Rejection
from leadlight.errors import InputError
from pipelines.sources import parquet_file
from pipelines.sources.contract import Blob
from pipelines.sources.mapping import Mapping
from pipelines.sources.opening import SourceFile, open_source
from pipelines.sources.parquet_file import Columns, read_parquet

DUBAI = ZoneInfo("Asia/Dubai")
wall = datetime.fromisoformat
"""A time on a wall: no zone, as such cells have."""


def written(folder: Path, columns: dict[str, Any], **how: Any) -> Path:
    path = folder / "x.parquet"
    pq.write_table(pa.table(columns), path, **how)
    return path


def read(path: Path) -> Columns:
    return read_parquet(Blob.of(path), Mapping())


def opened(path: Path) -> SourceFile:
    return open_source(path, zone=DUBAI, country="AE")


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (pa.array([12345678901]), "12345678901"),
        (pa.array([12345678901.0]), "12345678901"),
        (pa.array([1e-7]), "0.0000001"),
        (pa.array([0.1 + 0.2]), "0.30000000000000004"),
        (pa.array([1e22]), "10000000000000000000000"),
        (pa.array([Decimal("1.50")]), "1.50"),
        (pa.array([2**64 - 1], pa.uint64()), "18446744073709551615"),
        (pa.array(["007"]), "007"),
        (pa.array(["x"]).dictionary_encode(), "x"),
        (pa.array([b"caf\xc3\xa9"]), "café"),
        (pa.array([date(2026, 3, 1)]), "2026-03-01"),
        (pa.array([time(9, 30)]), "09:30:00"),
        (pa.array([wall("2026-03-01T09:30:00")]), "2026-03-01T09:30:00"),
        (pa.array([1_772_000_000_123_456_789], pa.timestamp("ns", "Asia/Dubai")), "2026-02-25T06:13:20.123456+00:00"),
        (pa.array([0], pa.timestamp("s", "+02:00")), "1970-01-01T00:00:00+00:00"),
    ],
)  # fmt: skip
def test_a_typed_cell_has_one_text(tmp_path: Path, values: Any, text: str) -> None:
    assert list(read(written(tmp_path, {"a": values})).records()) == [(1, [text])]


@pytest.mark.parametrize(
    ("values", "cell"),
    [
        (pa.array([True]), True),
        (pa.array([None], pa.string()), None),
        (pa.array([float("nan")]), None),
        (pa.array([["a", None, 1]][:0] + [["a", None]]), ["a", None]),
        (pa.array([{"b": 1, "t": date(2026, 3, 1)}]), {"b": "1", "t": "2026-03-01"}),
    ],
)
def test_nothing_and_structures_are_what_json_has(tmp_path: Path, values: Any, cell: Any) -> None:
    assert list(read(written(tmp_path, {"a": values})).records()) == [(1, [cell])]


def test_leads_of_typed_columns_are_the_leads_of_a_csv(tmp_path: Path) -> None:
    path = written(tmp_path, {
        "Lead Id": pa.array([7, 8]), "Email": ["A@x.example", None], "Phone Number": pa.array([501234567.0, 501234568]),
        "Created On": pa.array([wall("2026-03-01T09:00"), wall("2026-03-02T09:00")]), "VIP": pa.array([True, None]),
        "custom": pa.array([{"size": 5}, {"size": None}]),
    })  # fmt: skip
    first, second = opened(path).rows()
    assert isinstance(first, LeadRow)
    assert isinstance(second, LeadRow)
    assert (first.external_id, first.phone, first.custom) == ("7", "+971501234567", {"VIP": "true", "size": "5"})
    assert first.captured_at == datetime(2026, 3, 1, 5, tzinfo=UTC)
    assert (second.email, second.custom) == (None, {})


def test_conversations_come_nested_or_a_row_a_message(tmp_path: Path) -> None:
    said = [{"role": "user", "text": "'=hi", "sent_at": datetime(2026, 3, 1, 9, tzinfo=UTC)}]
    (nested,) = opened(written(tmp_path, {"external_id": ["c"], "messages": pa.array([said])})).rows()
    flat = {name: [one[name]] for name in ("role", "text", "sent_at") for one in said}
    (rowed,) = opened(written(tmp_path, {"external_id": ["c"], **flat})).rows()
    assert isinstance(nested, ConversationRow)
    assert nested.messages[0].text == "'=hi"  # no apostrophe is taken off where none was put on
    assert nested.messages[0].sent_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert nested == rowed


def test_moves_are_read_by_their_columns(tmp_path: Path) -> None:
    (row,) = opened(written(tmp_path, {"external_id": [3], "to": ["qualified"], "at": [date(2026, 3, 1)]})).rows()
    assert isinstance(row, MoveRow)
    assert (row.external_id, row.to, row.precision) == ("3", "qualified", "day")


def test_a_value_that_is_no_text_costs_its_row_alone(tmp_path: Path) -> None:
    path = written(tmp_path, {"email": ["a@x.example", "b@x.example"], "raw": pa.array([b"\xff", b"ok"])})
    first, second = opened(path).rows()
    assert isinstance(first, Rejection)
    assert first.reason == "raw: bytes that are no text (UTF-8)"
    assert isinstance(second, LeadRow)


def test_rows_are_read_a_few_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_file, "BATCH", 7)
    path = written(tmp_path, {"email": [f"{at}@x.example" for at in range(100)]}, row_group_size=30)
    sizes: list[int] = []
    real = parquet_file._pylist
    monkeypatch.setattr(parquet_file, "_pylist", lambda blob, table: sizes.append(table.num_rows) or real(blob, table))
    assert [row[0] for row in read(path).records() if isinstance(row, tuple)] == list(range(1, 101))
    assert max(sizes) <= 7


def broken(data: bytes, at: int) -> bytes:
    return data[:at] + b"\0" * 60 + data[at + 60 :]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda data: b"", "is empty"),
        (lambda data: b"a,b\n1,2\n", "is not a Parquet file"),
        (lambda data: data[:-20], "cannot be read"),
        (lambda data: broken(data, 20), "cannot be read"),
        (lambda data: b"PAR1" + data[4:20], "cannot be read"),
    ],
)
def test_what_is_no_whole_parquet_file_is_refused(tmp_path: Path, spoil: Any, says: str) -> None:
    path = written(tmp_path, {"email": [f"{at * 7919}@x.example" for at in range(300)]})
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(InputError) as caught:
        read(path)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_headers_that_cannot_stand_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    for names, says in ((["a", "a"], "stands twice"), ([" "], "is blank")):
        pq.write_table(pa.table([pa.array(["x"])] * len(names), names=names), path)
        with pytest.raises(InputError, match=says):
            read(path)


def test_a_time_beyond_all_calendars_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, {"at": pa.array([2**62], pa.timestamp("us"))})
    with pytest.raises(InputError, match="cannot be read"):
        read(path)
