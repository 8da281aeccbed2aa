"""Every row of the table. A row is one file and one line here; rows that change the record come last."""

from __future__ import annotations

from benchmarks.rows import api, csv, edit, follow, inbox, ingest, insights, live, memory, overview, score
from benchmarks.rows.contract import Row

ROWS: tuple[Row, ...] = (
    overview.ROW, insights.ROW, inbox.ROW, memory.ROW, csv.ROW, ingest.ROW, score.ROW, edit.ROW, live.ROW, api.ROW,
    follow.ROW,
)  # fmt: skip
BY_KEY: dict[str, Row] = {row.key: row for row in ROWS}
