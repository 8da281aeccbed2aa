"""A page's whole run over a real server, and the same DuckDB queries bare: what the two page rows share."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

from benchmarks.commit import commit_lead
from benchmarks.rows.contract import Place
from benchmarks.server import ROOT, serving
from benchmarks.views import address
from benchmarks.visitor import Visitor
from leadlight.bootstrap import open_house
from leadlight.ui import running
from leadlight.ui.links import PAGES
from leadlight.warehouse.store import Cursor, Warehouse

RUNS = 7
FOLLOWED = 1.5
"""Seconds after which a commit is followed."""
Asked = tuple[str, list[Any] | None]


def whole_runs(place: Place, page: str, views: Mapping[str, str]) -> dict[str, list[float]]:
    """Milliseconds of RUNS runs of each view, from asking until all is received; one run before them is not counted.

    Between two runs another view is drawn, as one does who clicks about; and before each round someone else commits a
    lead, so that no answer kept from the round before is of any use.
    """
    found: dict[str, list[float]] = {name: [] for name in views}
    house = open_house()
    with serving(place.folder) as server, Visitor(server.url) as someone:
        for turn in range(RUNS + 1):
            commit_lead(house, turn)
            time.sleep(FOLLOWED)
            for name, query in views.items():
                run = someone.open(page, address(query))
                if turn:
                    found[name].append(run.seconds * 1_000)
    house.engine.dispose()
    return found


@dataclass(slots=True)
class _Listening:
    """A cursor that remembers what it is asked."""

    cursor: Cursor
    heard: list[Asked] = field(default_factory=list)

    def execute(self, sql: str, values: Any = None) -> Any:
        self.heard.append((sql, list(values) if values is not None else None))
        return self.cursor.execute(sql, values) if values is not None else self.cursor.execute(sql)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)


def bare_queries(place: Place, page: str, views: Mapping[str, str]) -> dict[str, list[float]]:
    """Milliseconds that the very queries of each view take in DuckDB alone, RUNS times, in a warehouse held open."""
    house = open_house()
    warehouse = Warehouse(house.settings.warehouse_path)
    running.set(house, warehouse)
    try:
        asked = {name: _asked_by(warehouse, page, address(query)) for name, query in views.items()}
        found: dict[str, list[float]] = {name: [] for name in views}
        for turn in range(RUNS + 1):
            for name, queries in asked.items():
                spent = _bare(warehouse, queries)
                if turn:
                    found[name].append(spent)
        return found
    finally:
        running.forget()
        warehouse.close()
        house.engine.dispose()


def _asked_by(warehouse: Warehouse, page: str, query: str) -> list[Asked]:
    """Every query of one run of a page."""
    heard: list[Asked] = []
    read = warehouse.read

    @contextmanager
    def listening() -> Iterator[Any]:
        with read() as cursor:
            yield _Listening(cursor, heard)

    test = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=120)
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        test.query_params[name] = value.replace("%C3%AD", "í")
    test.run()  # the front page, so that the next is reached as from the menu
    with patch.object(warehouse, "read", listening):
        test.switch_page(PAGES[page]).run()
    assert not test.exception, test.exception[0].message
    return heard


def _bare(warehouse: Warehouse, queries: list[Asked]) -> float:
    with warehouse.read() as cursor:
        began = time.perf_counter()
        for sql, values in queries:
            (cursor.execute(sql, values) if values is not None else cursor.execute(sql)).fetchall()
        return (time.perf_counter() - began) * 1_000


def slowest(runs: Mapping[str, list[float]]) -> str:
    """The view whose median is the highest."""
    return max(runs, key=lambda name: statistics.median(runs[name]))
