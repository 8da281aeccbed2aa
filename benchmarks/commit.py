"""A lead that comes in while a server runs, committed by the process that measures."""

from __future__ import annotations

import time

from benchmarks.views import BOT
from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_leads
from leadlight.bootstrap import House
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.record import bots
from leadlight.record.engine import reading


def commit_lead(house: House, turn: int) -> float:
    """Commit one lead of the measured bot; returns the moment after, by `time.perf_counter`."""
    with reading(house.engine) as connection:
        bot = bots.find_bot(connection, OWNER, BOT)
    assert bot is not None, "the made record has this bot"
    with house.work(OWNER) as work:
        row = LeadRow(line=1, external_id=f"live-{time.time_ns()}-{turn}", name="Live Lead", channel="api")
        capture_leads(work, Capture(bot, "benchmark", announce=False), [row])
        work.commit()
    return time.perf_counter()
