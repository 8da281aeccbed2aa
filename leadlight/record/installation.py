"""Which record this is: an id that goes wherever the record goes."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, select, update

from leadlight.record.tables import installation


def identity(connection: Connection) -> str:
    """What tells this record from any other; a warehouse that was built from another one is rebuilt."""
    return str(connection.execute(select(installation.c.key)).scalar_one())


def renew(connection: Connection) -> None:
    """Become another record: every warehouse that followed this one so far is built anew."""
    connection.execute(update(installation).values(key=secrets.token_hex(16)))
