"""Conversations and their messages in the record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from leadlight.clock import from_micros
from leadlight.domain.conversation import Conversation, Message, Role
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError
from leadlight.record.engine import driver_rows
from leadlight.record.import_journal import thawed
from leadlight.record.leads import IN_LIMIT
from leadlight.record.tables import capture_event, conversation, lead, lead_merge, message, score_entry

COLUMNS = [conversation.c[field.name] for field in fields(Conversation)]


def get_conversation(connection: Connection, scope: Scope, conversation_id: int) -> Conversation:
    """The conversation of this id. Raises NotFoundError when there is none in the scope."""
    row = connection.execute(select(*COLUMNS).where(conversation.c.id == conversation_id)).one_or_none()
    if row is None or not scope.covers(row.bot_id):
        raise NotFoundError("no such conversation")
    return Conversation(*row)


def row_of(connection: Connection, conversation_id: int) -> dict[str, Any]:
    """The whole row of a conversation that is there."""
    query = select(conversation).where(conversation.c.id == conversation_id)
    return dict(connection.execute(query).mappings().one())


def messages_of(
    connection: Connection, conversation_id: int, after: int = -1, roles: Collection[Role] | None = None
) -> tuple[Message, ...]:
    """A conversation's messages past a position, in order; of these roles only, where any are named."""
    columns = (message.c.position, message.c.role, message.c.text, message.c.sent_at)
    chosen = (message.c.conversation_id == conversation_id) & (message.c.position > after)
    if roles is not None:
        chosen &= message.c.role.in_(roles)
    query = select(*columns).where(chosen).order_by(message.c.position)
    return tuple(Message(*row) for row in connection.execute(query))


def by_external_ids(connection: Connection, bot_id: int, external_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Whole rows of the bot's conversations of these external ids."""
    wanted = sorted(set(external_ids))
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), IN_LIMIT):
        some = wanted[start : start + IN_LIMIT]
        query = select(conversation).where(conversation.c.bot_id == bot_id, conversation.c.external_id.in_(some))
        found.update({row["external_id"]: dict(row) for row in connection.execute(query).mappings()})
    return found


