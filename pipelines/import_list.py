"""Every import there was, for a terminal."""

from __future__ import annotations

from typing import Any

from leadlight.actions.read_import import list_imports
from leadlight.actions.read_lead import list_bots
from leadlight.bootstrap import House
from leadlight.domain.imports import COUNTS
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError

MOST = 200
"""Imports told at once; the Imports page has them all."""


def listed(house: House, scope: Scope, bot: str | None) -> dict[str, Any]:
    """The imports of one bot (its key or name) or of all, the newest first. Raises NotFoundError for an unknown bot."""
    bots = {each.id: each for each in list_bots(house.engine, scope)}
    chosen = [each.id for each in bots.values() if bot and bot.lower() in (each.key.lower(), each.name.lower())]
    if bot and not chosen:
        raise NotFoundError(f"there is no bot {bot!r}")
    total, found = list_imports(house.engine, scope, house.clock, chosen[0] if chosen else None, MOST)
    rows = [
        {
            "batch": one.id, "bot": bots[one.bot_id].key, "file": one.file, "kind": one.kind, "by": one.actor,
            "started_at": one.started_at.isoformat(), "state": one.state,
            **{name: getattr(one, name) for name in COUNTS},
        }
        for one in found
    ]  # fmt: skip
    return {"imports": total, "newest": rows}


def in_words(found: dict[str, Any]) -> str:
    """One line an import."""
    lines = [
        f"{one['batch']:>6}  {one['started_at'][:16]}  {one['state']:<8}  {one['bot']}  {one['file']}: "
        + ", ".join(f"{name} {one[name]}" for name in COUNTS)
        for one in found["newest"]
    ]
    if found["imports"] > len(lines):
        lines.append(f"… and {found['imports'] - len(lines)} more")
    return "\n".join(lines) or "nothing has been imported yet"
