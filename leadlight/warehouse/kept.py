"""Answers already given, kept for as long as the warehouse stays the same: most reruns of a page ask them again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence, Sized
from typing import Any, TypeVar

from leadlight.warehouse.store import Cursor, Moment, moment

Answer = TypeVar("Answer", bound=Sized)
KEPT, LONGEST = 256, 10_000
"""Answers kept at most, the least used go first; rows of one: longer ones are not kept."""
_kept: OrderedDict[tuple[Moment, Hashable], Any] = OrderedDict()
_lock = threading.Lock()


def keep(cursor: Cursor, question: Hashable, answer: Callable[[], Answer]) -> Answer:
    """What `answer` finds with the cursor, or what it found when the same was asked at the same moment.

    For counts and places, not for what leads are called or what they wrote: an answer may outlive its page. What is
    handed out is shared: only to be read.
    """
    now = moment(cursor)
    if now is None:
        return answer()
    key = (now, question)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]  # type: ignore[no-any-return]  # what the same question's `answer` gave
    found = answer()
    if len(found) <= LONGEST:
        with _lock:
            _kept[key] = found
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return found


def ask(cursor: Cursor, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement with its values bound; kept."""
    return keep(cursor, (sql, tuple(values)), lambda: cursor.execute(sql, list(values)).fetchall())
