"""Scoring a bot's conversations again after its points changed, in a thread of this process."""

from __future__ import annotations

import logging
import threading

from leadlight.bootstrap import House
from leadlight.domain.scope import Scope
from leadlight.errors import LeadlightError
from pipelines.jobs import job
from pipelines.score import score_all

_log = logging.getLogger(__name__)
_threads: list[threading.Thread] = []
_lock = threading.Lock()


def start(house: House, scope: Scope, bot_id: int) -> threading.Thread:
    """Begin to score again what other points scored. What a stop leaves undone, `python -m pipelines score` does."""
    thread = threading.Thread(target=_run, args=(house, scope, bot_id), name="rescoring", daemon=True)
    with _lock:
        _threads[:] = [each for each in _threads if each.is_alive()]
        _threads.append(thread)
    thread.start()
    return thread


def runs() -> bool:
    """Whether conversations are being scored again."""
    with _lock:
        return any(each.is_alive() for each in _threads)


def _run(house: House, scope: Scope, bot_id: int) -> None:
    try:
        with job(house, scope, "score", bot=bot_id) as told:
            told["conversations"], told["changed"] = score_all(house, scope, again=False, bot_id=bot_id)
    except LeadlightError as error:
        _log.warning("scoring again stopped: %s", error)