def insert_conversations(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new conversations whose ids were reserved before."""
    if rows:
        connection.execute(insert(conversation), rows)


def update_conversation(connection: Connection, conversation_id: int, values: Mapping[str, Any]) -> None:
    """Overwrite these columns of a conversation."""
    connection.execute(update(conversation).where(conversation.c.id == conversation_id).values(**values))


def replace_messages(connection: Connection, messages: Sequence[tuple[int, Sequence[Message]]], fresh: bool) -> None:
    """Write the messages of these conversations; of those that are not `fresh`, the old ones go first."""
    if not fresh and messages:
        statement = delete(message).where(message.c.conversation_id == bindparam("c"))
        connection.execute(statement, [{"c": conversation_id} for conversation_id, _ in messages])
    rows = [
        {
            "conversation_id": conversation_id,
            "position": m.position,
            "role": m.role,
            "text": m.text,
            "sent_at": m.sent_at,
        }
        for conversation_id, each in messages
        for m in each
    ]
    if rows:
        connection.execute(insert(message), rows)


def replace_signals(connection: Connection, rows: Sequence[Mapping[str, Any]], rescored: Sequence[int]) -> None:
    """Write ledger entries of conversations; those `rescored` lose their old entries first."""
    if rescored:
        statement = delete(score_entry).where(score_entry.c.conversation_id == bindparam("c"))
        connection.execute(statement, [{"c": conversation_id} for conversation_id in rescored])
    if rows:
        connection.execute(insert(score_entry), rows)


def put_back_words(connection: Connection, messages: Mapping[int, Sequence[Mapping[str, Any]]]) -> None:
    """Replace the messages of these conversations by rows of (position, role, text, sent_at as microseconds)."""
    statement = delete(message).where(message.c.conversation_id == bindparam("c"))
    connection.execute(statement, [{"c": each} for each in messages])
    rows = [thawed(message, {**row, "conversation_id": each}) for each, some in messages.items() for row in some]
    if rows:
        connection.execute(insert(message), rows)


def put_back_ledgers(connection: Connection, bot_id: int, ledgers: Mapping[int, Sequence[Mapping[str, Any]]]) -> None:
    """Replace the ledgers of these conversations by entries as the import journal kept them."""
    entries = [
        thawed(score_entry, {**row, "bot_id": bot_id, "conversation_id": each, "lead_id": None})
        for each, some in ledgers.items()
        for row in some
    ]
    replace_signals(connection, entries, list(ledgers))


def append_capture_events(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write capture events."""
    if rows:
        connection.execute(insert(capture_event), rows)


def leads_of(connection: Connection, conversation_ids: Sequence[int]) -> dict[int, list[int]]:
    """The ids of the leads of each of these conversations; a merged lead's conversation is of who holds it."""
    found: dict[int, set[int]] = {}
    for start in range(0, len(conversation_ids), IN_LIMIT):
        some = conversation_ids[start : start + IN_LIMIT]
        for talk, holder in ((lead.c.conversation_id, lead.c.id), (lead_merge.c.conversation_id, lead_merge.c.lead_id)):
            for conversation_id, lead_id in connection.execute(select(talk, holder).where(talk.in_(some))):
                found.setdefault(conversation_id, set()).add(lead_id)
    return {talk: sorted(ids) for talk, ids in found.items()}


def bots_of(connection: Connection, conversation_ids: Sequence[int]) -> set[int]:
    """The bots of these conversations (at most IN_LIMIT ids)."""
    query = select(conversation.c.bot_id).where(conversation.c.id.in_(conversation_ids)).distinct()
    return set(connection.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class Transcript:
    """Whose conversation, and what was said in it."""

    bot_id: int
    messages: tuple[Message, ...]


def transcripts(connection: Connection, conversation_ids: Sequence[int]) -> dict[int, Transcript]:
    """The messages of these conversations (at most IN_LIMIT ids)."""
    whose = select(conversation.c.id, conversation.c.bot_id).where(conversation.c.id.in_(conversation_ids))
    said: dict[int, list[Message]] = {}
    columns = (message.c.conversation_id, message.c.position, message.c.role, message.c.text, message.c.sent_at)
    query = select(*columns).where(message.c.conversation_id.in_(conversation_ids))
    rows = driver_rows(connection, query.order_by(message.c.conversation_id, message.c.position))
    for talk, position, role, words, at in rows:
        said.setdefault(talk, []).append(Message(position, role, words, None if at is None else from_micros(at)))
    return {talk: Transcript(bot_id, tuple(said.get(talk, ()))) for talk, bot_id in connection.execute(whose)}


def ledgers(
    connection: Connection, conversation_ids: Sequence[int]
) -> dict[int, list[tuple[str, int, str, int | None]]]:
    """(kind, points, quote, position) of each entry of these conversations, in the order they were written."""
    entry = score_entry.c
    query = select(entry.conversation_id, entry.kind, entry.points, entry.quote, entry.position)
    found: dict[int, list[tuple[str, int, str, int | None]]] = {}
    for talk, *parts in connection.execute(query.where(entry.conversation_id.in_(conversation_ids)).order_by(entry.id)):
        found.setdefault(talk, []).append((parts[0], parts[1], parts[2], parts[3]))
    return found


def mark_scored(connection: Connection, conversation_ids: Sequence[int], rules: str) -> None:
    """Note which rules made the ledgers of these conversations."""
    chosen = conversation.c.id.in_(conversation_ids)
    connection.execute(update(conversation).where(chosen).values(scored_by=rules))


def ids_after(connection: Connection, after: int, limit: int, bot_ids: Collection[int]) -> list[int]:
    """The next ids past `after` of these bots' conversations."""
    query = select(conversation.c.id).where(conversation.c.id > after, conversation.c.bot_id.in_(bot_ids))
    return list(connection.execute(query.order_by(conversation.c.id).limit(limit)).scalars())


def ids_scored_by_others(connection: Connection, after: int, limit: int, rules: Mapping[int, str]) -> list[int]:
    """The next ids past `after` of conversations that others scored than the rules of their bot (by its id).

    Reads nothing but the index of marks, so that it costs the same whether one conversation is left or all.
    """
    found = [
        connection.execute(
            select(conversation.c.id)
            .where(conversation.c.bot_id == bot_id, conversation.c.scored_by == mark)
            .where(conversation.c.id > after)
            .order_by(conversation.c.id)
            .limit(limit)
        ).scalars()
        for bot_id, mine in rules.items()
        for mark in _marks(connection, bot_id)
        if mark != mine
    ]
    return list(islice(merge(*found), limit))


def _marks(connection: Connection, bot_id: int) -> Iterator[str | None]:
    """The marks that a bot's conversations may carry, each found by one look into the index."""
    yield None
    least = select(func.min(conversation.c.scored_by))
    least = least.where(conversation.c.bot_id == bot_id, conversation.c.scored_by > bindparam("mark"))
    mark = ""
    while mark := connection.execute(least, {"mark": mark}).scalar_one():
        yield mark
