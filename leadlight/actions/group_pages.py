"""Say which pages belong together: the rules by which a bot's pages are grouped in every number."""

from __future__ import annotations

from collections.abc import Iterable

from leadlight.domain.bot import Bot
from leadlight.domain.page_group import checked_rules, written
from leadlight.domain.scope import CONFIGURE
from leadlight.record import bots
from leadlight.record.unit_of_work import UnitOfWork


def group_pages(work: UnitOfWork, bot_id: int, version: int, rules: Iterable[tuple[str, str]]) -> Bot:
    """Put these (pattern, group) rules in place of the bot's; the first that matches a page counts.

    Raises RefusedError for a rule that is not right, ConflictError where someone changed the bot meanwhile.
    """
    work.scope.require(CONFIGURE)
    work.hold_list()
    before, wanted = bots.get_bot(work.connection, work.scope, bot_id), checked_rules(rules)
    if wanted != before.page_groups:
        bots.update_bot(work.connection, bot_id, version, page_groups=written(wanted))
        told = {"page_groups": (str(len(before.page_groups)), str(len(wanted)))}
        work.note("edited", "bot", bot_id, bot_id=bot_id, changed=told)
        work.touch("bot", bot_id)
    return bots.get_bot(work.connection, work.scope, bot_id)
