"""Keys of the HTTP API, by the hash of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from leadlight.domain.api_key import ApiKey
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError
from leadlight.record.tables import api_key, bot

COLUMNS = [api_key.c[field.name] for field in fields(ApiKey)]


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(**{**row._mapping, "origins": tuple(row.origins)})


def find_key(connection: Connection, hash: str) -> ApiKey | None:
    """The key of this hash that is in force; None where there is none."""
    query = select(*COLUMNS).where(api_key.c.hash == hash, api_key.c.revoked_at.is_(None))
    row = connection.execute(query).one_or_none()
    return _key(row) if row is not None else None


def in_force(connection: Connection, ids: Iterable[int]) -> frozenset[int]:
    """Those of these keys that are not revoked."""
    query = select(api_key.c.id).where(api_key.c.id.in_(sorted(ids)), api_key.c.revoked_at.is_(None))
    return frozenset(connection.execute(query).scalars())


def keys_of(connection: Connection, bot_id: int) -> tuple[ApiKey, ...]:
    """The bot's keys, revoked ones too, the newest first."""
    query = select(*COLUMNS).where(api_key.c.bot_id == bot_id).order_by(api_key.c.id.desc())
    return tuple(_key(row) for row in connection.execute(query))


def get_key(connection: Connection, scope: Scope, key_id: int) -> ApiKey:
    """The key of this id. Raises NotFoundError outside the scope."""
    row = connection.execute(select(*COLUMNS).where(api_key.c.id == key_id)).one_or_none()
    if row is None or not scope.covers(row.bot_id):
        raise NotFoundError("no such key")
    return _key(row)


def all_origins(connection: Connection) -> dict[str, frozenset[str]]:
    """The origins that any public key in force is used from, by the bot's key and by its name, in small letters."""
    query = select(bot.c.key, bot.c.name, api_key.c.origins).join(bot, bot.c.id == api_key.c.bot_id)
    query = query.where(api_key.c.kind == "public", api_key.c.revoked_at.is_(None)).order_by(bot.c.id.desc())
    by_key: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for row in connection.execute(query):
        by_key[row.key.lower()].update(row.origins)
        names[row.name.lower()] = row.key.lower()
    names |= {key: key for key in by_key}  # a key says whose it is before a name does
    return {name: frozenset(by_key[key]) for name, key in names.items()}


def insert_key(connection: Connection, **values: Any) -> int:
    """Write a new key; returns its id."""
    return int(connection.execute(insert(api_key).values(**values).returning(api_key.c.id)).scalar_one())


def revoke(connection: Connection, key_id: int, at: datetime) -> None:
    """Note that a key opens nothing from now on."""
    chosen = (api_key.c.id == key_id) & api_key.c.revoked_at.is_(None)
    connection.execute(update(api_key).where(chosen).values(revoked_at=at))


def note_use(connection: Connection, ids: Iterable[int], at: datetime) -> None:
    """Note when keys were used."""
    connection.execute(update(api_key).where(api_key.c.id.in_(sorted(ids))).values(used_at=at))
