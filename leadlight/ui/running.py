"""What runs in this process: the house, its warehouse and the follower, held once for every page."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from leadlight.bootstrap import House, open_house
from leadlight.config import read_settings
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


_lock = threading.Lock()
_set: Running | None = None
_opened: dict[Path, Running] = {}


def set(house: House, warehouse: Warehouse, follower: Follower | None = None) -> None:
    """The server's own parts; pages use these from now on."""
    global _set
    _set = Running(house, warehouse, follower)


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
    global _set
    _set = None
    _opened.clear()


def _open() -> Running:
    house = open_house()
    return Running(house, Warehouse(house.settings.warehouse_path))
