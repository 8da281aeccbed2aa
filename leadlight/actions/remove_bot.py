"""Take a sample bot away with everything in it."""

from __future__ import annotations

from leadlight.domain.bot import Bot
from leadlight.domain.scope import CONFIGURE
from leadlight.errors import RefusedError
from leadlight.record import bots
from leadlight.record.unit_of_work import UnitOfWork


def remove_sample_bot(work: UnitOfWork, bot: Bot) -> None:
    """Delete a sample bot, its conversations, leads and trail. Raises RefusedError for a bot of real people."""
    work.scope.require(CONFIGURE)
    work.scope.require_bot(bot.id)
    if not bot.is_demo:
        raise RefusedError(f"{bot.name} is not a sample bot: its leads stay", "bot")
    work.hold(bot.id)
    touched = bots.delete_bot(work.connection, bot.id)
    for entity, ids in touched.items():
        work.touch(entity, *ids)
