"""The score ledger, without quotes."""

from __future__ import annotations

import polars as pl

from leadlight.record.bulk import Keys, Reading, entries_of
from pipelines.star.frames import frame

COLUMNS = ("id", "bot_id", "conversation_id", "lead_id", "kind", "points", "actor", "at")


def build(record: Reading, *, leads: Keys | None = None, conversations: Keys | None = None) -> pl.DataFrame:
    """The overrides of these leads and the signals of these conversations."""
    return frame(entries_of(record, COLUMNS, leads=leads, conversations=conversations)).rename({"at": "given_at"})
