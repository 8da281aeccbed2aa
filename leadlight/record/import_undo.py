"""What a batch did that still stands as it left it, to be undone; and what someone has touched since, to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    not_,
    null,
    or_,
    select,
    update,
)

from leadlight.record import tables as t
from leadlight.record.import_journal import ONLY_SAID, chunks
from leadlight.record.tables import conversation, import_before, import_row, lead, score_entry, stage_move

OTHERS_KEY = "its external id belongs to another lead now"
"""The mark of a lead that cannot be put back because another has its key."""
_journal = import_before.alias("journal")
_later = import_before.alias("later")
NEWEST = 2**53


def _batch(batch_id: int) -> ColumnElement[bool]:
    return _journal.c.batch_id == batch_id


def _lead_touched(batch_id: int, since: datetime) -> ColumnElement[bool]:
    """Whether a lead (joined with its entry of this batch) is no longer as the batch left it.

    The version tells of every change; a later import's entry also of what it only said; an override stands apart.
    """
    mark = func.coalesce(_journal.c.mark, "1")
    said_again = exists().where(_later.c.lead_id == lead.c.id, _later.c.batch_id > batch_id)
    overridden = exists().where(score_entry.c.lead_id == lead.c.id, score_entry.c.at > since)
    return or_(cast(lead.c.version, Text) != mark, said_again, overridden)


def _talk_touched(batch_id: int) -> ColumnElement[bool]:
    later = exists().where(_later.c.conversation_id == conversation.c.id, _later.c.batch_id > batch_id)
    is_used = and_(
        conversation.c.batch_id == batch_id,
        or_(
            exists().where(lead.c.conversation_id == conversation.c.id),
            exists().where(t.lead_merge.c.conversation_id == conversation.c.id),
            exists().where(t.capture_event.c.conversation_id == conversation.c.id),
        ),
    )
    other = and_(_journal.c.id.is_not(None), _journal.c.mark.is_distinct_from(conversation.c.import_hash))
    return or_(later, is_used, other, _went_on_live(batch_id))


def _went_on_live(batch_id: int) -> ColumnElement[bool]:
    """Whether anything came live in the conversation since the batch began, or at all in one that it created."""
    live, began = t.capture_state.c, select(t.import_batch.c.started_at).where(t.import_batch.c.id == batch_id)
    since = or_(conversation.c.batch_id == batch_id, live.updated_at >= began.scalar_subquery())
    return exists().where(live.conversation_id == conversation.c.id, since)


def created_leads(batch_id: int, *columns: Any) -> Select[Any]:
    """The leads that a batch created, each with the mark it left, where it changed them again."""
    joined = lead.outerjoin(_journal, and_(_batch(batch_id), _journal.c.lead_id == lead.c.id))
    return select(*columns).select_from(joined).where(lead.c.batch_id == batch_id)


def changed_leads(batch_id: int, *columns: Any) -> Select[Any]:
    """The leads of others that a batch changed, or only spoke of."""
    joined = _journal.join(lead, lead.c.id == _journal.c.lead_id)
    return select(*columns).select_from(joined).where(_batch(batch_id), lead.c.batch_id.is_distinct_from(batch_id))


def created_talks(batch_id: int, *columns: Any) -> Select[Any]:
    """The conversations that a batch created."""
    joined = conversation.outerjoin(_journal, and_(_batch(batch_id), _journal.c.conversation_id == conversation.c.id))
    return select(*columns).select_from(joined).where(conversation.c.batch_id == batch_id)


def changed_talks(batch_id: int, *columns: Any) -> Select[Any]:
    """The conversations of others that a batch changed."""
    joined = _journal.join(conversation, conversation.c.id == _journal.c.conversation_id)
    return select(*columns).select_from(joined).where(_batch(batch_id))


def counts(connection: Connection, batch_id: int, since: datetime) -> dict[str, tuple[int, int]]:
    """Of each of the four kinds of change: how many can be undone, and how many were touched since.

    A conversation that only this batch's own leads came from can be undone with them.
    """
    changed = _journal.c.mark != ONLY_SAID
    touched = _lead_touched(batch_id, since)
    queries = {
        "created_leads": created_leads(batch_id, *_both(touched)),
        "changed_leads": changed_leads(batch_id, *_both(touched)).where(changed),
        "created_talks": created_talks(batch_id, *_both(_talk_kept(batch_id, since))),
        "changed_talks": changed_talks(batch_id, *_both(_talk_touched(batch_id))),
    }
    found = {name: connection.execute(query).one() for name, query in queries.items()}
    return {name: (total - (kept or 0), kept or 0) for name, (total, kept) in found.items()}


def _both(touched: ColumnElement[bool]) -> tuple[Any, Any]:
    return func.count(), func.sum(case((touched, 1), else_=0))


def _talk_kept(batch_id: int, since: datetime) -> ColumnElement[bool]:
    """Before anything is undone: a conversation stays where a lead stays that came from it."""
    joined = lead.outerjoin(_journal, and_(_batch(batch_id), _journal.c.lead_id == lead.c.id))
    mine = and_(lead.c.batch_id == batch_id, not_(_lead_touched(batch_id, since)))
    # Tied by this batch itself: put back, it is tied no more.
    tied = and_(_journal.c.id.is_not(None), _journal.c.mark != ONLY_SAID, not_(_lead_touched(batch_id, since)))
    stays = select(lead.c.conversation_id).select_from(joined).where(not_(or_(mine, tied)))
    later = exists().where(_later.c.conversation_id == conversation.c.id, _later.c.batch_id > batch_id)
    events = exists().where(t.capture_event.c.conversation_id == conversation.c.id)
    merged = exists().where(t.lead_merge.c.conversation_id == conversation.c.id)
    live = _went_on_live(batch_id)
    return or_(later, events, merged, live, exists(stays.where(lead.c.conversation_id == conversation.c.id)))


def next_created_leads(
    connection: Connection, batch_id: int, since: datetime, below: int, limit: int
) -> Sequence[Row[Any]]:
    """(id, bot_id, conversation_id) of the next created leads that nobody has touched, locked; the newest first."""
    query = created_leads(batch_id, lead.c.id, lead.c.bot_id, lead.c.conversation_id).where(lead.c.id < below)
    query = query.where(not_(_lead_touched(batch_id, since))).order_by(lead.c.id.desc()).limit(limit)
    return connection.execute(query.with_for_update(of=lead)).all()


def next_changed_leads(
    connection: Connection, batch_id: int, since: datetime, below: int, limit: int
) -> list[dict[str, Any]]:
    """The next changed leads that nobody has touched: whole rows as they stand, `entry`, `mark`, `before`."""
    query = changed_leads(batch_id, lead, _journal.c.id.label("entry"), _journal.c.mark, _journal.c.before)
    stands = or_(_journal.c.mark == ONLY_SAID, not_(_lead_touched(batch_id, since)))
    query = query.where(stands, _journal.c.id < below).order_by(_journal.c.id.desc()).limit(limit)
    return [dict(row) for row in connection.execute(query.with_for_update(of=lead)).mappings()]


def next_changed_talks(connection: Connection, batch_id: int, below: int, limit: int) -> list[dict[str, Any]]:
    """The next changed conversations as the batch left them: id, `entry`, `before`."""
    query = changed_talks(batch_id, conversation.c.id, _journal.c.id.label("entry"), _journal.c.before)
    query = query.where(not_(_talk_touched(batch_id)), _journal.c.id < below).order_by(_journal.c.id.desc())
    return [dict(row) for row in connection.execute(query.limit(limit).with_for_update(of=conversation)).mappings()]


def next_created_talks(connection: Connection, batch_id: int, below: int, limit: int) -> list[int]:
    """Ids of the next created conversations that nothing hangs on."""
    query = created_talks(batch_id, conversation.c.id).where(conversation.c.id < below)
    query = query.where(not_(_talk_touched(batch_id))).order_by(conversation.c.id.desc()).limit(limit)
    return list(connection.execute(query.with_for_update(of=conversation)).scalars())


def delete_leads(connection: Connection, ids: Sequence[int]) -> None:
    """Delete leads with all that hangs on them."""
    connection.execute(delete(lead).where(lead.c.id == bindparam("b_id")), [{"b_id": each} for each in ids])


def delete_talks(connection: Connection, ids: Sequence[int]) -> None:
    """Delete conversations with their words and ledgers."""
    each = conversation.c.id == bindparam("b_id")
    connection.execute(delete(conversation).where(each), [{"b_id": one} for one in ids])


def taken_keys(connection: Connection, bot_id: int, wanted: Mapping[str, int]) -> set[int]:
    """Of leads that want an external id back (external id → lead): those whose id another lead has by now."""
    found: set[int] = set()
    for some in chunks(sorted(wanted)):
        query = select(lead.c.id, lead.c.external_id).where(lead.c.bot_id == bot_id, lead.c.external_id.in_(some))
        found |= {wanted[key] for holder, key in connection.execute(query) if holder not in wanted.values()}
    return found


def restore_leads(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Overwrite whole rows by id. Keys are let go of first, so that leads can give them back to each other."""
    if not rows:
        return
    by_id = lead.c.id == bindparam("b_id")
    connection.execute(update(lead).where(by_id).values(external_id=None), [{"b_id": row["id"]} for row in rows])
    names = [name for name in rows[0] if name != "id"]
    statement = update(lead).where(by_id).values({name: bindparam(f"b_{name}") for name in names})
    connection.execute(statement, [{f"b_{name}": value for name, value in row.items()} for row in rows])


