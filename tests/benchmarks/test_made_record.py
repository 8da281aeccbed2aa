"""The made record is a record like any other: whole, as the rules would have written it, and the same every time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.made.draw import Size
from benchmarks.made.write import make
from leadlight.bootstrap import House, open_house
from leadlight.config import Settings
from leadlight.domain.scope import OWNER
from leadlight.record import conversations
from leadlight.record.engine import reading, sqlite_module
from leadlight.warehouse.query import Filters, Query, run
from leadlight.warehouse.store import Warehouse
from pipelines.ask import differences
from pipelines.follow import follow
from pipelines.score import score_all

SIZE = Size(400, 7, date(2026, 11, 20))
TABLES = ("bot", "conversation", "message", "lead", "stage_move", "score_entry", "capture_event", "activity")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made")
    make(made / "record.sqlite", SIZE)
    return made


@pytest.fixture
def made(folder: Path) -> House:
    return open_house(Settings(data_dir=folder, record_url_given=f"sqlite:///{folder / 'record.sqlite'}"))


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    connection = sqlite_module().connect(str(path))
    try:
        found: list[tuple[object, ...]] = connection.execute(f"SELECT * FROM {table}").fetchall()
        return found
    finally:
        connection.close()


def test_it_holds_what_its_size_says(folder: Path) -> None:
    counts = {table: len(rows(folder / "record.sqlite", table)) for table in TABLES}
    assert (counts["bot"], counts["lead"], counts["conversation"], counts["message"]) == (5, 400, 1_200, 7_200)


def test_the_same_size_and_seed_make_the_same_record(folder: Path, tmp_path: Path) -> None:
    make(tmp_path / "again.sqlite", SIZE)
    for table in TABLES:
        assert rows(tmp_path / "again.sqlite", table) == rows(folder / "record.sqlite", table), table


def test_its_references_hold_and_its_indices_are_there(folder: Path, made: House) -> None:
    connection = sqlite_module().connect(str(folder / "record.sqlite"))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    indices = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'index'").fetchone()[0]
    connection.close()
    assert indices > 20


def test_its_ledgers_are_those_the_rules_find(made: House) -> None:
    with reading(made.engine) as connection:
        assert conversations.ids_after(connection, 0, 10_000, range(1, 6))
    looked, changed = score_all(made, OWNER, again=True)
    assert (looked, changed) == (1_200, 0)


def test_its_warehouse_says_what_it_says(made: House) -> None:
    warehouse = Warehouse(made.settings.warehouse_path)
    try:
        follow(made.engine, warehouse, made.clock)
        assert differences(made, warehouse) == []
        with warehouse.read() as cursor:
            found = run(cursor, Query(Filters((1, 2, 3, 4, 5)), ("hot", "warm", "cold", "converted", "lost")))
        assert all(value > 0 for value in found.row(0))
    finally:
        warehouse.close()
