"""The three funnels over one set of leads, counted so that they reconcile; and how long each step took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from leadlight.domain.status import STATUSES, STEPS
from leadlight.errors import RefusedError
from leadlight.warehouse.filters import Filters, dimension, expression, rows
from leadlight.warehouse.kept import keep
from leadlight.warehouse.metrics import named
from leadlight.warehouse.spans import KINDS, Span, condition
from leadlight.warehouse.store import Cursor
from leadlight.warehouse.window import day_of, window_of

FUNNELS = ("cohort", "entered", "snapshot")
COUNTINGS = ("credited", "strict")
OPEN = tuple(status.key for status in STATUSES if status.type == "open")
DAY_OF = {"credited": "reached", "strict": "passed"}
"""The kind of span (see spans.py) that says on which day a lead came to a step, by the way of counting."""
OUTCOMES = ("lost", "pending", "open", "ahead")
"""What became of leads that came to a step and no further: lost now; open, and younger than the window; open, and
older; or won without the next step itself (in strict counting, or where a win has no move)."""


def span(counting: str, step: str, first: date | None = None, last: date | None = None) -> Span:
    """The leads that came to a step (its key, or 'any' with the capture) on these days. Raises RefusedError."""
    if counting not in DAY_OF:
        raise RefusedError(f"stages are counted {' or '.join(COUNTINGS)}, not {counting!r}", "counting")
    return Span(f"{DAY_OF[counting]}_{step}", first, last)


def came_to(counting: str, at: int) -> str:
    """Whether a row `f` came to the step, whenever."""
    column, rule = KINDS[span(counting, STEPS[at].key).key].days[0]
    return rule or column.removesuffix("_day")


@dataclass(frozen=True, slots=True)
class Funnels:
    """How many leads each funnel counts, in one pass; split `by` a dimension of leads ("": one row).

    Columns: `value` (with `by`), `captured` (in the range). Of each step `<step>_cohort` (captured in the range, came
    to it whenever), `<step>_entered` (came to it in the range, captured whenever), `<step>_both`, `<step>_later` (of
    the cohort, after the range), `<step>_earlier` (entered, captured before the range). Of each open status
    `<status>_open` (stands there now, captured whenever), `<status>_open_both` (of those, captured in the range).
    """

    filters: Filters
    counting: str = "credited"
    by: str = ""

    def __post_init__(self) -> None:
        span(self.counting, "any")
        rows(self.filters, "leads")
        if self.by:
            expression(dimension(self.by, "split"), "leads", "split")

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The answer; with `by`, the values with most leads captured first."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        marks, values = _marks(self.counting, self.filters.first, self.filters.last)
        code = " + ".join(f"{2**at} * coalesce({mark}, false)::INTEGER" for at, mark in enumerate(marks.values()))
        of = dimension(self.by) if self.by else None
        dims = [f"{expression(of, 'leads')} AS value"] if of else []
        kept = rows(replace(self.filters, first=None, last=None), with_bot=self.by == "bot")
        # First by what is known of a lead, in one number; then what each funnel counts, of a few hundred groups.
        asked = ", ".join([*dims, f"{code} AS code", "f.status AS status", "count(*) AS n"])
        inner = " ".join(["SELECT", asked, kept.sql, "GROUP BY ALL"])
        shown = [f"{named('value::VARCHAR')} AS value"] if of else []
        sql = " ".join(["SELECT", ", ".join([*shown, *_counts(list(marks))]), "FROM (", inner, ")"])
        if of:
            sql += " GROUP BY 1 ORDER BY captured DESC, value"
        return cursor.execute(sql, [*values, *kept.values]).pl()


def _marks(counting: str, first: date | None, last: date | None) -> tuple[dict[str, str], list[Any]]:
    """What is known of each lead: c (captured in the range), e (before it), s<n> (came to step n), p<n> (in the range),
    l<n> (after it).
    """
    days = [f"f.captured_day {sign} ?" for sign, day in ((">=", first), ("<=", last)) if day]
    marks = {"c": f"({' AND '.join(days) or 'true'})", "e": "(f.captured_day < ?)"}
    values: list[Any] = [*(day for day in (first, last) if day), first]
    for at, step in enumerate(STEPS):
        of = span(counting, step.key, first, last)
        within, bound = condition(of)
        day = KINDS[of.key].days[0][0]
        marks |= {f"s{at}": f"({came_to(counting, at)})", f"p{at}": within, f"l{at}": f"({day} > ?)"}
        values += [*bound, last]
    return marks, values


def _counts(marks: Sequence[str]) -> list[str]:
    asked: dict[str, tuple[str, ...]] = {"captured": ("c",)}
    for at, step in enumerate(STEPS):
        each: dict[str, tuple[str, ...]] = {"cohort": ("c", f"s{at}"), "entered": (f"p{at}",), "both": ("c", f"p{at}")}
        each |= {"later": ("c", f"s{at}", f"l{at}"), "earlier": ("e", f"p{at}")}
        asked |= {f"{step.key}_{name}": which for name, which in each.items()}
    bits = {name: sum(2 ** marks.index(mark) for mark in which) for name, which in asked.items()}
    which = {name: f"code & {bit} = {bit}" for name, bit in bits.items()}
    for key in OPEN:
        which |= {f"{key}_open": f"status = '{key}'", f"{key}_open_both": f"status = '{key}' AND code & 1 = 1"}
    return [f"coalesce(sum(n) FILTER (WHERE {held}), 0)::BIGINT AS {name}" for name, held in which.items()]


@dataclass(frozen=True, slots=True)
class Times:
    """Days from the capture to the first entry of each step, over the leads that a funnel counts there.

    Of the snapshot: whole local days since the present status took effect. One row: `<stage>_median`, `<stage>_p90`
    and `<stage>_timed` (how many those are over: a lead that skipped the step itself has no time).
    """

    filters: Filters
    funnel: str
    counting: str = "credited"

    def __post_init__(self) -> None:
        span(self.counting, "any")
        if self.funnel not in FUNNELS:
            raise RefusedError(f"there is no funnel {self.funnel!r}; there are {', '.join(FUNNELS)}", "funnel")

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The answer."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        first, last = self.filters.first, self.filters.last
        ever = replace(self.filters, first=None, last=None)
        asked: list[str] = []
        values: list[Any] = []
        if self.funnel == "snapshot":
            kept = rows(ever, also=["f.closed_as IS NULL"], with_bot=False)
            for key in OPEN:
                asked += _timed(key, "date_diff('day', f.status_day, ?)", f"f.status = '{key}'")
                values += [day_of(self.filters)] * 2
        else:
            kept = rows(self.filters if self.funnel == "cohort" else ever, with_bot=False)
            for at, step in enumerate(STEPS):
                within, bound = came_to(self.counting, at), list[Any]()
                if self.funnel == "entered":
                    within, bound = condition(span(self.counting, step.key, first, last))
                asked += _timed(step.key, f"f.days_to_{step.key}", within)
                values += [*bound] * 2
        found = cursor.execute(" ".join(["SELECT", ", ".join(asked), kept.sql]), [*values, *kept.values]).pl()
        return _apart(found, OPEN if self.funnel == "snapshot" else [step.key for step in STEPS])


def _timed(key: str, days: str, which: str) -> list[str]:
    """The ends of both at once: a quantile costs a sort."""
    both = f"quantile_cont({days}, [0.5, 0.9]) FILTER (WHERE {which})"
    return [f"{both} AS {key}_both", f"count({days}) FILTER (WHERE {which}) AS {key}_timed"]


def _apart(found: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Each pair of quantiles as two columns."""
    pairs = [(key, pl.col(f"{key}_both").cast(pl.List(pl.Float64))) for key in keys]
    ends = [
        pair.list.get(at, null_on_oob=True).alias(f"{key}_{name}")
        for key, pair in pairs
        for at, name in enumerate(("median", "p90"))
    ]
    return found.with_columns(ends).drop(f"{key}_both" for key in keys)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the leads captured in the range, by how far they came.

    Columns: `level` (0: no step, 1: the first, …), the OUTCOMES (at the last level all are 'ahead': they are there).
    `window` in days, 0: the bot's own. A lead is pending while open and captured less than the window ago.
    """

    filters: Filters
    counting: str = "credited"
    window: int = 0

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """One row a level, none missing, in order."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        window = self.window or window_of(cursor, self.filters)
        level = " + ".join(f"({came_to(self.counting, at)})::INTEGER" for at in range(len(STEPS)))
        young = "date_diff('day', f.captured_day, ?) < ?"
        kept = rows(self.filters, with_bot=False)
        asked = f"SELECT {level} AS level, f.closed_as AS closed_as, {young} AS young, count(*)"
        sql = " ".join([asked, kept.sql, "GROUP BY ALL"])
        found = cursor.execute(sql, [day_of(self.filters), window, *kept.values]).fetchall()
        counts = {(at, name): 0 for at in range(len(STEPS) + 1) for name in OUTCOMES}
        for reached, closed_as, is_young, number in found:
            counts[reached, _outcome(reached, closed_as, is_young)] += number
        lines = [[at, *(counts[at, name] for name in OUTCOMES)] for at in range(len(STEPS) + 1)]
        return pl.DataFrame(lines, schema=["level", *OUTCOMES], orient="row")


