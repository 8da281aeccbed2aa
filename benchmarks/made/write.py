"""Writing the made record: the real schema, its rows by the driver's own executemany, the indices at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.made.draw import Frames, Size, bots, chunks
from leadlight.record.engine import open_engine, sqlite_module
from leadlight.record.migrate import migrate
from leadlight.warehouse.ahead import ahead

HASTE = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-600000", "temp_store=FILE",
         "foreign_keys=OFF", "threads=2")  # fmt: skip
"""A file that is thrown away when making it fails needs no care."""
NUMBERED = ("score_entry", "stage_move", "capture_event", "activity")
"""Tables whose ids are counted here; the others bring theirs."""


def make(path: Path, size: Size) -> None:
    """Make a record of this size at `path`."""
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    connection = sqlite_module().connect(str(path), isolation_level=None)
    try:
        for pragma in HASTE:
            connection.execute(f"PRAGMA {pragma}")
        with _without_indices(connection):
            connection.execute("BEGIN")
            insert(connection, "bot", bots(size))
            connection.executemany(
                "INSERT INTO change (entity, entity_id) VALUES ('bot', ?)", [(each,) for each in range(1, 6)]
            )
            for rows in ahead(_numbered(size)):
                for table, frame in rows.items():
                    insert(connection, table, frame)
            connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def _numbered(size: Size) -> Iterator[Frames]:
    """The chunks with an id in every row; a move that takes the last one back names it."""
    after = dict.fromkeys(NUMBERED, 0)
    for rows in chunks(size):
        for table in NUMBERED:
            first = after[table] + 1
            after[table] += rows[table].height
            ids = pl.int_range(first, first + pl.len(), dtype=pl.Int64)
            rows[table] = rows[table].with_columns(ids.alias("id"))
        moves = rows["stage_move"]
        voids = pl.when("voids_last").then(pl.col("id") - 1).alias("voids_id")
        rows["stage_move"] = moves.with_columns(voids).drop("voids_last")
        yield rows


def insert(connection: Any, table: str, rows: pl.DataFrame) -> None:
    """Append rows (in the record's own columns, as SQLite holds them); columns left out take their defaults."""
    names = ", ".join(rows.columns)
    marks = ", ".join("?" * rows.width)
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows.rows())


@contextmanager
def _without_indices(connection: Any) -> Iterator[None]:
    """Drop every index that is not a key's own, and make it again afterwards, when it can be sorted at once."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    indices = connection.execute(query).fetchall()
    for name, _ in indices:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, sql in indices:
        connection.execute(sql)
