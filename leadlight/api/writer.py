"""The one thread by which the API writes: what waits is written in one transaction, and answered once that is safe."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from leadlight.bootstrap import House
from leadlight.domain.scope import Scope
from leadlight.errors import FaultError, LeadlightError
from leadlight.record.unit_of_work import UnitOfWork, is_awaited

T = TypeVar("T")
WAITING = 256
"""Requests that may wait; more are told to come back."""
AT_ONCE, AT_ONCE_S = 64, 0.1
"""A transaction takes up to so many requests, and for so many seconds, since nobody else writes meanwhile (SQLite)."""
BREATH_S = 0.008
"""Seconds between two transactions: edits of people wait for the same one writer, and what comes meanwhile shares one.

(Measured at 300 leads a second: a quarter less work than with 2 ms.)
"""
MANY, GASP_S, YIELD_S = 8, 0.001, 0.05
"""Where so many wait already it breathes only so long, unless an edit of this process waits: then at most so long."""
PATIENCE_S = 20.0
"""Seconds a closing server waits for what was accepted."""
WRITER = Scope("api", None, frozenset())
"""Whose transaction it is. It has no right of its own: each request brings its scope."""
_log = logging.getLogger(__name__)


class BusyError(Exception):
    """More waits to be written than can be promised: come back in `seconds`."""

    def __init__(self, seconds: int = 1) -> None:
        super().__init__("too much waits to be written just now")
        self.seconds = seconds


@dataclass(slots=True)
class Job(Generic[T]):
    """One request's write: whose it is, which bot it is about, what it does, and where its answer goes."""

    scope: Scope
    bot_id: int
    do: Callable[[UnitOfWork], T]
    answer: Future[T] = field(default_factory=Future)


class Writer:
    """Writes from `start()` to `stop()`.

    It wakes no follower: that looks by itself, several times a second, and so takes together what came since.
    `apart`: people's edits are written by another process, which cannot be seen waiting.
    """

    def __init__(self, house: House, *, apart: bool = False) -> None:
        self._house, self._apart = house, apart
        self._jobs: queue.Queue[Job[Any] | None] = queue.Queue(WAITING)
        self._thread = threading.Thread(target=self._run, name="api-writer", daemon=True)
        self._is_closing = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def submit(self, scope: Scope, bot_id: int, do: Callable[[UnitOfWork], T]) -> Future[T]:
        """Write `do` with what else waits. The future holds what it returns once that is safe on disk.

        Raises BusyError where too much waits, FaultError while the server closes.
        """
        job = Job(scope, bot_id, do)
        with self._lock:  # so that nothing comes in behind the end
            if self._is_closing:
                raise FaultError("Leadlight is closing: try again in a moment")
            try:
                self._jobs.put_nowait(job)
            except queue.Full:
                raise BusyError from None
        return job.answer

    def stop(self) -> None:
        """Take no more, write what waits, and end."""
        with self._lock:
            if self._is_closing:
                return
            self._is_closing = True
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join(PATIENCE_S)

    def _run(self) -> None:
        is_open = True
        while is_open:
            first = self._jobs.get()
            if first is None:
                return
            batch = [first]
            while len(batch) < AT_ONCE and not self._jobs.empty():
                job = self._jobs.get_nowait()
                if job is None:
                    is_open = False
                    break
                batch.append(job)
            rest: Sequence[Job[Any]] = batch
            while rest:
                rest = self._written(rest)
                self._breathe()

    def _breathe(self) -> None:
        """Leave the one place to write to others for a moment."""
        if self._apart or self._jobs.qsize() < MANY:
            time.sleep(BREATH_S)
            return
        until = time.monotonic() + YIELD_S
        time.sleep(GASP_S)
        while is_awaited() and time.monotonic() < until:
            time.sleep(GASP_S)

    def _written(self, batch: Sequence[Job[Any]]) -> Sequence[Job[Any]]:
        """Write the jobs in one transaction and answer them; returns those it had no more time for."""
        rest: Sequence[Job[Any]] = ()
        told: list[Callable[[], None]] = []
        running: list[Job[Any]] = []
        taken = 0
        try:
            with self._house.work(WRITER) as work:
                work.hold(*{job.bot_id for job in batch})  # all at once: two such works never wait for each other
                until = time.monotonic() + AT_ONCE_S
                for at, job in enumerate(batch):
                    if at and time.monotonic() > until:
                        rest = batch[at:]
                        break
                    taken += 1
                    if job.answer.set_running_or_notify_cancel():  # else whoever asked is gone
                        running.append(job)
                        told.append(_done(work, job))
                work.commit()
        except Exception as error:  # noqa: BLE001  whatever it is, those who wait are told, and the thread goes on
            waiting = [job for job in batch[taken:] if job.answer.set_running_or_notify_cancel()]
            _fail([*running, *waiting], error)
            return ()
        for tell in told:  # refusals too: what refused them may have been written by their neighbours
            tell()
        return rest


def _done(work: UnitOfWork, job: Job[Any]) -> Callable[[], None]:
    """Do the job; returns how to tell it of what came. Raises FaultError: a full disk is not this job's alone."""
    try:
        with work.part(job.scope) as part:
            return partial(job.answer.set_result, job.do(part))
    except FaultError:
        raise
    except Exception as error:  # noqa: BLE001  it alone is undone and told; its neighbours are written
        return partial(job.answer.set_exception, error)


def _fail(jobs: Sequence[Job[Any]], error: Exception) -> None:
    if not isinstance(error, LeadlightError):
        _log.error("writing failed: %s", type(error).__name__)  # its text may quote a lead
    for job in jobs:
        job.answer.set_exception(error)
