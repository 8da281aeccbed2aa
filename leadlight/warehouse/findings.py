"""What stands out: every comparison worth looking at, by few grouped counts, judged together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import polars as pl

from leadlight.domain.status import FIRST
from leadlight.errors import RefusedError
from leadlight.stats import looks
from leadlight.stats.looks import Look
from leadlight.warehouse.filters import Filters, dimension, expression, rows
from leadlight.warehouse.kept import keep
from leadlight.warehouse.metrics import BASES, NO_VALUE, POPULATIONS, Population
from leadlight.warehouse.rates import RATES, Period, Rate, counted, periods, reached_within
from leadlight.warehouse.store import Cursor

PARTS = ("channel", "source_page", "utm_campaign")
"""What leads are split by; each value is looked at against all others."""
PART_RATES = ("conversion_rate", "hot_share", "capture_rate")
COURSE_RATES = ("conversion_rate", "qualified_rate", "capture_rate", "hot_share")
"""Rates of all that are looked at against the period before."""
PACES = (("contacted", 1), ("qualified", 7))
"""Stages, and the days within which a lead should be there: a stage that got slower shows in the share that was."""
MOST_VALUES = 12
LONGEST, NEWS = 31, 30
"""Days: a finding is news, so a range longer than the first is looked at by its last ones, as many as the second."""
WAITED = 2
"""Days since capture after which a hot lead that nobody contacted has waited for more than a day."""
PART, COURSE, PACE, WAITING = "part", "course", "pace", "waiting"
"""Kinds: a part against the rest, a rate against the period before, a stage's pace against it, leads that wait."""
SIDES = 2
Counts = list[tuple[int, int]]
Part = tuple[str, str]
"""What leads are split by, and the value."""
SCHEMA: dict[str, Any] = {
    "kind": pl.String, "rate": pl.String, "by": pl.String, "value": pl.String,
    "k": pl.Int64, "n": pl.Int64, "j": pl.Int64, "m": pl.Int64,
    **dict.fromkeys(("difference", "low", "high", "p", "adjusted"), pl.Float64), "told": pl.Boolean,
    "first": pl.Date, "last": pl.Date, "alike": pl.List(pl.String),
}  # fmt: skip
OVERLAP = 0.5
"""Two parts are largely the same leads from this share of the leads of either that both have."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Every look at the range, or at the last NEWS days of a longer one, the surest first."""

    filters: Filters

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """Columns of SCHEMA. k of n is the part or the later period; j of m the rest, or the period before.

        `difference` = k/n - j/m with its 95 % interval, for parts within the same weeks; `adjusted` is its p-value with
        all looks counted (Benjamini-Hochberg), `told` whether it is worth a sentence. The last row, of kind "waiting",
        is a count (k) and no comparison. first and last are the days looked at. `alike` names the other told parts, as
        `by=value`, that are largely the same leads: a campaign and its page tell one story.
        """
        recent = recent_of(self.filters)
        return keep(cursor, Findings(recent), lambda: self._answer(cursor, recent))

    def _answer(self, cursor: Cursor, recent: Filters) -> pl.DataFrame:
        found = looks.judged([*_parts(cursor, recent), *_courses(cursor, recent)])
        days = (recent.first, recent.last)
        alike = _alike(cursor, recent, [_part_of(look) for look in found if look.is_told and look.about[0] == PART])
        lines = [(*_row(look), *days, alike.get(_part_of(look), [])) for look in found]
        blank = (None,) * 8
        for still in _still(recent):
            waiting = _count(cursor, still)
            lines.append((WAITING, "", "", "", waiting, *blank, waiting > 0, still.first, still.last, []))
        return pl.DataFrame(lines, schema=SCHEMA, orient="row")


def recent_of(filters: Filters) -> Filters:
    """The filters over the days that are looked at."""
    if filters.first is None or filters.last is None or (filters.last - filters.first).days < LONGEST:
        return filters
    return replace(filters, first=filters.last - timedelta(days=NEWS - 1))


def _row(look: Look) -> tuple[Any, ...]:
    of = look.difference
    numbers = (look.k, look.n, look.j, look.m, of.value, of.low, of.high, of.p_value, look.adjusted, look.is_told)
    return (*look.about, *("",) * (4 - len(look.about)), *numbers)


def _parts(cursor: Cursor, filters: Filters) -> Iterator[Look]:
    """Each channel, page and campaign against the rest; one statement a population."""
    for population in dict.fromkeys(RATES[key].population for key in PART_RATES):
        rates = [key for key in PART_RATES if RATES[key].population == population]
        try:
            found = _by_week(cursor, filters, population, rates)
        except RefusedError:  # conversations have no owner, no status: nothing to look at then
            continue
        for at, rate in enumerate(rates):
            for key in PARTS:
                counted = [(row[1], str(row[2]), row[3 + 2 * at], row[4 + 2 * at]) for row in found if row[0] == key]
                yield from looks.each_against_the_rest((PART, rate, key), counted, MOST_VALUES, NO_VALUE)


