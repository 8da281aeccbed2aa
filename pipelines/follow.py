"""Keeping the warehouse where the record is: follow the change feed, or rebuild where it cannot be followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadlight.clock import Clock
from leadlight.domain.position import Position
from leadlight.record import feed
from leadlight.record.bulk import Ids, Reading, fetch, ids_where
from leadlight.record.engine import Record, reading
from leadlight.record.installation import identity
from leadlight.warehouse import load
from leadlight.warehouse.ahead import ahead
from leadlight.warehouse.load import Load
from leadlight.warehouse.store import Cursor, Warehouse
from pipelines.star import bot, family

BATCH = 10_000
"""Feed rows applied in one warehouse transaction."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What was done: rows written to the warehouse, and the feed position it now stands at."""

    rows: int
    position: Position
    rebuilt: bool = False


def follow(record: Record, warehouse: Warehouse, clock: Clock) -> Followed:
    """Apply everything the feed holds past the warehouse's watermark; rebuild where it does not lead there any more.

    Raises FaultError where the record or the warehouse cannot be used just now; doing it again is always safe.
    """
    rows = 0
    while True:
        with reading(record) as connection:
            if _lost(connection, warehouse):
                break
            changes = feed.after(connection, warehouse.position, BATCH)
            if changes:
                with warehouse.write() as cursor:
                    rows += sum(load.apply(cursor, each) for each in _loads(connection, cursor, changes))
                    load.set_watermark(cursor, changes[-1].position, clock.now())
            if len(changes) < BATCH:  # what is committed from now on wakes the follower again
                return Followed(rows, warehouse.position)
    return rebuild(record, warehouse, clock)


def rebuild(record: Record, warehouse: Warehouse, clock: Clock) -> Followed:
    """Build the whole warehouse anew from one moment of the record; readers keep the old one until it is done."""
    rows = 0
    with reading(record) as connection:
        position = feed.newest(connection)

        def fill(cursor: Cursor) -> None:
            nonlocal rows
            cursor.execute("BEGIN")
            rows = sum(load.apply(cursor, each) for each in ahead(family.everything(connection)))
            load.set_watermark(cursor, position, clock.now())
            load.set_record(cursor, identity(connection))
            cursor.execute("COMMIT")

        warehouse.rebuild(fill)
    return Followed(rows, position, rebuilt=True)


def _lost(record: Reading, warehouse: Warehouse) -> bool:
    """Whether the feed cannot lead from where the warehouse stands to where the record is."""
    if warehouse.damaged or warehouse.record != identity(record):
        return True
    return not feed.pruned_to(record) <= warehouse.position <= feed.newest(record)


def _loads(record: Reading, cursor: Cursor, changes: Sequence[feed.Change]) -> Iterator[Load]:
    touched: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        touched[change.entity].add(change.entity_id)
    built_with = load.bot_rules(cursor) if touched["bot"] else {}
    rules = bot.rules(record)
    if touched["bot"]:
        yield from family.bots(record, Ids(tuple(sorted(touched["bot"]))))
    touched["lead"].update(ids_where(record, "lead", "conversation_id", sorted(touched["conversation"])))
    touched["conversation"].update(_relinked(record, cursor, touched["lead"]))
    for table in family.FAMILIES:
        yield from family.these(table, record, touched[table], rules)
    for bot_id in touched["bot"] & set(built_with) & set(rules):
        rule = rules[bot_id]
        if built_with[bot_id] != (rule.zone, rule.hot_from, rule.warm_from):
            yield from family.of_bot(record, bot_id, rules)


def _relinked(record: Reading, cursor: Cursor, leads: set[int]) -> set[int]:
    """Conversations that gain or lose one of these leads: their rows name it."""
    if not leads:
        return set()
    known = load.conversations_of(cursor, leads)
    found = fetch(record, "lead", ("id", "conversation_id"), Ids(tuple(leads)))
    now = dict(zip(*found.values, strict=True)) if len(found) else {}
    changed = [(known.get(each), now.get(each)) for each in leads if known.get(each) != now.get(each)]
    return {conversation for pair in changed for conversation in pair if conversation is not None}
