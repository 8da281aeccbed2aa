"""The Overview's whole script run, over seven ranges and filters, beside the sum of its bare DuckDB queries."""

from __future__ import annotations

import statistics

from benchmarks.pages import bare_queries, slowest, whole_runs
from benchmarks.rows.contract import Figure, Place, Row, timed
from benchmarks.views import OVERVIEW

MOST, FACTOR, MORE = 250.0, 2.0, 60.0


def measure(place: Place) -> list[Figure]:
    """The first view, as one lands on it, and the slowest of all."""
    bare = bare_queries(place, "overview", OVERVIEW)
    whole = whole_runs(place, "overview", OVERVIEW)
    return [_figure(name, whole, bare) for name in dict.fromkeys((next(iter(OVERVIEW)), slowest(whole)))]


def _figure(name: str, whole: dict[str, list[float]], bare: dict[str, list[float]]) -> Figure:
    queries = statistics.median(bare[name])
    return timed(
        f"Overview, {name}",
        whole[name],
        budget=min(MOST, FACTOR * queries + MORE),
        baseline=queries,
        rule=f"≤ {MOST:.0f} ms and ≤ {FACTOR:.0f} × its bare queries + {MORE:.0f} ms",
        note="" if name == next(iter(OVERVIEW)) else f"the slowest of {len(whole)} views",
    )


ROW = Row("overview", "an insight page's whole script run", measure)
