"""List a bot's leads for a program: page by page, the last recorded first."""

from __future__ import annotations

from typing import Any

from leadlight.domain.scope import READ, Scope
from leadlight.record import bots
from leadlight.record.engine import Record, reading
from leadlight.warehouse import leads_by_id
from leadlight.warehouse.reply import Pairs, filters_of
from leadlight.warehouse.store import Warehouse


def list_leads(
    record: Record, warehouse: Warehouse, scope: Scope, bot_id: int, pairs: Pairs, after: int | None, limit: int
) -> list[dict[str, Any]]:
    """At most `limit` leads that the filters keep, recorded before lead `after` (None: from the last on)."""
    scope.require(READ)
    with reading(record) as connection:
        bot = bots.get_bot(connection, scope, bot_id)
    with warehouse.read() as cursor:
        return leads_by_id.walk(cursor, filters_of([bot], pairs), after, limit)
