"""Scoring in bulk without a model: conversations read, scored and written, as `score` does after the rules changed."""

from __future__ import annotations

import os
import time

from benchmarks.rows.contract import Figure, Place, Row, timed
from leadlight.bootstrap import House, open_house
from leadlight.domain.scope import OWNER
from leadlight.record import conversations
from pipelines.score import BATCH, score_all

MOST, CONVERSATIONS, RUNS = 5_000.0, 100_000, 2
LEAST = BATCH
"""Ids marked at once."""


def measure(place: Place) -> list[Figure]:
    """Conversations whose ledgers other rules made, twice over."""
    house = open_house()
    try:
        score_all(house, OWNER, again=False)
        many = min(CONVERSATIONS, place.size.conversations // RUNS)
        rates = [_scored(house, range(1 + turn * many, 1 + (turn + 1) * many)) for turn in range(RUNS)]
    finally:
        house.engine.dispose()
    return [
        timed("Bulk scoring", rates, "conversations/s", budget=MOST, more_is_better=True, rule=f"≥ {MOST:,.0f}/s",
              note="read, scored on all cores, compared and marked; no model")
    ]  # fmt: skip


def _scored(house: House, ids: range) -> float:
    for first in range(ids.start, ids.stop, LEAST):
        with house.work(OWNER) as work:
            conversations.mark_scored(work.connection, range(first, min(first + LEAST, ids.stop)), "before")
            work.commit()
    began = time.perf_counter()
    looked, _ = score_all(house, OWNER, again=False, processes=os.cpu_count() or 1)
    assert looked == len(ids)
    return looked / (time.perf_counter() - began)


ROW = Row("score", "bulk scoring without a model", measure)
