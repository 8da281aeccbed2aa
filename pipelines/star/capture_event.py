"""What the capture form did, by local day and hour."""

from __future__ import annotations

import polars as pl

from leadlight.record.bulk import Keys, Reading, fetch
from pipelines.star.frames import Rules, frame, with_clock

COLUMNS = ("id", "bot_id", "conversation_id", "kind", "field", "form_version", "at")


def build(record: Reading, keys: Keys, rules: Rules) -> pl.DataFrame:
    """The capture events as they stand."""
    rows = frame(fetch(record, "capture_event", COLUMNS, keys)).rename({"at": "happened_at"})
    return with_clock(rows, rules, "happened_at", "happened")
