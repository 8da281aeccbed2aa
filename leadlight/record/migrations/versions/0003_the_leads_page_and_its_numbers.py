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
    _add_summary()
    _add_api_key()
    _add_idempotency()
    _add_spam()


def _add_api_key() -> None:
    table = "api_key"
    op.create_table(
        table,
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("bot_id", ID, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", sa.String(16), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("origins", JsonText(), server_default="[]", nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("used_at", Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('public', 'secret')", name=op.f("ck_api_key_kind")),
        sa.ForeignKeyConstraint(["bot_id"], ["bot.id"], name=op.f("fk_api_key_bot_id_bot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_api_key_hash", table, ["hash"], unique=True)
    op.create_index("ix_api_key_bot_id", table, ["bot_id"])


def _add_idempotency() -> None:
    op.create_table(
        "idempotency",
        sa.Column("bot_id", ID, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", JsonText(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["bot.id"], name=op.f("fk_idempotency_bot_id_bot")),
        sa.PrimaryKeyConstraint("bot_id", "key", name=op.f("pk_idempotency")),
    )
    op.create_index("ix_idempotency_created_at", "idempotency", ["created_at"])


def _add_spam() -> None:
    op.create_table(
        "spam",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("bot_id", ID, nullable=False),
        sa.Column("body", JsonText(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["bot.id"], name=op.f("fk_spam_bot_id_bot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spam")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_spam_bot_id", "spam", ["bot_id"])


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


def _add_summary() -> None:
    talk = sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversation.id"],
        name=op.f("fk_summary_conversation_id_conversation"),
        ondelete="CASCADE",
    )
    op.create_table(
        "summary",
        sa.Column("conversation_id", ID, autoincrement=False, nullable=False),
        sa.Column("bot_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("prompt_version", sa.String(16), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("transcript_hash", sa.String(32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("tokens", sa.Integer(), server_default="0", nullable=False),
        sa.Column("signals", JsonText(), server_default="[]", nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('extractive', 'model')", name=op.f("ck_summary_kind")),
        talk,
        sa.ForeignKeyConstraint(["bot_id"], ["bot.id"], name=op.f("fk_summary_bot_id_bot")),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_summary")),
    )
    op.create_index("ix_summary_transcript_hash", "summary", ["bot_id", "transcript_hash"])
    op.create_table(
        "model_use",
        sa.Column("bot_id", ID, autoincrement=False, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("calls", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tokens", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["bot.id"], name=op.f("fk_model_use_bot_id_bot")),
        sa.PrimaryKeyConstraint("bot_id", "day", name=op.f("pk_model_use")),
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
