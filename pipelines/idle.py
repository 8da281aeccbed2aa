"""The thread that ends conversations nobody goes on with, so that what was given in them is a lead all the same."""

from __future__ import annotations

import logging
import threading

from leadlight.actions.take_message import any_idle, end_idle_talks
from leadlight.bootstrap import House
from leadlight.domain.scope import WRITE, Scope
from leadlight.errors import LeadlightError

LOOK_EVERY = 30.0
"""Seconds between looks."""
AT_ONCE = 200
"""Conversations ended in one transaction, so that others may write between."""
CAPTURE = Scope("capture", None, frozenset({WRITE}))
_log = logging.getLogger(__name__)


class IdleTalks:
    """Looks in a thread of its own from `start()` to `stop()`; what fails is tried again at the next look."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="idle talks", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is under way, then end."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            try:
                end_all(self._house, self._stopping)
            except LeadlightError as error:
                _log.warning("idle conversations cannot be ended just now: %s", error)
            except Exception as error:  # noqa: BLE001  whatever it is, the next look must come
                _log.warning("idle conversations cannot be ended just now: %s", type(error).__name__)


def end_all(house: House, stopping: threading.Event | None = None) -> int:
    """End every conversation that is idle; returns how many. Nobody waits for a writer where there is none."""
    ended = 0
    while any_idle(house.engine, house.clock.now()) and not (stopping and stopping.is_set()):
        with house.work(CAPTURE) as work:
            ended += end_idle_talks(work, AT_ONCE)
            work.commit()
    return ended
