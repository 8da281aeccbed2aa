"""What became of the capture form in each conversation: domain/form_course.py's rules, as whole columns."""

from __future__ import annotations

import json

import polars as pl

from leadlight.domain.form_course import ABOUT_A_FIELD, ANSWERED, ASKED, CONTACT_FIELDS, REFUSED, mark
from leadlight.record.bulk import Columns, Keys, Reading, fetch

EVENTS = ("id", "conversation_id", "kind", "field", "at")
_ID = "conversation_id"
_BEGUN = ["answered", "submitted"]


def events_of(record: Reading, conversations: Keys) -> Columns:
    """The capture events of these conversations, in no order."""
    return fetch(record, "capture_event", EVENTS, conversations, key=_ID)


def with_form(rows: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """The conversations with form, form_*_at, form_fields, form_left_at, and `form_contact`: whether it was given."""
    events = events.sort(_ID, "at", "id")
    at, kind = pl.col("at"), pl.col("kind")
    steps = events.group_by(_ID).agg(
        at.min().alias("form_shown_at"),
        at.filter(kind.is_in(_BEGUN)).min().alias("form_started_at"),
        at.filter(kind == "submitted").min().alias("form_submitted_at"),
    )
    named = events.filter(kind.is_in(sorted(ABOUT_A_FIELD)) & (pl.col("field") != ""))
    steps = steps.join(_fields(named), on=_ID, how="left").rename({_ID: "id"})
    submitted = pl.col("form_submitted_at").is_not_null()
    step = pl.when(submitted).then(pl.lit("submitted")).when(pl.col("form_started_at").is_not_null())
    steps = steps.with_columns(
        step.then(pl.lit("started")).otherwise(pl.lit("shown")).alias("form"),
        pl.col("form_fields").fill_null("[]"),
        pl.when(~submitted).then("form_left_at").alias("form_left_at"),
    )
    found = rows.join(steps, on="id", how="left", maintain_order="left")
    return found.with_columns(pl.col("form_contact").fill_null(value=False))


def _fields(named: pl.DataFrame) -> pl.DataFrame:
    """conversation_id, form_fields, form_left_at (the last field spoken of), form_contact; `named` in order of time."""
    kind, field = pl.col("kind"), pl.col("field")
    rank = pl.when(kind == ANSWERED).then(0).when(kind == REFUSED).then(1).otherwise(2)
    outcomes = named.group_by(_ID, "field", maintain_order=True).agg(rank.min().alias("rank"))
    answered = (pl.col("rank") == 0) & field.is_in(sorted(CONTACT_FIELDS))
    lists = outcomes.join(_marks(outcomes), on=["field", "rank"], maintain_order="left").group_by(
        _ID, maintain_order=True
    )
    written = lists.agg(pl.col("mark").str.join(",").alias("form_fields"), answered.any().alias("form_contact"))
    last = named.group_by(_ID).agg(field.last().alias("form_left_at"))
    whole = pl.format("[{}]", pl.col("form_fields")).alias("form_fields")
    return written.with_columns(whole).join(last, on=_ID)


def _marks(outcomes: pl.DataFrame) -> pl.DataFrame:
    """field, rank, mark: each written as JSON once, for there are few."""
    few = outcomes.select("field", "rank").unique()
    words = (ANSWERED, REFUSED, ASKED)
    marks = [json.dumps(mark(field, words[rank]), ensure_ascii=False) for field, rank in few.iter_rows()]
    return few.with_columns(pl.Series("mark", marks, dtype=pl.String))
