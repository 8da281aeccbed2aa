"""Taking turns: those who write the same thing follow one another on PostgreSQL, as they do on SQLite anyway."""

from __future__ import annotations

from sqlalchemy import Connection, text

BOT, BOTS, FEED, SCHEMA = 70_301, 70_302, 70_303, 70_304
"""What one can have the turn of: one bot's leads and conversations, the list of bots, the feed's end, the schema."""


def take_turn(connection: Connection, of: int, ident: int = 0) -> None:
    """Wait until nobody else has this turn, and keep it until the transaction ends.

    What the transaction has read before may be out of date by then: take the turn first, then read what decides.
    """
    if connection.dialect.name == "postgresql":  # on SQLite whoever writes has the one turn there is
        connection.execute(text("SELECT pg_advisory_xact_lock(:of, :ident)"), {"of": of, "ident": ident})
