"""Writes data_dictionary.md from the tables of both stores and the sentences beside them (`make docs`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite

from leadlight.record.meanings import TABLES, meaning
from leadlight.record.tables import metadata
from leadlight.record.types import Instant, JsonText

PAGE = Path(__file__).with_suffix(".md")
SCHEMA = Path(__file__).parents[1] / "leadlight" / "warehouse" / "schema"
OPENING = """# Data dictionary

Every table and column of both stores, written by `make docs` from `leadlight/record/tables.py` and
`leadlight/warehouse/schema/`: change it there. [Architecture](architecture.md) says why there are two stores.
"""
RECORD = """## The record

What happened; SQLite or PostgreSQL. An *instant* is UTC, kept as whole microseconds since 1970. *JSON* is text with
sorted keys. A column that may be empty is marked ○.
"""
WAREHOUSE = """## The warehouse

What it adds up to; DuckDB, rebuilt from the record at any time. A *timestamp* is UTC. Days, hours, weekdays (1 is
Monday), weeks (their Monday) and months (their first) are in the bot's zone. Columns of the same name as in the record
mean the same.
"""
SAME_AS = {"happened_at": "at", "moved_at": "at", "given_at": "at", "moved_precision": "at_precision"}
"""Columns of the warehouse that the record calls otherwise."""
LOCAL = {
    "day": "Its local day.",
    "hour": "Its local hour, 0–23.",
    "weekday": "Its local weekday, 1 = Monday.",
    "week": "Monday of its local week.",
    "month": "First of its local month.",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One column: its name, its type in words, whether it may be empty, and what it means."""

    column: str
    type: str
    optional: bool
    meaning: str | None


def record() -> dict[str, list[Entry]]:
    """The record's columns by table, in the order in which tables build on each other."""
    return {table.name: [_entry(table, column) for column in table.columns] for table in metadata.sorted_tables}


def _entry(table: Table, column: Column[object]) -> Entry:
    return Entry(column.name, _type(column), bool(column.nullable), meaning(table.name, column.name))


def _type(column: Column[object]) -> str:
    if isinstance(column.type, Instant | JsonText):
        return "instant" if isinstance(column.type, Instant) else "JSON"
    kinds = {str(column.type.compile(dialect)).lower() for dialect in (sqlite.dialect(), postgresql.dialect())}
    foreign = next((f" → {key.target_fullname.split('.')[0]}" for key in column.foreign_keys), "")
    return (sorted(kinds)[-1] if kinds != {"bigint", "integer"} else "integer") + foreign


def warehouse() -> dict[str, tuple[str, list[Entry]]]:
    """The warehouse's columns by table, with the sentence that opens its file."""
    found = {}
    for path in sorted(SCHEMA.glob("*.sql")):
        sql = path.read_text("utf-8")
        opening = " ".join(re.findall(r"^-- (.*)$", sql, re.MULTILINE))
        for name, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n?\);", sql, re.DOTALL):
            found[name] = (opening, list(_columns(name, body)))
    return found


def _columns(table: str, body: str) -> Iterator[Entry]:
    """`name TYPE [NOT NULL],  -- what it means`, one a line, or several in one line."""
    for line in re.sub(r",(?!\s*--)(?=[^\n]*\S)", ",\n", body).splitlines():
        found = re.match(r"\s*([\w<>]+) ([A-Z]+(?:\[\])?)( NOT NULL)?,?\s*(?:-- (.*))?$", line)
        if found:
            name, kind, required, said = found.groups()
            yield Entry(name, kind.lower(), not required, _sentence(said) or _derived(table, name))


def _sentence(said: str | None) -> str | None:
    return said[0].upper() + said[1:].rstrip(";,.") + "." if said else None


def _derived(table: str, name: str) -> str | None:
    unit = name.rsplit("_", 1)[-1]
    return LOCAL.get(unit) if unit in LOCAL else meaning(table, SAME_AS.get(name, name))


def written() -> str:
    """The page."""
    parts = [OPENING, RECORD]
    parts += [_table(name, TABLES.get(name), columns) for name, columns in record().items()]
    parts.append(WAREHOUSE)
    parts += [_table(name, opening, columns) for name, (opening, columns) in warehouse().items()]
    return "\n".join(parts)


def _table(name: str, opening: str | None, columns: list[Entry]) -> str:
    lines = [f"### `{name}`", "", opening or "", "", "| column | type | what it is |", "|---|---|---|"]
    lines += [f"| `{e.column}` | {e.type}{' ○' if e.optional else ''} | {e.meaning or ''} |" for e in columns]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
    print(f"written: {PAGE.name}")
