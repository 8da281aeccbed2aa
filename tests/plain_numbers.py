"""Every measure counted again from the record, with polars alone: what the catalogue is held to on a generated bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from leadlight.bootstrap import House
from leadlight.domain.status import BY_KEY, STEPS
from leadlight.stats.wilson import wilson
from leadlight.warehouse.query import Filters
from tests.pipelines.kit import rows

NONE = "(none)"
SHARED = ("channel", "source_page", "landing_page", "source_group", "landing_group", "utm_source", "utm_medium",
          "utm_campaign", "temperature", "country", "day", "week", "month")  # fmt: skip
LEADS_ONLY = ("status", "owner", "trigger", "lost_reason")
DATES = ("day", "week", "month")


@dataclass(frozen=True)
class Plain:
    """The bot's leads and conversations with every dimension, none of test traffic. `closings` are leads by close."""

    leads: pl.DataFrame
    conversations: pl.DataFrame
    closings: pl.DataFrame


def plain(house: House, bot_id: int) -> Plain:
    """Worked out from the tables of the record."""
    (bot,) = [row for row in rows(house, "bot") if row["id"] == bot_id]
    talks = _mine(rows(house, "conversation"), bot_id)
    leads = _mine(rows(house, "lead"), bot_id)
    entries, moves = _frame(rows(house, "score_entry")), _frame(rows(house, "stage_move"))
    talks, leads = _scored_talks(talks, entries, bot), _scored_leads(leads, entries, bot)
    leads = _staged(leads, moves, bot["zone"])
    talks = talks.join(leads.select(pl.col("conversation_id").alias("id"), has_lead=True).unique(), "id", "left")
    talks = _formed(talks, _frame(rows(house, "capture_event")), entries)
    closed = leads.filter(pl.col("status").is_in(["converted", "lost"]))
    return Plain(
        _dated(leads, "captured_at", bot["zone"]).filter(~pl.col("is_test")),
        _dated(talks, "started_at", bot["zone"]).filter(~pl.col("is_test")),
        _dated(closed, "status_at", bot["zone"]).filter(~pl.col("is_test")),
    )


