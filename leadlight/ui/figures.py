"""Figures already drawn, kept: most reruns of a page show the same numbers, and drawing costs more than asking."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

from leadlight.charts.contract import Chart, Frame
from leadlight.charts.look import Look

KEPT = 128
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = threading.Lock()


def drawn(drawing: Chart, frame: Frame, look: Look) -> Any:
    """What `drawing` draws of `frame`. A kept figure is shared between sessions: only to be read.

    The key holds all the numbers, so a kept figure is never of other ones.
    """
    key = (drawing.id, look, tuple(frame.columns), tuple(frame.rows()))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    figure = drawing.draw(frame, look)
    with _lock:
        _kept[key] = figure
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return figure