def restore_statements(connection: Connection, batch_id: int, stated: Mapping[int, Sequence[Any] | None]) -> None:
    """Put back what the import before said of leads (lead → batch, line, statement; None: nothing was said).

    Only where this batch's is the last word.
    """
    mine = and_(import_row.c.lead_id == bindparam("b_lead"), import_row.c.batch_id == batch_id)
    none = [{"b_lead": each} for each, said in stated.items() if said is None]
    some = [
        {"b_lead": each, "b_batch": said[0], "b_line": said[1], "b_stated": said[2]}
        for each, said in stated.items()
        if said is not None
    ]
    if none:
        connection.execute(delete(import_row).where(mine), none)
    if some:
        values: dict[str, Any] = {
            "batch_id": bindparam("b_batch"),
            "line": bindparam("b_line"),
            "stated": bindparam("b_stated"),
        }
        connection.execute(update(import_row).where(mine).values(values), some)


def delete_moves(connection: Connection, batch_id: int, lead_ids: Sequence[int]) -> None:
    """Delete the moves that a batch gave these leads."""
    if not lead_ids:
        return
    whose = and_(stage_move.c.lead_id == bindparam("b_lead"), stage_move.c.batch_id == batch_id)
    connection.execute(delete(stage_move).where(whose), [{"b_lead": each} for each in lead_ids])


