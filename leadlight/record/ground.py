"""What a capture stands on: the record, and in a dry run a scratch file over it, which holds what would be written."""

from __future__ import annotations

import itertools
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, create_engine, event, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import StaticPool

from leadlight.domain.conversation import Message
from leadlight.domain.lead import Move
from leadlight.domain.merge import Alias
from leadlight.errors import FaultError
from leadlight.record import conversations, leads, merges, moves
from leadlight.record import tables as t
from leadlight.record.conversations import Transcript
from leadlight.record.engine import sqlite_module
from leadlight.record.import_journal import chunks

Row = Mapping[str, Any]
FIRST_ID = 2**53
"""Ids of what is not in the record begin here, above those that are: the oldest of several stays the first."""
CACHE_KB = 64 * 1024
"""Of the scratch file in memory; what is more goes to the disk."""
SWEPT_AFTER = 24 * 3600
"""Seconds after which a scratch file is one that a killed process left."""
_NAME = "scratch-"


class Ground:
    """The record alone. What a dry run would write is forgotten: enough where it is one batch."""

    def __init__(self) -> None:
        self.ids = itertools.count(FIRST_ID)

    def leads(self, record: Connection, bot_id: int, column: str, values: Iterable[Any]) -> list[dict[str, Any]]:
        """As `leads.with_values`, the oldest first."""
        return leads.with_values(record, bot_id, column, values)

    def merged(
        self, record: Connection, bot_id: int, column: str, values: Iterable[Any]
    ) -> list[tuple[Alias, dict[str, Any]]]:
        """How merged leads were known by one of these values, each with the lead that it is part of now."""
        known = merges.known_as(record, bot_id, column, values)
        found = {row["id"]: row for row in self.leads(record, bot_id, "id", {alias.lead_id for alias in known})}
        return [(alias, found[alias.lead_id]) for alias in known if alias.lead_id in found]

    def moves_of(self, record: Connection, lead_ids: Sequence[int]) -> dict[int, list[Move]]:
        """As `moves.moves_of`."""
        return moves.moves_of(record, lead_ids)

    def talks(self, record: Connection, bot_id: int, external_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """As `conversations.by_external_ids`."""
        return conversations.by_external_ids(record, bot_id, external_ids)

    def transcripts(self, record: Connection, talk_ids: Sequence[int]) -> dict[int, Transcript]:
        """As `conversations.transcripts`, for any number of ids."""
        found: dict[int, Transcript] = {}
        for some in chunks(talk_ids):
            found |= conversations.transcripts(record, some)
        return found

    def leads_of(self, record: Connection, talk_ids: Sequence[int]) -> dict[int, list[int]]:
        """As `conversations.leads_of`."""
        return conversations.leads_of(record, talk_ids)

    def keep_leads(self, known: Iterable[Row], steps: Sequence[Row]) -> None:
        """What a dry run would write of leads: their whole rows with `stated`, and moves."""

    def keep_talks(self, talks: Iterable[Row], said: Mapping[int, Sequence[Message]]) -> None:
        """What a dry run would write of conversations: their whole rows, and the messages of each id."""


class Scratch(Ground):
    """The record, and over it a SQLite file of the same tables, whatever engine the record is on."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._own = connection

    def leads(self, record: Connection, bot_id: int, column: str, values: Iterable[Any]) -> list[dict[str, Any]]:
        """Those of the record that the dry run has not changed, and its own."""
        wanted = set(values)
        recorded = super().leads(record, bot_id, column, wanted)
        changed = self._known_here([row["id"] for row in recorded])
        own = super().leads(self._own, bot_id, column, wanted)
        return sorted([*(row for row in recorded if row["id"] not in changed), *own], key=lambda row: int(row["id"]))

    def moves_of(self, record: Connection, lead_ids: Sequence[int]) -> dict[int, list[Move]]:
        """Those of the record, then its own."""
        found = super().moves_of(record, lead_ids)
        for lead_id, steps in super().moves_of(self._own, lead_ids).items():
            found.setdefault(lead_id, []).extend(steps)
        return found

    def talks(self, record: Connection, bot_id: int, external_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Those of the record, as the dry run has changed them, and its own."""
        wanted = set(external_ids)
        return super().talks(record, bot_id, wanted) | super().talks(self._own, bot_id, wanted)

    def transcripts(self, record: Connection, talk_ids: Sequence[int]) -> dict[int, Transcript]:
        """Those of the record, as the dry run has changed them, and its own."""
        return super().transcripts(record, talk_ids) | super().transcripts(self._own, talk_ids)

    def leads_of(self, record: Connection, talk_ids: Sequence[int]) -> dict[int, list[int]]:
        """Those of the record, and its own."""
        found, own = super().leads_of(record, talk_ids), super().leads_of(self._own, talk_ids)
        return {each: sorted({*found.get(each, ()), *own.get(each, ())}) for each in {**found, **own}}

    def keep_leads(self, known: Iterable[Row], steps: Sequence[Row]) -> None:
        """Keep leads (whole rows with `stated`) and moves."""
        rows = list(known)
        self._put(t.lead, rows)
        told = [{"lead_id": r["id"], "batch_id": 0, "line": 0, "stated": r["stated"]} for r in rows if r.get("stated")]
        self._put(t.import_row, told)
        moves.append_moves(self._own, steps)

    def keep_talks(self, talks: Iterable[Row], said: Mapping[int, Sequence[Message]]) -> None:
        """Keep conversations and what was said in them."""
        self._put(t.conversation, list(talks))
        conversations.replace_messages(self._own, list(said.items()), fresh=False)

    def _known_here(self, lead_ids: Sequence[int]) -> set[int]:
        found: set[int] = set()
        for some in chunks(lead_ids):
            found.update(self._own.execute(select(t.lead.c.id).where(t.lead.c.id.in_(some))).scalars())
        return found

    def _put(self, table: Table, rows: Sequence[Row]) -> None:
        if not rows:
            return
        names = [column.name for column in table.columns]
        statement = sqlite.insert(table).values({name: bindparam(name) for name in names})
        key = [column.name for column in table.primary_key]
        statement = statement.on_conflict_do_update(key, set_={name: statement.excluded[name] for name in names})
        self._own.execute(statement, [{name: row.get(name) for name in names} for row in rows])


@contextmanager
def open_scratch(folder: Path) -> Iterator[Scratch]:
    """A scratch file in the folder, for the thread that opens it; it is gone with its process, however that ends."""
    path = _new_file(folder)
    engine = create_engine(f"sqlite:///{path}", module=sqlite_module(), poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        # One transaction that never ends: nobody else reads it and nothing of it lasts, so nothing waits for the disk.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", f"cache_size=-{CACHE_KB}"):
            connection.execute(f"PRAGMA {pragma}")

    try:
        with engine.connect() as connection:
            with suppress(PermissionError):  # an open file keeps its name on Windows until it is closed
                path.unlink()
            connection.exec_driver_sql("BEGIN")
            kept = (t.lead, t.import_row, t.stage_move, t.conversation, t.message, t.lead_merge)
            t.metadata.create_all(connection, kept, checkfirst=False)
            yield Scratch(connection)
    finally:
        engine.dispose()
        path.unlink(missing_ok=True)


def _new_file(folder: Path) -> Path:
    """An empty file that only we may read; what a killed process has left is swept."""
    try:
        for old in folder.glob(f"{_NAME}*"):
            if time.time() - old.stat().st_mtime > SWEPT_AFTER:
                old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(".sqlite", _NAME, folder)
    except OSError as error:
        raise FaultError(f"a dry run needs room for its notes in {folder}: {error.strerror or error}") from error
    os.close(handle)
    return Path(name)
