"""Make a bot, or change what people call it and how its days are counted."""

from __future__ import annotations

from leadlight.domain.bot import Bot, checked_name, checked_zone, key_of
from leadlight.domain.country import country_code
from leadlight.domain.promptness import OFFICE_HOURS, OfficeHours, checked_hours
from leadlight.domain.scope import CONFIGURE
from leadlight.errors import RefusedError
from leadlight.record import bots
from leadlight.record.unit_of_work import UnitOfWork


def create_bot(
    work: UnitOfWork,
    name: str,
    zone: str = "UTC",
    country: str | None = None,
    *,
    key: str | None = None,
    office: OfficeHours = OFFICE_HOURS,
    is_demo: bool = False,
) -> Bot:
    """A new bot of this name; its key follows from the name unless given.

    Raises RefusedError when another bot has its key or name.
    """
    work.scope.require(CONFIGURE)
    name, key = checked_name(name), key_of(key or name)
    work.hold_list()
    if bots.find_bot(work.connection, work.scope, key) or bots.find_bot(work.connection, work.scope, name):
        raise RefusedError(f"there is a bot called {name} already", "name")
    bot_id = bots.insert_bot(
        work.connection,
        key=key,
        name=name,
        zone=checked_zone(zone),
        country=country_code(country) if country else None,
        is_demo=is_demo,
        created_at=work.now,
        **bots.columns(checked_hours(office.weekdays, office.opens, office.closes)),
    )
    work.note("created", "bot", bot_id, bot_id=bot_id)
    work.touch("bot", bot_id)
    return bots.get_bot(work.connection, work.scope, bot_id)


def edit_bot(
    work: UnitOfWork,
    bot_id: int,
    version: int,
    name: str,
    zone: str | None = None,
    country: str | None = None,
    office: OfficeHours | None = None,
) -> Bot:
    """Rename a bot, and change its zone, country or office hours where given; its key stays, and so do links."""
    work.scope.require(CONFIGURE)
    work.hold_list()
    before = bots.get_bot(work.connection, work.scope, bot_id)
    wanted = {"name": checked_name(name), "zone": checked_zone(zone or before.zone)}
    wanted["country"] = country_code(country) if country else (before.country or "")
    other = bots.find_bot(work.connection, work.scope, wanted["name"])
    if other and other.id != bot_id:
        raise RefusedError(f"there is a bot called {wanted['name']} already", "name")
    changed = {
        field: (getattr(before, field), value)
        for field, value in wanted.items()
        if getattr(before, field) != (value or None)
    }
    values: dict[str, object] = {field: new or None for field, (_, new) in changed.items()}
    if office is not None and office != before.office:
        values |= bots.columns(checked_hours(office.weekdays, office.opens, office.closes))
        changed["office_hours"] = (str(before.office), str(office))
    if changed:
        bots.update_bot(work.connection, bot_id, version, **values)
        work.note("edited", "bot", bot_id, bot_id=bot_id, changed=changed)
        work.touch("bot", bot_id)
    return bots.get_bot(work.connection, work.scope, bot_id)