def _frame(found: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows of the record; ids are numbers also where none is given, and values that are no cell stay out."""
    plain = [{name: value for name, value in row.items() if not isinstance(value, dict | list)} for row in found]
    frame = pl.DataFrame(plain, infer_schema_length=None)
    return frame.with_columns(pl.col(name).cast(pl.Int64) for name in frame.columns if name.endswith("_id")
                              and frame[name].dtype in (pl.Null, pl.Int64))  # fmt: skip


def _mine(found: Sequence[Mapping[str, Any]], bot_id: int) -> pl.DataFrame:
    frame = _frame([row for row in found if row["bot_id"] == bot_id])
    first = r"^([^/]*(?:/[^/]*)?)"  # no rules: the host and the first part of the path
    return frame.with_columns(
        pl.col("source_path").alias("source_page"),
        pl.col("landing_path").alias("landing_page"),
        pl.col("source_path").str.extract(first).alias("source_group"),
        pl.col("landing_path").str.extract(first).alias("landing_group"),
    )


def _temperature(bot: Mapping[str, Any]) -> pl.Expr:
    score = pl.col("score")
    word = pl.when(score >= bot["hot_from"]).then(pl.lit("hot")).when(score >= bot["warm_from"]).then(pl.lit("warm"))
    return pl.when(score.is_null()).then(pl.lit(NONE)).otherwise(word.otherwise(pl.lit("cold"))).alias("temperature")


def _scored_talks(talks: pl.DataFrame, entries: pl.DataFrame, bot: Mapping[str, Any]) -> pl.DataFrame:
    said = entries.filter(pl.col("lead_id").is_null()).group_by(pl.col("conversation_id").alias("id"))
    points = said.agg(pl.col("points").sum().clip(0, 100).alias("score"))
    return talks.join(points, "id", "left").with_columns(pl.col("score").fill_null(0)).with_columns(_temperature(bot))


def _scored_leads(leads: pl.DataFrame, entries: pl.DataFrame, bot: Mapping[str, Any]) -> pl.DataFrame:
    said = entries.filter(pl.col("lead_id").is_null()).group_by("conversation_id").agg(said=pl.col("points").sum())
    given = entries.filter(pl.col("lead_id").is_not_null()).group_by(pl.col("lead_id").alias("id"))
    both = leads.join(said, "conversation_id", "left").join(given.agg(given=pl.col("points").sum()), "id", "left")
    total = (pl.col("said").fill_null(0) + pl.col("given").fill_null(0)).clip(0, 100)
    scored = pl.col("conversation_id").is_not_null() | pl.col("given").is_not_null()
    return both.with_columns(pl.when(scored).then(total).alias("score")).with_columns(_temperature(bot))


def _staged(leads: pl.DataFrame, moves: pl.DataFrame, zone: str) -> pl.DataFrame:
    void = moves.get_column("voids_id").drop_nulls().implode()
    stands = moves.filter(pl.col("voids_id").is_null(), ~pl.col("id").is_in(void)).sort("at", "id")
    rank = pl.col("to_status").replace_strict({key: status.rank for key, status in BY_KEY.items()})
    furthest = stands.group_by(pl.col("lead_id").alias("id")).agg(rank=rank.max())
    leads = leads.join(furthest, "id", "left").with_columns(pl.col("rank").fill_null(-1))
    for step in STEPS:
        first = stands.filter(to_status=step.key).unique("lead_id", keep="first", maintain_order=True)
        named = first.select(pl.col("lead_id").alias("id"), entered="at", known="at_precision")
        by_day = (pl.col("known") == "day") | (pl.col("captured_precision") == "day")
        local = [pl.col(name).dt.convert_time_zone(zone).dt.date() for name in ("entered", "captured_at")]
        exact = (pl.col("entered") - pl.col("captured_at")).dt.total_microseconds() / 86_400_000_000
        days = pl.when(by_day).then((local[0] - local[1]).dt.total_days().cast(pl.Float64)).otherwise(exact)
        leads = leads.join(named, "id", "left").with_columns(
            days.clip(lower_bound=0.0).alias(f"days_to_{step.key}"), (pl.col("rank") >= step.rank).alias(step.key)
        )
        leads = leads.drop("entered", "known")
    lost = pl.when(pl.col("status") == "lost").then("status_reason")
    return leads.with_columns(lost.alias("lost_reason"))


def _formed(talks: pl.DataFrame, events: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    kind, field = pl.col("kind"), pl.col("field")
    ours = events.filter(pl.col("conversation_id").is_not_null()).group_by(pl.col("conversation_id").alias("id"))
    form = ours.agg(
        form_shown=pl.lit(True),
        form_started=kind.is_in(["answered", "submitted"]).any(),
        form_submitted=(kind == "submitted").any(),
        told=((kind == "answered") & field.is_in(["email", "phone"])).any(),
    )
    given = entries.filter(pl.col("lead_id").is_null(), kind == "contact_given").get_column("conversation_id").unique()
    flags = [pl.col(name).fill_null(False) for name in ("form_shown", "form_started", "form_submitted", "told")]
    talks = talks.join(form, "id", "left").with_columns(*flags, pl.col("has_lead").fill_null(False))
    silent = ~pl.col("told") & ~pl.col("id").is_in(given.implode()) & ~pl.col("has_lead")
    return talks.with_columns(missed=silent & (pl.col("temperature") == "hot"))


def _dated(rows: pl.DataFrame, instant: str, zone: str) -> pl.DataFrame:
    day = pl.col(instant).dt.convert_time_zone(zone).dt.date()
    monday = day - pl.duration(days=day.dt.weekday() - 1)
    return rows.with_columns(day=day, week=monday.cast(pl.Date), month=day.dt.replace(day=1))


def kept(rows: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The rows that these filters keep."""
    conditions = [pl.lit(True)]
    conditions += [pl.col("day") >= filters.first] if filters.first else []
    conditions += [pl.col("day") <= filters.last] if filters.last else []
    for key, values in filters.where:
        if key == "reached":
            conditions.append(pl.any_horizontal(*(pl.col(value) for value in values)))
        elif key in DATES:
            conditions.append(pl.col(key).is_in([date.fromisoformat(value) for value in values]))
        else:
            conditions.append(pl.col(key).cast(pl.String).fill_null(NONE).is_in(list(values)))
    for name in ("email", "phone"):
        wanted = getattr(filters, f"has_{name}")
        conditions += [] if wanted is None else [pl.col(name).is_not_null() == wanted]
    needle = filters.search.strip().lower()
    if needle:
        texts = [pl.col(name).str.to_lowercase() for name in ("name", "email", "phone", "company")]
        conditions.append(pl.concat_str(texts, separator="\n", ignore_nulls=True).str.contains(needle, literal=True))
    return rows.filter(*conditions)


Row = dict[str, Any]


def measured(found: Plain, filters: Filters, by: Sequence[str], *, talks: bool) -> dict[tuple[Any, ...], Row]:
    """Every measure by the values of `by`; those of conversations only where `talks` says that they can be told."""
    answer: dict[tuple[Any, ...], Row] = {} if by else {(): {}}
    parts = [(kept(found.leads, filters), _of_leads), (kept(found.closings, filters), _of_closings)]
    parts += [(kept(found.conversations, filters), _of_talks)] if talks else []
    for frame, measure in parts:
        named = [pl.col(key) if key in DATES else pl.col(key).cast(pl.String).fill_null(NONE).alias(key) for key in by]
        groups = frame.with_columns(named).group_by(by) if by else [((), frame)]
        for key, group in groups:
            answer.setdefault(tuple(key), {}).update(measure(group))
    empty = frame.clear()
    return {
        key: _of_leads(found.leads.clear()) | _of_closings(found.closings.clear())
        | (_of_talks(found.conversations.clear()) if talks else {}) | row
        for key, row in answer.items()
    } if not empty.height else {}  # fmt: skip


def _of_leads(rows: pl.DataFrame) -> Row:
    n, scored = rows.height, rows["score"].count()
    low, high = wilson(int(rows["converted"].sum()), n) or (None, None)
    row: Row = {"leads": n, "lost": (rows["status"] == "lost").sum()}
    row |= {step.key: int(rows[step.key].sum()) for step in STEPS}
    row |= {kind: (rows["temperature"] == kind).sum() for kind in ("hot", "warm", "cold")}
    row |= {"conversion_rate": row["converted"] / n if n else None, "conversion_low": low, "conversion_high": high}
    row |= {"avg_score": rows["score"].mean(), "hot_share": row["hot"] / scored if scored else None}
    row |= {f"median_days_to_{step.key}": rows[f"days_to_{step.key}"].median() for step in STEPS}
    return row | {"p90_days_to_converted": rows["days_to_converted"].quantile(0.9, "linear")}


def _of_closings(rows: pl.DataFrame) -> Row:
    return {"win_rate": (rows["status"] == "converted").sum() / rows.height if rows.height else None}


def _of_talks(rows: pl.DataFrame) -> Row:
    n, found = rows.height, int(rows["has_lead"].sum())
    form = {name: int(rows[name].sum()) for name in ("form_shown", "form_started", "form_submitted", "missed")}
    started, shown, sent = form["form_started"], form["form_shown"], form["form_submitted"]
    return form | {
        "conversations": n,
        "with_lead": found,
        "capture_rate": found / n if n else None,
        "completion_rate": sent / started if started else None,
        "form_conversion": sent / shown if shown else None,
    }
