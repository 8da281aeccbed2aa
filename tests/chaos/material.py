"""Files to take in, and what a record says whatever the run that wrote it, so that two runs can be compared."""

from __future__ import annotations

import csv
import json
import random
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, insert, select, text
from sqlalchemy.exc import SAWarning

from leadlight.record import tables as t
from leadlight.record.engine import reading

BOT = "chaos"
PASSING = ("id", "updated_at", "created_at", "recorded_at", "batch_id", "lead_id", "conversation_id", "version",
           "occurred_at", "started_at", "activity_id")  # fmt: skip
"""Columns that say when and by which run a row was written, not what it says."""
SAYING = (t.lead, t.stage_move, t.conversation, t.message, t.score_entry, t.import_row, t.outbox_event)
STATUSES = ("new", "contacted", "qualified", "converted")


def write_leads(path: Path, rows: int, seed: int, named: str = "Name") -> Path:
    """A table of leads: some moved on, some with fields of their own, each fortieth one without what a lead needs.

    The first rows of two tables of one seed speak of the same leads; other names make them updates.
    """
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["external_id", "captured_at", "name", "email", "channel", "status", "status_at", "Budget"])
        for at in range(rows):
            day = f"2026-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
            told = [f"L{seed}-{at}", day, f"{named} {at}", f"l{seed}-{at}@x.example"] if at % 40 else ["", day, "N", ""]
            status = chance.choice(STATUSES)
            later = [status, "2026-10-02T10:00:00Z"] if status != "new" else ["", ""]
            writer.writerow(
                [*told, chance.choice(["widget", "whatsapp", "email"]), *later, chance.choice(["", "9000"])]
            )
    return path


def write_talks(path: Path, rows: int, seed: int) -> Path:
    """Conversations as JSON Lines; one in three leaves an address, so becomes a lead."""
    with path.open("w", encoding="utf-8") as stream:
        for at in range(rows):
            said = f"We want a demo next week, write to t{seed}-{at}@x.example" if at % 3 == 0 else "What does it cost?"
            messages = [
                {"role": "visitor", "text": said, "sent_at": f"2026-09-{1 + at % 28:02}T10:00:00Z"},
                {"role": "bot", "text": "Thank you!", "sent_at": f"2026-09-{1 + at % 28:02}T10:00:05Z"},
            ]
            line = {"external_id": f"T{seed}-{at}", "channel": "widget", "messages": messages}
            stream.write(json.dumps(line) + "\n")
    return path


def says(engine: Engine) -> dict[str, list[str]]:
    """What stands in the record, by table, in an order of its own."""
    with reading(engine) as connection:
        return {table.name: sorted(_row(row) for row in _rows(connection, table)) for table in SAYING}


def _rows(connection: Connection, table: Table) -> list[Mapping[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def _row(row: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in row.items() if name not in PASSING}
    if isinstance(kept.get("payload"), Mapping):
        kept["payload"] = {name: value for name, value in kept["payload"].items() if name not in PASSING}
    return json.dumps(kept, default=str, sort_keys=True)


def difference(wanted: Mapping[str, list[str]], found: Mapping[str, list[str]]) -> list[str]:
    """Where two records say something else, in words."""
    lines = []
    for table, rows in wanted.items():
        missing, more = sorted(set(rows) - set(found[table])), sorted(set(found[table]) - set(rows))
        if missing or more or len(rows) != len(found[table]):
            lines.append(f"{table}: {len(rows)} rows wanted, {len(found[table])} found; {missing[:2]} → {more[:2]}")
    return lines


def everything(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that the database has, as the engine gives it."""
    with reading(engine) as connection:
        there = _tables(connection)
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in there.sorted_tables
        }


def pour(engine: Engine, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Write rows as they are into a database that may lack some of their tables and columns."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for table in _tables(connection).sorted_tables:
            if table.name == "alembic_version":
                continue
            columns = set(table.c.keys())
            some = [{name: row[name] for name in row if name in columns} for row in rows.get(table.name, [])]
            if some:
                connection.execute(insert(table), some)
            _number_on(connection, table)


def _tables(connection: Connection) -> MetaData:
    there = MetaData()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # an index over an expression is none of our business here
        there.reflect(connection)
    return there


def _number_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number on after rows that came with their ids, as SQLite does by itself."""
    key = "seq" if table.name == "change" else "id"
    if connection.dialect.name != "postgresql" or key not in table.c:
        return
    name = {"table": table.name, "key": key}
    if connection.execute(text("SELECT pg_get_serial_sequence(:table, :key)"), name).scalar():
        newest = f"SELECT setval(pg_get_serial_sequence(:table, :key), max({key})) FROM {table.name}"
        connection.execute(text(newest), name)
