"""The groups of pages: what a bot's rules call the source page and the landing page of a lead or a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from leadlight.domain.page_group import group_of, read
from pipelines.star.frames import BotRule, Rules

GROUPED = {"source_path": "source_group", "landing_path": "landing_group"}
"""Columns of paths, and the column of their groups."""


def with_groups(rows: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """The rows with `source_group` and `landing_group`; each path of a bot is looked at once."""
    for path, group in GROUPED.items():
        known = rows.select("bot_id", path).unique()
        names = [_named(rules[bot], each) for bot, each in known.iter_rows()]
        known = known.with_columns(pl.Series(group, names, dtype=pl.String))
        rows = rows.join(known, on=["bot_id", path], how="left", nulls_equal=True, maintain_order="left")
    return rows


def groups_of(row: Mapping[str, Any], rule: BotRule) -> dict[str, str | None]:
    """The same of one row."""
    return {group: _named(rule, row[path]) for path, group in GROUPED.items()}


def _named(rule: BotRule, path: str | None) -> str | None:
    return group_of(path, read(rule.page_groups))
