"""`make bench` measures, says what is over its budget, and never leaves a row out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import table
from benchmarks.rows.contract import Figure, timed
from benchmarks.rows.registry import BY_KEY, ROWS
from tests.house.tree import ROOT, read


def bench(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", "--cache", str(tmp_path), "--output", str(tmp_path / "r.json")]
    return subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=240)


def test_every_row_has_a_name_of_its_own_and_stands_in_the_readme() -> None:
    assert len(BY_KEY) == len(ROWS)
    text = read("benchmarks/README.md")
    assert [row.key for row in ROWS if f"`{row.key}`" not in text] == []


@pytest.mark.slow
def test_a_row_is_measured_at_a_tiny_size(tmp_path: Path) -> None:
    done = bench(tmp_path, "--leads", "300", "--rows", "follow,score")
    report = json.loads((tmp_path / "r.json").read_text())
    assert done.returncode in (0, 1), done.stderr
    assert set(report["rows"]) == {"follow", "score"}
    assert not [each for row in report["rows"].values() for each in row if each["unit"] == "fault"], done.stderr
    assert report["machine"]["versions"]["duckdb"]
    assert "follow one changed lead" in done.stdout


def test_an_unknown_row_is_refused(tmp_path: Path) -> None:
    done = bench(tmp_path, "--leads", "300", "--rows", "speed")
    assert done.returncode == 2
    assert "there is no row 'speed'" in done.stderr


def test_a_figure_over_its_budget_is_marked_over() -> None:
    over, within = Figure("a", 2.0, "s", budget=1.0), Figure("b", 2.0, "rows/s", budget=1.0, more_is_better=True)
    assert (over.passed, within.passed, Figure("c", 2.0, "s").passed) == (False, True, None)
    assert ["OVER" in line for line in table.lines([over, within])[2:]] == [True, False]


def test_the_median_of_several_runs_is_told_with_its_ends() -> None:
    figure = timed("a", [3.0, 1.0, 2.0])
    assert (figure.value, figure.low, figure.high, figure.runs) == (2.0, 1.0, 3.0, 3)
