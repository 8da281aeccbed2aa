"""How a model words the questions of a bot's form: by version and language, and which of them are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from leadlight.record.tables import form, phrasing

Lines = Mapping[str, Sequence[str]]
"""Ways to ask each field, by its key."""


class Wanted(NamedTuple):
    """Questions that were asked in our own words: of which bot's form, which version of it, in which language."""

    bot_id: int
    form_version: int
    language: str


def find_lines(connection: Connection, wanted: Wanted) -> Lines | None:
    """The lines of a form in a language; None where nobody wanted them yet."""
    return connection.execute(select(phrasing.c.lines).where(*_this(wanted))).scalar()


def all_lines(connection: Connection, bot_id: int, form_version: int) -> dict[str, Lines]:
    """What was worded of a version of the bot's form, by language."""
    mine = phrasing.c
    query = select(mine.language, mine.lines).where(mine.bot_id == bot_id, mine.form_version == form_version)
    return {language: lines for language, lines in connection.execute(query) if lines}


def want(connection: Connection, wanted: Wanted) -> None:
    """Note that such questions are asked, so that a model words them if there is one."""
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(phrasing)
    connection.execute(insert.values(**wanted._asdict()).on_conflict_do_nothing())


def due(connection: Connection, made_by: str, tried_before: datetime, limit: int) -> list[Wanted]:
    """What is wanted of forms in force and was not made so; what failed is due again when it was tried before then."""
    mine = phrasing.c
    latest = select(func.coalesce(func.max(form.c.version), 0)).where(form.c.bot_id == mine.bot_id).scalar_subquery()
    query = select(mine.bot_id, mine.form_version, mine.language).where(mine.form_version == latest)
    query = query.where(_is_due(made_by, tried_before)).order_by(mine.bot_id, mine.language)
    return [Wanted(*row) for row in connection.execute(query.limit(limit))]


def is_due(connection: Connection, wanted: Wanted, made_by: str, tried_before: datetime) -> bool:
    """Whether that is still to be made so."""
    query = select(phrasing.c.bot_id).where(*_this(wanted), _is_due(made_by, tried_before))
    return connection.execute(query).first() is not None


def _is_due(made_by: str, tried_before: datetime) -> ColumnElement[bool]:
    mine = phrasing.c
    is_made = func.coalesce(mine.made_by, "") == made_by
    return ~is_made | (mine.trouble.is_not(None) & (mine.tried_at < tried_before))


def keep(connection: Connection, wanted: Wanted, lines: Lines, made_by: str, at: datetime) -> None:
    """Write what was made."""
    _write(connection, wanted, {"lines": dict(lines), "made_by": made_by, "tried_at": at, "trouble": None})


def note_trouble(connection: Connection, wanted: Wanted, made_by: str, at: datetime, trouble: str) -> None:
    """Write why nothing was made; what stands stays."""
    _write(connection, wanted, {"made_by": made_by, "tried_at": at, "trouble": trouble})


def _write(connection: Connection, wanted: Wanted, values: Mapping[str, Any]) -> None:
    connection.execute(update(phrasing).where(*_this(wanted)).values(**values))


def _this(wanted: Wanted) -> tuple[Any, ...]:
    mine = phrasing.c
    same = (mine.bot_id == wanted.bot_id, mine.form_version == wanted.form_version)
    return (*same, mine.language == wanted.language)
