"""What older rules scored is found at once, bot by bot, however many conversations there are."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Exchange one index for another; what stands is left as it is."""
    op.create_index("ix_conversation_bot_scored_by", "conversation", ["bot_id", "scored_by", "id"])
    op.drop_index("ix_conversation_scored_by", table_name="conversation")
