"""What must hold of a record after any crash: each change is there with all that belongs to it, or not at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select, text

from leadlight.domain.lead import Move, standing
from leadlight.record import tables as t
from leadlight.record.engine import reading
from leadlight.record.moves import COLUMNS as MOVE_COLUMNS
from tests.chaos.writer import seen

CHANGED = ("moved", "edited", "undid", "updated", "restored")
"""Verbs of the trail that grow a lead's version by one."""
COUNTED = ("created", "updated", "unchanged", "rejected")


def complaints(engine: Engine, *, announced: bool = True) -> list[str]:
    """Everything half-done that can be seen in the record; nothing where all is whole.

    `announced`: each lead was announced when it came, as people's are and as imports' are with --announce.
    """
    with reading(engine) as connection:
        found = [line for look in _LOOKS for line in look(connection)]
        return found + list(_events(connection, announced=announced))


def leads(engine: Engine) -> dict[int, Any]:
    """Each lead as an acknowledgement would tell it, by id."""
    with reading(engine) as connection:
        return {row.id: seen(row) for row in connection.execute(select(t.lead))}


def newest_seq(engine: Engine) -> int:
    """The newest number of the feed."""
    with reading(engine) as connection:
        return connection.execute(select(func.max(t.change.c.seq))).scalar() or 0


def touched_since(engine: Engine, seq: int) -> set[int]:
    """Leads of which the feed tells past `seq`."""
    query = select(t.change.c.entity_id).where(t.change.c.entity == "lead", t.change.c.seq > seq)
    with reading(engine) as connection:
        return set(connection.execute(query).scalars())


def _file(connection: Connection) -> Iterator[str]:
    """SQLite's own opinion of its file."""
    if connection.dialect.name == "sqlite":
        for row in connection.execute(text("PRAGMA integrity_check")):
            if row[0] != "ok":
                yield f"integrity_check: {row[0]}"
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"foreign_key_check: {row}"


def _versions(connection: Connection) -> Iterator[str]:
    """A lead's version counts the changes that the trail tells of."""
    query = select(t.activity.c.entity_id, func.count()).where(t.activity.c.entity == "lead")
    query = query.where(t.activity.c.verb.in_(CHANGED)).group_by(t.activity.c.entity_id)
    told = _pairs(connection, query)
    for row in connection.execute(select(t.lead.c.id, t.lead.c.version)):
        if row.version - 1 != told.get(row.id, 0):
            yield f"lead {row.id} is at version {row.version}, but the trail tells of {told.get(row.id, 0)} changes"


def _moves(connection: Connection) -> Iterator[str]:
    """A lead stands where its moves lead, and each move by hand is told in the trail."""
    moves: dict[int, list[Move]] = defaultdict(list)
    for row in connection.execute(select(t.stage_move.c.lead_id, *MOVE_COLUMNS).order_by(t.stage_move.c.id)):
        moves[row[0]].append(Move(*row[1:]))
    verbs = select(t.activity.c.entity_id, func.count()).where(t.activity.c.verb.in_(("moved", "undid")))
    told = _pairs(connection, verbs.group_by(t.activity.c.entity_id))
    by_hand = select(t.stage_move.c.lead_id, func.count()).where(
        t.stage_move.c.batch_id.is_(None), t.stage_move.c.from_status.is_not(None)
    )
    written = _pairs(connection, by_hand.group_by(t.stage_move.c.lead_id))
    for row in connection.execute(select(t.lead)):
        stands = standing(tuple(moves[row.id]))
        to = stands[-1].to_status if stands else "nowhere"
        if to != row.status:
            yield f"lead {row.id} is {row.status}, but its moves lead to {to}"
        if told.get(row.id, 0) != written.get(row.id, 0):
            yield f"lead {row.id} has {written.get(row.id, 0)} moves by hand, the trail {told.get(row.id, 0)}"


