"""What a lead's page needs (notes, merges that can be undone, who is the same person) and what the numbers of it do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from leadlight.record.types import Instant, JsonText

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add tables, indexes and a column; what stands is left as it is."""
    _add_lead_note()
    _add_lead_merge()
    op.add_column("bot", sa.Column("page_groups", JsonText(), server_default="[]", nullable=False))
    op.add_column("bot", sa.Column("points", JsonText(), server_default="{}", nullable=False))
    op.create_index("ix_lead_name", "lead", ["bot_id", "name"])
    known = sa.text("visitor IS NOT NULL")
    op.create_index(
        "ix_conversation_visitor", "conversation", ["bot_id", "visitor"], sqlite_where=known, postgresql_where=known
    )
    op.add_column("form", sa.Column("rules", JsonText(), server_default="{}", nullable=False))
    _add_capture_state()


def _add_capture_state() -> None:
    talk = sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversation.id"],
        name=op.f("fk_capture_state_conversation_id_conversation"),
        ondelete="CASCADE",
    )
    op.create_table(
        "capture_state",
        sa.Column("conversation_id", ID, autoincrement=False, nullable=False),
        sa.Column("state", JsonText(), nullable=False),
        sa.Column("seen", JsonText(), server_default="[]", nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        talk,
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_capture_state")),
    )
    is_open = sa.text("is_open")
    op.create_index(
        "ix_capture_state_open", "capture_state", ["updated_at"], sqlite_where=is_open, postgresql_where=is_open
    )


def _add_lead_note() -> None:
    op.create_table(
        "lead_note",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("lead_id", ID, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_lead_note_lead_id_lead"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_note")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lead_note_lead_id", "lead_note", ["lead_id"])


def _add_lead_merge() -> None:
    table = "lead_merge"
    talk = sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversation.id"],
        name=op.f("fk_lead_merge_conversation_id_conversation"),
        ondelete="SET NULL",
    )
    op.create_table(
        table,
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("bot_id", ID, nullable=False),
        sa.Column("lead_id", ID, nullable=False),
        sa.Column("into_id", ID, nullable=False),
        sa.Column("gone_id", ID, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("email_key", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("conversation_external_id", sa.Text(), nullable=True),
        sa.Column("conversation_id", ID, nullable=True),
        sa.Column("stated", JsonText(), nullable=True),
        sa.Column("before", JsonText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["bot.id"], name=op.f("fk_lead_merge_bot_id_bot")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_lead_merge_lead_id_lead"), ondelete="CASCADE"),
        talk,
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_merge")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lead_merge_lead_id", table, ["lead_id"])
    op.create_index("ix_lead_merge_conversation_id", table, ["conversation_id"])
    for column in ("external_id", "email_key", "phone", "conversation_external_id"):
        op.create_index(f"ix_lead_merge_{column}", table, ["bot_id", column])
