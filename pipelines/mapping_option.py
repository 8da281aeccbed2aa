"""What `--mapping` names: a TOML file, else a mapping that was saved on the Imports page."""

from __future__ import annotations

from pathlib import Path

from leadlight.actions.save_mapping import list_mappings
from leadlight.bootstrap import House
from leadlight.domain.scope import Scope
from leadlight.errors import InputError
from pipelines.ingest import bot_of
from pipelines.ingested import Wish
from pipelines.sources.mapping import Mapping, mapping_of, read_mapping


def named_mapping(house: House, scope: Scope, bot: str, given: Path) -> Mapping:
    """The mapping in the file `given`, or the bot's saved one of that name. Raises InputError where there is neither.

    A file comes first, so that what a script says is not changed by what somebody saves.
    """
    if given.exists():
        return read_mapping(given)
    found, is_new = bot_of(house, scope, Wish(bot))
    saved = {} if is_new else {one.name: one for one in list_mappings(house.engine, scope, found.id)}
    if str(given) in saved:
        return mapping_of(dict(saved[str(given)].mapping))
    there = f" (it has: {', '.join(saved)})" if saved else ""
    raise InputError(f"{given}: there is no such file, and {found.name} has no saved mapping of that name{there}")
