"""Bringing the record's schema to the version this code speaks."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine

from leadlight.errors import InputError
from leadlight.record.engine import told_plainly


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


def migrate(engine: Engine) -> None:
    """Upgrade to head, each migration in one transaction. Raises InputError on a record from a newer Leadlight."""
    with told_plainly():
        at = version(engine)
        if at == head():
            return
        try:
            command.upgrade(_config(engine), "head")
        except CommandError as error:
            raise InputError(
                f"the record is at version {at}, which this Leadlight does not know: use the newer one"
            ) from error
