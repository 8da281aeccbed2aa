"""Whole families of rows: a lead with its moves and overrides, a conversation with its signals, ready to be loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl
import pyarrow as pa

from leadlight.record.bulk import Ids, Keys, Reading, ids_where, spans
from leadlight.warehouse.load import Load, Owner
from pipelines.star import bot, capture_event, conversation, few, lead, score_entry, stage_move
from pipelines.star.frames import Rules

CHUNK = 10_000
"""Rows built at once: enough to be fast, and little memory (130 MB beside DuckDB's own)."""
FOLLOWED = 5_000
"""Rows built at once while following: the next are read as these are written."""
FEW = 40
"""Up to so many rows are quicker made one by one."""


def _arrow(rows: pl.DataFrame) -> pa.Table:
    return rows.to_arrow()


def _touched(owner: Owner, keys: Keys) -> dict[Owner, tuple[int, ...]]:
    """What the rows replace: the ids asked for. A whole span is read only into an empty warehouse."""
    return {owner: keys.ids} if isinstance(keys, Ids) else {}


def bots(record: Reading, keys: Keys = bot.EVERY) -> Iterator[Load]:
    """These bots, or all."""
    yield Load("bot", _arrow(bot.build(record, keys)), _touched("id", keys))


def leads(record: Reading, keys: Keys, rules: Rules) -> Iterator[Load]:
    """These leads with their moves and overrides."""
    moves = stage_move.read(record, keys)
    rows = lead.build(record, keys, moves, rules)
    yield Load("lead", _arrow(rows), _touched("id", keys))
    yield Load("stage_move", _arrow(stage_move.build(moves, rows, rules)), _touched("lead", keys))
    yield Load("score_entry", _arrow(score_entry.build(record, leads=keys)), _touched("lead", keys))


def conversations(record: Reading, keys: Keys, rules: Rules) -> Iterator[Load]:
    """These conversations with their signals."""
    ledger = score_entry.build(record, conversations=keys)
    yield Load("conversation", _arrow(conversation.build(record, keys, ledger, rules)), _touched("id", keys))
    yield Load("score_entry", _arrow(ledger), _touched("conversation", keys))


def capture_events(record: Reading, keys: Keys, rules: Rules) -> Iterator[Load]:
    """These capture events."""
    yield Load("capture_event", _arrow(capture_event.build(record, keys, rules)), _touched("id", keys))


FAMILIES = {"conversation": conversations, "lead": leads, "capture_event": capture_events}
FEW_FAMILIES = {"conversation": few.conversations, "lead": few.leads, "capture_event": few.capture_events}


def these(table: str, record: Reading, ids: Iterable[int], rules: Rules) -> Iterator[Load]:
    """The rows of these ids, one by one where they are few: the result is the same."""
    for some in chunked(ids, FOLLOWED):
        build = FEW_FAMILIES[table] if len(some.ids) <= FEW else FAMILIES[table]
        yield from build(record, some, rules)


def everything(record: Reading) -> Iterator[Load]:
    """The whole record, in spans, for an empty warehouse."""
    yield from bots(record)
    rules = bot.rules(record)
    for table, family in FAMILIES.items():
        for span in spans(record, table, CHUNK):
            yield from family(record, span, rules)


def of_bot(record: Reading, bot_id: int, rules: Rules) -> Iterator[Load]:
    """All of one bot, to be replaced."""
    for table, family in FAMILIES.items():
        for ids in chunked(ids_where(record, table, "bot_id", [bot_id])):
            yield from family(record, ids, rules)


def chunked(ids: Iterable[int], size: int = CHUNK) -> Iterator[Ids]:
    """The ids in order, `size` at a time."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), size):
        yield Ids(tuple(ordered[start : start + size]))
