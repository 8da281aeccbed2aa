"""A lead committed by another process until the counters of a page that is open in a real browser show it."""

from __future__ import annotations

import shutil
import statistics
import time

from playwright.sync_api import sync_playwright

from benchmarks.rows.contract import Figure, Place, Row
from benchmarks.server import Server, serving
from benchmarks.views import BOT
from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_leads
from leadlight.bootstrap import House, open_house
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.record import bots
from leadlight.record.engine import reading

LEADS, MOST = 20, 2.0
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root Chromium runs only without its sandbox; the rest keeps it from calling home.
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
TOTAL = "document.querySelector('.st-key-tile_total [data-testid=stMetricValue]')?.innerText"


def measure(place: Place) -> list[Figure]:
    """The 95th percentile over LEADS leads, a second or so apart."""
    browser = next((found for name in NAMES if (found := shutil.which(name))), None)
    if browser is None:
        raise RuntimeError("no Chromium on PATH (Debian: apt-get install chromium)")
    with serving(place.folder) as server:
        samples = sorted(_seen(server, browser))
    worst = samples[int(0.95 * (len(samples) - 1) + 0.5)]
    return [
        Figure("Lead until an open page shows it, p95", worst, "s", f"≤ {MOST:.0f} s", MOST, low=samples[0],
               high=samples[-1], runs=len(samples),
               note=f"committed by another process, seen in Chromium; median {statistics.median(samples):.2f} s")
    ]  # fmt: skip


def _seen(server: Server, browser: str) -> list[float]:
    house = open_house()
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser, args=list(QUIET))
            page = chromium.new_page(
                viewport={"width": 1280, "height": 900}, bypass_csp=True
            )  # to look at the counters
            page.goto(f"{server.url}/overview?bot={BOT}")
            page.wait_for_function(f"!!{TOTAL}", timeout=60_000)
            page.wait_for_timeout(8_000)  # what the page does when it is new is over
            samples = []
            for turn in range(LEADS):
                before = page.evaluate(TOTAL)
                began = _commit(house, turn)
                page.wait_for_function(f"{TOTAL} !== {before!r}", timeout=30_000, polling=20)
                samples.append(time.perf_counter() - began)
                page.wait_for_timeout(300 + 137 * (turn % 7))
            chromium.close()
            return samples
    finally:
        house.engine.dispose()


def _commit(house: House, turn: int) -> float:
    with reading(house.engine) as connection:
        bot = bots.find_bot(connection, OWNER, BOT)
    assert bot is not None, "the made record has this bot"
    with house.work(OWNER) as work:
        row = LeadRow(line=1, external_id=f"live-{time.time_ns()}-{turn}", name="Live Lead", channel="api")
        capture_leads(work, Capture(bot, "benchmark", announce=False), [row])
        work.commit()
    return time.perf_counter()


ROW = Row("live", "a lead committed elsewhere until an open page's counters show it", measure)
