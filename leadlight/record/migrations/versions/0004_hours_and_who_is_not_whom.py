"""When a bot's people are at work, which leads a person said are not the same, and how a model words questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from leadlight.record.types import Instant, JsonText

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add columns and tables; what stands is left as it is."""
    _add_office_hours()
    _add_lead_apart()
    _add_phrasing()


def _add_phrasing() -> None:
    op.create_table(
        "phrasing",
        sa.Column("bot_id", ID, autoincrement=False, nullable=False),
        sa.Column("form_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("lines", JsonText(), server_default="{}", nullable=False),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.Column("tried_at", Instant(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["bot_id"], ["bot.id"], name=op.f("fk_phrasing_bot_id_bot")),
        sa.PrimaryKeyConstraint("bot_id", "form_version", "language", name=op.f("pk_phrasing")),
    )


def _add_office_hours() -> None:
    op.add_column("bot", sa.Column("office_days", sa.String(7), server_default="12345", nullable=False))
    op.add_column("bot", sa.Column("office_opens", sa.Integer(), server_default="540", nullable=False))
    op.add_column("bot", sa.Column("office_closes", sa.Integer(), server_default="1080", nullable=False))


def _add_lead_apart() -> None:
    table = "lead_apart"
    op.create_table(
        table,
        sa.Column("lead_id", ID, autoincrement=False, nullable=False),
        sa.Column("other_id", ID, autoincrement=False, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("lead_id < other_id", name=op.f("ck_lead_apart_order")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_lead_apart_lead_id_lead"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["other_id"], ["lead.id"], name=op.f("fk_lead_apart_other_id_lead"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lead_id", "other_id", name=op.f("pk_lead_apart")),
    )
    op.create_index("ix_lead_apart_other_id", table, ["other_id"])
