"""Short ways to take files into a test's record, and to see what stands in it and in its warehouse."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from leadlight.actions.answer_report import Asked, answer_report
from leadlight.actions.create_bot import create_bot
from leadlight.actions.export_leads import export_leads
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.position import Position
from leadlight.domain.scope import COMMAND_LINE, OWNER
from leadlight.record import bots, feed
from leadlight.record.engine import reading
from leadlight.record.tables import lead, metadata, stage_move
from leadlight.warehouse.reply import Pairs
from pipelines.ask import own_warehouse
from pipelines.check import check
from pipelines.ingest import ingest
from pipelines.ingested import Ingested, Wish
from pipelines.sources.mapping import Mapping as Map
from pipelines.sources.mapping import read_mapping
from tests.records import record_url

ROOT = Path(__file__).resolve().parents[2]
MAPPINGS = ROOT / "data" / "samples" / "mappings"
BOT = "Estate"
COUNTS = ("read", "created", "updated", "unchanged", "rejected")
PASSING = ("id", "updated_at", "created_at", "recorded_at", "batch_id", "lead_id", "conversation_id", "version")
"""Columns that say when and by which run a row was written, not what it says."""


def table(path: Path, rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> Path:
    """Write rows as a table, headers by first appearance."""
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """Write rows as JSON Lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def talk(external_id: str, *said: str, **more: Any) -> dict[str, Any]:
    """A conversation as JSON has it: the visitor first, then turn by turn."""
    roles = ("user", "bot")
    messages = [{"role": roles[at % 2], "text": text} for at, text in enumerate(said)]
    return {"external_id": external_id, "started_at": "2026-11-02T09:00:00Z", "messages": messages} | more


def take(house: House, *paths: Path, bot: str = BOT, **wish: Any) -> list[Ingested]:
    """Ingest files, as the command does."""
    return ingest(house, COMMAND_LINE, paths, Wish(bot, **wish))[0]


def counts(done: Ingested) -> dict[str, int]:
    """What was counted, zeros left out."""
    return {name: done.counts[name] for name in COUNTS if done.counts[name]}


def mapping(name: str) -> Map:
    """One of the mappings that come with Leadlight."""
    return read_mapping(MAPPINGS / name)


def new_bot(house: House, name: str = BOT, zone: str = "UTC", country: str | None = None) -> Bot:
    with house.work(OWNER) as work:
        bot = create_bot(work, name, zone, country)
        work.commit()
    return bot


def all_bots(house: House) -> list[str]:
    with reading(house.engine) as connection:
        return [bot.key for bot in bots.all_bots(connection, OWNER)]


def leads(house: House) -> list[dict[str, Any]]:
    """Every lead's row, oldest first."""
    with reading(house.engine) as connection:
        return [dict(row) for row in connection.execute(select(lead).order_by(lead.c.id)).mappings()]


def rows(house: House, name: str) -> list[dict[str, Any]]:
    """Every row of a table of the record."""
    with reading(house.engine) as connection:
        return [dict(row) for row in connection.execute(select(metadata.tables[name])).mappings()]


def everything(house: House) -> dict[str, list[dict[str, Any]]]:
    """All that stands in the record."""
    return {name: rows(house, name) for name in metadata.tables}


def said(house: House) -> dict[str, Any]:
    """What the record says of its leads and their moves, whatever the run that wrote it: to compare two records."""
    with reading(house.engine) as connection:
        query = select(lead.c.external_id, stage_move).join(lead, lead.c.id == stage_move.c.lead_id)
        steps = [_lasting(row) for row in connection.execute(query).mappings()]
    return {"leads": [_lasting(row) for row in leads(house)], "moves": sorted(steps, key=str)}


def _lasting(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in PASSING}


def newest(house: House) -> Position:
    with reading(house.engine) as connection:
        return feed.newest(connection)


def differences(house: House) -> list[str]:
    """What `check` finds between the record and its warehouse."""
    with own_warehouse(house) as warehouse, warehouse.read() as cursor:
        return [str(each) for each in check(house.engine, cursor)]


def report(house: House, measures: str, by: str = "", pairs: Pairs = (), bot: str = BOT) -> list[dict[str, Any]]:
    """The rows of `report`."""
    asked = Asked([bot], measures.split(","), by.split(",") if by else [], pairs)
    with own_warehouse(house) as warehouse:
        return list(answer_report(house.engine, warehouse, OWNER, asked).as_dict()["rows"])


def exported(house: House, bot: str = BOT, pairs: Pairs = (), form: str = "csv", preset: str | None = None) -> bytes:
    """The file of `export`."""
    with own_warehouse(house) as warehouse:
        return b"".join(export_leads(house.engine, warehouse, OWNER, [bot], pairs, form, preset))


def parsed(file: bytes) -> list[dict[str, str]]:
    """A CSV as any other program reads it."""
    return list(csv.DictReader(io.StringIO(file.decode("utf-8"), newline="")))


def lasting(file: bytes) -> list[dict[str, str]]:
    """A CSV's rows without the columns that an export adds for itself, in an order of their own."""
    kept = [{k: v for k, v in row.items() if k not in ("id", "updated_at")} for row in parsed(file)]
    return sorted(kept, key=lambda row: sorted(row.items()))


def environment(data_dir: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEADLIGHT_", "OPENAI_"))}
    there = {"LEADLIGHT_DATA_DIR": str(data_dir), "LEADLIGHT_RECORD_URL": record_url(data_dir)}
    return kept | there | {"PYTHONUNBUFFERED": "1"}


def command(data_dir: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """`python -m …` on a data folder, whatever its exit code."""
    words = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(words, cwd=ROOT, env=environment(data_dir), capture_output=True, text=True, timeout=240)
