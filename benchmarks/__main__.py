"""`python -m benchmarks`: measure every row in a process of its own, print the table, write results.json."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import folder, machine, table
from benchmarks.rows.contract import Figure, Place, Row
from benchmarks.rows.registry import BY_KEY, ROWS
from benchmarks.server import ROOT, environment

RESULTS = Path(__file__).parent / "results.json"
LEADS, SEED = 1_000_000, 7
A_ROW_AT_MOST = 900


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0: all within budget; 1: a row is over, or could not be measured."""
    asked = _asked(arguments)
    chosen = [BY_KEY[key] for key in asked.rows.split(",")] if asked.rows else list(ROWS)
    before = machine.describe()
    place = folder.prepare(asked.leads, asked.seed, asked.cache)
    measured = {}
    for row in chosen:
        measured[row.key] = _measured(row, place)
    shutil.rmtree(place.scratch, ignore_errors=True)
    figures = [figure for each in measured.values() for figure in each]
    print("\n".join(table.lines(figures)))
    report = {"leads": asked.leads, "conversations": place.size.conversations, "seed": asked.seed, "machine": before}
    report |= {"rows": {key: [asdict(f) | {"passed": f.passed} for f in each] for key, each in measured.items()}}
    asked.output.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if any(figure.passed is False for figure in figures) else 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description="The figures of the design, measured.")
    parser.add_argument("--leads", type=int, default=LEADS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--rows", default="", help=f"some of {', '.join(BY_KEY)}, separated by commas")
    parser.add_argument("--cache", type=Path, default=folder.CACHE, help="where made records are kept")
    parser.add_argument("--output", type=Path, default=RESULTS)
    asked = parser.parse_args(arguments)
    if unknown := [key for key in asked.rows.split(",") if key and key not in BY_KEY]:
        parser.error(f"there is no row {unknown[0]!r}; there are {', '.join(BY_KEY)}")
    return asked


def _measured(row: Row, place: Place) -> list[Figure]:
    """The row's figures; a row that fails is told as over, never left out."""
    print(f"{row.key}: {row.title} …", file=sys.stderr, flush=True)
    began, size = time.monotonic(), place.size
    scratch = place.scratch / row.key
    scratch.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.run", row.key, str(place.folder), str(scratch)]
    command += [str(size.leads), str(size.seed), size.until.isoformat()]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment(place.folder), capture_output=True, text=True, timeout=A_ROW_AT_MOST
        )
    except subprocess.TimeoutExpired:
        return [_failed(row, f"not done in {A_ROW_AT_MOST} s")]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if done.returncode:
        print(done.stderr[-3000:], file=sys.stderr)
        return [_failed(row, (done.stderr.strip().splitlines() or ["it said nothing"])[-1])]
    return [Figure(**each) for each in json.loads(done.stdout.strip().splitlines()[-1])]


def _failed(row: Row, why: str) -> Figure:
    return Figure(row.title, 1.0, "fault", rule="every row is measured", budget=0.0, note=why)


if __name__ == "__main__":
    sys.exit(main())
