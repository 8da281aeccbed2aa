"""An edit in the list, from the wish to write until list and counters are read anew and hold it, in the server."""

from __future__ import annotations

import time
from datetime import timedelta

from benchmarks.rows.contract import Figure, Place, Row, timed
from leadlight.actions.move_lead import move_lead
from leadlight.domain.scope import OWNER
from leadlight.record import feed
from leadlight.record.engine import reading
from leadlight.warehouse import leads_list, overview
from leadlight.warehouse.filters import Filters
from pipelines.serve import Server

EDITS, WARMING, MOST = 40, 5, 150.0
NEXT = {"new": "contacted", "contacted": "qualified", "qualified": "converted", "converted": "qualified", "lost": "new"}


def measure(place: Place) -> list[Figure]:
    """Moves of the newest leads, one after another."""
    filters = Filters((1,), place.size.until - timedelta(days=29), place.size.until)
    server = Server.open(0)
    try:
        _caught_up(server)
        samples = [_edit(server, filters, turn % 25) for turn in range(WARMING + EDITS)][WARMING:]
    finally:
        server.close()
    return [timed("Edit until list and counters hold it", samples, budget=MOST, rule=f"≤ {MOST:.0f} ms, server side")]


def _caught_up(server: Server) -> None:
    """Rows before this one may have left the warehouse some seconds behind."""
    with reading(server.house.engine) as connection:
        newest = feed.newest(connection)
    server.follower.wake()
    assert any(server.warehouse.wait_until(newest) for _ in range(60)), "the warehouse does not follow"


def _edit(server: Server, filters: Filters, at: int) -> float:
    with server.warehouse.read() as cursor:
        lead = leads_list.page(cursor, filters, "id").row(at, named=True)
    began = time.perf_counter()
    with server.house.work(OWNER) as work:
        after = move_lead(work, lead["id"], lead["version"], NEXT[lead["status"]])
        token = work.commit()
    server.follower.wake()
    assert server.warehouse.wait_until(token), "the warehouse did not follow within two seconds"
    with server.warehouse.read() as cursor:
        overview.tiles(cursor, filters)
        leads_list.count(cursor, filters)
        found = leads_list.page(cursor, filters, "id").row(at, named=True)
    spent = (time.perf_counter() - began) * 1_000
    assert (found["id"], found["status"], found["version"]) == (lead["id"], after.status, after.version)
    return spent


ROW = Row("edit", "an inline edit until list and counters hold it", measure)
