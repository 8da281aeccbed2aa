"""Forget what is kept for a time only: answers to requests that named a key, and forms that were screened out."""

from __future__ import annotations

from datetime import datetime

from leadlight.actions.answer_once import KEPT as ANSWERS_KEPT
from leadlight.domain.scope import WRITE
from leadlight.domain.screening import KEPT as SPAM_KEPT
from leadlight.record import idempotency, spam
from leadlight.record.engine import Record, reading
from leadlight.record.unit_of_work import UnitOfWork


def forget_old(work: UnitOfWork) -> int:
    """Forget it, of every bot; returns how many rows went."""
    work.scope.require(WRITE)
    answers = idempotency.forget(work.connection, work.now - ANSWERS_KEPT)
    return answers + spam.forget(work.connection, work.now - SPAM_KEPT)


def any_old(record: Record, now: datetime) -> bool:
    """Whether `forget_old` would find any: nobody waits for a writer where there is none."""
    with reading(record) as connection:
        return idempotency.any_before(connection, now - ANSWERS_KEPT) or spam.any_before(connection, now - SPAM_KEPT)
