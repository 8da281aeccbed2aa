"""What may be in the way of a running Leadlight, each as a context: it begins, and ends with the block."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.chaos.place import ROOT, Place
from tests.postgresql import Cluster

_HOLD = """
import sys
from sqlalchemy import text
from leadlight.record.engine import open_engine
engine = open_engine(sys.argv[1])
with engine.connect().execution_options(writes=True) as connection, connection.begin():
    if engine.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE lead, change IN EXCLUSIVE MODE"))
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def writer_lock(place: Place) -> Iterator[None]:
    """Another process writes and does not come to an end."""
    words = [sys.executable, "-c", _HOLD, place.settings.record_url]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            holder.kill()


@contextmanager
def full_disk(pid: int, bytes_left: int = 1_000) -> Iterator[None]:
    """Nothing the process writes may reach further than so many bytes into a file."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (bytes_left, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def moved(path: Path) -> Iterator[None]:
    """The file is elsewhere for a while."""
    away = path.with_name(path.name + ".away")
    path.rename(away)
    try:
        yield
    finally:
        away.rename(path)


@contextmanager
def stopped(cluster: Cluster) -> Iterator[None]:
    """PostgreSQL is shut down, and started again."""
    cluster.stop()
    try:
        yield
    finally:
        cluster.start()


def garble(path: Path) -> None:
    """Write over all but the beginning of a file, as a failing disk does."""
    with path.open("r+b") as stream:
        stream.seek(12_288)
        stream.write(os.urandom(max(path.stat().st_size - 12_288, 4_096)))


@contextmanager
def no_right_to_write(folder: Path) -> Iterator[None]:
    """Whoever is not root can write nothing in the folder."""
    files = [folder, *folder.iterdir()]
    modes = [path.stat().st_mode for path in files]
    for path in files:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in zip(files, modes, strict=True):
            path.chmod(mode)
