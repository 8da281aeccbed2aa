"""Make a key of the HTTP API, list a bot's keys, or revoke one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from leadlight.domain.api_key import BEGINS, KINDS, LONGEST_NAME, MOST_ORIGINS, ApiKey, KeyKind, checked_origin, hashed
from leadlight.domain.normalise import clean_text
from leadlight.domain.scope import CONFIGURE, Scope
from leadlight.errors import RefusedError
from leadlight.record import api_keys, bots
from leadlight.record.engine import Record, reading
from leadlight.record.unit_of_work import UnitOfWork

SHOWN = 12
"""Letters of a key that are kept to tell it by."""


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key, and its text: the only time it is told."""

    key: ApiKey
    text: str


def make_key(work: UnitOfWork, bot_id: int, kind: KeyKind, name: str, origins: Sequence[str] = ()) -> MadeKey:
    """A new key of the bot. Raises RefusedError naming the field: kind, name, or origins (of public keys only)."""
    work.scope.require(CONFIGURE)
    bots.get_bot(work.connection, work.scope, bot_id)
    if kind not in KINDS:
        raise RefusedError(f"a key is {' or '.join(KINDS)}, not {kind!r}", "kind")
    name = name.strip()
    if not clean_text(name) or len(name) > LONGEST_NAME or not name.isprintable():
        raise RefusedError(f"a key has a name of 1 to {LONGEST_NAME} letters, to tell it by", "name")
    text = BEGINS[kind] + secrets.token_urlsafe(32)
    key_id = api_keys.insert_key(
        work.connection,
        bot_id=bot_id,
        kind=kind,
        name=name,
        prefix=text[:SHOWN],
        hash=hashed(text),
        origins=_origins(kind, origins),
        created_by=work.scope.actor,
        created_at=work.now,
    )
    work.note("created", "key", key_id, bot_id=bot_id)
    return MadeKey(api_keys.get_key(work.connection, work.scope, key_id), text)


def revoke_key(work: UnitOfWork, key_id: int) -> ApiKey:
    """Let a key open nothing any more, at once. Raises NotFoundError outside the scope."""
    work.scope.require(CONFIGURE)
    key = api_keys.get_key(work.connection, work.scope, key_id)
    if key.revoked_at is None:
        api_keys.revoke(work.connection, key_id, work.now)
        work.note("revoked", "key", key_id, bot_id=key.bot_id)
    return api_keys.get_key(work.connection, work.scope, key_id)


def list_keys(record: Record, scope: Scope, bot_id: int) -> tuple[ApiKey, ...]:
    """The bot's keys, revoked ones too, the newest first."""
    scope.require(CONFIGURE)
    scope.require_bot(bot_id)
    with reading(record) as connection:
        return api_keys.keys_of(connection, bot_id)


def find_public_key(record: Record, scope: Scope, bot_id: int, text: str) -> ApiKey | None:
    """The bot's public key in force of this text; None where it is none."""
    scope.require(CONFIGURE)
    scope.require_bot(bot_id)
    with reading(record) as connection:
        found = api_keys.find_key(connection, hashed(text.strip()))
    return found if found is not None and found.bot_id == bot_id and found.kind == "public" else None


def _origins(kind: KeyKind, given: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(checked_origin(each) for each in given if each.strip()))
    if found and kind != "public":
        raise RefusedError(
            "a secret key is used by servers, which have no origin: only public keys list them", "origins"
        )
    if len(found) > MOST_ORIGINS:
        raise RefusedError(f"a key lists at most {MOST_ORIGINS} origins", "origins")
    return found
