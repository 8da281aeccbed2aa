"""Imports that meet trouble: bad files, rejected rows, a dry run, readers beside them, and being killed halfway."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from leadlight.bootstrap import House, open_house
from leadlight.clock import FixedClock
from leadlight.errors import FaultError, InputError
from leadlight.record.engine import reading
from leadlight.record.tables import lead, stage_move
from pipelines import ingest as ingesting
from tests import records
from tests.pipelines.kit import (
    ROOT,
    all_bots,
    counts,
    differences,
    environment,
    everything,
    leads,
    lines,
    parsed,
    rows,
    said,
    table,
    take,
    talk,
)

MIXED = [
    {"external_id": "A", "email": "ann@x.example", "note": "fine"},
    {"external_id": "B", "email": "not an address", "note": "=1+1"},
    {"external_id": "", "email": "", "note": "nobody"},
    {"external_id": "C", "email": "cy@x.example", "note": 'O\'Neil, "Cy"\nsecond line'},
]


def test_rejected_rows_stand_in_the_file_and_in_the_record_with_line_and_reason(house: House, tmp_path: Path) -> None:
    (done,) = take(house, table(tmp_path / "leads.csv", MIXED))
    assert counts(done) == {"read": 4, "created": 2, "rejected": 2}
    report = parsed((tmp_path / "leads.rejected.csv").read_bytes())
    assert [(row["line"], row["note"]) for row in report] == [("3", "'=1+1"), ("4", "nobody")]
    assert "'not an address'" in report[0]["reason"] or "“not an address”" in report[0]["reason"]
    kept = rows(house, "import_rejection")
    assert [(row["line"], row["cells"]) for row in kept] == [
        (3, {"external_id": "B", "email": "not an address", "note": "=1+1"}),
        (4, {"note": "nobody"}),
    ]
    assert [row["reason"] for row in kept] == [row["reason"] for row in report]


def test_mended_rejected_file_is_taken_as_if_it_had_been_right(house: House, tmp_path: Path) -> None:
    (done,) = take(house, table(tmp_path / "leads.csv", MIXED))
    assert done.rejected_file
    mended = done.rejected_file.read_text("utf-8").replace("not an address", "bob@x.example", 1)
    done.rejected_file.write_text(mended.replace(",,nobody", "D,,nobody"), "utf-8")
    assert counts(take(house, done.rejected_file)[0]) == {"read": 2, "created": 2}
    assert [(row["external_id"], row["custom"]) for row in leads(house)[2:]] == [
        ("B", {"note": "=1+1"}),
        ("D", {"note": "nobody"}),
    ]


def test_good_rows_are_told_though_the_report_of_the_rejected_cannot_be_written(house: House, tmp_path: Path) -> None:
    (tmp_path / "leads.rejected.csv").mkdir()
    file = tmp_path / "leads.csv"
    file.write_text("external_id,email\nA,a@x.example\nB,nobody\n", "utf-8")
    (done,) = take(house, file)
    assert counts(done) == {"read": 2, "created": 1, "rejected": 1}
    assert "leads.rejected.csv" in done.trouble
    assert len(rows(house, "import_rejection")) == 1


def test_row_of_another_length_is_rejected_alone(house: House, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("external_id,name\nA,Ann\nB\nC,Cy,more\nD,Di\n")
    assert counts(take(house, path)[0]) == {"read": 4, "created": 2, "rejected": 2}
    assert [row["line"] for row in rows(house, "import_rejection")] == [3, 4]


BAD = {
    "missing.csv": None,
    "empty.csv": b"",
    "disguised.csv": b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00",
    "latin.csv": "external_id,name\nA,Zoë\n".encode("latin-1"),
    "twins.csv": b"external_id,external_id\nA,B\n",
    "open.csv": b'external_id,name\nA,"Ann\n',
    "nokey.csv": b"colour,size\nred,5\n",
    "torn.json": b'[{"external_id": "A"},',
    "number.json": b"42",
    "torn.jsonl": b'{"external_id": "A"\n',
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_in_one_line_and_nothing_is_written(house: House, tmp_path: Path, name: str) -> None:
    content = BAD[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = everything(house)
    with pytest.raises(InputError) as refused:
        take(house, tmp_path / name)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)
    assert everything(house) == before
    assert not list(tmp_path.glob("*.rejected.csv"))


def test_dry_run_tells_what_the_real_run_does_and_writes_nothing(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "BATCH", 2)
    take(house, table(tmp_path / "before.csv", [{"external_id": "A", "email": "ann@x.example", "city": "Rome"}]))
    several = [
        *MIXED,
        {"external_id": "C", "email": "cy@x.example", "city": "Oslo"},
        {"external_id": "", "email": "CY@x.example", "captured_at": "2026-11-01"},
        {"external_id": "", "email": "cy@x.example", "name": "Cyd"},
        {"external_id": "", "email": "cy@x.example", "name": "Dan"},
        {"external_id": "E", "captured_at": "2026-11-01"},
        {"external_id": "E", "captured_at": "2026-11-02"},
    ]
    path = table(tmp_path / "leads.csv", several)
    record = tmp_path / "record.sqlite"
    before, bytes_before = everything(house), record.read_bytes() if record.exists() else None
    (dry,) = take(house, path, dry_run=True)
    assert everything(house) == before
    assert bytes_before is None or record.read_bytes() == bytes_before  # None: the record is on PostgreSQL
    assert not (tmp_path / "leads.rejected.csv").exists()
    assert take(house, path, bot="Brand new", dry_run=True)[0].counts["read"] == len(several)
    assert all_bots(house) == ["Estate"]
    (real,) = take(house, path)
    assert (dry.counts, dry.rejections) == (real.counts, real.rejections)
    assert real.counts["updated"] > 0


def test_dry_run_of_conversations_remembers_what_earlier_batches_held(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "BATCH", 1)
    path = lines(tmp_path / "talks.jsonl", [talk("c1", "Hi"), talk("c1", "Hi"), talk("c1", "Hi", "Hello")])
    dry, real = take(house, path, dry_run=True)[0], take(house, path)[0]
    assert dry.counts == real.counts
    assert counts(real) == {"read": 3, "created": 1, "updated": 1, "unchanged": 1}


def test_nobody_ever_sees_half_a_batch(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "BATCH", 10)
    path = table(tmp_path / "leads.csv", [{"external_id": str(at), "status": "lost"} for at in range(100)])
    seen: set[tuple[int, int]] = set()
    with looking(house, seen):
        take(house, path)
    assert (100, 200) in seen
    assert len(seen) > 2, "the reader was never there while the file was being taken"
    assert all(leads_ % 10 == 0 and moves == 2 * leads_ for leads_, moves in seen), seen


@contextmanager
def looking(house: House, seen: set[tuple[int, int]]) -> Iterator[None]:
    """Count leads and moves in one look after another, from a thread and connection of its own."""
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            with reading(house.engine) as connection:
                both = [
                    connection.execute(select(func.count()).select_from(t)).scalar() or 0 for t in (lead, stage_move)
                ]
            seen.add((both[0], both[1]))
        with reading(house.engine) as connection:
            both = [connection.execute(select(func.count()).select_from(t)).scalar() or 0 for t in (lead, stage_move)]
        seen.add((both[0], both[1]))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_file_that_fails_on_the_disk_keeps_whole_batches_only(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "BATCH", 10)
    path = table(tmp_path / "leads.csv", [{"external_id": str(at)} for at in range(30)])
    real, calls = ingesting.capture_leads, []

    def failing(*args: object) -> object:
        calls.append(args)
        found = real(*args)
        if len(calls) == 2:
            raise FaultError("the disk is full")
        return found

    monkeypatch.setattr(ingesting, "capture_leads", failing)
    with pytest.raises(FaultError):
        take(house, path)
    assert len(leads(house)) == 10
    monkeypatch.setattr(ingesting, "capture_leads", real)
    assert counts(take(house, path)[0]) == {"read": 30, "created": 20, "unchanged": 10}


@pytest.mark.slow
def test_killed_ingest_run_again_ends_as_an_undisturbed_one(tmp_path: Path, clock: FixedClock) -> None:
    path = table(tmp_path / "leads.csv", a_big_file())
    undisturbed = open_house(records.settings(tmp_path / "undisturbed"), clock)
    take(undisturbed, path)
    expected = said(undisturbed)
    undisturbed.engine.dispose()
    chance = random.Random(7)
    killed, seen = tmp_path / "killed", set()
    for _ in range(3):
        shutil.rmtree(killed, ignore_errors=True)
        records.forget(killed)
        house = open_house(records.settings(killed), clock)
        seen.add(killed_after(house, path, chance.randrange(1, 6_000)))
        take(house, path)
        assert said(house) == expected
        house.engine.dispose()
    assert differences(house) == []
    assert any(0 < each < len(expected["leads"]) for each in seen), f"no run was killed halfway: {seen}"


def a_big_file() -> list[dict[str, str]]:
    """10,000 rows: 8,000 people, some of whom share a mailbox, then some of them again."""
    some = [
        {
            "external_id": f"L{at}" if at % 3 else "",
            "email": f"p{at // 2 if at % 6 == 0 else at}@x.example",
            "name": f"Person {at}",
            "captured_at": "2026-11-02T09:00:00Z",
            "status": "qualified" if at % 4 else "new",
            "status_at": "2026-11-04",
        }
        for at in range(8_000)
    ]
    again = [{**some[at], "name": f"Person {at}", "company": f"Firm {at}"} for at in range(1, 8_000, 4)]
    return [*some, *again]


def killed_after(house: House, path: Path, leads_in: int) -> int:
    """Start an ingest beside us and kill it once about this many leads are in; returns how many were."""
    words = [sys.executable, "-m", "pipelines", "ingest", str(path), "--bot", "Estate"]
    kwargs = {"cwd": ROOT, "env": environment(house.settings.data_dir), "stdout": subprocess.DEVNULL}
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL, **kwargs)
    try:
        while process.poll() is None and count(house) < leads_in:
            time.sleep(0.005)
        time.sleep(random.Random(leads_in).random() * 0.1)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return count(house)


def count(house: House) -> int:
    with reading(house.engine) as connection:
        return connection.execute(select(func.count()).select_from(lead)).scalar() or 0
