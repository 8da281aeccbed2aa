"""Leads in the record: found by id or by who they are, written in batches, changed by version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from leadlight.domain.lead import Lead
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError
from leadlight.record.tables import import_row, lead

IN_LIMIT = 2_000
"""Values bound in one IN list, below every engine's limit."""
COLUMNS = [lead.c[field.name] for field in fields(Lead)]
_NEW = insert(lead)


def to_lead(row: Row[Any]) -> Lead:
    """A row of COLUMNS as a Lead."""
    return Lead(**row._mapping)


def get_lead(connection: Connection, scope: Scope, lead_id: int) -> Lead:
    """The lead of this id. Raises NotFoundError when there is none in the scope: another bot's looks the same."""
    row = connection.execute(select(*COLUMNS).where(lead.c.id == lead_id)).one_or_none()
    if row is None or not scope.covers(row.bot_id):
        raise NotFoundError("no such lead")
    return to_lead(row)


def bots_of(connection: Connection, lead_ids: Iterable[int]) -> set[int]:
    """The bots of these leads."""
    wanted = sorted(set(lead_ids))
    found: set[int] = set()
    for start in range(0, len(wanted), IN_LIMIT):
        query = select(lead.c.bot_id).where(lead.c.id.in_(wanted[start : start + IN_LIMIT])).distinct()
        found.update(connection.execute(query).scalars())
    return found


def leads_of_conversation(connection: Connection, conversation_id: int) -> tuple[Lead, ...]:
    """The leads that a conversation produced, oldest first."""
    query = select(*COLUMNS).where(lead.c.conversation_id == conversation_id).order_by(lead.c.id)
    return tuple(to_lead(row) for row in connection.execute(query))


def with_values(connection: Connection, bot_id: int, column: str, values: Iterable[Any]) -> list[dict[str, Any]]:
    """Whole rows of the bot's leads whose `column` is one of `values`, with what the last import stated of them."""
    wanted = sorted(set(values))
    rows: list[dict[str, Any]] = []
    for start in range(0, len(wanted), IN_LIMIT):
        some = {"bot": bot_id, "some": wanted[start : start + IN_LIMIT]}
        rows += [dict(row) for row in connection.execute(_one_of(column), some).mappings()]
    return rows


@cache
def _one_of(column: str) -> Select[Any]:
    """Made once for each column: to put it together takes longer than to find one lead by it."""
    query = select(lead, import_row.c.stated).outerjoin(import_row, import_row.c.lead_id == lead.c.id)
    among = lead.c[column].in_(bindparam("some", expanding=True))
    return query.where(lead.c.bot_id == bindparam("bot"), among).order_by(lead.c.id)


def insert_leads(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new leads whose ids were reserved before."""
    if rows:
        connection.execute(_NEW, rows)


def update_lead(connection: Connection, lead_id: int, version: int, **values: Any) -> bool:
    """Change a lead that still has this version; False when it has not."""
    stands = (lead.c.id == lead_id) & (lead.c.version == version)
    return connection.execute(update(lead).where(stands).values(version=version + 1, **values)).rowcount == 1


def update_leads(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Overwrite whole rows, by id, within a transaction that has just read them."""
    if rows:
        names = [name for name in rows[0] if name != "id"]
        statement = update(lead).where(lead.c.id == bindparam("b_id")).values({n: bindparam(f"b_{n}") for n in names})
        connection.execute(statement, [{f"b_{name}": value for name, value in row.items()} for row in rows])


def delete_lead(connection: Connection, lead_id: int) -> None:
    """Delete a lead with its moves, overrides, value history and import row."""
    connection.execute(delete(lead).where(lead.c.id == lead_id))
