"""The thread that keeps a server's warehouse where the record is, whatever happens."""

from __future__ import annotations

import hashlib
import logging
import socket
import threading
from datetime import datetime, timedelta
from pathlib import Path

from leadlight.clock import Clock
from leadlight.errors import LeadlightError
from leadlight.record.engine import Record
from leadlight.record.followers import report_progress
from leadlight.record.watch import Watch
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow

LOOK_EVERY = 0.4
"""Seconds between looks for what others have committed, and the API's writer: they come by the hundred a second."""
FLOOD, REST = 200, 1.0
"""Rows in one look after which the next comes later: in a flood fewer looks take more each, and what pages have read
serves longer. What this process commits still wakes it at once."""
REPORT_EVERY = timedelta(minutes=1)
BACK_OFF, BACK_OFF_MOST = 1.0, 5.0
"""Seconds to wait after a failure: doubled each time, up to the second."""
_log = logging.getLogger(__name__)


def name_of(warehouse: Path) -> str:
    """What the follower of this file is called in the record; two machines may use the same path."""
    return hashlib.sha256(f"{socket.gethostname()} {warehouse.resolve()}".encode()).hexdigest()[:32]


class Follower:
    """Follows in a thread of its own from `start()` to `stop()`. It survives every error: logs it, waits, tries again.

    `trouble` is None, or one line about what is in the way.
    """

    def __init__(self, record: Record, warehouse: Warehouse, clock: Clock) -> None:
        self.trouble: str | None = None
        self._record, self._warehouse, self._clock = record, warehouse, clock
        self._name = name_of(warehouse.path)
        self._woken, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)
        self._reported: datetime | None = None
        self._wait = BACK_OFF

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def wake(self) -> None:
        """Look now: this process has committed."""
        self._woken.set()

    def stop(self) -> None:
        """Finish what is under way, then end."""
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._keep_on()
            except LeadlightError as error:
                self._trouble(str(error))
            except Exception as error:  # noqa: BLE001  whatever it is, the dashboard must not fall behind for good
                self._trouble(type(error).__name__)  # its text may quote a lead
            self._stopping.wait(self._wait)
            self._wait = min(2 * self._wait, BACK_OFF_MOST)

    def _keep_on(self) -> None:
        """Follow until told to stop, or until something fails."""
        watch = Watch(self._record)
        try:
            while not self._stopping.is_set():
                rows = 0
                if self._woken.is_set() or watch.changed() or self.trouble or self._warehouse.damaged:
                    self._woken.clear()
                    rows = follow(self._record, self._warehouse, self._clock).rows
                    self.trouble, self._wait = None, BACK_OFF
                self._report()
                self._warehouse.checkpoint()
                self._woken.wait(LOOK_EVERY if rows < FLOOD else REST)
        finally:
            watch.close()

    def _trouble(self, what: str) -> None:
        self.trouble = what
        _log.warning("the warehouse cannot follow just now: %s", what)

    def _report(self) -> None:
        now = self._clock.now()
        if self._reported is None or now - self._reported >= REPORT_EVERY:
            self._reported = now
            report_progress(self._record, self._name, self._warehouse.position, now)
