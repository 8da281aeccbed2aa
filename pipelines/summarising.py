"""The threads of a server that sum conversations up: those just captured, and one that a person wants made again."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from leadlight.actions.summarise_conversation import Asking, Summariser
from leadlight.bootstrap import House
from leadlight.domain.scope import WRITE, Scope
from leadlight.errors import LeadlightError, NotFoundError
from leadlight.record import summaries
from leadlight.record.engine import reading
from pipelines.summarise import asking_of

LOOK_EVERY = 15.0
"""Seconds between looks."""
QUIET = timedelta(seconds=60)
"""How long nobody has written: one call for a talk, not one a message."""
TRY_AGAIN = timedelta(hours=1)
AT_ONCE = 20
SUMMARIES = Scope("summaries", None, frozenset({WRITE}))
_log = logging.getLogger(__name__)
_running: set[tuple[int, int]] = set()
_lock = threading.Lock()


class Summaries:
    """Looks in a thread of its own from `start()` to `stop()`, where a model is set; else it has nothing to do."""

    def __init__(self, house: House) -> None:
        self._house, self._asking = house, asking_of(house.settings)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="summaries", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        if self._asking is not None:
            self._thread.start()

    def stop(self) -> None:
        """Begin no other call. One under way is not waited for: what it brings is not kept, and is due again."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            try:
                sum_up_captured(self._house, self._asking, self._stopping)
            except LeadlightError as error:
                _log.warning("no summaries just now: %s", error)
            except Exception as error:  # noqa: BLE001  whatever it is, the next look must come; its text may quote
                _log.warning("no summaries just now: %s", type(error).__name__)


def sum_up_captured(house: House, asking: Asking | None, stopping: threading.Event | None = None) -> int:
    """Sum up live conversations with a lead that have come to rest; returns how many were looked at."""
    now = house.clock.now()
    with reading(house.engine) as connection:
        ids = summaries.just_captured(connection, now - QUIET, now - TRY_AGAIN, AT_ONCE)
    summariser = Summariser(house.engine, house.clock, asking)
    for each in ids:
        if stopping is not None and stopping.is_set():
            break
        try:
            summariser.summarise(SUMMARIES, each)
        except NotFoundError:  # deleted since the list was made
            continue
    return len(ids)


def start(house: House, scope: Scope, conversation_id: int) -> threading.Thread | None:
    """Begin to sum one conversation up again; None while that is under way."""
    key = (id(house.engine), conversation_id)
    with _lock:
        if key in _running:
            return None
        _running.add(key)
    thread = threading.Thread(target=_again, args=(house, scope, conversation_id, key), name="summary", daemon=True)
    thread.start()
    return thread


def runs(house: House, conversation_id: int) -> bool:
    """Whether a conversation is being summed up again."""
    with _lock:
        return (id(house.engine), conversation_id) in _running


def _again(house: House, scope: Scope, conversation_id: int, key: tuple[int, int]) -> None:
    try:
        Summariser(house.engine, house.clock, asking_of(house.settings)).summarise(scope, conversation_id, again=True)
    except LeadlightError as error:
        _log.warning("the summary was not made again: %s", error)
    finally:
        with _lock:
            _running.discard(key)
