"""Who else may be the same person, and which other conversations are theirs: looked up by what an index holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from leadlight.domain.conversation import Conversation
from leadlight.domain.lead import Lead
from leadlight.record.conversations import COLUMNS as TALK_COLUMNS
from leadlight.record.leads import COLUMNS, to_lead
from leadlight.record.tables import conversation, lead, lead_merge

MOST = 20
"""How many alike leads, or further conversations, are looked for."""


def alike(connection: Connection, of: Lead, visitor: str | None) -> list[tuple[str, Lead]]:
    """Leads of the same bot that share an e-mail, a phone, a visitor or a name with this one: (what, lead), by id."""
    found: dict[tuple[str, int], Lead] = {}
    for what, condition in _marks(of, visitor):
        query = select(*COLUMNS).where(condition, lead.c.id != of.id)
        for row in connection.execute(query.order_by(lead.c.id).limit(MOST)):
            found[what, row.id] = to_lead(row)
    return [(what, each) for (what, _), each in found.items()]


def _marks(of: Lead, visitor: str | None) -> Sequence[tuple[str, ColumnElement[bool]]]:
    mine = lead.c.bot_id == of.bot_id
    marks: list[tuple[str, ColumnElement[bool]]] = []
    if of.email:
        marks.append(("email", mine & (lead.c.email_key == of.email.lower())))
    if of.phone:
        marks.append(("phone", mine & (lead.c.phone == of.phone)))
    if visitor:  # (conversations of this bot: to name it again would let SQLite go through all its leads)
        marks.append(("visitor", lead.c.conversation_id.in_(_of_visitor(of.bot_id, visitor))))
    if of.name:  # spelt as it is, or as forms and lists often have it
        spellings = {of.name, of.name.lower(), of.name.upper(), of.name.title()}
        marks.append(("name", mine & lead.c.name.in_(spellings)))
    return marks


def further_talks(connection: Connection, of: Lead, visitor: str | None) -> tuple[Conversation, ...]:
    """Other conversations of this person: of the same visitor, and of leads that became part of this one."""
    merged = select(lead_merge.c.conversation_id).where(lead_merge.c.lead_id == of.id).scalar_subquery()
    theirs: list[ColumnElement[Any]] = [conversation.c.id.in_(merged)]
    theirs += [conversation.c.id.in_(_of_visitor(of.bot_id, visitor))] if visitor else []
    query = select(*TALK_COLUMNS).where(conversation.c.id.is_distinct_from(of.conversation_id), or_(*theirs))
    rows = connection.execute(query.order_by(conversation.c.started_at.desc()))
    return tuple(Conversation(*row) for row in rows)


def _of_visitor(bot_id: int, visitor: str) -> Any:
    """The visitor's newest conversations; MOST of them, as some sources call everybody by one name."""
    mine = (conversation.c.bot_id == bot_id) & (conversation.c.visitor == visitor)
    return select(conversation.c.id).where(mine).order_by(conversation.c.id.desc()).limit(MOST).scalar_subquery()
