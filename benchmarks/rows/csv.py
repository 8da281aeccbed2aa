"""All leads as CSV, from the writer and over HTTP, beside DuckDB's own COPY of the same ordered query."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import duckdb
import httpx

from benchmarks.process import forget_peak, peak, resident
from benchmarks.rows.contract import Figure, Place, Row, timed
from benchmarks.server import serving
from leadlight.domain.rows import EXPORT_EXTRAS, LEAD_COLUMNS
from leadlight.warehouse.export import csv_chunks
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.leads_list import order
from leadlight.warehouse.opening import CONFIG, MEMORY
from leadlight.warehouse.store import Warehouse

RUNS, FACTOR, MORE_MB = 5, 1.5, 300.0
WARM = "SELECT count(*), max(email), max(custom) FROM lead"
EVERY_BOT = (1, 2, 3, 4, 5)


def measure(place: Place) -> list[Figure]:
    """Writer, HTTP and memory; COPY with the same threads and memory, in turn with the writer: a machine whose speed
    changes changes it for both."""
    path = place.folder / "warehouse.duckdb"
    bare, ours = [], []
    for _ in range(RUNS):
        bare.append(_copy(path, place.scratch / "copy.csv"))
        ours.append(_written(path, place.scratch / "ours.csv"))
    sent, more = _sent(place)
    baseline = statistics.median(bare)
    rule = f"≤ {FACTOR} × COPY of the same ordered query"
    return [
        timed("CSV of all leads, writer", ours, "s", budget=FACTOR * baseline, baseline=baseline, rule=rule),
        timed("CSV of all leads, over HTTP", sent, "s", budget=FACTOR * baseline, baseline=baseline, rule=rule),
        Figure("CSV of all leads, memory of the server", max(more), "MB more", f"≤ +{MORE_MB:.0f} MB", MORE_MB,
               low=min(more), high=max(more), runs=RUNS,
               note="peak while sending, over what was resident before; the most of the runs, which is the first"),
    ]  # fmt: skip


def _copy(path: Path, target: Path) -> float:
    columns = ", ".join(f"f.{name}" for name in (*LEAD_COLUMNS, *EXPORT_EXTRAS))
    config = {"threads": CONFIG["threads"], "memory_limit": MEMORY}
    with duckdb.connect(str(path), read_only=True, config=config) as connection:
        connection.execute(WARM).fetchall()
        began = time.perf_counter()
        connection.execute(
            f"COPY (SELECT {columns} FROM lead f JOIN bot b ON b.id = f.bot_id WHERE NOT f.is_test"
            f" ORDER BY {order('captured_at', True)}) TO '{target}' (FORMAT csv, HEADER)"
        )
        return time.perf_counter() - began


def _written(path: Path, target: Path) -> float:
    warehouse = Warehouse(path)
    try:
        with warehouse.read() as cursor:
            cursor.execute(WARM).fetchall()
        return _write(warehouse, target)
    finally:
        warehouse.close()


def _write(warehouse: Warehouse, target: Path) -> float:
    began = time.perf_counter()
    with target.open("wb") as into, warehouse.read() as cursor:
        for piece in csv_chunks(cursor, Filters(EVERY_BOT)):
            into.write(piece)
    return time.perf_counter() - began


def _sent(place: Place) -> tuple[list[float], list[float]]:
    """Seconds, and megabytes more at the peak than before, of each download."""
    spent, more = [], []
    with serving(place.folder) as server:
        httpx.get(f"{server.url}/api/v1/bots/all/metrics?measures=leads,conversations&by=month", timeout=60)
        for _ in range(RUNS):
            before = resident(server.pid)
            forget_peak(server.pid)
            began, size = time.perf_counter(), 0
            with httpx.stream("GET", f"{server.url}/api/v1/bots/all/leads.csv", timeout=300) as answer:
                answer.raise_for_status()
                for piece in answer.iter_raw():
                    size += len(piece)
            spent.append(time.perf_counter() - began)
            more.append(peak(server.pid) - before)
    assert size > place.size.leads * 100, "the file is not whole"
    return spent, more


ROW = Row("csv", "CSV of all leads", measure)
