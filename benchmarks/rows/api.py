"""Leads posted to the capture API at the budget's pace while eight people look at the dashboard."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx

from benchmarks.poster import Posted, post_all
from benchmarks.rows.contract import Figure, Place, Row
from benchmarks.server import ROOT, environment, free_port, serving
from benchmarks.views import BOT
from benchmarks.visitor import looking
from leadlight.actions.make_key import make_key
from leadlight.bootstrap import open_house
from leadlight.domain.scope import OWNER
from leadlight.record import bots

PACE, SECONDS, WARMING, PEOPLE = 300, 20, 14, 8
TOGETHER_MS, APART_MS = 300.0, 100.0


def measure(place: Place) -> list[Figure]:
    """The 99th percentile, timed from when each post was due, in the server's process and in one of its own."""
    key = _key()
    with serving(place.folder) as server, looking(server.url, PEOPLE):
        together = _posted(server.url, key)
        with _capturing(place) as url:
            apart = _posted(url, key)
    return [
        *_figures("in the one process", together, TOGETHER_MS),
        *_figures("in a process of its own", apart, APART_MS),
    ]


def _key() -> str:
    house = open_house()
    try:
        with house.work(OWNER) as work:
            bot = bots.find_bot(work.connection, OWNER, BOT)
            assert bot is not None, "the made record has this bot"
            made = make_key(work, bot.id, "secret", "benchmark")
            work.commit()
        return made.text
    finally:
        house.engine.dispose()


def _posted(url: str, key: str) -> list[Posted]:
    mark = f"{time.time_ns():x}"
    bodies = [
        {
            "values": {"name": f"Api {at}", "email": f"api-{mark}-{at}@bench.example"},
            "page": "https://a.example/pricing",
        }
        for at in range(PACE * (WARMING + SECONDS))
    ]
    return post_all(f"{url}/api/v1/bots/{BOT}/leads", key, bodies, PACE)[PACE * WARMING :]


def _figures(where: str, posts: Sequence[Posted], most: float) -> list[Figure]:
    taken = sorted(post.ms for post in posts)
    others = Counter(post.status for post in posts if post.status != httpx.codes.CREATED)
    p99, middle = taken[int(0.99 * (len(taken) - 1))], taken[len(taken) // 2]
    note = f"{PACE} a second for {SECONDS} s, {PEOPLE} people looking; median {middle:.0f} ms"
    return [
        Figure(
            f"Leads posted {where}, p99", p99, "ms", f"≤ {most:.0f} ms at {PACE}/s", most, low=taken[0],
            high=taken[-1], runs=len(taken), note=note,
        ),
        Figure(f"Leads posted {where}, not taken", others.total(), "posts", "none", 0.0, note=str(dict(others) or "")),
    ]  # fmt: skip


@contextmanager
def _capturing(place: Place) -> Iterator[str]:
    """`serve-api` on the same record."""
    port = free_port()
    command = [sys.executable, "-m", "leadlight", "serve-api", "--port", str(port)]
    with (place.folder / "serve-api.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(place.folder), stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while not _answers(url):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError("serve-api did not start")
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=5).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


ROW = Row("api", "leads posted to the capture API while eight people look at the dashboard", measure)
