"""The history of status: which moves stand, and what they say about each lead."""

from __future__ import annotations

import polars as pl

from leadlight.domain.promptness import OfficeHours
from leadlight.domain.status import BY_KEY, STEPS
from leadlight.record.bulk import Keys, Reading, fetch
from pipelines.star.contact import with_contact
from pipelines.star.frames import Rules, days, frame, local, with_clock
from pipelines.star.stays import with_stays

COLUMNS = (
    "id", "lead_id", "from_status", "to_status", "reason", "actor", "at", "at_precision", "recorded_at", "voids_id",
)  # fmt: skip


def read(record: Reading, leads: Keys) -> pl.DataFrame:
    """Every move of these leads, with `is_void` (undone) and `is_undo` (undid another)."""
    rows = frame(fetch(record, "stage_move", COLUMNS, leads, key="lead_id"))
    rows = rows.rename({"at": "moved_at", "at_precision": "moved_precision"})
    voided = rows.get_column("voids_id").drop_nulls()
    marks = [pl.col("id").is_in(voided.implode()).alias("is_void"), pl.col("voids_id").is_not_null().alias("is_undo")]
    return rows.with_columns(marks).drop("voids_id")


def build(moves: pl.DataFrame, leads: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """The moves of `leads` with their bot, their local time and the stay that each of them ended."""
    known = leads.select(pl.col("id").alias("lead_id"), "bot_id", "captured_at", "captured_precision")
    rows = moves.join(known, on="lead_id").sort("id")
    return with_stays(with_clock(rows, rules, "moved_at", "moved"), rules)


def with_stages(leads: pl.DataFrame, moves: pl.DataFrame) -> pl.DataFrame:
    """The leads with reached_*, entered_* and first_*_at of every step to won, first_*_is_day, and standing_moves."""
    ranks = {key: status.rank for key, status in BY_KEY.items()}
    standing = moves.filter(~pl.col("is_void") & ~pl.col("is_undo"))
    standing = standing.with_columns(pl.col("to_status").replace_strict(ranks, default=-1).alias("rank"))
    counted = pl.len().cast(pl.Int64).alias("standing_moves")
    furthest = standing.group_by(pl.col("lead_id").alias("id")).agg(pl.col("rank").max(), counted)
    rows = leads.join(furthest, on="id", how="left", maintain_order="left")
    first = standing.sort("moved_at", "id").unique(["lead_id", "to_status"], keep="first", maintain_order=True)
    for step in STEPS:
        rows = rows.join(_first(first, step.key), on="id", how="left", maintain_order="left")
    reached = [(pl.col("rank").fill_null(-1) >= step.rank).alias(f"reached_{step.key}") for step in STEPS]
    entered = [pl.col(f"first_{step.key}_at").is_not_null().alias(f"entered_{step.key}") for step in STEPS]
    return rows.with_columns(*reached, *entered, pl.col("standing_moves").fill_null(0)).drop("rank")


def with_days(leads: pl.DataFrame, zone: str, office: OfficeHours) -> pl.DataFrame:
    """The leads (of one zone and office, as `with_stages` gives them) with days_to_* of every step, and contact_*."""
    found = with_contact(leads, zone, office).with_columns(_days_to(step.key, zone) for step in STEPS)
    found = found.with_columns(
        local(f"first_{each.key}_at", zone).dt.date().alias(f"first_{each.key}_day") for each in STEPS
    )
    found = found.with_columns(_reached_day(at).alias(f"reached_{step.key}_day") for at, step in enumerate(STEPS))
    return found.drop(f"first_{step.key}_is_day" for step in STEPS)


def _reached_day(at: int) -> pl.Expr:
    """The first day of this stage or a later one."""
    return pl.min_horizontal(f"first_{step.key}_day" for step in STEPS[at:])


def _days_to(key: str, zone: str) -> pl.Expr:
    at, by_day = f"first_{key}_at", pl.col(f"first_{key}_is_day") | (pl.col("captured_precision") == "day")
    return (
        pl.when(by_day)
        .then((local(at, zone).dt.date() - pl.col("captured_day")).dt.total_days().cast(pl.Float64))
        .otherwise(days(pl.col(at) - pl.col("captured_at")))
        .clip(lower_bound=0.0)  # a stage before the capture: reached at once
        .alias(f"days_to_{key}")
    )


def _first(first: pl.DataFrame, key: str) -> pl.DataFrame:
    return first.filter(pl.col("to_status") == key).select(
        pl.col("lead_id").alias("id"),
        pl.col("moved_at").alias(f"first_{key}_at"),
        (pl.col("moved_precision") == "day").alias(f"first_{key}_is_day"),
    )
