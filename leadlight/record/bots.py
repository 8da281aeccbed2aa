"""Bots in the record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from leadlight.domain.bot import Bot
from leadlight.domain.normalise import storable
from leadlight.domain.page_group import PageRule
from leadlight.domain.promptness import OfficeHours
from leadlight.domain.scope import Scope
from leadlight.domain.temperature import Thresholds
from leadlight.errors import ConflictError, NotFoundError
from leadlight.record import tables as t
from leadlight.record.tables import bot


def _bot(row: Row[Any]) -> Bot:
    thresholds = Thresholds(row.hot_from, row.warm_from)
    points = tuple(sorted(row.points.items()))
    groups = tuple(PageRule(pattern, name) for pattern, name in row.page_groups)
    return Bot(
        id=row.id,
        key=row.key,
        name=row.name,
        zone=row.zone,
        country=row.country,
        thresholds=thresholds,
        is_demo=bool(row.is_demo),
        version=row.version,
        page_groups=groups,
        points=points,
        office=hours(row.office_days, row.office_opens, row.office_closes),
    )


def hours(days: str, opens: int, closes: int) -> OfficeHours:
    """Office hours as the columns have them: days as "12345", minutes of the local day."""
    return OfficeHours(tuple(map(int, days)), opens, closes)


def columns(office: OfficeHours) -> dict[str, str | int]:
    """The columns that hold office hours: `hours` the other way."""
    days = "".join(map(str, office.weekdays))
    return {"office_days": days, "office_opens": office.opens, "office_closes": office.closes}


def find_bot(connection: Connection, scope: Scope, key: str) -> Bot | None:
    """The bot of this key (any case), else of this name; None when the scope has none."""
    if not storable(key):
        return None
    query = select(bot).where(or_(func.lower(bot.c.key) == key.lower(), func.lower(bot.c.name) == key.lower()))
    found = [_bot(row) for row in connection.execute(query) if scope.covers(row.id)]
    return min(found, key=lambda each: (each.key.lower() != key.lower(), each.id), default=None)


def get_bot(connection: Connection, scope: Scope, bot_id: int) -> Bot:
    """The bot of this id. Raises NotFoundError outside the scope."""
    scope.require_bot(bot_id)
    row = connection.execute(select(bot).where(bot.c.id == bot_id)).one_or_none()
    if row is None:
        raise NotFoundError("no such bot")
    return _bot(row)


def all_bots(connection: Connection, scope: Scope) -> tuple[Bot, ...]:
    """Every bot of the scope, by name."""
    rows = connection.execute(select(bot).order_by(func.lower(bot.c.name), bot.c.id))
    return tuple(_bot(row) for row in rows if scope.covers(row.id))


def insert_bot(connection: Connection, **values: Any) -> int:
    """Write a new bot; returns its id."""
    return int(connection.execute(insert(bot).values(**values).returning(bot.c.id)).scalar_one())


def update_bot(connection: Connection, bot_id: int, version: int, **values: Any) -> None:
    """Change a bot that still has this version. Raises ConflictError otherwise."""
    stands = (bot.c.id == bot_id) & (bot.c.version == version)
    changed = connection.execute(update(bot).where(stands).values(version=version + 1, **values))
    if changed.rowcount != 1:
        raise ConflictError("someone changed this bot since you opened it: reload and try again")


def delete_bot(connection: Connection, bot_id: int) -> dict[str, list[int]]:
    """Delete a bot with all that belongs to it; returns the ids of what the followers must drop, by entity."""
    gone: dict[str, list[int]] = {"bot": [bot_id]}
    for table in (t.lead, t.conversation, t.capture_event):
        gone[table.name] = list(connection.execute(select(table.c.id).where(table.c.bot_id == bot_id)).scalars())
    batches = select(t.import_batch.c.id).where(t.import_batch.c.bot_id == bot_id)
    trail = (t.activity.c.bot_id == bot_id) | t.activity.c.batch_id.in_(batches)
    mine = select(t.activity.c.id).where(trail)
    connection.execute(delete(t.value_history).where(t.value_history.c.activity_id.in_(mine)))
    connection.execute(delete(t.activity).where(trail))
    connection.execute(delete(t.import_before).where(t.import_before.c.batch_id.in_(batches)))
    theirs = (t.lead, t.score_entry, t.summary, t.capture_event, t.conversation, t.outbox_event, t.form)
    for table in (*theirs, t.import_mapping, t.model_use, t.api_key, t.idempotency, t.spam, t.phrasing):
        connection.execute(delete(table).where(table.c.bot_id == bot_id))
    connection.execute(delete(t.import_rejection).where(t.import_rejection.c.batch_id.in_(batches)))
    connection.execute(delete(t.import_batch).where(t.import_batch.c.bot_id == bot_id))
    connection.execute(delete(bot).where(bot.c.id == bot_id))
    return gone
