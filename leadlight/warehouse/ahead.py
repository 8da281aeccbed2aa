"""Making the next piece while the last one is being used: two cores instead of one, a few pieces of memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from queue import Full, Queue
from typing import Generic, TypeVar

Item = TypeVar("Item")
DEPTH = 1
"""Pieces made beforehand, at most: fewer and larger ones are quicker in the same memory."""


class _Run(Generic[Item]):
    """One iteration in a thread of its own. Each queue entry is (item, None), (None, error) or None at the end."""

    def __init__(self, items: Iterator[Item], depth: int) -> None:
        self.made: Queue[tuple[Item | None, BaseException | None] | None] = Queue(depth)
        self.stopped = threading.Event()
        self._items = items
        self.thread = threading.Thread(target=self._make, name="ahead", daemon=True)
        self.thread.start()

    def _make(self) -> None:
        try:
            for item in self._items:
                if not self._put((item, None)):
                    return
            self._put(None)
        except BaseException as error:  # noqa: BLE001  it is raised again where the items are used
            self._put((None, error))

    def _put(self, entry: tuple[Item | None, BaseException | None] | None) -> bool:
        while not self.stopped.is_set():
            try:
                self.made.put(entry, timeout=0.1)
                return True
            except Full:
                continue
        return False


def ahead(items: Iterator[Item], depth: int = DEPTH) -> Iterator[Item]:
    """The same items in the same order, made by another thread. Whatever making them raises is raised here."""
    run = _Run(items, depth)
    try:
        while (entry := run.made.get()) is not None:
            item, error = entry
            if error is not None:
                raise error
            yield item  # type: ignore[misc]  # an entry without an error holds an item
    finally:
        run.stopped.set()
        run.thread.join()
