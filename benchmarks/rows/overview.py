"""The Overview's whole script run, over seven ranges and filters, beside the sum of its bare DuckDB queries."""

from __future__ import annotations

import statistics
from collections.abc import Mapping

from benchmarks.pages import bare_queries, slowest, whole_runs
from benchmarks.rows.contract import Figure, Place, Row, timed
from benchmarks.views import OVERVIEW

PAGE = "overview"
MOST, FACTOR, MORE = 250.0, 2.0, 60.0


def measure(place: Place) -> list[Figure]:
    """The first view, as one lands on it, and the slowest of all."""
    bare = bare_queries(place, PAGE, OVERVIEW)
    whole = whole_runs(place, PAGE, OVERVIEW)
    return [figure(PAGE, name, whole, bare) for name in dict.fromkeys((next(iter(OVERVIEW)), slowest(whole)))]


def figure(page: str, name: str, whole: Mapping[str, list[float]], bare: Mapping[str, list[float]]) -> Figure:
    """One view of a page within the budget of insight pages."""
    queries = statistics.median(bare[name])
    return timed(
        f"{page.capitalize()}, {name}",
        whole[name],
        budget=min(MOST, FACTOR * queries + MORE),
        baseline=queries,
        rule=f"≤ {MOST:.0f} ms and ≤ {FACTOR:.0f} × its bare queries + {MORE:.0f} ms",
        note="" if name == next(iter(whole)) else f"the slowest of {len(whole)} views",
    )


ROW = Row("overview", "an insight page's whole script run", measure)
