"""Alembic's entry: run each migration in a writing transaction of the engine that `migrate` hands over."""

from __future__ import annotations

from alembic import context

from leadlight.record.tables import metadata

engine = context.config.attributes["engine"]
with engine.connect().execution_options(writes=True) as connection:
    # SQLite runs DDL inside transactions once the driver no longer commits behind our back.
    context.configure(
        connection=connection, target_metadata=metadata, transaction_per_migration=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()
