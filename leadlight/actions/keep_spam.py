"""Keep a form that was screened out apart from leads: whole, with what spoke against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadlight.domain.bot import Bot
from leadlight.domain.scope import WRITE
from leadlight.record import spam
from leadlight.record.unit_of_work import UnitOfWork


def keep_spam(work: UnitOfWork, bot: Bot, body: Mapping[str, Any], why: str) -> None:
    """Keep `body`, so that it can be looked at, and taken in after all."""
    work.scope.require(WRITE)
    work.scope.require_bot(bot.id)
    spam.keep_spam(work.connection, bot.id, body, why, work.scope.actor, work.now)
