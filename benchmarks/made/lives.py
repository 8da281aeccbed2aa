"""What becomes of the made leads: when each is contacted, qualified, won or lost, and the moves that tell it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.made import words

HOUR = 3_600_000_000
DAY = 24 * HOUR
CHANCES = {"hot": (0.93, 0.70, 0.50, 0.55), "warm": (0.80, 0.42, 0.33, 0.55), "cold": (0.60, 0.15, 0.20, 0.60),
           "silent": (0.75, 0.35, 0.30, 0.50)}  # fmt: skip
"""By temperature: contacted, then qualified, then converted; and lost, of those that were not."""
PACE = ((5 * HOUR, 1.2), (3 * DAY, 1.0), (12 * DAY, 0.8), (14 * DAY, 0.8))
"""Median and spread of the time each of those takes, from the step before it (a loss: from the last one)."""
UNDONE = 0.005
"""Leads that somebody once lost by mistake, and took it back."""


@dataclass(frozen=True, slots=True)
class Lives:
    """Leads and moves in the record's own columns, moves in order of lead and time."""

    leads: pl.DataFrame
    moves: pl.DataFrame


def live(rng: np.random.Generator, people: pl.DataFrame, end: int) -> Lives:
    """Let the people of a chunk live until the instant `end`."""
    count = people.height
    odds = {name: [chance[at] for chance in CHANCES.values()] for at, name in enumerate(("c", "q", "w", "l"))}
    kind = people.get_column("temperature").replace_strict(dict(zip(CHANCES, range(len(CHANCES)), strict=True)))
    by = {name: np.array(values)[kind.to_numpy()] for name, values in odds.items()}
    captured, win = people.get_column("captured_at").to_numpy(), people.get_column("win").to_numpy()
    taken = [median * np.exp(spread * rng.standard_normal(count)) for median, spread in PACE]
    contacted = captured + taken[0]
    has_c = (rng.random(count) < by["c"]) & (contacted < end)
    qualified = contacted + taken[1]
    has_q = has_c & (rng.random(count) < by["q"]) & (qualified < end)
    converted = qualified + taken[2]
    has_w = has_q & (rng.random(count) < np.minimum(by["w"] * win, 0.95)) & (converted < end)
    last = np.where(has_q, qualified, np.where(has_c, contacted, captured))
    lost = last + taken[3]
    has_l = ~has_w & (rng.random(count) < by["l"]) & (lost < end)
    owner = pl.Series(words.OWNERS).gather(rng.integers(0, len(words.OWNERS), count))
    reason = pl.Series(words.LOST_REASONS).gather(rng.integers(0, len(words.LOST_REASONS), count))
    people = people.with_columns(
        owner.zip_with(pl.Series(has_c | (rng.random(count) < 0.1)), pl.Series([None], dtype=pl.String)).alias("owner")
    )
    steps = [
        ("new", np.ones(count, dtype=bool), captured),
        ("contacted", has_c, contacted),
        ("qualified", has_q, qualified),
        ("converted", has_w, converted),
        ("lost", has_l, lost),
    ]
    whose = people.select(pl.col("id").alias("lead_id"), "owner", reason.alias("reason"))
    moves = pl.concat(
        whose.with_columns(
            pl.lit(to).alias("to_status"), pl.lit(rank).alias("rank"), pl.Series("at", at.astype(np.int64))
        ).filter(pl.Series(has))
        for rank, (to, has, at) in enumerate(steps)
    ).sort("lead_id", "rank")
    return _written(people, moves, pl.Series(rng.random(count) < UNDONE), end)


def _written(people: pl.DataFrame, moves: pl.DataFrame, undone: pl.Series, end: int) -> Lives:
    final = moves.group_by("lead_id", maintain_order=True).last()
    status = final.select(
        pl.col("lead_id").alias("id"), pl.col("to_status").alias("status"), pl.col("at").alias("status_at"),
        pl.when(pl.col("to_status") == "lost").then("reason").alias("status_reason"),
    )  # fmt: skip
    leads = people.join(status, on="id", how="left", maintain_order="left").drop("win", "temperature")
    leads = leads.with_columns(
        pl.col("email").str.to_lowercase().alias("email_key"),
        pl.col("captured_at").alias("created_at"),
        pl.col("status_at").alias("updated_at"),
    )
    mistaken = final.filter(pl.col("lead_id").is_in(people.filter(undone).get_column("id").implode()))
    mistaken = mistaken.filter((pl.col("to_status") != "lost") & (pl.col("at") < end - DAY))
    wrong = mistaken.with_columns(pl.lit("lost").alias("to_status"), pl.lit(8).alias("rank"), pl.col("at") + HOUR)
    back = mistaken.with_columns(pl.lit(9).alias("rank"), pl.col("at") + 2 * HOUR)
    every = pl.concat([moves, wrong, back]).sort("lead_id", "rank")
    is_first = pl.col("rank") == 0
    return Lives(
        leads,
        every.select(
            "lead_id",
            pl.when(~is_first).then(pl.col("to_status").shift(1)).alias("from_status"),
            "to_status",
            pl.when(pl.col("to_status") == "lost").then("reason").alias("reason"),
            pl.when(is_first)
            .then(pl.lit(words.CAPTURED_BY))
            .otherwise(pl.col("owner").fill_null("esra"))
            .alias("actor"),
            "at",
            pl.col("at").alias("recorded_at"),
            (pl.col("rank") == 9).alias("voids_last"),
        ),
    )
