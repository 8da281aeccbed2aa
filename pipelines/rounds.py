"""A thread of the server that does one thing every so often, until the server ends."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from leadlight.bootstrap import House
from leadlight.errors import LeadlightError

_log = logging.getLogger(__name__)


class Rounds:
    """Does `do` every `every` seconds from `start()` to `stop()`; what fails is tried again the next time.

    `name` says what it is for, in words that begin a log line: "… cannot be done just now: why". `patience`: seconds
    that `stop()` waits for what is under way; None: as long as it takes.
    """

    def __init__(
        self,
        house: House,
        name: str,
        every: float,
        do: Callable[[House, threading.Event], object],
        patience: float | None = None,
    ) -> None:
        self._house, self._name, self._every, self._do, self._patience = house, name, every, do, patience
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; the first time comes after one pause."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is under way, then end."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(self._patience)

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            try:
                self._do(self._house, self._stopping)
            except LeadlightError as error:
                _log.warning("%s cannot be done just now: %s", self._name, error)
            except Exception as error:  # noqa: BLE001  whatever it is, the next time must come
                _log.warning("%s cannot be done just now: %s", self._name, type(error).__name__)
