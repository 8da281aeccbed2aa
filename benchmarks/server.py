"""A real server over a folder, as `make run` starts one, for as long as it is measured."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
READY_IN = 300.0
"""Seconds until a warehouse of full size is open."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and which process it is."""

    url: str
    pid: int


def environment(folder: Path) -> dict[str, str]:
    """The environment in which a process of ours works on this data folder and on nothing else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEADLIGHT_", "OPENAI_"))}
    return kept | {"LEADLIGHT_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"}


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Start the server on a free port, wait until it is ready, and end it afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(folder), stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, process, folder)
        yield Server(url, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + READY_IN
    while time.monotonic() < until and process.poll() is None:
        try:
            answer = httpx.get(f"{url}/readyz", timeout=10)
            if answer.status_code == 200 and answer.json().get("ready"):
                return
        except (httpx.TransportError, ValueError):
            pass
        time.sleep(0.2)
    said = (folder / "server.log").read_text("utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"the server did not become ready in {READY_IN:.0f} s; it said:\n{said}")
