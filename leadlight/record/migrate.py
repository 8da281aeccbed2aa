"""Bringing the record's schema to the version this code speaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, text

from leadlight.errors import InputError
from leadlight.record.engine import told_plainly
from leadlight.record.followers import begin_anew_where_moved
from leadlight.record.turns import SCHEMA

PATIENCE_S = 600
"""Seconds to wait for another process that migrates."""


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["engine"] = engine
    return config


def head() -> str:
    """The schema version this code speaks."""
    script = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    return script.get_current_head() or ""


def version(engine: Engine) -> str | None:
    """The schema version the record is at; None for a new one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Let nobody else migrate meanwhile: of two processes that start at once the second finds it done."""
    if engine.dialect.name != "postgresql":  # there each migration has the one turn of writing
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = '{PATIENCE_S}s'"))
        connection.execute(text("SELECT pg_advisory_lock(:of, 0)"), {"of": SCHEMA})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:of, 0)"), {"of": SCHEMA})
            connection.execute(text("RESET lock_timeout"))


def migrate(engine: Engine) -> None:
    """Upgrade to head, each migration in one transaction. Raises InputError on a record from a newer Leadlight."""
    with told_plainly(), _alone(engine):
        at = version(engine)
        if at != head():
            _upgrade(engine, at)
        begin_anew_where_moved(engine)


def _upgrade(engine: Engine, at: str | None) -> None:
    try:
        command.upgrade(_config(engine), "head")
    except CommandError as error:
        raise InputError(
            f"the record is at version {at}, which this Leadlight does not know: use the newer one"
        ) from error
