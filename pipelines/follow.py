"""Keeping the warehouse where the record is: follow the change feed, or rebuild where it cannot be followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from leadlight.clock import Clock
from leadlight.domain.page_group import group_of, read
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
from pipelines.star.frames import Rules

BuiltWith = tuple[str | int, ...]
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
                if rows:  # more than one batch: a flood, between two of which nobody waits
                    warehouse.checkpoint()
                with warehouse.write() as cursor:
                    rows += _apply(connection, cursor, changes)
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
            # Each load commits by itself: nobody sees this file before it is whole, and one long transaction
            # keeps all it wrote in memory (1.9 GB at a million leads).
            rows = sum(load.apply(cursor, each) for each in ahead(family.everything(connection), 1))
            load.set_watermark(cursor, position, clock.now())
            load.set_record(cursor, identity(connection))

        warehouse.rebuild(fill)
    return Followed(rows, position, rebuilt=True)


def _lost(record: Reading, warehouse: Warehouse) -> bool:
    """Whether the feed cannot lead from where the warehouse stands to where the record is."""
    if warehouse.damaged or warehouse.record != identity(record):
        return True
    return not feed.pruned_to(record) <= warehouse.position <= feed.newest(record)


def _apply(record: Reading, cursor: Cursor, changes: Sequence[feed.Change]) -> int:
    """Replace all that the changes touch; returns the rows written. Much of it is read by a second thread meanwhile."""
    touched: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        touched[change.entity].add(change.entity_id)
    touched["lead"].update(ids_where(record, "lead", "conversation_id", sorted(touched["conversation"])))
    touched["conversation"].update(_with_events(record, cursor, touched["capture_event"]))
    built_with = load.bot_rules(cursor) if touched["bot"] else {}
    grouped_by = load.page_groups(cursor) if touched["bot"] else {}
    rules = bot.rules(record)
    many = sum(map(len, touched.values())) > family.FEW
    beside: Callable[[Iterator[Load]], Iterator[Load]] = ahead if many else iter
    written = 0
    for each in beside(_bots_and_leads(record, touched, rules)):
        if each.table == "lead":
            touched["conversation"] |= _relinked(cursor, each)
        written += load.apply(cursor, each)
    written += sum(load.apply(cursor, each) for each in beside(_others(record, touched, built_with, rules)))
    _regroup(cursor, rules, touched["bot"], grouped_by)
    return written


def _regroup(cursor: Cursor, rules: Rules, bots: Collection[int], grouped_by: Mapping[int, str]) -> None:
    """Only the groups' columns are written: reading all of a bot again takes twenty times as long."""
    for bot_id in set(bots) & set(rules) & set(grouped_by):
        if grouped_by[bot_id] != rules[bot_id].page_groups:
            load.regroup(cursor, bot_id, partial(group_of, rules=read(rules[bot_id].page_groups)))


def _bots_and_leads(record: Reading, touched: Mapping[str, set[int]], rules: Rules) -> Iterator[Load]:
    if touched["bot"]:
        yield from family.bots(record, Ids(tuple(sorted(touched["bot"]))))
    yield from family.these("lead", record, touched["lead"], rules)


def _others(
    record: Reading, touched: Mapping[str, set[int]], built_with: Mapping[int, BuiltWith], rules: Rules
) -> Iterator[Load]:
    for table in [each for each in family.FAMILIES if each != "lead"]:
        yield from family.these(table, record, touched[table], rules)
    for bot_id in touched["bot"] & set(built_with) & set(rules):
        if built_with[bot_id] != tuple(getattr(rules[bot_id], name) for name in load.BUILT_WITH):
            yield from family.of_bot(record, bot_id, rules)


def _relinked(cursor: Cursor, leads: Load) -> set[int]:
    """Conversations that gain or lose one of these leads, which are not in the warehouse yet: their rows name it."""
    known = load.conversations_of(cursor, leads.touched["id"])
    now = dict(zip(leads.column("id"), leads.column("conversation_id"), strict=True))
    return {conversation for _, conversation in known.items() ^ now.items() if conversation is not None}


def _with_events(record: Reading, cursor: Cursor, events: set[int]) -> set[int]:
    """Conversations that have, or had, one of these capture events: their rows say what became of the form."""
    if not events:
        return set()
    found = fetch(record, "capture_event", ("conversation_id",), Ids(tuple(events)))
    now = set(found.values[0]) if len(found) else set()
    return {each for each in now | load.conversations_of_events(cursor, events) if each is not None}
