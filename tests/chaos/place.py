"""Where the chaos happens: a data folder with its record on either engine, and processes on it that can be killed."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from leadlight.bootstrap import House, open_house
from leadlight.config import Settings
from tests.chaos import child
from tests.chaos.child import Order
from tests.postgresql import Cluster

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
"""Seconds after which a process that should have ended hangs."""
# Children are forked off a process that has imported everything and done nothing: each starts within a few
# milliseconds, so that kills land in the work and not in the imports.
_nursery = multiprocessing.get_context("forkserver")
_nursery.set_forkserver_preload([child.__name__])


@dataclass
class Place:
    """A data folder. `cluster` is None where its record is the SQLite file in it."""

    folder: Path
    cluster: Cluster | None = None
    database: str = ""

    @property
    def engine(self) -> str:
        """sqlite or postgresql."""
        return "postgresql" if self.cluster else "sqlite"

    @property
    def url(self) -> str:
        """LEADLIGHT_RECORD_URL."""
        return self.cluster.url(self.database) if self.cluster else ""

    @property
    def settings(self) -> Settings:
        """The settings of a house here."""
        return Settings(data_dir=self.folder, record_url_given=self.url)

    @contextmanager
    def house(self) -> Iterator[House]:
        """The record as another process sees it, for as long as it is looked at."""
        house = open_house(self.settings)
        try:
            yield house
        finally:
            house.engine.dispose()

    def order(self, *words: str | Path, die_at: int = 0, build: str = "") -> Order:
        """A command of ours (`pipelines ingest …`, `leadlight check`) or the writer, to be run here."""
        return Order(self.folder, self.url, tuple(map(str, words)), die_at, build)

    def copy(self, name: str) -> Place:
        """Another place that holds the same, beside this one."""
        there = Place(self.folder.with_name(name), self.cluster, name)
        there.remove()
        shutil.copytree(self.folder, there.folder)
        if self.cluster:
            self.cluster.create(name, self.database)
        return there

    def remove(self) -> None:
        """Take it away."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.cluster:
            self.cluster.drop(self.database)


def empty(folder: Path, cluster: Cluster | None = None) -> Place:
    """A new place with a migrated, empty record."""
    place = Place(folder, cluster, folder.name)
    folder.mkdir(parents=True)
    if cluster:
        cluster.create(folder.name)
    with place.house():
        return place


@dataclass
class Child:
    """A process at work."""

    order: Order
    process: ForkServerProcess

    def began(self) -> None:
        """Wait until it is past its imports and about to work."""
        until = time.monotonic() + PATIENCE
        while not self.order.file("began").exists() and self.process.is_alive() and time.monotonic() < until:
            time.sleep(0.001)

    def kill(self) -> bool:
        """SIGKILL; whether that found it at work."""
        self.process.kill()
        return self.wait() == -signal.SIGKILL

    def wait(self) -> int:
        """Its exit code once it has ended. One that hangs fails, with what it said."""
        self.process.join(PATIENCE)
        if self.process.exitcode is None:
            self.process.kill()
            raise AssertionError(f"{' '.join(self.order.words)} hangs: {self.said}")
        return self.process.exitcode

    @property
    def out(self) -> str:
        """Its stdout."""
        return self.order.file("out").read_text("utf-8", errors="replace")

    @property
    def said(self) -> str:
        """Its stderr."""
        return self.order.file("err").read_text("utf-8", errors="replace")

    @property
    def moments(self) -> int:
        """How many moments to die at it passed."""
        return int(self.order.file("moments").read_text() or 0)

    @property
    def acks(self) -> list[dict[str, Any]]:
        """What the writer said it kept."""
        path = self.order.file("acks")
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def start(order: Order) -> Child:
    """Let a process carry out the order."""
    for name in ("out", "err", "acks", "began", "moments"):
        order.file(name).unlink(missing_ok=True)
    was = os.getcwd()
    os.chdir(ROOT)
    try:
        process = _nursery.Process(target=child.main, args=(order,))  # no daemon: scoring starts helpers of its own
        process.start()
    finally:
        os.chdir(was)
    return Child(order, process)


def run(order: Order) -> Child:
    """Carry out the order to its end; raises with what it said where that is no success."""
    done = start(order)
    if code := done.wait():
        raise AssertionError(f"{' '.join(order.words)}: exit {code}\n{done.out}\n{done.said}")
    return done
