"""What the server keeps resident at this size while people browse, search, edit and take all leads away as a file."""

from __future__ import annotations

import httpx

from benchmarks.process import peak, resident
from benchmarks.rows.contract import Figure, Place, Row
from benchmarks.server import serving
from benchmarks.views import INBOX, OVERVIEW, address
from benchmarks.visitor import Visitor

MOST_MB, ROUNDS = 1_500.0, 3


def measure(place: Place) -> list[Figure]:
    """Three people go through every view of both pages, a lead and its conversation; then comes the export."""
    with serving(place.folder) as server:
        start = resident(server.pid)
        with Visitor(server.url) as one, Visitor(server.url) as two, Visitor(server.url) as three:
            for turn in range(ROUNDS):
                for someone in (one, two, three):
                    for query in OVERVIEW.values():
                        someone.open("overview", address(query))
                    for query in INBOX.values():
                        someone.open("inbox", address(query))
                    someone.open("lead", address(f"id={turn * 3 + 1}"))
        browsed = resident(server.pid)
        with httpx.stream("GET", f"{server.url}/api/v1/bots/all/leads.csv", timeout=300) as answer:
            for _ in answer.iter_raw():
                pass
        note = f"at start {start:.0f}, after browsing {browsed:.0f}, after an export {resident(server.pid):.0f}"
        most = peak(server.pid)
    rule = f"≤ {MOST_MB / 1_000:.1f} GB"
    return [Figure("Memory of the server, peak", most, "MB", rule, MOST_MB, note=note)]


ROW = Row("memory", "resident memory of the server at that size", measure)
