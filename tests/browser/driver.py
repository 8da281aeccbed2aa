"""The real thing, driven: the server as `make run` starts it, a real Chromium, and the gestures tests are made of."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Locator, Page, TimeoutError, WebSocket, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.records import record_url

ROOT = Path(__file__).resolve().parents[2]
READY_IN = 90.0
"""Seconds a server may take to start on two busy cores."""
PATIENCE = 30_000
"""Milliseconds a page may take to show what a test waits for."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root Chromium runs only without its sandbox; the rest keeps it from calling home.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A picture's code is fetched when the first one is met, so a script can be done before its pictures are drawn.
SETTLED = """() => {
    const ran = document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
    const seen = [...document.querySelectorAll('[data-testid=stPlotlyChart]')].filter(box => box.offsetParent)
    const drawn = seen.every(box => box.querySelector('.js-plotly-plot')?.calcdata)
    return Boolean(ran) && drawn && !document.querySelector('[data-testid=stSkeleton]')
}"""


def find_chromium() -> str | None:
    """The Chromium (or Chrome) on PATH; None when there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Server:
    """A running server over a data folder of its own."""

    data_dir: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its root."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What it said so far."""
        return _log_of(self.data_dir).read_text("utf-8", errors="replace")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`python -m …` beside the server, on the same data; fails the test when the command fails."""
        return run(self.data_dir, *arguments)


def run(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m …` on a data folder; raises with what the command said when it fails."""
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=_environment(data_dir), capture_output=True, text=True, timeout=240)
    if done.returncode:
        raise AssertionError(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


@contextmanager
def serving(data_dir: Path) -> Iterator[Server]:
    """Start the server on a free port, wait until it is ready, and end it after use."""
    port = free_port()
    data_dir.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with _log_of(data_dir).open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=_environment(data_dir), stdout=log, stderr=log)
    server = Server(data_dir, port, process)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def chromium(executable: str) -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS), headless=True)
        yield browser
        browser.close()


@dataclass(slots=True)
class Visitor:
    """Someone at a browser window."""

    page: Page
    url: str
    _owed: list[BackMsg] = field(init=False)

    def __post_init__(self) -> None:
        self._owed = _reruns_owed(self.page)

    def open(self, path: str = "/") -> Page:
        """Go to a page of the dashboard and wait until its script has run."""
        self.page.goto(self.url + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until all that was asked for has run and is drawn, and nothing is asked in the next 0.3 s."""
        until = time.monotonic() + PATIENCE / 1000
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < 0.3:
            self.page.wait_for_timeout(50)  # lets what the socket carried reach `_owed` too
            if self._owed or not self.page.evaluate(SETTLED):
                quiet_since = time.monotonic()
                assert quiet_since < until, f"{self.page.url} did not settle in {PATIENCE / 1000:.0f} s"

    def choose(self, menu: Locator, option: str | re.Pattern[str]) -> None:
        """Choose from a menu. It closes where its page still scrolls or is being drawn, and is then opened again."""
        wanted = self.page.get_by_role("option", name=option, exact=isinstance(option, str)).first
        for _ in range(3):
            menu.click()
            try:
                wanted.click(timeout=PATIENCE / 6)
            except TimeoutError:
                continue
            return self.settle()
        raise AssertionError(f"the menu {menu} does not offer {option!r}")

    def screenshot(self, path: Path) -> Path:
        """The whole page as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path, full_page=True)
        return path


def _reruns_owed(page: Page) -> list[BackMsg]:
    """What a page has asked its server to run since the last run began; the list goes on to tell it."""
    owed: list[BackMsg] = []

    def sent(frame: str | bytes) -> None:
        asked = BackMsg.FromString(frame) if isinstance(frame, bytes) else BackMsg()
        if asked.HasField("rerun_script") and not asked.rerun_script.is_auto_rerun:
            owed.append(asked)  # a look of a part that is gone is never answered

    def received(frame: str | bytes) -> None:
        if isinstance(frame, bytes) and ForwardMsg.FromString(frame).HasField("new_session"):
            owed.clear()

    def connected(socket: WebSocket) -> None:
        owed.clear()
        socket.on("framesent", sent)
        socket.on("framereceived", received)

    page.on("websocket", connected)
    return owed


def _environment(data_dir: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEADLIGHT_", "OPENAI_"))}
    there = {"LEADLIGHT_DATA_DIR": str(data_dir), "LEADLIGHT_RECORD_URL": record_url(data_dir)}
    return kept | there | {"PYTHONUNBUFFERED": "1"}


def _log_of(data_dir: Path) -> Path:
    return data_dir / "server.log"


def _wait_until_ready(server: Server) -> None:
    until = time.monotonic() + READY_IN
    while time.monotonic() < until and server.process.poll() is None:
        if _is_ready(server.url):
            return
        time.sleep(0.1)
    raise AssertionError(f"the server did not become ready in {READY_IN:.0f} s; it said:\n{server.log[-4000:]}")


def _is_ready(url: str) -> bool:
    try:
        answer = httpx.get(f"{url}/readyz", timeout=5)
    except httpx.TransportError:
        return False
    # An unknown path answers 200 with the dashboard's HTML, so the status alone proves nothing.
    return answer.status_code == 200 and "json" in answer.headers.get("content-type", "")
