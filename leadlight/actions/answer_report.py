"""Answer a question to the catalogue, for a command or the API: any measures of any bots, by any dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from leadlight.domain.bot import ALL, Bot
from leadlight.domain.scope import READ, Scope
from leadlight.errors import NotFoundError, RefusedError
from leadlight.record import bots
from leadlight.record.engine import Record, reading
from leadlight.warehouse.query import Filters, Query, run
from leadlight.warehouse.reply import Pairs, Reply, filters_of
from leadlight.warehouse.store import Warehouse


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in text: bots as `named_bots` takes them, measures, dimensions, and filters as `name=value` pairs."""

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
    query = Query(filters_of(chosen.bots, asked.pairs), tuple(asked.measures), tuple(asked.by))
    with warehouse.read() as cursor:
        frame = run(cursor, query)
    return Reply(chosen.label, zone_of(chosen.bots), query.filters.first, query.filters.last, frame)


def scoped_filters(record: Record, scope: Scope, names: Sequence[str], pairs: Pairs, now: datetime) -> Filters:
    """The filters of `pairs` over the bots called so, as of today in their zone (UTC where zones differ).

    Raises as `answer_report`.
    """
    scope.require(READ)
    chosen = named_bots(record, scope, names)
    zones = {bot.tz for bot in chosen.bots}
    zone = zones.pop() if len(zones) == 1 else UTC
    return replace(filters_of(chosen.bots, pairs), today=now.astimezone(zone).date())


@dataclass(frozen=True, slots=True)
class Chosen:
    """The bots of a question. `label` names them as a question can: their keys, separated by commas, or `all`."""

    label: str
    bots: tuple[Bot, ...]


def named_bots(record: Record, scope: Scope, names: Sequence[str]) -> Chosen:
    """The bots called by key or by name, several separated by commas; every bot of the scope for `all`.

    Raises RefusedError where none is named, NotFoundError naming the one there is not.
    """
    with reading(record) as connection:
        find = partial(bots.find_bot, connection, scope)
        # A bot's own name may hold a comma, so the whole comes first.
        asked = [each for name in names for each in ([name] if find(name) else listed(name))]
        if ALL in asked:
            return Chosen(ALL, bots.all_bots(connection, scope))
        found = {each: find(each) for each in asked}
    if not found:
        raise RefusedError("which bot? Give its key, or all", "bot")
    missing = [name for name, bot in found.items() if bot is None]
    if missing:
        raise NotFoundError(f"there is no bot called {missing[0]}")
    chosen = tuple(dict.fromkeys(bot for bot in found.values() if bot))
    return Chosen(",".join(bot.key for bot in chosen), chosen)


def listed(text: str) -> list[str]:
    """`a, b` → a, b."""
    return [name.strip() for name in text.split(",") if name.strip()]


def zone_of(chosen: Sequence[Bot]) -> str:
    """The zone of their days; where they differ, each bot's days are its own."""
    zones = sorted({bot.zone for bot in chosen})
    return zones[0] if len(zones) == 1 else ",".join(zones) or "UTC"
