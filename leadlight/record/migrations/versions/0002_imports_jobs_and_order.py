"""Imports that can be undone, mappings that are kept, jobs that are remembered, and the feed's order on PostgreSQL."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

from leadlight.record.types import Instant, JsonText

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add columns, tables and an index; what stands is left as it is."""
    op.add_column("import_batch", sa.Column("total", sa.Integer(), nullable=True))
    op.add_column("import_batch", sa.Column("seen_at", Instant(), nullable=True))
    op.add_column("import_batch", sa.Column("trouble", sa.Text(), nullable=True))
    op.add_column("import_batch", sa.Column("announced", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("import_batch", sa.Column("undone_at", Instant(), nullable=True))
    op.add_column("import_batch", sa.Column("undone_by", sa.Text(), nullable=True))
    for table in ("follower", "pruned"):
        op.add_column(table, sa.Column("xid", sa.BigInteger(), server_default="0", nullable=False))
    voids = sa.text("voids_id IS NOT NULL")
    op.create_index("ix_stage_move_voids_id", "stage_move", ["voids_id"], sqlite_where=voids, postgresql_where=voids)
    op.create_index("ix_import_batch_bot_id", "import_batch", ["bot_id"])
    known = sa.text("batch_id IS NOT NULL")
    for table in ("conversation", "lead"):
        op.create_index(f"ix_{table}_batch_id", table, ["batch_id"], sqlite_where=known, postgresql_where=known)
    _add_import_before()
    _add_import_mapping()
    _add_job()
    _add_installation()
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_change_xid_seq", "change", ["xid", "seq"])


def _add_import_before() -> None:
    table = "import_before"
    op.create_table(
        table,
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("batch_id", ID, nullable=False),
        sa.Column("lead_id", ID, nullable=True),
        sa.Column("conversation_id", ID, nullable=True),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("before", JsonText(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_before_batch_id_import_batch")),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["lead.id"], name=op.f("fk_import_before_lead_id_lead"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_import_before_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_before")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_import_before_lead", table, ["batch_id", "lead_id"], unique=True)
    op.create_index("uq_import_before_conversation", table, ["batch_id", "conversation_id"], unique=True)
    op.create_index("ix_import_before_lead_id", table, ["lead_id"], unique=False)
    op.create_index("ix_import_before_conversation_id", table, ["conversation_id"], unique=False)


def _add_import_mapping() -> None:
    op.create_table(
        "import_mapping",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("bot_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("headers", JsonText(), nullable=False),
        sa.Column("mapping", JsonText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["bot.id"], name=op.f("fk_import_mapping_bot_id_bot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_import_mapping_name", "import_mapping", ["bot_id", "name"], unique=True)


def _add_job() -> None:
    op.create_table(
        "job",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("detail", JsonText(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_kind_started_at", "job", ["kind", "started_at"], unique=False)


def _add_installation() -> None:
    table = op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.execute(table.insert().values(id=1, key=secrets.token_hex(16)))
