"""The lead fact: the record's columns, local time, stages from the moves, score and reasons from the ledger."""

from __future__ import annotations

from typing import TypeVar

import polars as pl

from leadlight.domain.promptness import OfficeHours
from leadlight.domain.status import STATUSES
from leadlight.record.bulk import Keys, Reading, fetch, ledger_of_leads
from pipelines.star.frames import (
    Rules,
    apart,
    calendar_columns,
    clamped,
    clock_columns,
    frame,
    local,
    with_temperature,
)
from pipelines.star.page_group import with_groups
from pipelines.star.stage_move import with_days, with_stages

COLUMNS = (
    "id", "bot_id", "version", "external_id", "captured_at", "captured_precision",
    "name", "email", "phone", "company", "website",
    "channel", "landing_page", "landing_path", "source_page", "source_path", "referrer",
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content",
    "status", "status_at", "status_precision", "status_reason", "owner", "trigger",
    "country", "region", "city", "timezone", "conversation_id", "conversation_external_id",
    "custom", "is_test", "created_at", "updated_at",
)  # fmt: skip
SEARCHED = ("name", "email", "phone", "company")
Text = TypeVar("Text", pl.Expr, pl.Series)
REASONS = 3
"""How many of the strongest signals a lead's row names."""
CLOSED = {status.key: status.type for status in STATUSES if status.type != "open"}


def build(record: Reading, keys: Keys, moves: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """The leads as they stand; `moves` are theirs (stage_move.read)."""
    rows = frame(fetch(record, "lead", COLUMNS, keys))
    if rows.is_empty():
        return rows
    timed = apart(with_stages(rows, moves), rules, lambda rule: (rule.zone, rule.office))
    parts = [_timed(part, zone, office) for (zone, office), part in timed]
    rows = parts[0] if len(parts) == 1 else pl.concat(parts).sort("id")
    rows = with_groups(rows, rules)
    return with_temperature(_scored(rows, frame(ledger_of_leads(record, keys))), rules)


def folded(text: Text) -> Text:
    """Text as filters.needle() folds what is searched for: small letters, one sigma."""
    return text.str.to_lowercase().str.replace_all("ς", "σ", literal=True)


def _timed(rows: pl.DataFrame, zone: str, office: OfficeHours) -> pl.DataFrame:
    rows = rows.with_columns(
        *clock_columns("captured_at", "captured", zone),
        local("status_at", zone).dt.date().alias("status_day"),
        pl.col("status").replace_strict(CLOSED, default=None, return_dtype=pl.String).alias("closed_as"),
        folded(pl.concat_str(SEARCHED, separator="\n", ignore_nulls=True)).alias("search_text"),
    )
    closed = pl.when(pl.col("closed_as").is_not_null()).then(pl.col("status_day")).alias("closed_day")
    return with_days(rows.with_columns(*calendar_columns("captured"), closed), zone, office)


def _scored(rows: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    scores = ledger.group_by(pl.col("lead_id").alias("id")).agg(clamped(pl.col("points")).alias("score"))
    kinds = ledger.group_by("lead_id", "kind").agg(pl.col("points").sum())
    signals = kinds.group_by(pl.col("lead_id").alias("id")).agg(pl.col("kind").sort().alias("signals"))
    reasons = (
        kinds.filter(pl.col("points") > 0)
        .sort(["points", "kind"], descending=[True, False])
        .group_by(pl.col("lead_id").alias("id"), maintain_order=True)
        .agg(pl.col("kind").head(REASONS).alias("reasons"))
    )
    rows = rows.join(scores, on="id", how="left", maintain_order="left")
    rows = rows.join(reasons, on="id", how="left", maintain_order="left")
    rows = rows.join(signals, on="id", how="left", maintain_order="left")
    # Words that spoke for nothing score 0; only a lead without any conversation has no score.
    talked = pl.col("conversation_id").is_not_null()
    return rows.with_columns(
        pl.coalesce("score", pl.when(talked).then(pl.lit(0))).alias("score"),
        pl.col("reasons", "signals").fill_null([]),
    )