def _outcome(level: int, closed_as: str | None, is_young: bool) -> str:
    if level == len(STEPS) or closed_as == "won":
        return "ahead"
    return "lost" if closed_as == "lost" else "pending" if is_young else "open"


@dataclass(frozen=True, slots=True)
class Steps:
    """All that one funnel shows of its steps: the columns of Funnels and Times in one row, `window`, and, as lists by
    level, the OUTCOMES of the cohort.
    """

    filters: Filters
    funnel: str = "cohort"
    counting: str = "credited"
    window: int = 0

    def __post_init__(self) -> None:
        _ = Funnels(self.filters, self.counting), Times(self.filters, self.funnel, self.counting)

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """One row."""
        window = self.window or window_of(cursor, self.filters)
        counts = Funnels(self.filters, self.counting).read(cursor)
        found = counts.hstack(Times(self.filters, self.funnel, self.counting).read(cursor))
        outcomes = Outcomes(self.filters, self.counting, window).read(cursor)
        became = [pl.lit(pl.Series([outcomes[name].to_list()])).alias(name) for name in OUTCOMES]
        return found.with_columns(pl.lit(window).alias("window"), *became)


def labels(keys: Sequence[str]) -> list[str]:
    """What people call these statuses."""
    known = {status.key: status.label for status in STATUSES}
    return [known[key] for key in keys]
