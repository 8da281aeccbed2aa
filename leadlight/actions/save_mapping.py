"""Keep a mapping under a name, so that the next file with the same headers takes it by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadlight.domain.imports import SavedMapping
from leadlight.domain.normalise import clean_text
from leadlight.domain.rows import Kind
from leadlight.domain.scope import IMPORT, Scope
from leadlight.errors import RefusedError
from leadlight.record import import_mappings
from leadlight.record.engine import Record, reading
from leadlight.record.unit_of_work import UnitOfWork

LONGEST_NAME = 80


def save_mapping(
    work: UnitOfWork, bot_id: int, name: str, kind: Kind, headers: tuple[str, ...], mapping: Mapping[str, Any]
) -> int:
    """Keep it, in place of the bot's mapping of that name; returns its id. `mapping` is checked by whoever made it."""
    work.scope.require(IMPORT)
    work.scope.require_bot(bot_id)
    called = _checked(name)
    saved = import_mappings.write_mapping(
        work.connection, bot_id, called, kind, headers, mapping, work.scope.actor, work.now
    )
    work.note("saved", "mapping", saved, bot_id=bot_id)
    return saved


def rename_mapping(work: UnitOfWork, mapping_id: int, name: str) -> None:
    """Give it another name. Raises RefusedError for one that is blank, too long or taken."""
    work.scope.require(IMPORT)
    known, bot_id = import_mappings.get_mapping(work.connection, work.scope, mapping_id)
    called = _checked(name)
    others = import_mappings.saved_mappings(work.connection, work.scope, bot_id)
    if any(other.name == called and other.id != known.id for other in others):
        raise RefusedError(f"there is a mapping called {called} already: choose another name", "name")
    import_mappings.rename_mapping(work.connection, mapping_id, called)
    work.note("renamed", "mapping", mapping_id, bot_id=bot_id)


def delete_mapping(work: UnitOfWork, mapping_id: int) -> None:
    """Forget it; what was imported by it stays."""
    work.scope.require(IMPORT)
    _, bot_id = import_mappings.get_mapping(work.connection, work.scope, mapping_id)
    import_mappings.delete_mapping(work.connection, mapping_id)
    work.note("deleted", "mapping", mapping_id, bot_id=bot_id)


def list_mappings(record: Record, scope: Scope, bot_id: int) -> tuple[SavedMapping, ...]:
    """The bot's saved mappings, by name."""
    scope.require(IMPORT)
    with reading(record) as connection:
        return import_mappings.saved_mappings(connection, scope, bot_id)


def _checked(name: str) -> str:
    called = (clean_text(name) or "").strip()
    if not called or len(called) > LONGEST_NAME:
        raise RefusedError(f"a mapping's name has 1 to {LONGEST_NAME} characters", "name")
    return called
