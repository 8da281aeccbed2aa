"""The other insight pages' whole script runs, beside the sums of their bare DuckDB queries."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.pages import bare_queries, slowest, whole_runs
from benchmarks.rows.contract import Figure, Place, Row
from benchmarks.rows.overview import figure
from benchmarks.views import INSIGHTS


def measure(place: Place) -> list[Figure]:
    """Of each page the first view, as one lands on it, and the slowest of all."""
    return [each for page, views in INSIGHTS.items() for each in _of(place, page, views)]


def _of(place: Place, page: str, views: Mapping[str, str]) -> list[Figure]:
    bare = bare_queries(place, page, views)
    whole = whole_runs(place, page, views)
    return [figure(page, name, whole, bare) for name in dict.fromkeys((next(iter(views)), slowest(whole)))]


ROW = Row("insights", "the other insight pages' whole script runs", measure)
