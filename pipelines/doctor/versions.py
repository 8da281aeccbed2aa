"""What this runs on: Leadlight itself, Python, and the libraries whose versions matter."""

from __future__ import annotations

import platform
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from leadlight.clock import Clock
from leadlight.config import Settings
from leadlight.domain.finding import Finding
from leadlight.record.look import library as sqlite_library

ROOT = Path(__file__).resolve().parents[2]
NAMED = ("streamlit", "duckdb", "SQLAlchemy", "polars", "psycopg")
"""Libraries told by name; of the others only those that are not as pinned."""
_PIN = re.compile(r"^([\w-]+)(?:\[\w+\])?==([\w.]+)([^#\n]*)", re.MULTILINE)


def look(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Versions, and whether the libraries are those of requirements.txt; they stay while the process does."""
    yield from _found()


@cache
def _found() -> tuple[Finding, ...]:
    return tuple(_look())


def _look() -> Iterator[Finding]:
    yield Finding("versions", "Leadlight", leadlight())
    yield Finding("versions", "Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    pins = {name: wanted for name, wanted, marker in _PIN.findall(_requirements()) if ";" not in marker}
    for name in NAMED:
        yield _library(name, pins.pop(name, None))
    others = [_library(name, wanted) for name, wanted in pins.items()]
    yield from (each for each in others if each.level != "ok")
    sqlite, is_safe = sqlite_library()
    yield (
        Finding("versions", "SQLite library", sqlite)
        if is_safe
        else Finding(
            "versions",
            "SQLite library",
            sqlite,
            "note",
            "it can corrupt a write-ahead log, so the record runs without one, a little slower: "
            "install pysqlite3 from requirements.txt (make setup)",
        )
    )


def leadlight() -> str:
    """The commit this runs from, as git names it."""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty=, with changes of your own"],
            cwd=ROOT, capture_output=True, text=True, timeout=5, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return "unknown: there is no git here"
    return done.stdout.strip() or "unknown: this folder is no git clone"


def _requirements() -> str:
    try:
        return (ROOT / "requirements.txt").read_text("utf-8")
    except OSError:
        return ""


def _library(name: str, wanted: str | None) -> Finding:
    try:
        found = version(name)
    except PackageNotFoundError:
        return Finding(
            "versions", name, "not installed", "wrong" if wanted else "ok", "run make setup" if wanted else ""
        )
    if wanted and found != wanted:
        return Finding("versions", name, found, "note", f"Leadlight was tried with {wanted}: run make setup")
    return Finding("versions", name, found)
