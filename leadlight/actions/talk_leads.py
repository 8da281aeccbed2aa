"""The leads that conversations make: of what visitors wrote, and of what the system it came from knows of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_leads
from leadlight.actions.lead_batch import Captured
from leadlight.domain.bot import Bot
from leadlight.domain.rows import ConversationRow, LeadRow
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.scoring.extraction import Contact, contact

CONTACT_GIVEN = "contact_given"
"""The trigger of a lead that its visitor's own words made."""


def make_leads(
    work: UnitOfWork,
    capture: Capture,
    known: Mapping[str, Mapping[str, Any]],
    said: Mapping[int, ConversationRow],
    awaited: Collection[str],
) -> dict[int, Captured]:
    """Capture who can be reached: those who left an e-mail or a phone, and those their system has one of.

    `known`: whole conversations by external id; `said`: the rows that are news, by conversation id; `awaited`: external
    ids that leads had named before, so who it was is told already.
    """
    has_lead = capture.ground.leads_of(work.connection, list(said))
    ids = {row.contact_id for row in said.values() if row.contact_id}
    there = {each["external_id"] for each in capture.ground.leads(work.connection, capture.bot.id, "external_id", ids)}
    rows: dict[int, LeadRow] = {}
    for talk_id, row in said.items():
        if row.external_id in awaited:
            continue
        if talk_id in has_lead:
            lead = _known_better(row) if len(has_lead[talk_id]) == 1 else None
        else:
            lead = lead_of(row, capture.bot, known[row.external_id], is_there=row.contact_id in there)
        if lead:
            rows[talk_id] = lead
    rows = _as_first_captured(work, capture, rows, has_lead)
    return dict(zip(rows, capture_leads(work, capture, list(rows.values())), strict=True))


def lead_of(row: ConversationRow, bot: Bot, talk: Mapping[str, Any], is_there: bool = False) -> LeadRow | None:
    """The lead of a conversation: an e-mail or a phone is needed, or that its contact is a lead already (`is_there`).

    What its system knows comes first, then the visitor's words. A lead of words begins when they were said (with the
    last message), one that was known when the conversation did.
    """
    words = contact(row.messages, row.country or bot.country)
    gave = bool(words.email or words.phone)
    if not (row.email or row.phone or gave or is_there):
        return None
    lead = _told(row, words) if gave or row.email or row.phone else LeadRow(row.line)
    is_known = bool(row.email or row.phone)
    return replace(
        lead,
        external_id=row.contact_id if is_there else None,
        captured_at=talk["started_at"] if is_known else talk["last_message_at"],
        trigger=None if is_known else CONTACT_GIVEN if gave else None,
        conversation_external_id=row.external_id,
    )


def _told(row: ConversationRow, words: Contact) -> LeadRow:
    return LeadRow(
        line=row.line,
        name=row.name or words.name,
        email=row.email or words.email,
        phone=row.phone or words.phone,
        company=row.company or words.company,
        website=words.website,
    )


def _known_better(row: ConversationRow) -> LeadRow | None:
    """What a conversation's system says of the one lead that it made; their words made it, and change it no more."""
    if not (row.email or row.phone):
        return None
    return replace(_told(row, Contact()), conversation_external_id=row.external_id)


def _as_first_captured(
    work: UnitOfWork, capture: Capture, rows: Mapping[int, LeadRow], has_lead: Mapping[int, Sequence[int]]
) -> dict[int, LeadRow]:
    """The rows without what would move a capture later: who comes back was captured the first time.

    A row about a conversation's own lead goes only where it meets that lead: it makes no other.
    """
    capture.matcher.forget()  # what the batch before has written since
    capture.matcher.read(work, rows.values())
    first: dict[str, datetime] = {}
    found: dict[int, LeadRow] = {}
    for talk_id, row in rows.items():
        lead = capture.matcher.find(row)
        if talk_id in has_lead and (lead is None or lead["id"] not in has_lead[talk_id]):
            continue
        marks = [mark for mark in (row.email and row.email.lower(), row.phone) if mark]
        earlier = [first[mark] for mark in marks if mark in first] + ([lead["captured_at"]] if lead else [])
        moment = row.captured_at
        is_later = moment is None or any(moment >= each for each in earlier)
        found[talk_id] = replace(row, captured_at=None) if is_later else row
        if moment:
            first |= {mark: min(moment, first.get(mark, moment)) for mark in marks}
    return found