def _by_week(cursor: Cursor, filters: Filters, population: Population, rates: list[str]) -> list[tuple[Any, ...]]:
    """(dimension, value, week, top, bottom, …): every dimension in one look at the rows."""
    kept = rows(filters, population, with_bot=False)
    week = expression(dimension("week"), population)
    parts = [expression(dimension(key), population) for key in PARTS]
    which = " ".join(f"WHEN grouping({sql}) = 0 THEN '{key}'" for key, sql in zip(PARTS, parts, strict=True))
    value = " ".join(f"WHEN grouping({sql}) = 0 THEN coalesce({sql}, '{NO_VALUE}')" for sql in parts)
    counts = [f"{BASES[end].sql}::BIGINT" for key in rates for end in (RATES[key].top, RATES[key].bottom)]
    sets = ", ".join(f"({week}, {sql})" for sql in parts)
    selected = ", ".join([f"CASE {which} END", f"CASE {value} END", week, *counts])
    sql = " ".join(["SELECT", selected, kept.sql, f"GROUP BY GROUPING SETS ({sets})"])
    return cursor.execute(sql, list(kept.values)).fetchall()


def _part_of(look: Look) -> Part:
    """(dimension, value) of a look at a part; blank ones of any other."""
    return (look.about[2], look.about[3]) if look.about[0] == PART else ("", "")


def _alike(cursor: Cursor, filters: Filters, told: Sequence[Part]) -> dict[Part, list[str]]:
    """Which of these parts, split by different dimensions, are largely the same leads."""
    pairs = [(one, other) for one, other in combinations(dict.fromkeys(told), 2) if one[0] != other[0]]
    if not pairs:
        return {}
    kept = rows(filters, with_bot=False)
    asked: list[str] = []
    for (by, _), (with_by, _) in pairs:
        both = [f"{expression(dimension(each), 'leads')} = ?" for each in (by, with_by)]
        asked += [f"count_if({' AND '.join(both)})", f"count_if({' OR '.join(both)})"]
    bound = [value for (_, one), (_, other) in pairs for value in (one, other) * 2]
    sql = " ".join(["SELECT", ", ".join(asked), kept.sql])
    counts = cursor.execute(sql, [*bound, *kept.values]).fetchone() or ()
    found: dict[Part, list[str]] = {}
    for (one, other), shared, either in zip(pairs, counts[::2], counts[1::2], strict=True):
        if either and shared / either >= OVERLAP:
            found.setdefault(one, []).append("=".join(other))
            found.setdefault(other, []).append("=".join(one))
    return found


def _courses(cursor: Cursor, filters: Filters) -> Iterator[Look]:
    """Rates and paces of all against the period before, at equal age; none where the range is open."""
    try:
        later, earlier = periods(filters)
    except RefusedError:
        return
    both = replace(filters, first=earlier.filters.first)
    for population in dict.fromkeys(RATES[key].population for key in COURSE_RATES):
        rates = [RATES[key] for key in COURSE_RATES if RATES[key].population == population]
        try:
            sides = _sides(cursor, both, population, rates, later)
        except RefusedError:
            continue
        if len(sides) == SIDES:
            yield from _course(rates, sides[True], sides[False])


def _course(rates: Sequence[Rate], later: Counts, earlier: Counts) -> Iterator[Look]:
    """A look for each rate, then for each pace there is."""
    about = [(COURSE, rate.key) for rate in rates] + [(PACE, stage, str(days)) for stage, days in PACES]
    for name, now, then in zip(about, later, earlier, strict=False):
        yield from looks.plain(name, *now, *then)


def _sides(
    cursor: Cursor, both: Filters, population: Population, rates: Sequence[Rate], later: Period
) -> dict[bool, Counts]:
    """By whether it is the later period: k and n of each rate, of leads then of each pace too."""
    kept = rows(both, population, with_bot=False)
    day = POPULATIONS[population].day
    ends = [end for rate in rates for end in counted(rate, "f.until")]
    if population == "leads":
        ends += [end for stage, days in PACES for end in _pace(stage, days)]
    asked = ", ".join(["f.is_later", *(f"{end}::BIGINT" for end in ends)])
    marked = f"f.*, {day} >= ? AS is_later, CASE WHEN {day} >= ? THEN ?::DATE ELSE ?::DATE END AS until"
    sql = " ".join(["SELECT", asked, "FROM (SELECT", marked, kept.sql, ") f GROUP BY 1"])
    first, last = later.filters.first or date.min, later.filters.last or date.max
    before = later.as_of - timedelta(days=(last - first).days + 1)
    found = cursor.execute(sql, [first, first, later.as_of, before, *kept.values]).fetchall()
    return {row[0]: list(zip(row[1::2], row[2::2], strict=True)) for row in found}


def _pace(stage: str, days: int) -> tuple[str, str]:
    """Of the leads old enough to be there within so many days: how many were, and how many there are."""
    is_old = f"f.captured_day <= f.until - {days:d}"
    return f"count_if({is_old} AND {reached_within(stage, days)})", f"count_if({is_old})"


def _still(filters: Filters) -> Iterator[Filters]:
    """What keeps the hot leads that nobody has contacted for more than a day; nothing where the range is younger."""
    today = filters.today or filters.last
    last = today - timedelta(days=WAITED) if today else None
    if last is None or (filters.first and last < filters.first):
        return
    narrowed = dict(filters.where) | {"temperature": ("hot",), "status": (FIRST.key,)}
    yield replace(filters, where=tuple(narrowed.items()), last=min(filters.last or last, last))


def _count(cursor: Cursor, filters: Filters) -> int:
    kept = rows(filters, with_bot=False)
    found = cursor.execute(" ".join(["SELECT count(*)", kept.sql]), list(kept.values)).fetchone()
    return int(found[0]) if found else 0
