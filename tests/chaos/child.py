"""What a process of the chaos runs: a command of ours or the writer, which can be made to die at its k-th moment."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect
from tqdm import tqdm

from leadlight import command_line
from leadlight.__main__ import cli as leadlight_cli
from pipelines import ingest
from pipelines.__main__ import cli as pipelines_cli
from tests.chaos import broken, writer

BATCH = 100
"""Rows a transaction of an import: the fewer, the more there is between two of them."""
COMMANDS = {"leadlight": leadlight_cli, "pipelines": pipelines_cli}


@dataclass(frozen=True)
class Order:
    """`words` to run on the record and data folder; it dies by itself `die_at` its n-th moment (0: it does not)."""

    folder: Path
    url: str
    words: tuple[str, ...]
    die_at: int = 0
    build: str = ""

    def file(self, name: str) -> Path:
        """Where the child leaves something beside its data folder: out, err, acks, began, moments."""
        return self.folder.parent / f"{self.folder.name}.{name}"


def environment(order: Order) -> dict[str, str]:
    """The settings of the child."""
    return {"LEADLIGHT_DATA_DIR": str(order.folder), "LEADLIGHT_RECORD_URL": order.url}


def main(order: Order) -> None:
    """Run it, in a process that was just forked; leaves with the command's exit code."""
    os.environ.update(environment(order))
    for descriptor, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(order.file(name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), descriptor)
    sys.stdout, sys.stderr = (open(fd, "w", encoding="utf-8", closefd=False) for fd in (1, 2))  # noqa: SIM115  theirs for life
    tqdm.set_lock(threading.RLock())  # its own is shared between processes, and a killed one leaves it behind
    broken.BUILDS[order.build]()
    ingest.BATCH = BATCH
    count = _Moments(order.die_at, order.file("moments"))
    count.listen()
    order.file("began").touch()
    module, *words = order.words
    try:
        if module == "writer":
            writer.write(order.file("acks"), *words)
        elif module == "capture":
            writer.capture(order.file("acks"), *words)
        elif module == "undo":
            writer.undo(int(words[0]))
        else:
            sys.argv = [module, *words]
            command_line.run(COMMANDS[module], f"python -m {module}")
    finally:
        count.tell()
        sys.stdout.flush()
        sys.stderr.flush()


class _Moments:
    """Counts where a crash can fall between: each statement sent to the record, and either side of each commit."""

    def __init__(self, last: int, told: Path) -> None:
        self._last, self._told, self._count = last, told, 0

    def listen(self) -> None:
        event.listen(Engine, "before_cursor_execute", self._passed)
        DefaultDialect.do_commit = self._around(DefaultDialect.do_commit)  # type: ignore[method-assign]  # this child only

    def _around(self, commit: Callable[..., None]) -> Callable[..., None]:
        def committed(*words: Any) -> None:
            self._passed()
            commit(*words)
            self._passed()

        return committed

    def _passed(self, *_: Any) -> None:
        self._count += 1
        if self._count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def tell(self) -> None:
        """Leave how many there were."""
        self._told.write_text(str(self._count))
