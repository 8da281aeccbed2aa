"""Forms that were screened out, kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select

from leadlight.domain.scope import Scope
from leadlight.domain.screening import MOST_KEPT, Screened, fitting
from leadlight.errors import NotFoundError
from leadlight.record.tables import spam

COLUMNS = [spam.c[field.name] for field in fields(Screened)]


def keep_spam(connection: Connection, bot_id: int, body: Mapping[str, Any], why: str, actor: str, at: datetime) -> None:
    """Keep what was sent, as far as it fits, with what spoke against it; beyond MOST_KEPT of the bot the oldest go."""
    kept = fitting(body)
    why = why if kept == body else f"{why}; it is too long to be kept whole"
    row = {"bot_id": bot_id, "body": dict(kept), "why": why, "actor": actor, "received_at": at}
    connection.execute(insert(spam).values(row))
    newest = select(spam.c.id).where(spam.c.bot_id == bot_id).order_by(spam.c.id.desc())
    last = newest.offset(MOST_KEPT).limit(1).scalar_subquery()
    connection.execute(delete(spam).where(spam.c.bot_id == bot_id, spam.c.id <= last))


def get_spam(connection: Connection, scope: Scope, spam_id: int) -> Screened:
    """The form of this id. Raises NotFoundError outside the scope, and where it is gone."""
    row = connection.execute(select(*COLUMNS).where(spam.c.id == spam_id)).one_or_none()
    if row is None or not scope.covers(row.bot_id):
        raise NotFoundError("this form is not here any more")
    return Screened(*row)


def spam_of(connection: Connection, bot_id: int, limit: int, offset: int = 0) -> tuple[Screened, ...]:
    """The bot's forms that were screened out, the newest first: at most `limit`, after the first `offset`."""
    query = select(*COLUMNS).where(spam.c.bot_id == bot_id).order_by(spam.c.id.desc()).limit(limit).offset(offset)
    return tuple(Screened(*row) for row in connection.execute(query))


def count_spam(connection: Connection, bot_id: int) -> int:
    """How many of the bot's forms are kept apart."""
    return int(connection.execute(select(func.count()).where(spam.c.bot_id == bot_id)).scalar_one())


def delete_spam(connection: Connection, spam_id: int) -> None:
    """Delete one for good."""
    connection.execute(delete(spam).where(spam.c.id == spam_id))


def delete_all_spam(connection: Connection, bot_id: int, up_to: int) -> int:
    """Delete the bot's forms up to this id for good; returns how many."""
    return connection.execute(delete(spam).where(spam.c.bot_id == bot_id, spam.c.id <= up_to)).rowcount


def any_before(connection: Connection, before: datetime) -> bool:
    """Whether any came before then."""
    return bool(connection.execute(select(exists().where(spam.c.received_at < before))).scalar())


def forget(connection: Connection, before: datetime) -> int:
    """Delete what came before then, of every bot; returns how many."""
    return connection.execute(delete(spam).where(spam.c.received_at < before)).rowcount
