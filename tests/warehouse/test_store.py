"""The file: opened, shared, damaged, replaced."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from leadlight.domain.position import ORIGIN, Position
from leadlight.errors import FaultError
from leadlight.warehouse import leads_list, load
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow, rebuild
from tests.warehouse.records import NOW, Room


def leads(warehouse: Warehouse, bot: int = 1) -> int:
    with warehouse.read() as cursor:
        return leads_list.count(cursor, Filters((bot,)))


def test_new_warehouse_is_empty_and_says_that_it_is_being_built(warehouse: Warehouse) -> None:
    assert (warehouse.state, warehouse.position, leads(warehouse)) == ("rebuilding", ORIGIN, 0)


@pytest.mark.parametrize("garbage", [b"", b"not a database", b"\x00" * 200_000])
def test_garbled_file_costs_a_rebuild_and_nothing_else(room: Room, tmp_path: Path, garbage: bytes) -> None:
    room.lead(room.bot("a"))
    path = tmp_path / "w.duckdb"
    path.write_bytes(garbage)
    warehouse = Warehouse(path)
    follow(room.record, warehouse, room.clock)
    assert (leads(warehouse), warehouse.state) == (1, "ready")
    warehouse.close()


def test_file_garbled_within_costs_a_rebuild(room: Room, tmp_path: Path) -> None:
    bot = room.bot("a")
    for _ in range(50):
        room.lead(bot, name="x" * 100)
    path = tmp_path / "w.duckdb"
    warehouse = Warehouse(path)
    follow(room.record, warehouse, room.clock)
    warehouse.close()
    raw = bytearray(path.read_bytes())
    for at in range(12_288 + 64, len(raw), 4096):
        raw[at : at + 32] = b"\xff" * 32
    path.write_bytes(bytes(raw))
    warehouse = Warehouse(path)
    for _ in range(2):  # damage that only reading finds is mended by the next follow
        try:
            follow(room.record, warehouse, room.clock)
            count = leads(warehouse)
        except FaultError:
            count = -1
    assert count == 50
    warehouse.close()


def test_garbled_write_ahead_log_cannot_stop_the_server(room: Room, tmp_path: Path) -> None:
    room.lead(room.bot("a"))
    path = tmp_path / "w.duckdb"
    warehouse = Warehouse(path)
    follow(room.record, warehouse, room.clock)
    warehouse.close()
    path.with_name("w.duckdb.wal").write_bytes(b"\x07" * 5_000)
    again = Warehouse(path)
    follow(room.record, again, room.clock)
    assert leads(again) == 1
    again.close()


def test_older_schema_costs_a_rebuild(room: Room, tmp_path: Path) -> None:
    room.lead(room.bot("a"))
    path = tmp_path / "w.duckdb"
    with duckdb.connect(str(path)) as old:
        old.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR); INSERT INTO meta VALUES ('schema', 'old')")
        old.execute("CREATE TABLE watermark (seq BIGINT, followed_at TIMESTAMP)")
    warehouse = Warehouse(path)
    assert warehouse.state == "rebuilding"
    follow(room.record, warehouse, room.clock)
    assert leads(warehouse) == 1
    warehouse.close()


def test_file_held_by_another_process_is_told_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "w.duckdb"
    Warehouse(path).close()
    monkeypatch.setattr("leadlight.warehouse.opening.LOCKED_FOR", 0.0)
    hold = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(FaultError, match="in use by another process"):
            Warehouse(path)
        assert path.exists()
        holder.communicate(b"")


def test_reader_sees_one_moment_while_rows_are_followed(room: Room, warehouse: Warehouse) -> None:
    bot = room.bot("a")
    room.lead(bot)
    follow(room.record, warehouse, room.clock)
    with warehouse.read() as cursor:
        assert leads_list.count(cursor, Filters((bot,))) == 1
        room.lead(bot)
        follow(room.record, warehouse, room.clock)
        assert leads_list.count(cursor, Filters((bot,))) == 1
    assert leads(warehouse, bot) == 2


def test_reader_in_flight_finishes_before_the_swap(room: Room, warehouse: Warehouse) -> None:
    bot = room.bot("a")
    room.lead(bot)
    follow(room.record, warehouse, room.clock)
    with warehouse.read() as cursor:
        swap = threading.Thread(target=rebuild, args=(room.record, warehouse, room.clock))
        swap.start()
        time.sleep(0.5)
        assert leads_list.count(cursor, Filters((bot,))) == 1
        with warehouse.read() as inner:  # whoever is inside may look again, or both would wait for each other
            assert leads_list.count(inner, Filters((bot,))) == 1
    swap.join(20)
    assert not swap.is_alive()
    assert leads(warehouse, bot) == 1


def test_reader_that_outstays_the_swap_is_told_to_try_again(
    room: Room, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = room.bot("a")
    room.lead(bot)
    follow(room.record, warehouse, room.clock)
    monkeypatch.setattr("leadlight.warehouse.store.SWAP_GRACE", 0.3)

    def overstay() -> None:
        with warehouse.read() as cursor:
            swap = threading.Thread(target=rebuild, args=(room.record, warehouse, room.clock))
            swap.start()
            swap.join(20)
            leads_list.count(cursor, Filters((bot,)))

    with pytest.raises(FaultError, match="try again"):
        overstay()
    assert leads(warehouse, bot) == 1


def test_wait_until_returns_once_the_token_is_passed(room: Room, warehouse: Warehouse) -> None:
    bot = room.bot("a")
    follow(room.record, warehouse, room.clock)
    token = room.change("bot", bot, name="Other")
    assert not warehouse.wait_until(token, timeout=0.05)
    threading.Timer(0.1, follow, (room.record, warehouse, room.clock)).start()
    assert warehouse.wait_until(token, timeout=5)


def test_version_grows_with_every_batch(room: Room, warehouse: Warehouse) -> None:
    room.bot("a")
    versions = [warehouse.version]
    follow(room.record, warehouse, room.clock)
    versions.append(warehouse.version)
    room.lead(1)
    follow(room.record, warehouse, room.clock)
    versions.append(warehouse.version)
    follow(room.record, warehouse, room.clock)
    versions.append(warehouse.version)
    assert versions[0] < versions[1] < versions[2] == versions[3]


def test_failed_write_leaves_nothing(warehouse: Warehouse) -> None:
    def fail() -> None:
        with warehouse.write() as cursor:
            load.set_watermark(cursor, Position(0, 9), NOW + timedelta(days=1))
            raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        fail()
    assert warehouse.position == ORIGIN


def _write_much(warehouse: Warehouse, seq: int) -> None:
    """12 MB, in place of those that stood there."""
    with warehouse.write() as cursor:
        load.set_record(cursor, "a record")
        load.set_watermark(cursor, Position(0, seq), NOW)
        cursor.execute("DELETE FROM meta WHERE key LIKE 'row %'")
        cursor.execute("INSERT INTO meta SELECT 'row ' || i, repeat('x', 1000) FROM range(12_000) AS r (i)")


def _log(warehouse: Warehouse) -> int:
    log = warehouse.path.with_name(warehouse.path.name + ".wal")
    return log.stat().st_size if log.exists() else 0


def test_the_log_is_put_into_the_file_where_it_is_much(warehouse: Warehouse) -> None:
    for seq in (1, 2):
        _write_much(warehouse, seq)
        warehouse.checkpoint()
        assert (_log(warehouse) > 0) is (seq == 1)


def test_on_a_full_disk_the_log_waits_and_the_numbers_stay(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(warehouse.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=100_000_000))
    for seq in (1, 2):
        _write_much(warehouse, seq)
        warehouse.checkpoint()
    assert _log(warehouse) > 24_000_000
    assert warehouse.position == Position(0, 2)


def test_under_a_reader_of_an_older_moment_the_log_waits(warehouse: Warehouse) -> None:
    with warehouse.read():
        for seq in (1, 2):
            _write_much(warehouse, seq)
        warehouse.checkpoint()
        assert _log(warehouse) > 24_000_000
    warehouse.checkpoint()
    assert _log(warehouse) == 0


@pytest.mark.parametrize(
    "sql",
    ["COPY (SELECT 1) TO 'out.csv'", "SELECT * FROM read_csv('/etc/passwd')", "SET threads = 9", "INSTALL spatial"],
)
def test_reader_cannot_leave_the_warehouse(warehouse: Warehouse, sql: str) -> None:
    with warehouse.read() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(sql)
