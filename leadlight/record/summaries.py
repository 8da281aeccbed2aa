"""Summaries of conversations in the record, which of them are due, and how much of its budget a bot has used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from leadlight.domain.scope import Scope
from leadlight.domain.summary import Claim, Summary
from leadlight.record.leads import IN_LIMIT
from leadlight.record.tables import conversation, lead, lead_merge, model_use, summary

COLUMNS = [summary.c[field.name] for field in fields(Summary)]
NEWEST = 5_000
"""Conversations, the newest, among which those due are looked for while people wait for nothing."""


def of_conversation(connection: Connection, conversation_id: int) -> Summary | None:
    """The summary of a conversation; None where none was made yet."""
    row = connection.execute(select(*COLUMNS).where(summary.c.conversation_id == conversation_id)).one_or_none()
    return None if row is None else _summary(row)


def _summary(row: Row[Any]) -> Summary:
    claims = tuple(Claim(*each) for each in row.signals)
    return Summary(**{**row._mapping, "signals": claims})


def of_conversations(connection: Connection, conversation_ids: Sequence[int]) -> dict[int, Summary]:
    """The summaries of these conversations (at most IN_LIMIT ids), where there are any."""
    query = select(*COLUMNS).where(summary.c.conversation_id.in_(conversation_ids))
    return {row.conversation_id: _summary(row) for row in connection.execute(query)}


def claims_of(connection: Connection, conversation_ids: Sequence[int]) -> dict[int, tuple[Claim, ...]]:
    """What a model pointed at in these conversations, where it did."""
    found: dict[int, tuple[Claim, ...]] = {}
    for start in range(0, len(conversation_ids), IN_LIMIT):
        some = conversation_ids[start : start + IN_LIMIT]
        query = select(summary.c.conversation_id, summary.c.signals).where(summary.c.conversation_id.in_(some))
        for talk, claims in connection.execute(query.where(summary.c.kind == "model")):
            found[talk] = tuple(Claim(*each) for each in claims)
    return found


def same_asked(
    connection: Connection, bot_id: int, transcript: str, model: str, prompt_version: str, language: str
) -> Summary | None:
    """What this model already wrote for the bot of the very same words, asked the same way; None where it did not."""
    mine = summary.c
    query = select(*COLUMNS).where(mine.bot_id == bot_id, mine.transcript_hash == transcript, mine.kind == "model")
    query = query.where(mine.model == model, mine.prompt_version == prompt_version, mine.language == language)
    row = connection.execute(query.order_by(mine.conversation_id).limit(1)).one_or_none()
    return None if row is None else _summary(row)


def keep(connection: Connection, bot_id: int, made: Summary) -> None:
    """Write a conversation's summary in place of the one before."""
    values = asdict(made) | {"bot_id": bot_id, "signals": [[c.kind, c.quote, c.position] for c in made.signals]}
    news = {name: value for name, value in values.items() if name != "conversation_id"}
    _upsert(connection, values, news)


def forget(connection: Connection, conversation_ids: Sequence[int]) -> None:
    """Delete the summaries of these conversations, where there are any."""
    for start in range(0, len(conversation_ids), IN_LIMIT):
        some = conversation_ids[start : start + IN_LIMIT]
        connection.execute(delete(summary).where(summary.c.conversation_id.in_(some)))


def _upsert(connection: Connection, values: Mapping[str, Any], news: Mapping[str, Any]) -> None:
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(summary)
    connection.execute(insert.values(**values).on_conflict_do_update(index_elements=["conversation_id"], set_=news))


def ids_due(
    connection: Connection, scope: Scope, after: int, limit: int, bot_id: int | None, wanted: ColumnElement[bool] | None
) -> Sequence[int]:
    """Ids past `after` of conversations of the scope, of one bot or all, that are `wanted` (see `not_as`), in order."""
    query = select(conversation.c.id).outerjoin(summary, summary.c.conversation_id == conversation.c.id)
    query = query.where(conversation.c.id > after)
    if bot_id is not None:
        query = query.where(conversation.c.bot_id == bot_id)
    elif scope.bots is not None:
        query = query.where(conversation.c.bot_id.in_(sorted(scope.bots)))
    if wanted is not None:
        query = query.where(wanted)
    return connection.execute(query.order_by(conversation.c.id).limit(limit)).scalars().all()


def not_as(kind: str, model: str | None, prompt_version: str | None, language: str | None) -> ColumnElement[bool]:
    """The condition that a conversation has no summary made so, or one from before it went on."""
    mine = summary.c
    made_so: ColumnElement[bool] = mine.trouble.is_(None)  # without a model what one wrote earlier will do
    if kind == "model":
        made_so &= (
            (mine.kind == kind)
            & (mine.model == model)
            & (mine.prompt_version == prompt_version)
            & (mine.language == language)
        )
    return or_(mine.conversation_id.is_(None), ~func.coalesce(made_so, False), _went_on())


def _went_on() -> ColumnElement[bool]:
    return summary.c.made_at <= conversation.c.last_message_at


def just_captured(connection: Connection, quiet_since: datetime, tried_before: datetime, limit: int) -> Sequence[int]:
    """Ids, the newest first, of live conversations with a lead in which nobody has written since `quiet_since`, and

    which have no summary since. One that a model failed at is due again when it was tried before `tried_before`.
    """
    talk, mine = conversation.c, summary.c
    newest = select(func.max(talk.id) - NEWEST).scalar_subquery()
    captured = or_(
        exists().where(lead.c.conversation_id == talk.id), exists().where(lead_merge.c.conversation_id == talk.id)
    )
    failed = (mine.kind == "extractive") & mine.trouble.is_not(None)
    due = or_(mine.conversation_id.is_(None), _went_on(), failed & (mine.made_at < tried_before))
    query = select(talk.id).outerjoin(summary, mine.conversation_id == talk.id)
    query = query.where(talk.id > newest, talk.batch_id.is_(None), ~talk.is_test, talk.last_message_at < quiet_since)
    return connection.execute(query.where(captured, due).order_by(talk.id.desc()).limit(limit)).scalars().all()


def take_call(connection: Connection, bot_id: int, day: str, most: int) -> bool:
    """Count one call of the bot's day, if its budget of `most` has one left."""
    if most <= 0:
        return False
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(model_use)
    connection.execute(insert.values(bot_id=bot_id, day=day).on_conflict_do_nothing())
    chosen = (model_use.c.bot_id == bot_id) & (model_use.c.day == day) & (model_use.c.calls < most)
    return connection.execute(update(model_use).where(chosen).values(calls=model_use.c.calls + 1)).rowcount == 1


def add_tokens(connection: Connection, bot_id: int, day: str, tokens: int) -> None:
    """Count what a call used."""
    chosen = (model_use.c.bot_id == bot_id) & (model_use.c.day == day)
    connection.execute(update(model_use).where(chosen).values(tokens=model_use.c.tokens + tokens))
