"""How long a lead stood in a status: said in the move that ended it, per visit, however often it came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from leadlight.domain.status import FIRST
from pipelines.star.frames import Rules, days, with_clock

Row = dict[str, Any]
DAY = 86_400_000_000
"""Microseconds of 24 hours."""


def with_stays(rows: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """The moves (with moved_day, and captured_at and captured_precision of their lead) with stood_in and stood_days.

    A lead stands in its first status from its capture; a move that does not stand, or leads to where the lead stands
    already, ends nothing. Days of 24 hours, whole local days where an end has only a day, never below 0.
    """
    rows = with_clock(rows.join(_ended(rows), on="id", how="left"), rules, "since", "since")
    by_day = pl.col("since_is_day") | (pl.col("moved_precision") == "day")
    stood = (
        pl.when(by_day)
        .then((pl.col("moved_day") - pl.col("since_day")).dt.total_days().cast(pl.Float64))
        .otherwise(days(pl.col("moved_at") - pl.col("since")))
        .clip(lower_bound=0.0)
    )
    rows = rows.with_columns(pl.when(pl.col("stood_in").is_not_null()).then(stood).alias("stood_days"))
    own = ("since", "since_is_day", "since_day", "since_hour", "since_weekday")
    return rows.drop(*own, "captured_at", "captured_precision")


def _ended(rows: pl.DataFrame) -> pl.DataFrame:
    """id, stood_in, since and since_is_day of the moves that ended a stay."""
    in_order = (pl.col("from_status").is_not_null(), pl.col("moved_at"), pl.col("id"))  # as domain.lead.standing has it
    standing = rows.filter(~pl.col("is_void") & ~pl.col("is_undo")).sort("lead_id", *in_order)
    stood = _before("to_status", pl.lit(FIRST.key))
    leaving = standing.with_columns(stood.alias("stood_in")).filter(pl.col("stood_in") != pl.col("to_status"))
    return leaving.select(
        "id",
        "stood_in",
        _before("moved_at", pl.col("captured_at")).alias("since"),
        (_before("moved_precision", pl.col("captured_precision")) == "day").alias("since_is_day"),
    )


def _before(column: str, at_first: pl.Expr) -> pl.Expr:
    """What the same lead's row before this one holds; at its first row, `at_first`."""
    same = pl.col("lead_id") == pl.col("lead_id").shift(1)
    return pl.when(same).then(pl.col(column).shift(1)).otherwise(at_first)


def put_stays(lead: Row, moves: Sequence[Row], zone: str, walls: Mapping[tuple[str, datetime], datetime]) -> None:
    """Put stood_in and stood_days into the moves of one lead: `with_stays` of a few. `walls`: the local times."""
    stood, since, precision = FIRST.key, lead["captured_at"], lead["captured_precision"]
    for move in sorted(moves, key=lambda each: (each["from_status"] is not None, each["moved_at"], each["id"])):
        move |= {"stood_in": None, "stood_days": None}
        if move["is_void"] or move["is_undo"] or move["to_status"] == stood:
            continue
        at = move["moved_at"]
        if "day" in (precision, move["moved_precision"]):
            spent = float((walls[zone, at].date() - walls[zone, since].date()).days)
        else:
            spent = (at - since) // timedelta(microseconds=1) / DAY
        move |= {"stood_in": stood, "stood_days": max(0.0, spent)}
        stood, since, precision = move["to_status"], at, move["moved_precision"]
