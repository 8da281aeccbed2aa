"""The real server under the chaos: killed, or its PostgreSQL ended at once, while it follows someone at work."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from tests.chaos import whole
from tests.chaos.campaign import Tally
from tests.chaos.child import environment
from tests.chaos.kinds import Stage
from tests.chaos.place import ROOT, Place, run, start

READY_IN = 90.0
"""Seconds a server may take to start on two busy cores, or to find its way back once a fault has ended."""


@dataclass
class Served:
    """A running server over a place."""

    place: Place
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its root."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        """What it wrote so far."""
        return (self.place.folder / "server.log").read_text("utf-8", errors="replace")

    def readyz(self) -> tuple[int, Mapping[str, Any]]:
        """How it says it stands; (0, {}) where it does not answer."""
        try:
            answer = httpx.get(f"{self.url}/readyz", timeout=15, trust_env=False)
            return answer.status_code, answer.json()
        except (httpx.TransportError, ValueError):
            return 0, {}

    def until(self, holds: Callable[[int, Mapping[str, Any]], bool], seconds: float = READY_IN) -> Mapping[str, Any]:
        """Wait until it says so; fails with what it last said where it does not in time."""
        end = time.monotonic() + seconds
        while True:
            code, told = self.readyz()
            if holds(code, told):
                return told
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"exit {self.process.poll()}; /readyz says {code} {told}\n{self.said[-3000:]}")
            time.sleep(0.1)

    def ready(self) -> Mapping[str, Any]:
        """Wait until it is ready and behind in nothing."""
        return self.until(lambda code, told: code == 200 and not told["behind"])

    def stop(self) -> int:
        """SIGTERM; its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            self.process.wait()


def serve(place: Place, **how: Any) -> Served:
    """Start the server over a place; ask `ready()` before relying on it. `how`: as Popen has it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEADLIGHT_", "OPENAI_"))}
    words = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (place.folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            words, cwd=ROOT, env=kept | environment(place.order()) | {"PYTHONUNBUFFERED": "1"}, stdout=log, stderr=log,
            **how,
        )  # fmt: skip
    return Served(place, port, process)


def kill_servers(stage: Stage, kills: int, seed: int, say: Callable[[str], None] = lambda line: None) -> Tally:
    """Kill a server `kills` times while it follows someone at work, at times both; start it again each time."""
    chance = random.Random(f"{seed} server {stage.engine}")
    tally = Tally("server", stage.engine)
    place = stage.filled("server")
    served = serve(place)
    try:
        for _ in range(kills):
            served.ready()
            with place.house() as house:
                before, seq = whole.leads(house.engine), whole.newest_seq(house.engine)
            at_work = start(place.order("writer", str(chance.getrandbits(30))))
            at_work.began()
            time.sleep(chance.uniform(0.2, 1.0))
            served.process.kill()
            tally.landed += served.process.wait() != 0
            time.sleep(chance.uniform(0, 0.2))
            at_work.kill()
            tally.kills, tally.acks = tally.kills + 1, tally.acks + len(at_work.acks)
            with place.house() as house:
                found = whole.lost(house.engine, before, seq, at_work.acks) + whole.complaints(house.engine)
            served = serve(place)
            served.ready()
            checked = start(place.order("leadlight", "check"))
            found += [f"check: {checked.out} {checked.said}"] if checked.wait() else []
            tally.complaints += found
            say(f"  server killed: {'; '.join(found) or 'whole'}"[:500])
    finally:
        served.process.kill()
        served.process.wait()
    return tally


def stop_postgresql(stage: Stage, kills: int, seed: int, say: Callable[[str], None] = lambda line: None) -> Tally:
    """End PostgreSQL at once under a server that follows and someone at work, and start it again: both go on."""
    assert stage.cluster
    chance = random.Random(f"{seed} postmaster")
    tally = Tally("postmaster", stage.engine)
    place = stage.filled("postmaster")
    with stage.cluster.connect() as connection:
        # A database copied from another begins with sequences whose next numbers PostgreSQL holds to be logged already:
        # until a checkpoint, a crash would take them back (seen with 15.18).
        connection.execute("CHECKPOINT")
    served = serve(place)
    try:
        served.ready()
        with place.house() as house:
            before = whole.leads(house.engine)
        at_work = start(place.order("writer", str(seed), "1000000", "60"))
        at_work.began()
        for _ in range(kills):
            _until_more(at_work, chance.randint(1, 6))
            acked = len(at_work.acks)
            stage.cluster.kill()
            time.sleep(chance.uniform(0, 0.6))
            stage.cluster.start()
            tally.kills, tally.landed = tally.kills + 1, tally.landed + at_work.process.is_alive()
            with place.house() as house:
                found = whole.complaints(house.engine)
            tally.complaints += found
            say(f"  postmaster ended after {acked} acks: {'; '.join(found) or 'whole'}"[:500])
        _until_more(at_work, 3)
        at_work.kill()
        tally.acks = len(at_work.acks)
        with place.house() as house:
            tally.complaints += whole.gone(house.engine, before, at_work.acks) + whole.complaints(house.engine)
        served.ready()
        checked = run(place.order("leadlight", "check"))
        say(f"  {checked.out.strip()}")
    finally:
        served.process.kill()
        served.process.wait()
    return tally


def _until_more(at_work: Any, count: int) -> None:
    """Wait until so many more changes were acknowledged."""
    wanted, end = len(at_work.acks) + count, time.monotonic() + 60
    while len(at_work.acks) < wanted:
        if not at_work.process.is_alive() or time.monotonic() > end:
            raise AssertionError(f"whoever was at work gave up: {at_work.said}")
        time.sleep(0.02)
