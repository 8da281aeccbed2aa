"""Packed text files: read as what is inside, or refused in one plain line."""

from __future__ import annotations

import gzip
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from leadlight.bootstrap import House
from leadlight.domain.rows import LeadRow
from leadlight.errors import InputError
from pipelines.sources import gzip_file
from pipelines.sources.opening import open_source
from pipelines.sources.rejected import rejected_path
from tests.pipelines.kit import command, counts, leads, take

CSV = b"external_id,email\nA,a@x.example\nB,b@x.example\n"
UTC = ZoneInfo("UTC")


def packed(folder: Path, data: bytes, name: str = "leads.csv.gz") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        open_source(path, zone=UTC)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv.gz", CSV),
        ("x.CSV.GZ", b"\xff\xfe" + CSV.decode().encode("utf-16-le")),
        ("x.tsv.gz", CSV.replace(b",", b"\t")),
        ("x.jsonl.gz", b'{"external_id":"A","email":"a@x.example"}\n{"external_id":"B","email":"b@x.example"}\n'),
        ("x.json.gz", b'[{"external_id":"A","email":"a@x.example"},{"external_id":"B","email":"b@x.example"}]'),
    ],
)
def test_every_text_source_is_read_from_gzip(tmp_path: Path, name: str, data: bytes) -> None:
    found = open_source(packed(tmp_path, gzip.compress(data), name), zone=UTC)
    rows = [row for row in found.rows() if isinstance(row, LeadRow)]
    assert [(row.external_id, row.email) for row in rows] == [("A", "a@x.example"), ("B", "b@x.example")]


def test_an_archive_of_several_members_is_one_file(tmp_path: Path) -> None:
    path = packed(tmp_path, gzip.compress(CSV[:20]) + gzip.compress(CSV[20:]))
    assert open_source(path, zone=UTC).total == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gzip.compress(CSV)[:-9], "is broken off"),
        (gzip.compress(CSV)[:-4] + b"\0\0\0\0", "is a broken gzip archive"),
        (gzip.compress(CSV) + b"more", "is a broken gzip archive"),
        (gzip.compress(gzip.compress(CSV)), "a gzip archive within another"),
        (gzip.compress(b""), "is empty"),
        (CSV, "named as a gzip archive and is none"),
        (b"", "named as a gzip archive and is none"),
    ],
    # An archive holds the time it was made: ids of its bytes would differ between the processes that run the tests.
    ids=["cut off", "wrong length", "more behind", "packed twice", "empty within", "not packed", "nothing"],
)
def test_what_is_no_whole_archive_of_a_text_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    assert says in refusal(packed(tmp_path, data))


def test_what_would_unpack_beyond_all_bounds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gzip_file, "MAX_BYTES", 3_000_000)
    path = packed(tmp_path, gzip.compress(b"external_id\n" + b"A" * 5_000_000))
    assert path.stat().st_size < 10_000
    assert "holds more than" in refusal(path)


@pytest.mark.parametrize("name", ["x.xlsx.gz", "x.parquet.gz"])
def test_files_that_are_packed_by_themselves_are_not_read_from_gzip(tmp_path: Path, name: str) -> None:
    assert "packed already" in refusal(packed(tmp_path, gzip.compress(CSV), name))


def test_a_packed_file_says_how_to_name_it(tmp_path: Path) -> None:
    assert "ending .gz" in refusal(packed(tmp_path, gzip.compress(CSV), "leads.csv"))


def test_rejected_rows_of_a_packed_file_stand_beside_it_unpacked(house: House, tmp_path: Path) -> None:
    path = packed(tmp_path, gzip.compress(b"email\na@x.example\nnobody\n"))
    (done,) = take(house, path)
    assert counts(done) == {"read": 2, "created": 1, "rejected": 1}
    assert done.rejected_file == rejected_path(path) == tmp_path / "leads.rejected.csv"
    assert counts(take(house, path)[0]) == {"read": 2, "unchanged": 1, "rejected": 1}
    assert len(leads(house)) == 1


def test_a_broken_archive_is_exit_2_with_nothing_written(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    done = command(data_dir, "pipelines", "ingest", packed(tmp_path, gzip.compress(CSV)[:-9]), "--bot", "new")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip().count("\n") == 0
    report = command(data_dir, "pipelines", "report", "--bot", "all", "--measures", "leads", "--format", "json")
    assert '"leads": 0' in report.stdout or '"rows": []' in report.stdout
