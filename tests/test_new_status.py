"""A status is one row of domain/status.py: schema, capture, moves, funnel, report and menus know it from there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

ROWS = """
import leadlight.domain.status as status
from dataclasses import replace
from leadlight.domain.status import Status

rows = [replace(each, rank=each.rank + (each.rank > 2)) for each in status.STATUSES]
rows.insert(3, Status("meeting", "Meeting held", "open", 3, "#C06BAF"))
rows.append(Status("spam", "Spam", "lost", -1, "#555555"))
status.STATUSES = tuple(rows)
status.BY_KEY = {each.key: each for each in rows}
status.FUNNEL = tuple(sorted((each for each in rows if each.rank >= 0), key=lambda each: each.rank))
status.STEPS = status.FUNNEL[1:]
"""
USE = """
import sys
from pathlib import Path
from pipelines.__main__ import cli
from leadlight.__main__ import cli as look_after
from leadlight.charts.lead_funnel import MEASURES
from leadlight.ui.lead_table import BY_LABEL

def run(group, *words):
    code = group.main(list(words), standalone_mode=False)
    assert not code, (words, code)

assert MEASURES == ("leads", "contacted", "qualified", "meeting", "converted"), MEASURES
assert BY_LABEL["Meeting held"] == "meeting"
run(cli, "ingest", sys.argv[1], "--bot", "b", "--json")
run(look_after, "check")
by = "meeting,converted,lost,median_days_to_meeting"
run(cli, "report", "--bot", "b", "--measures", by, "--format", "json")
run(cli, "export", "--bot", "b", "--filter", "status=meeting", "-o", sys.argv[2])
"""
LEADS = """external_id,captured_at,status,status_at,status_reason
A,2026-11-02,meeting,2026-11-04,
B,2026-11-02,Meeting held,2026-11-05,
C,2026-11-02,converted,2026-11-05,
D,2026-11-02,spam,2026-11-05,Robot
"""


def test_a_status_is_one_row(tmp_path: Path) -> None:
    leads, out = tmp_path / "leads.csv", tmp_path / "out.csv"
    leads.write_text(LEADS)
    done = subprocess.run(
        [sys.executable, "-c", ROWS + USE, leads, out],
        cwd=ROOT, env=os.environ | {"LEADLIGHT_DATA_DIR": str(tmp_path / "data")}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["rows"] == [{"meeting": 3, "converted": 1, "lost": 1, "median_days_to_meeting": 2.5}]
    assert out.read_text("utf-8-sig").count("meeting") == 2
