"""Forms that were screened out, kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from leadlight.record.tables import spam


def keep_spam(connection: Connection, bot_id: int, body: Mapping[str, Any], why: str, actor: str, at: datetime) -> None:
    """Keep what was sent, whole, with what spoke against it."""
    row = {"bot_id": bot_id, "body": dict(body), "why": why, "actor": actor, "received_at": at}
    connection.execute(insert(spam).values(row))
