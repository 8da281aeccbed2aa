"""Every measure of the catalogue on four leads and five conversations, counted by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadlight.clock import SystemClock
from leadlight.warehouse.metrics import MEASURES
from leadlight.warehouse.query import Filters, Query, run
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.warehouse.records import NOW, Room

BY_HAND = {
    "conversations": 5,
    "with_lead": 3,
    "capture_rate": 3 / 5,
    "form_shown": 4,
    "form_started": 2,
    "form_submitted": 1,
    "completion_rate": 1 / 2,
    "form_conversion": 1 / 4,
    "missed": 1,  # the second hot one: it left nothing
    "leads": 4,
    "contacted": 3,  # the fourth by credit: it was won at once
    "qualified": 2,
    "converted": 2,
    "lost": 1,
    "conversion_rate": 2 / 4,
    "conversion_low": 0.1500,
    "conversion_high": 0.8500,
    "win_rate": 2 / 3,
    "avg_score": (80 + 40 + 10) / 3,
    "hot": 1,
    "warm": 1,
    "cold": 1,
    "hot_share": 1 / 3,
    "median_days_to_contacted": 2.0,  # of 1 and 3
    "median_days_to_qualified": 2.0,
    "median_days_to_converted": 7.0,  # of 4 and 10
    "p90_days_to_converted": 9.4,
}
SCORES = (80, 40, 10, 70, 0)
STEPS = ({"contacted": 1, "qualified": 2, "converted": 4}, {"contacted": 3}, {"lost": 1}, {"converted": 10})
"""Days after its capture that each lead moved."""


def fill(room: Room) -> int:
    """Five conversations; three leads came of the first three, a fourth of none."""
    bot = room.bot("acme")
    talks = [room.conversation(bot, started_at=NOW) for _ in SCORES]
    for talk, points in zip(talks, SCORES, strict=True):
        if points:
            room.signal(bot, talk, "pricing", points)
    for at, kinds in (
        (0, ("shown", "answered", "submitted")),
        (1, ("shown", "answered")),
        (2, ("shown",)),
        (4, ("shown",)),
    ):
        for kind in kinds:
            field = "company" if kind == "answered" else None
            room.put("capture_event", bot_id=bot, conversation_id=talks[at], kind=kind, field=field, at=NOW)
    for talk, steps in zip([*talks[:3], None], STEPS, strict=True):
        lead = room.lead(bot, conversation_id=talk, captured_at=NOW)
        for to, days in steps.items():
            room.move(lead, to, NOW + timedelta(days=days))
    return bot


def test_every_measure_is_what_counting_by_hand_gives(room: Room, warehouse: Warehouse) -> None:
    bot = fill(room)
    follow(room.record, warehouse, SystemClock())
    with warehouse.read() as cursor:
        (found,) = run(cursor, Query(Filters((bot,)), tuple(MEASURES))).iter_rows(named=True)
    assert found == {key: pytest.approx(value, abs=1e-4) for key, value in BY_HAND.items()}