def _values(connection: Connection) -> Iterator[str]:
    """The value history holds the fields that the trail names, of leads that are there."""
    held: dict[int, set[str]] = defaultdict(set)
    for row in connection.execute(select(t.value_history.c.activity_id, t.value_history.c.field)):
        held[row[0]].add(row[1])
    there = select(t.activity).where(t.activity.c.entity == "lead", t.activity.c.entity_id.in_(select(t.lead.c.id)))
    for row in connection.execute(there):
        if set(row.fields) != held[row.id]:
            yield f"activity {row.id} names {row.fields}, its values are of {sorted(held[row.id])}"


def _deleted(connection: Connection) -> Iterator[str]:
    """What is told to be deleted is gone with all that was its own."""
    gone = select(t.activity.c.entity_id).where(t.activity.c.entity == "lead", t.activity.c.verb == "deleted")
    for table, column in ((t.lead, t.lead.c.id), (t.stage_move, t.stage_move.c.lead_id),
                          (t.value_history, t.value_history.c.lead_id)):  # fmt: skip
        for lead_id in connection.execute(select(column).where(column.in_(gone)).distinct()).scalars():
            yield f"lead {lead_id} is told to be deleted, but {table.name} has rows of it"


def _batches(connection: Connection) -> Iterator[str]:
    """A batch counts what it wrote, no more and no less."""
    made = {
        kind: _pairs(connection, select(table.c.batch_id, func.count()).group_by(table.c.batch_id))
        for kind, table in (("leads", t.lead), ("conversations", t.conversation))
    }
    query = select(t.import_rejection.c.batch_id, func.count()).group_by(t.import_rejection.c.batch_id)
    rejected = _pairs(connection, query)
    gone = select(func.count()).where(t.activity.c.entity == "lead", t.activity.c.verb == "deleted")
    deleted = connection.execute(gone).scalar_one()
    for batch in connection.execute(select(t.import_batch)):
        counts = {name: getattr(batch, name) for name in COUNTED}
        if sum(counts.values()) != batch.read:
            yield f"batch {batch.id} read {batch.read} rows, but tells of {counts}"
        there = made.get(batch.kind, {}).get(batch.id, 0)
        if batch.state in ("undoing", "undone"):
            continue
        if batch.kind in made and not there <= batch.created <= there + deleted:
            yield f"batch {batch.id} tells of {batch.created} {batch.kind} made, {there} are there"
        if batch.rejected != rejected.get(batch.id, 0):
            yield f"batch {batch.id} tells of {batch.rejected} rejected rows, {rejected.get(batch.id, 0)} are kept"


def _feed(connection: Connection) -> Iterator[str]:
    """The followers are told of every lead and conversation (of those the feed has not forgotten)."""
    if connection.execute(select(t.pruned.c.seq)).scalar():
        return
    for table, entity in ((t.lead, "lead"), (t.conversation, "conversation"), (t.bot, "bot")):
        told = select(t.change.c.entity_id).where(t.change.c.entity == entity)
        for row_id in connection.execute(select(table.c.id).where(table.c.id.not_in(told))).scalars():
            yield f"the feed does not tell of {entity} {row_id}"


def _events(connection: Connection, *, announced: bool) -> Iterator[str]:
    """Each change of a lead has its event, each event its change, numbered without a gap."""
    events: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(t.outbox_event).order_by(t.outbox_event.c.sequence)):
        events[row.lead_id].append(row)
    versions = _pairs(connection, select(t.lead.c.id, t.lead.c.version))
    for lead_id in sorted(set(versions) | set(events)):
        types = Counter(row.type for row in events[lead_id])
        if [row.sequence for row in events[lead_id]] != list(range(1, len(events[lead_id]) + 1)):
            yield f"the events of lead {lead_id} are not numbered from one on"
        if (types["lead.deleted"] == 1) != (lead_id not in versions):
            yield f"lead {lead_id} is {'there' if lead_id in versions else 'gone'}; its events say otherwise"
        if not announced:
            continue
        if types["lead.created"] != 1:
            yield f"lead {lead_id} was announced {types['lead.created']} times"
        changes = types["lead.updated"] + types["lead.status_changed"]
        if lead_id in versions and changes != versions[lead_id] - 1:
            yield f"lead {lead_id} is at version {versions[lead_id]}, but was announced as changed {changes} times"


