"""`ingest` of a CSV of as many leads as the record holds, beside a bare executemany of the rows that it wrote."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.made import draw
from benchmarks.rows.contract import Figure, Place, Row
from benchmarks.server import ROOT, environment
from leadlight.record.engine import open_engine, sqlite_module
from leadlight.record.migrate import migrate

FACTOR, AT_ONCE = 6.0, 50_000
COLUMNS = (
    "external_id", "captured_at", "name", "email", "phone", "company", "website", "channel", "landing_page",
    "source_page", "referrer", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "status",
    "status_at", "status_reason", "owner", "trigger", "country", "region", "city", "timezone",
)  # fmt: skip


def measure(place: Place) -> list[Figure]:
    """One run into an empty folder, with every check on."""
    file, house = place.scratch / "leads.csv", place.scratch / "house"
    rows = write_csv(place.size, file)
    command = [sys.executable, "-m", "pipelines", "ingest", str(file), "--bot", "fresh", "--json"]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment(house), capture_output=True, text=True)
    spent = time.perf_counter() - began
    assert done.returncode == 0, done.stderr[-2000:]
    assert f'"created": {rows}' in done.stdout, done.stdout[:500]
    bare = bare_insert(house / "record.sqlite", place.scratch / "bare.sqlite")
    return [
        Figure(f"ingest of {rows:,} leads", spent, "s", f"≤ {FACTOR:.0f} × a bare executemany of what it wrote",
               FACTOR * bare, bare, note=f"{rows / spent:,.0f} rows/s, every check on")
    ]  # fmt: skip


def write_csv(size: draw.Size, file: Path) -> int:
    """The made leads as the CSV somebody else's system would write; returns how many."""
    header, rows = True, 0
    with file.open("wb") as into:
        for chunk in draw.chunks(size):
            instants = [
                pl.from_epoch(name, "us").dt.to_string("%Y-%m-%dT%H:%M:%SZ") for name in ("captured_at", "status_at")
            ]
            leads = chunk["lead"].with_columns(instants).select(COLUMNS)
            leads.write_csv(into, include_header=header)
            header, rows = False, rows + leads.height
    return rows


def bare_insert(written: Path, target: Path) -> float:
    """Seconds to put every row of `written` into the same empty tables, with the settings of the record, commits
    every AT_ONCE rows; reading them is not counted."""
    engine = open_engine(f"sqlite:///{target}")
    migrate(engine)
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        source = sqlite_module().connect(str(written))
        spent = 0.0
        for table in ("bot", "import_batch", "lead", "stage_move", "import_row", "activity", "change"):
            rows = source.execute(f"SELECT * FROM {table}")
            marks = ", ".join("?" * len(rows.description))
            while some := rows.fetchmany(AT_ONCE):
                began = time.perf_counter()
                driver.execute("BEGIN IMMEDIATE")
                driver.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
                driver.execute("COMMIT")
                spent += time.perf_counter() - began
        source.close()
    engine.dispose()
    return spent


ROW = Row("ingest", "ingest of as many leads as the record holds", measure)
