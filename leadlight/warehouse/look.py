"""Looking at a warehouse that no server holds: read only, in a process of its own that a garbled file may end."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from leadlight.warehouse.opening import schema_version

SECONDS = 30
_LOOK = """
import json, sys, duckdb
try:
    with duckdb.connect(sys.argv[1], read_only=True, config={"enable_external_access": "false"}) as it:
        one = lambda sql: it.execute(sql).fetchone()[0]
        meta = dict(it.execute("SELECT key, value FROM meta").fetchall())
        print(json.dumps({"seq": one("SELECT max(seq) FROM watermark"), "leads": one("SELECT count(*) FROM lead"),
                          "followed_at": str(one("SELECT max(followed_at) FROM watermark")), "schema": meta["schema"]}))
except duckdb.Error as error:
    print(json.dumps({"held": "lock on file" in str(error)}))
"""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a warehouse says of itself: how far it has followed and when (UTC), its leads, if its schema is ours."""

    seq: int
    followed_at: str
    leads: int
    is_ours: bool


def library() -> str:
    """The version of DuckDB."""
    return str(duckdb.__version__)


def look(path: Path) -> Looked | str:
    """What the file at `path` holds; else why that cannot be told: 'held' by a process, or 'damaged'."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _LOOK, str(path)], capture_output=True, timeout=SECONDS, check=False
        )
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return "damaged"
    if "held" in found:
        return "held" if found["held"] else "damaged"
    is_ours = found["schema"] == schema_version()
    return Looked(int(found["seq"]), found["followed_at"][:16], int(found["leads"]), is_ours)
