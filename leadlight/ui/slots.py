"""How many page scripts run at once: more of them only fight for one interpreter, and the API waits with them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SLOTS = threading.BoundedSemaphore(2)
"""Not re-entrant: taken by the frame alone. Fragments and dialogs run without the frame, so without a slot."""


@contextmanager
def slot() -> Iterator[None]:
    """One page script's turn; given back however the script ends."""
    with _SLOTS:
        yield
