"""What a rate's change is made of, as rows: by value, how much by mix and how much by its own rate, in exact sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any
from urllib.parse import parse_qsl, urlencode

import polars as pl

from leadlight.charts.contract import Frame
from leadlight.charts.wording import count, hostless, known_as
from leadlight.stats.mix import Part, Parts, rounded, split
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.rates import RATES

UNITS = 10_000
"""Parts are whole hundredths of a point, so that they add up as they are written."""
SHOWN = 12
"""Values with a row of their own."""
OTHERS = "\0"
"""The key of the others together: no value has it."""
SCHEMA: dict[str, Any] = {
    "value": pl.String, "name": pl.String, "rate": pl.String, "link": pl.String,
    "n_before": pl.Int64, "k_before": pl.Int64, "n_after": pl.Int64, "k_after": pl.Int64,
    "share_before": pl.Float64, "share_after": pl.Float64,
    "mix": pl.Int64, "own": pl.Int64, "before": pl.Int64, "after": pl.Int64,
    "first_before": pl.Date, "last_before": pl.Date, "as_of": pl.Date, "first_after": pl.Date, "last_after": pl.Date,
    "as_of_after": pl.Date,
}  # fmt: skip
Row = dict[str, Any]


def shaper(key: str, by: str) -> Callable[[Frame, Filters], Frame]:
    """A row a value, what did most first, the rest in one; `mix` and `own` in hundredths of a point.

    Over all rows they add up to `after` - `before`, the rates of the whole in the same units.
    """

    def shape(frame: Frame, filters: Filters) -> Frame:
        sides = [
            {row["value"]: (row["k"], row["n"]) for row in frame.filter(pl.col("side") == at).iter_rows(named=True)}
            for at in (0, 1)
        ]
        parts = split(*sides)
        if parts is None:
            return pl.DataFrame(schema=SCHEMA)
        whole: Row = {"before": round(parts.before * UNITS), "after": round(parts.after * UNITS), "rate": key}
        whole |= _places(frame)
        kept = _folded(parts)
        cells = rounded(
            [cell for part in kept for cell in (part.mix, part.rate)], UNITS, whole["after"] - whole["before"]
        )
        found = [_row(part, by, parts, whole, cells[2 * at : 2 * at + 2]) for at, part in enumerate(kept)]
        for row, name in zip(found, hostless([row["name"] for row in found]), strict=True):
            row["name"] = name
        return pl.DataFrame(found, schema=SCHEMA)

    return shape


def _places(frame: Frame) -> Row:
    before, after = (frame.filter(pl.col("side") == at).row(0, named=True) for at in (0, 1))
    place = {
        f"{end}_{name}": side[end] for name, side in (("before", before), ("after", after)) for end in ("first", "last")
    }
    return place | {"as_of": before["as_of"], "as_of_after": after["as_of"]}


def _folded(parts: Parts) -> list[Part]:
    """The parts that did most; the others as one, whose mix and rate are the sums of theirs."""
    kept, rest = list(parts.parts[:SHOWN]), parts.parts[SHOWN:]
    if len(rest) <= 1:
        return [*kept, *rest]
    sums = [
        tuple(sum(each) for each in zip(*(getattr(part, side) for part in rest), strict=True))
        for side in ("before", "after")
    ]
    mix = sum((part.mix for part in rest), Fraction(0))
    return [*kept, Part(OTHERS, sums[0], sums[1], mix, sum((part.rate for part in rest), Fraction(0)))]


def _row(part: Part, by: str, parts: Parts, whole: Row, cells: Sequence[int]) -> Row:
    name = f"{count(len(parts.parts) - SHOWN)} others" if part.key == OTHERS else known_as(by, part.key)
    totals = [sum(getattr(each, side)[1] for each in parts.parts) for side in ("before", "after")]
    found = {"value": part.key, "name": name, "link": _link(part, by, whole), "mix": cells[0], "own": cells[1]}
    found |= {"k_before": part.before[0], "n_before": part.before[1], "share_before": part.before[1] / totals[0]}
    found |= {"k_after": part.after[0], "n_after": part.after[1], "share_after": part.after[1] / totals[1]}
    return found | whole


def _link(part: Part, by: str, whole: Row) -> str:
    """What it holds in the later period."""
    own = RATES[whole["rate"]].rows
    if own is None or part.key == OTHERS:
        return ""
    last = min(whole["last_after"], whole["as_of_after"]) if RATES[whole["rate"]].stage else whole["last_after"]
    days = {"from": str(whole["first_after"]), "to": str(last)}
    return urlencode([(by, part.key), *days.items(), *parse_qsl(own)])


def own_rate(row: Row, side: str) -> float | None:
    """The rate of the value itself, `side` "before" or "after"; blank where it was not there."""
    return row[f"k_{side}"] / row[f"n_{side}"] if row[f"n_{side}"] else None


def sums_of(found: Sequence[Row]) -> tuple[float, float, float]:
    """By mix, by rate, and together: divided last, so that what is written adds up."""
    mix, own = sum(row["mix"] for row in found), sum(row["own"] for row in found)
    return mix / UNITS, own / UNITS, (mix + own) / UNITS
