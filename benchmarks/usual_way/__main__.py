"""`make compare`: both dashboards on the same leads: first page, rerun, change of filters; same tiles or it fails."""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import httpx

from benchmarks import folder, machine
from benchmarks.process import peak, resident, worked
from benchmarks.server import ROOT, Server, free_port, serving
from benchmarks.views import BOT
from benchmarks.visitor import Visitor

RESULTS = Path(__file__).with_name("comparison.json")
SIZES, SEED, RUNS = (100_000, 1_000_000), 7, 7
FIRST = f"bot={BOT}&range=30d"
CHANGES = (f"bot={BOT}&range=90d", f"bot={BOT}&range=30d&channel=whatsapp", f"bot={BOT}&range=7d", FIRST,
           f"bot={BOT}&range=all", f"bot={BOT}&range=all&channel=widget")  # fmt: skip
"""Filters that one after another are chosen; the tiles of each must be the same in both."""
COLUMNS = {
    "leads.parquet": (
        "SELECT b.key AS bot, f.captured_day::TIMESTAMP AS day, f.captured_at, f.status, f.channel,"
        " f.source_path AS source_page, f.temperature, f.reached_contacted AS contacted,"
        " f.reached_qualified AS qualified, f.reached_converted AS converted, f.name, f.email"
        " FROM lead f JOIN bot b ON b.id = f.bot_id WHERE NOT f.is_test ORDER BY f.captured_at"
    ),
    "conversations.parquet": (
        "SELECT b.key AS bot, f.started_day::TIMESTAMP AS day, f.channel, f.lead_id IS NOT NULL AS with_lead"
        " FROM conversation f JOIN bot b ON b.id = f.bot_id WHERE NOT f.is_test ORDER BY f.started_at"
    ),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way takes: milliseconds, megabytes, seconds of processor. `cold` is the first page after the start."""

    way: str
    leads: int
    cold_ms: float
    second_person_ms: float
    rerun_ms: float
    change_ms: float
    change_most_ms: float
    change_processor_ms: float
    resident_mb: float
    peak_mb: float


def main() -> None:
    """Measure both at each size, print the table, write comparison.json."""
    parser = argparse.ArgumentParser("python -m benchmarks.usual_way")
    parser.add_argument("--leads", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--cache", type=Path, default=folder.CACHE)
    parser.add_argument("--output", type=Path, default=RESULTS)
    asked = parser.parse_args()
    found = [each for leads in asked.leads for each in compare(leads, asked.cache)]
    for line in table(found):
        print(line)
    report = {"machine": machine.describe(), "measured": [asdict(each) for each in found]}
    asked.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def compare(leads: int, cache: Path) -> list[Measured]:
    """Both ways at one size. Raises AssertionError where their tiles differ."""
    place = folder.prepare(leads, SEED, cache)
    write_parquet(place.folder / "warehouse.duckdb", place.scratch)
    with usually(place.scratch) as theirs:
        usual, usual_tiles = measured("the usual way", leads, theirs, "")
    with serving(place.folder) as ours:
        own, own_tiles = measured("Leadlight", leads, ours, "overview")
    assert usual_tiles == own_tiles, f"the tiles differ: {usual_tiles} / {own_tiles}"
    return [usual, own]


def write_parquet(warehouse: Path, into: Path) -> None:
    """The columns the usual way needs, one file a table, in order of time."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for name, query in COLUMNS.items():
            connection.execute(f"COPY ({query}) TO '{into / name}' (FORMAT parquet)")


@contextmanager
def usually(data: Path) -> Iterator[Server]:
    """The usual way's server on these files."""
    port = free_port()
    script = Path(__file__).with_name("app.py")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"USUAL_WAY_DATA": str(data)}, stdout=log, stderr=log
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/_stcore/health")
        yield Server(url, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")


def measured(way: str, leads: int, server: Server, page: str) -> tuple[Measured, list[list[int]]]:
    """One way's figures, and its tiles after every change of filters."""
    tiles = []
    with Visitor(server.url) as one:
        cold = one.open(page, FIRST)
        reruns = [one.open(page, FIRST).seconds for _ in range(RUNS)]
        before, changes = worked(server.pid), []
        for _ in range(RUNS):
            for query in CHANGES:
                run = one.open(page, query)
                changes.append(run.seconds)
                tiles.append([int(re.sub(r"\D", "", value)) for value in run.metrics])
        spent = (worked(server.pid) - before) / len(changes)
        with Visitor(server.url) as two:
            second = two.open(page, FIRST)
        return (
            Measured(
                way, leads, cold.seconds * 1e3, second.seconds * 1e3, statistics.median(reruns) * 1e3,
                statistics.median(changes) * 1e3, max(changes) * 1e3, spent * 1e3, resident(server.pid),
                peak(server.pid),
            ),
            tiles[: len(CHANGES)],
        )  # fmt: skip


def table(found: list[Measured]) -> list[str]:
    """A Markdown table, one column a way and size."""
    labels = {
        "cold_ms": "first page after the start, ms", "second_person_ms": "first page of a second person, ms",
        "rerun_ms": "rerun, nothing changed, ms", "change_ms": "filter change, median ms",
        "change_most_ms": "filter change, worst ms", "change_processor_ms": "filter change, processor ms",
        "resident_mb": "resident memory, MB", "peak_mb": "memory at its peak, MB",
    }  # fmt: skip
    heads = ["", *(f"{each.way}, {each.leads:,} leads" for each in found)]
    rows = [[label, *(f"{getattr(each, name):,.0f}" for each in found)] for name, label in labels.items()]
    return ["| " + " | ".join(row) + " |" for row in [heads, ["---"] * len(heads), *rows]]


if __name__ == "__main__":
    main()