def forget(connection: Connection, entries: Sequence[int]) -> None:
    """Drop entries whose work is done."""
    if entries:
        statement = delete(import_before).where(import_before.c.id == bindparam("b_id"))
        connection.execute(statement, [{"b_id": each} for each in entries])


def cannot(connection: Connection, entries: Sequence[int]) -> None:
    """Mark leads that cannot be put back, as their key is another's now."""
    if entries:
        statement = update(import_before).where(import_before.c.id == bindparam("b_id")).values(mark=OTHERS_KEY)
        connection.execute(statement, [{"b_id": each} for each in entries])


def move_marks_on(connection: Connection, batch_id: int, versions: Sequence[tuple[int, int, int, int | None]]) -> None:
    """Tell earlier batches' entries that a lead is again as they left it, under a new version.

    `versions`: (lead, version then, version now, the batch that created it). Else undoing one import after the other
    would find the second one's leads touched.
    """
    other = import_before.c.batch_id != batch_id
    statement = update(import_before).where(
        import_before.c.lead_id == bindparam("b_lead"), import_before.c.mark == bindparam("b_then"), other
    )
    then = [{"b_lead": each, "b_then": str(old), "b_now": str(new)} for each, old, new, _ in versions]
    connection.execute(statement.values(mark=bindparam("b_now")), then)
    created = [
        {"batch_id": creator, "lead_id": each, "mark": str(new), "before": {}}
        for each, old, new, creator in versions
        if old == 1 and creator is not None
    ]
    if created:
        connection.execute(insert(import_before), created)


def kept(connection: Connection, batch_id: int, since: datetime, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """Leads and conversations of the batch that were touched since: entity, id, external_id, name, was, mark."""
    who = (lead.c.id, lead.c.external_id, func.coalesce(lead.c.name, lead.c.email, lead.c.phone), _journal.c.mark)
    changed = changed_leads(batch_id, *who).where(_journal.c.mark != ONLY_SAID, _lead_touched(batch_id, since))
    talk = (conversation.c.id, conversation.c.external_id, null(), _journal.c.mark)
    queries = (
        ("lead", "created", created_leads(batch_id, *who).where(_lead_touched(batch_id, since)), lead.c.id),
        ("lead", "updated", changed, lead.c.id),
        ("conversation", "created", created_talks(batch_id, *talk).where(_talk_kept(batch_id, since)),
         conversation.c.id),
        ("conversation", "updated", changed_talks(batch_id, *talk).where(_talk_touched(batch_id)), conversation.c.id),
    )  # fmt: skip
    found: list[dict[str, Any]] = []
    for entity, was, query, ident in queries:
        # (Each of the four is asked for all that the page may hold: a page is small.)
        rows = connection.execute(query.order_by(ident).limit(limit + offset))
        names = ("id", "external_id", "name", "mark")
        found += [{"entity": entity, "was": was} | dict(zip(names, row, strict=True)) for row in rows]
    return found[offset : offset + limit]