def _pairs(connection: Connection, query: Any) -> dict[int, int]:
    return {row[0]: row[1] for row in connection.execute(query)}


_LOOKS: tuple[Callable[[Connection], Iterator[str]], ...] = (
    _file, _versions, _moves, _values, _deleted, _batches, _feed,
)  # fmt: skip


def age_batches(engine: Engine) -> None:
    """Let a minute pass for those who gave signs of life: longer than a killed import is believed to run."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE import_batch SET seen_at = seen_at - 60000000"))


def newest_batch(engine: Engine) -> int:
    """The import that came last."""
    with reading(engine) as connection:
        return int(connection.execute(select(func.max(t.import_batch.c.id))).scalar_one())


def forget_newest(engine: Engine, table: str) -> None:
    """Tear the newest row out of a table, as a write that came apart would."""
    rows = t.metadata.tables[table]
    key = rows.c.seq if table == "change" else rows.c.id
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        newest = connection.execute(select(func.max(key))).scalar_one()
        connection.execute(delete(rows).where(key == newest))


def running_batches(engine: Engine) -> list[str]:
    """Imports that are said to run though nobody runs them."""
    with reading(engine) as connection:
        running = connection.execute(select(t.import_batch.c.id).where(t.import_batch.c.state == "running")).scalars()
        return [f"batch {batch_id} is said to run for ever" for batch_id in running]


def lost(engine: Engine, before: dict[int, Any], seq: int, acks: list[dict[str, Any]]) -> list[str]:
    """Acknowledged changes that do not stand, after those `before` at feed number `seq`.

    What was kept but not yet acknowledged, one change at most, is told by the feed past the last acknowledgement.
    """
    wanted = dict(before)
    for ack in acks:
        seq = max(seq, ack["seq"])
        wanted |= {int(lead_id): said for lead_id, said in ack["leads"].items()}
    found, last = leads(engine), touched_since(engine, seq)
    return [
        f"lead {lead_id}: {wanted.get(lead_id)} was acknowledged, {found.get(lead_id)} stands"
        for lead_id in sorted(set(wanted) | set(found))
        if wanted.get(lead_id) != found.get(lead_id) and lead_id not in last
    ]


def unkeyed(engine: Engine) -> list[str]:
    """Forms that were kept apart from the answer to their key, or twice."""
    keyed = select(t.idempotency.c.key, t.idempotency.c.answer)
    with reading(engine) as connection:
        answers = {key: answer["id"] for key, answer in connection.execute(keyed)}
        made = select(t.lead.c.id, t.lead.c.email).where(t.lead.c.trigger == "form")
        forms = {email.partition("@")[0]: lead_id for lead_id, email in connection.execute(made)}
        count = connection.execute(select(func.count()).select_from(made.subquery())).scalar_one()
    found = [f"{count} leads by form, of {len(forms)} addresses"] if count != len(forms) else []
    return found + ([] if answers == forms else ["forms and the answers to their keys differ"])


def gone(engine: Engine, before: dict[int, Any], acks: list[dict[str, Any]]) -> list[str]:
    """Acknowledged changes that do not stand, where more may have been kept than anybody heard of.

    A lead may be further than was acknowledged, or deleted; `complaints` tells whether that is whole.
    """
    wanted = dict(before)
    for ack in acks:
        wanted |= {int(lead_id): said for lead_id, said in ack["leads"].items()}
    found = leads(engine)
    with reading(engine) as connection:
        query = select(t.outbox_event.c.lead_id).where(t.outbox_event.c.type == "lead.deleted")
        deleted = set(connection.execute(query).scalars())
    return [
        f"lead {lead_id}: {said} was acknowledged, {found.get(lead_id)} stands"
        for lead_id, said in wanted.items()
        if not _stands(said, found.get(lead_id), lead_id in deleted)
    ]


def _stands(said: Any, found: Any, is_deleted: bool) -> bool:
    if said is None or found is None:
        return is_deleted and found is None
    return bool(found[0] > said[0] or found == said)
