"""The inbox: a page of 25 leads in many orders, filters and searches, its whole script run."""

from __future__ import annotations

import statistics

from benchmarks.pages import bare_queries, slowest, whole_runs
from benchmarks.rows.contract import Figure, Place, Row, timed
from benchmarks.views import INBOX

MOST = 200.0


def measure(place: Place) -> list[Figure]:
    """The median over all views and the slowest of them."""
    bare = bare_queries(place, "inbox", INBOX)
    whole = whole_runs(place, "inbox", INBOX)
    worst = slowest(whole)
    medians = [statistics.median(each) for each in whole.values()]
    queries = [statistics.median(each) for each in bare.values()]
    return [
        timed(f"Inbox, median of {len(whole)} views", medians, budget=MOST, baseline=statistics.median(queries),
              rule=f"≤ {MOST:.0f} ms"),
        timed(f"Inbox, {worst}", whole[worst], budget=MOST, baseline=statistics.median(bare[worst]),
              rule=f"≤ {MOST:.0f} ms", note="the slowest view"),
    ]  # fmt: skip


ROW = Row("inbox", "inbox: a page of 25, any filter, any sort, any search", measure)
