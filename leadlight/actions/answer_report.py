"""Answer a question to the catalogue, for a command or the API: any measures of any bots, by any dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadlight.domain.bot import ALL, Bot
from leadlight.domain.scope import READ, Scope
from leadlight.errors import NotFoundError, RefusedError
from leadlight.record import bots
from leadlight.record.engine import Record, reading
from leadlight.warehouse.query import Query, run
from leadlight.warehouse.reply import Pairs, Reply, filters_of
from leadlight.warehouse.store import Warehouse


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in text: bots by key (or `all`), measures, dimensions, and filters as `name=value` pairs."""

    bots: Sequence[str]
    measures: Sequence[str]
    by: Sequence[str] = ()
    pairs: Pairs = ()


def answer_report(record: Record, warehouse: Warehouse, scope: Scope, asked: Asked) -> Reply:
    """The answer, read in one warehouse transaction.

    Raises RefusedError for what cannot be asked, NotFoundError for a bot outside the scope.
    """
    scope.require(READ)
    chosen = named_bots(record, scope, asked.bots)
    query = Query(filters_of(chosen, asked.pairs), tuple(asked.measures), tuple(asked.by))
    with warehouse.read() as cursor:
        frame = run(cursor, query)
    label = ALL if ALL in asked.bots else ",".join(bot.key for bot in chosen)
    return Reply(label, zone_of(chosen), query.filters.first, query.filters.last, frame)


def named_bots(record: Record, scope: Scope, keys: Sequence[str]) -> tuple[Bot, ...]:
    """The bots of these keys; every bot of the scope for `all`. Raises NotFoundError naming the one there is not."""
    if not keys:
        raise RefusedError("which bot? Give its key, or all", "bot")
    with reading(record) as connection:
        if ALL in keys:
            return bots.all_bots(connection, scope)
        found = {key: bots.find_bot(connection, scope, key) for key in keys}
    missing = [key for key, bot in found.items() if bot is None]
    if missing:
        raise NotFoundError(f"there is no bot called {missing[0]}")
    return tuple(dict.fromkeys(bot for bot in found.values() if bot))


def zone_of(chosen: Sequence[Bot]) -> str:
    """The zone of their days; where they differ, each bot's days are its own."""
    zones = sorted({bot.zone for bot in chosen})
    return zones[0] if len(zones) == 1 else ",".join(zones) or "UTC"
