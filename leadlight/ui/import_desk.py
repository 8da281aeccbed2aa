"""What the parts of the Imports page work with: the functions that the page hands them, and the file on its way in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from leadlight.domain.bot import Bot
from leadlight.domain.imports import Preview, Progress, SavedMapping, Sketch
from leadlight.domain.rows import Kind
from leadlight.domain.scope import Scope
from leadlight.ui import state

Data = Mapping[str, Any]
"""A mapping as parsed TOML holds it."""


class Look(Protocol):
    """A file that was read once as a whole."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns as the file names them."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be imported: which file, into which bot (key or name), how."""

    path: Path
    bot: str
    kind: Kind | None
    source: str | None
    data: Data
    announce: bool


@dataclass(slots=True)
class Draft:
    """A file on its way in. `data` is its mapping, `saved` the one it took by itself, `preview` its dry run's key."""

    upload: str
    path: Path
    name: str
    size: int
    source: str | None = None
    kind: Kind | None = None
    data: Data = field(default_factory=dict)
    saved: SavedMapping | None = None
    look: Any = None
    trouble: str = ""
    question: str = ""
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What had to be said for it to be read at all: entry of the mapping → the choices, where they are known."""
    preview: str | None = None
    columns: int = 0
    """How often the columns' menus were made anew: part of their keys."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The page's hands. Whatever can fail raises a LeadlightError."""

    scope: Scope
    bot: Bot | None
    bots: tuple[Bot, ...]
    sources: tuple[tuple[str, str], ...]
    endings: tuple[str, ...]
    keep: Callable[[str, BinaryIO], Path]
    drop: Callable[[Path], None]
    look: Callable[[Path, str | None, Data], Look]
    fitting: Callable[[Sequence[SavedMapping], Path, str | None], tuple[Look | None, SavedMapping | None]]
    sketch: Callable[[Any, Kind | None, Data, Bot], Sketch]
    send: Callable[[Data, str, str, Kind], dict[str, Any]]
    stage_targets: Callable[[Kind], tuple[str, ...]]
    toml: Callable[[Data], str]
    parsed: Callable[[str], dict[str, Any]]
    preview: Callable[[Order], str]
    start: Callable[[Order], str]
    undo: Callable[[int], str]
    progress: Callable[[str], Progress | None]
    result: Callable[[str], Preview | Any]
    current: Callable[[], Progress | None]


def draft() -> Draft | None:
    """The file on its way in, if there is one."""
    found: Draft | None = state.get(state.IMPORT)
    return found


def forget(desk: Desk, keep_file: bool = False) -> None:
    """Begin anew: the uploader is emptied, and the file taken away unless something still reads it."""
    found: Draft | None = state.take(state.IMPORT)
    if found is not None and not keep_file:
        desk.drop(found.path)
    state.put(state.IMPORT_FRESH, state.get(state.IMPORT_FRESH, 0) + 1)
