"""What is kept for a time only is forgotten when that is over."""

from __future__ import annotations

import threading

from leadlight.actions.forget_old import any_old, forget_old
from leadlight.bootstrap import House
from leadlight.domain.scope import WRITE, Scope

LOOK_EVERY = 600.0
"""Seconds between looks."""
UPKEEP = Scope("upkeep", None, frozenset({WRITE}))


def forget_all(house: House, stopping: threading.Event | None = None) -> int:
    """Forget it; returns how many rows went. Nobody waits for a writer where there is none."""
    if not any_old(house.engine, house.clock.now()) or (stopping and stopping.is_set()):
        return 0
    with house.work(UPKEEP) as work:
        gone = forget_old(work)
        work.commit()
    return gone
