"""What the builders share: the record's columns as frames, and local days, hours and weeks in the bots' zones."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import polars as pl
import pyarrow.compute as pc

from leadlight.domain.promptness import OfficeHours
from leadlight.record.bots import hours
from leadlight.record.bulk import Columns, Kind

TYPES: Mapping[Kind, pl.DataType] = {
    "instant": pl.Datetime("us"),
    "int": pl.Int64(),
    "bool": pl.Boolean(),
    "text": pl.String(),
}
Told = TypeVar("Told", bound=Hashable)


@dataclass(frozen=True, slots=True)
class BotRule:
    """What a bot decides about its facts: the zone of their days, the scores from which they are hot or warm, the
    JSON of its page groups, and its office hours as the record has them."""

    id: int
    zone: str
    hot_from: int
    warm_from: int
    page_groups: str
    office_days: str
    office_opens: int
    office_closes: int

    @property
    def office(self) -> OfficeHours:
        """When its people are at work."""
        return hours(self.office_days, self.office_opens, self.office_closes)


Rules = Mapping[int, BotRule]


def frame(columns: Columns) -> pl.DataFrame:
    """The columns with their types; instants become naive UTC datetimes."""
    series = []
    for name, kind, values in zip(columns.names, columns.kinds, columns.values, strict=True):
        raw = pl.Int64() if kind in ("instant", "bool") else TYPES[kind]
        series.append(pl.Series(name, values, dtype=raw, strict=kind != "bool").cast(TYPES[kind]))
    return pl.DataFrame(series)


def local(instant: str, zone: str) -> pl.Expr:
    """The wall clock of `zone` at a naive UTC datetime column."""
    return pl.col(instant).dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.replace_time_zone(None)


def clock_columns(instant: str, prefix: str, zone: str) -> list[pl.Expr]:
    """`<prefix>_day`, `_hour`, `_weekday` (ISO, 1 = Monday) on the wall clock of `zone`."""
    wall = local(instant, zone)
    return [
        wall.dt.date().alias(f"{prefix}_day"),
        wall.dt.hour().alias(f"{prefix}_hour"),
        wall.dt.weekday().alias(f"{prefix}_weekday"),
    ]


def calendar_columns(prefix: str) -> list[pl.Expr]:
    """`<prefix>_week` (its Monday) and `_month` (its first) of `<prefix>_day`."""
    day = pl.col(f"{prefix}_day")
    return [day.dt.truncate("1w").alias(f"{prefix}_week"), day.dt.truncate("1mo").alias(f"{prefix}_month")]


def apart(rows: pl.DataFrame, rules: Rules, told: Callable[[BotRule], Told]) -> list[tuple[Told, pl.DataFrame]]:
    """The rows apart by what is told of their bot, such as its zone."""
    found: dict[Told, list[int]] = {}
    for bot in rows.get_column("bot_id").unique().to_list():
        found.setdefault(told(rules[bot]), []).append(bot)
    if len(found) == 1:
        return [(next(iter(found)), rows)]
    return [(each, rows.filter(pl.col("bot_id").is_in(ids))) for each, ids in found.items()]


def with_clock(rows: pl.DataFrame, rules: Rules, instant: str, prefix: str) -> pl.DataFrame:
    """The rows with `clock_columns` of `instant` in their bot's zone, in order of id."""
    zones = apart(rows, rules, lambda rule: rule.zone) or [("UTC", rows)]
    parts = [part.with_columns(clock_columns(instant, prefix, zone)) for zone, part in zones]
    return parts[0] if len(parts) == 1 else pl.concat(parts).sort("id")


def with_temperature(rows: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """The rows with `temperature`, from `score` (null gives '(none)') by their bot's thresholds."""
    thresholds = pl.DataFrame(
        [(rule.id, rule.hot_from, rule.warm_from) for rule in rules.values()],
        schema={"bot_id": pl.Int64, "hot_from": pl.Int64, "warm_from": pl.Int64},
        orient="row",
    )
    word = (
        pl.when(pl.col("score").is_null())
        .then(pl.lit("(none)"))
        .when(pl.col("score") >= pl.col("hot_from"))
        .then(pl.lit("hot"))
        .when(pl.col("score") >= pl.col("warm_from"))
        .then(pl.lit("warm"))
        .otherwise(pl.lit("cold"))
    )
    joined = rows.join(thresholds, on="bot_id", how="left", maintain_order="left")
    return joined.with_columns(word.alias("temperature")).drop("hot_from", "warm_from")


def days(span: pl.Expr) -> pl.Expr:
    """A duration in days of 24 hours, rightly rounded.

    Polars multiplies by a reciprocal instead, or not, by how many rows there are: a last bit that would then depend
    on whether a row was followed or rebuilt.
    """

    def divide(micros: pl.Series) -> pl.Series:
        return pl.Series(pc.divide(micros.cast(pl.Float64).to_arrow(), 86_400_000_000.0))

    return span.dt.total_microseconds().map_batches(divide, return_dtype=pl.Float64)


def clamped(points: pl.Expr) -> pl.Expr:
    """A score: points summed, held within 0–100."""
    return points.sum().clip(0, 100)
