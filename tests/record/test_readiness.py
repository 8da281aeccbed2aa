"""Whether the record is held: told of a writer that does not let go, and not of many that are soon done."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from leadlight.bootstrap import House
from leadlight.record.readiness import is_busy


@pytest.fixture(autouse=True)
def _sqlite_alone(house: House) -> None:
    if house.engine.dialect.name != "sqlite":
        pytest.skip("writers wait for each other in a SQLite file only")


def test_a_writer_that_does_not_let_go_is_told(house: House) -> None:
    with house.engine.connect().execution_options(writes=True) as other, other.begin():
        assert is_busy(house.engine)
    assert not is_busy(house.engine)


def test_writers_that_follow_one_another_are_not(house: House) -> None:
    over, begun = threading.Event(), threading.Event()

    def write() -> None:
        with house.engine.connect().execution_options(writes=True) as other:
            while not over.is_set():
                with other.begin():
                    other.execute(text("UPDATE bot SET name = name || ''"))
                    other.execute(text("CREATE TABLE IF NOT EXISTS held (at INTEGER)"))
                    other.execute(text("INSERT INTO held VALUES (1)"))
                    begun.set()
                    over.wait(0.05)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(10)
        assert not any(is_busy(house.engine) for _ in range(4))
    finally:
        over.set()
        writer.join()
