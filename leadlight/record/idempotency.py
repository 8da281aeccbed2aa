"""What was answered to requests that named a key, while that is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select

from leadlight.record.tables import idempotency


@dataclass(frozen=True, slots=True)
class Answered:
    """A request's fingerprint, and what it was answered."""

    body_hash: str
    status: int
    answer: dict[str, Any]


def find_answer(connection: Connection, bot_id: int, key: str, since: datetime) -> Answered | None:
    """What the bot's request of this key was answered at `since` or later."""
    columns = (idempotency.c.body_hash, idempotency.c.status, idempotency.c.answer)
    chosen = (idempotency.c.bot_id == bot_id) & (idempotency.c.key == key) & (idempotency.c.created_at >= since)
    row = connection.execute(select(*columns).where(chosen)).one_or_none()
    return None if row is None else Answered(*row)


def keep_answer(connection: Connection, bot_id: int, key: str, answered: Answered, at: datetime) -> None:
    """Remember an answer; `drop_answer` first, since one too old to count may have the same key."""
    connection.execute(
        insert(idempotency).values(
            bot_id=bot_id, key=key, body_hash=answered.body_hash, status=answered.status, answer=answered.answer,
            created_at=at,
        )
    )  # fmt: skip


def drop_answer(connection: Connection, bot_id: int, key: str) -> None:
    """Forget what this bot's request of this key was answered."""
    connection.execute(delete(idempotency).where(idempotency.c.bot_id == bot_id, idempotency.c.key == key))


def any_before(connection: Connection, before: datetime) -> bool:
    """Whether anything was answered before then."""
    return bool(connection.execute(select(exists().where(idempotency.c.created_at < before))).scalar())


def forget(connection: Connection, before: datetime) -> int:
    """Drop what was answered before then, of every bot; returns how much."""
    return connection.execute(delete(idempotency).where(idempotency.c.created_at < before)).rowcount
