"""The conversation fact: local start, the lead it produced, the temperature of what was said, the form's course."""

from __future__ import annotations

import polars as pl

from leadlight.domain.form_course import CONTACT_GIVEN
from leadlight.record.bulk import Keys, Reading, fetch, leads_of
from pipelines.star.form_course import events_of, with_form
from pipelines.star.frames import Rules, calendar_columns, clamped, frame, with_clock, with_temperature
from pipelines.star.page_group import with_groups

COLUMNS = (
    "id", "bot_id", "external_id", "channel", "landing_path", "source_path", "utm_source", "utm_medium", "utm_campaign",
    "visitor", "language", "country", "started_at", "last_message_at", "ended_at",
    "messages", "visitor_messages", "is_test",
)  # fmt: skip


def build(record: Reading, keys: Keys, ledger: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """The conversations as they stand; `ledger` holds their entries (see score_entry)."""
    rows = frame(fetch(record, "conversation", COLUMNS, keys))
    if rows.is_empty():
        return rows
    rows = with_clock(rows, rules, "started_at", "started").with_columns(calendar_columns("started"))
    rows = with_groups(rows, rules)
    leads = frame(leads_of(record, keys)).rename({"conversation_id": "id"})
    rows = rows.join(leads, on="id", how="left", maintain_order="left")
    rows = with_form(with_temperature(_scored(rows, ledger), rules), frame(events_of(record, keys)))
    return _missed(rows, ledger)


def _scored(rows: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    scores = (
        ledger.filter(pl.col("lead_id").is_null())
        .group_by(pl.col("conversation_id").alias("id"))
        .agg(clamped(pl.col("points")).alias("score"))
    )
    # A conversation in which nothing spoke for buying scores 0: it is cold, not unknown.
    return rows.join(scores, on="id", how="left", maintain_order="left").with_columns(pl.col("score").fill_null(0))


def _missed(rows: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """Hot ones that came to nothing: no lead, and no contact data, neither in words nor in the form."""
    said = ledger.filter(pl.col("kind") == CONTACT_GIVEN).get_column("conversation_id").unique()
    told = pl.col("form_contact") | pl.col("id").is_in(said.to_list())
    missed = (pl.col("temperature") == "hot") & pl.col("lead_id").is_null() & ~told
    return rows.with_columns(missed.alias("is_missed")).drop("form_contact")
