"""Scoring without a model: one conversation as it is talked, and many, as `score` does after the rules changed."""

from __future__ import annotations

import statistics
import time

from benchmarks.rows.contract import Figure, Place, Row, timed
from leadlight.bootstrap import House, open_house
from leadlight.domain.scope import OWNER
from leadlight.record import conversations
from leadlight.record.engine import reading
from leadlight.scoring import contact, score
from pipelines.score import BATCH, CORES, score_all

MOST, CONVERSATIONS, RUNS = 5_000.0, 100_000, 2
LEAST = BATCH
"""Ids marked at once."""
ONE_MS, TALKS = 5.0, 2_000


def measure(place: Place) -> list[Figure]:
    """Conversations whose ledgers other rules made, twice over."""
    house = open_house()
    try:
        alone = _each(house, range(1, 1 + min(TALKS, place.size.conversations)))
        score_all(house, OWNER, again=False)
        many = min(CONVERSATIONS, place.size.conversations // RUNS)
        rates = [_scored(house, range(1 + turn * many, 1 + (turn + 1) * many)) for turn in range(RUNS)]
    finally:
        house.engine.dispose()
    p95 = sorted(alone)[int(0.95 * (len(alone) - 1))]
    return [
        Figure("One conversation scored and read for contact data, p95", p95, "ms", f"≤ {ONE_MS:.0f} ms", ONE_MS,
               low=min(alone), high=max(alone), runs=len(alone), note=f"median {statistics.median(alone):.1f} ms"),
        timed("Bulk scoring", rates, "conversations/s", budget=MOST, more_is_better=True, rule=f"≥ {MOST:,.0f}/s",
              note="read, scored on all cores, compared and marked; no model")
    ]  # fmt: skip


def _each(house: House, ids: range) -> list[float]:
    """Milliseconds that each of these conversations takes, once the word lists are loaded."""
    with reading(house.engine) as connection:
        talks = list(conversations.transcripts(connection, ids).values())
    contact(talks[0].messages)
    taken = []
    for talk in talks:
        began = time.perf_counter()
        score(talk.messages)
        contact(talk.messages)
        taken.append(1_000 * (time.perf_counter() - began))
    return taken


def _scored(house: House, ids: range) -> float:
    for first in range(ids.start, ids.stop, LEAST):
        with house.work(OWNER) as work:
            conversations.mark_scored(work.connection, range(first, min(first + LEAST, ids.stop)), "before")
            work.commit()
    began = time.perf_counter()
    looked, _ = score_all(house, OWNER, again=False, processes=CORES)
    assert looked == len(ids)
    return looked / (time.perf_counter() - began)


ROW = Row("score", "scoring without a model: one conversation, and many", measure)
