"""The data folder that is measured: made once for its size, seed and schema, kept, and copied anew for each run."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy.schema import CreateIndex, CreateTable

from benchmarks.made.draw import Size
from benchmarks.made.write import make
from benchmarks.rows.contract import Place
from benchmarks.server import ROOT, environment
from leadlight.record.tables import metadata
from leadlight.scoring.version import rules_version
from leadlight.warehouse.opening import schema_version

CACHE = Path(__file__).parent / ".cache"
FRESH = timedelta(days=7)
"""How long a kept record may be used: its last day must lie within "the last 30 days"."""
RECORD, WAREHOUSE = "record.sqlite", "warehouse.duckdb"


def prepare(leads: int, seed: int, cache: Path = CACHE) -> Place:
    """A fresh copy of the record and warehouse of this size to work on; both are made first where there are none."""
    until = _kept_until(cache, leads, seed) or datetime.now(UTC).date()
    size = Size(leads, seed, until)
    kept = cache.resolve() / _name(leads, seed, until)
    work = kept / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    if not (kept / RECORD).exists():
        _say(f"making a record of {leads:,} leads in {kept} (once; some minutes at full size) …")
        make(work / RECORD, size)
        (work / RECORD).replace(kept / RECORD)
    shutil.copyfile(kept / RECORD, work / RECORD)
    if not (kept / WAREHOUSE).exists():
        _say("building its warehouse (once) …")
        subprocess.run([sys.executable, "-m", "pipelines", "follow"], cwd=ROOT, env=environment(work), check=True)
        shutil.copyfile(work / WAREHOUSE, kept / WAREHOUSE)
    shutil.copyfile(kept / WAREHOUSE, work / WAREHOUSE)
    return Place(work, Path(tempfile.mkdtemp(prefix="leadlight-bench-")), size)


def _name(leads: int, seed: int, until: date) -> str:
    """What the kept folder is called: everything that a record or a warehouse depends on is in it."""
    return f"{leads}-{seed}-{until}-{_shape()}"


def _shape() -> str:
    """Changes with the record's tables, the warehouse's, the scoring rules and the maker of the record."""
    parts = [str(CreateTable(table)) for table in metadata.sorted_tables]
    parts += sorted(str(CreateIndex(index)) for table in metadata.sorted_tables for index in table.indexes)
    parts += [schema_version(), rules_version()]
    parts += [path.read_text("utf-8") for path in sorted((Path(__file__).parent / "made").glob("*.py"))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _kept_until(cache: Path, leads: int, seed: int) -> date | None:
    """The last day of a kept record that is still young enough; older ones of this size are thrown away."""
    found = None
    for folder in sorted(cache.glob(f"{leads}-{seed}-*")):
        until = date.fromisoformat("-".join(folder.name.split("-")[2:5]))
        if folder.name.endswith(_shape()) and datetime.now(UTC).date() - until < FRESH:
            found = until
        else:
            shutil.rmtree(folder)
    return found


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
