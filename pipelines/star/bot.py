"""The bot dimension, and the rules the other builders read from it."""

from __future__ import annotations

import polars as pl

from leadlight.record.bulk import Keys, Reading, Span, fetch
from pipelines.star.frames import BotRule, Rules, frame

OFFICE = ("office_days", "office_opens", "office_closes")
COLUMNS = (
    "id", "key", "name", "zone", "country", "hot_from", "warm_from", "is_demo", "created_at", "version", "page_groups",
    *OFFICE,
)  # fmt: skip
EVERY = Span(-(2**53), 2**53)


def build(record: Reading, keys: Keys) -> pl.DataFrame:
    """The bots as they stand."""
    return frame(fetch(record, "bot", COLUMNS, keys))


def rules(record: Reading) -> Rules:
    """Every bot's zone, thresholds, page groups and office hours."""
    rows = fetch(record, "bot", ("id", "zone", "hot_from", "warm_from", "page_groups", *OFFICE), EVERY).rows()
    return {row["id"]: BotRule(**row) for row in rows}
