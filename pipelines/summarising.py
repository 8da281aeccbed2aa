"""A server that sums conversations up: its round over those just captured, and one that a person wants made again."""

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


def sum_up_captured(house: House, stopping: threading.Event, asking: Asking | None = None) -> int:
    """Sum up live conversations with a lead that have come to rest, by the model of the settings (or `asking`).

    Returns how many were looked at. One under way when the server stops is not waited for: what it brings is not kept,
    and it is due again after `TRY_AGAIN`.
    """
    asking, now = asking or asking_of(house.settings), house.clock.now()
    with reading(house.engine) as connection:
        ids = summaries.just_captured(connection, now - QUIET, now - TRY_AGAIN, AT_ONCE)
    summariser = Summariser(house.engine, house.clock, asking)
    for each in ids:
        if stopping.is_set():
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
