"""What runs in this process: the house, its warehouse and the follower, held once for every page."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from leadlight.bootstrap import House, open_house
from leadlight.config import read_settings
from leadlight.stats import survival
from leadlight.warehouse.store import Warehouse


class Follower(Protocol):
    """Whoever carries commits to the warehouse."""

    def wake(self) -> None:
        """Look at the feed now: this process has just committed."""
        ...


@dataclass(frozen=True, slots=True)
class Running:
    """The parts a page works with. Without a follower, someone else keeps the warehouse in step."""

    house: House
    warehouse: Warehouse
    follower: Follower | None = None
    condition: Callable[[], Mapping[str, object]] | None = None


CALM = 8.0
"""Seconds after the start in which the first pages have the processor for themselves."""
WARMING_SHARE = 0.25
"""Of the time that follows, for what is loaded then."""
LOOK_EVERY = 1.0
"""Seconds for which one look at how the server stands serves every page."""
_looked: tuple[float, Mapping[str, object]] | None = None
_lock, _looking, _warming = threading.Lock(), threading.Lock(), threading.Lock()
_set: Running | None = None
_opened: dict[Path, Running] = {}
_loaded = 0
"""Modules that were loaded when garbage was last told from what stays."""


def set(
    house: House,
    warehouse: Warehouse,
    follower: Follower | None = None,
    condition: Callable[[], Mapping[str, object]] | None = None,
) -> None:
    """The server's own parts; pages use these from now on."""
    global _set
    _set = Running(house, warehouse, follower, condition)


def settle() -> None:
    """Tell the garbage collector that what has been loaded since is there to stay.

    Streamlit collects all garbage after every rerun, and pages load most of their modules when they first run.
    (Measured: 21 ms a rerun without this.)
    """
    global _loaded
    if len(sys.modules) > _loaded and not _warming.locked():
        gc.collect()
        gc.freeze()
        _loaded = len(sys.modules)


def warm(after: float = CALM) -> threading.Thread:
    """Load in the background what only some pages need and takes long to load, once the start is well over."""

    def load() -> None:
        global _loaded
        time.sleep(after)
        with _warming:  # a rerun meanwhile would else settle again, for every few modules more
            survival.load(WARMING_SHARE)
            _loaded = len(sys.modules)

    thread = threading.Thread(target=load, name="warming up", daemon=True)
    thread.start()
    return thread


def condition() -> Mapping[str, object]:
    """How the server stands, as `/readyz` tells it, at most LOOK_EVERY old; nothing where no server runs."""
    global _looked
    look = get().condition
    if look is None:
        return {}
    with _looking:
        if _looked is None or time.monotonic() - _looked[0] >= LOOK_EVERY:
            _looked = (time.monotonic(), look())
        return _looked[1]


def get() -> Running:
    """What the server set; else opened once in this process for the data folder that the environment names now."""
    if _set is not None:
        return _set
    folder = read_settings().data_dir.resolve()
    with _lock:
        if folder not in _opened:
            _opened[folder] = _open()
        return _opened[folder]


def forget() -> None:
    """Let go of everything held (tests); whoever opened it closes it."""
    global _set, _looked
    _set = _looked = None
    _opened.clear()


def _open() -> Running:
    house = open_house()
    return Running(house, Warehouse(house.settings.warehouse_path))
