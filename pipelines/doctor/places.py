"""Where things are kept: the folder, its files, who may read them, and whether there is room."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from leadlight.bootstrap import lost_record
from leadlight.charts import wording
from leadlight.clock import Clock
from leadlight.config import Settings
from leadlight.domain.finding import Finding
from leadlight.errors import LeadlightError
from leadlight.record.look import file_of, place_of
from pipelines.condition import ENOUGH_BYTES, free_bytes

ROOM_FOR = 2
"""A rebuild, an export and a copy of the record beside each other: times the record's size that should be free."""


def look(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """The data folder, the record, the warehouse and server.json: where, how large, whose, and the room left."""
    folder = settings.data_dir.absolute()
    yield _folder(folder)
    try:
        record = file_of(settings.record_url)
    except LeadlightError as error:
        yield Finding("places", "record", str(error), "wrong", "set LEADLIGHT_RECORD_URL right, or leave it out")
        return
    if record is None:
        yield Finding("places", "record", place_of(settings.record_url))
    else:
        yield from _file("record", record.absolute(), "" if lost_record(settings) else "made at the first start")
    yield from _file("warehouse", settings.warehouse_path.absolute(), "made at the first start, from the record")
    yield _room(folder, size(record) if record else size(settings.warehouse_path))


def size(path: Path) -> int:
    """Bytes of a file with its log; 0 where it cannot be told."""
    return sum(each.stat().st_size for each in _with_logs(path) if _is_there(each))


def _with_logs(path: Path) -> list[Path]:
    return [path, *(path.with_name(path.name + log) for log in ("-wal", ".wal"))]


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _folder(folder: Path) -> Finding:
    try:
        if not folder.exists():
            return Finding("places", "data folder", f"{folder}: not made yet", "note", "the first start makes it")
        if not folder.is_dir():
            advice = "name a folder in LEADLIGHT_DATA_DIR"
            return Finding("places", "data folder", f"{folder} is no folder", "wrong", advice)
    except OSError as error:
        return Finding("places", "data folder", f"{folder}: {error.strerror}", "wrong", "let this user read it")
    if not _is_writable(folder):
        advice = f"nothing can be kept: make it writable for {_user()}"
        return Finding("places", "data folder", f"{folder} is read-only here", "wrong", advice)
    return Finding("places", "data folder", str(folder))


def _file(what: str, path: Path, made: str) -> Iterator[Finding]:
    try:
        found = path.stat()
    except FileNotFoundError:
        yield Finding("places", what, f"{path.name}: not made yet, {made}" if made else f"{path}: not there")
        return
    except OSError as error:
        yield Finding("places", what, f"{path}: {error.strerror}", "wrong", f"let {_user()} read it")
        return
    if not stat.S_ISREG(found.st_mode):
        yield Finding("places", what, f"{path} is no file", "wrong", "something else stands in its place: move it away")
    elif not _is_writable(path):
        advice = f"it cannot be written by {_user()}: mind its owner and mode ({stat.filemode(found.st_mode)})"
        yield Finding("places", what, str(path), "wrong", advice)
    elif found.st_mode & (stat.S_IRGRP | stat.S_IROTH) and _reachable(path.parent):
        advice = f"other users of this machine can read it: chmod 700 {path.parent}"
        yield Finding("places", what, f"{path}, {wording.size(size(path))}", "note", advice)
    else:
        yield Finding("places", what, f"{path}, {wording.size(size(path))}")


def _room(folder: Path, record: int) -> Finding:
    place = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    free = free_bytes(place)
    if free is None:
        return Finding("places", "free space", "cannot be told", "note", f"look yourself: df {place}")
    told = f"{wording.size(free)} free"
    if free < ENOUGH_BYTES:
        return Finding("places", "free space", told, "wrong", "writes may fail at any moment: make room")
    if free < ROOM_FOR * record:
        advice = f"a rebuild and a copy of the record need about {wording.size(ROOM_FOR * record)}: make room"
        return Finding("places", "free space", told, "wrong", advice)
    return Finding("places", "free space", told)


def _is_writable(path: Path) -> bool:
    """By mode and by mount; a superuser is kept out by the mount only."""
    try:
        return os.access(path, os.W_OK) and not os.statvfs(path).f_flag & os.ST_RDONLY
    except OSError:
        return False


def _reachable(folder: Path) -> bool:
    """Whether users other than its owner may go into the folder."""
    return bool(folder.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH))


def _user() -> str:
    return f"user {os.getuid()}" if hasattr(os, "getuid") else "this user"
