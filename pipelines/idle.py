"""Conversations nobody goes on with are ended, so that what was given in them is a lead all the same."""

from __future__ import annotations

import threading

from leadlight.actions.take_message import any_idle, end_idle_talks
from leadlight.bootstrap import House
from leadlight.domain.scope import WRITE, Scope

LOOK_EVERY = 30.0
"""Seconds between looks."""
AT_ONCE = 200
"""Conversations ended in one transaction, so that others may write between."""
CAPTURE = Scope("capture", None, frozenset({WRITE}))


def end_all(house: House, stopping: threading.Event | None = None) -> int:
    """End every conversation that is idle; returns how many. Nobody waits for a writer where there is none."""
    ended = 0
    while any_idle(house.engine, house.clock.now()) and not (stopping and stopping.is_set()):
        with house.work(CAPTURE) as work:
            ended += end_idle_talks(work, AT_ONCE)
            work.commit()
    return ended
