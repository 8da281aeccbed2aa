"""Read one thing whole, from the record: a lead's page, a conversation's page, the bots in the menu."""

from __future__ import annotations

from dataclasses import dataclass

from leadlight.domain.bot import Bot
from leadlight.domain.conversation import Conversation, Message
from leadlight.domain.lead import Activity, Lead, LedgerEntry, Move
from leadlight.domain.scope import READ, Scope
from leadlight.domain.temperature import Temperature, clamp, temperature
from leadlight.record import bots, conversations, history, leads, ledger, moves
from leadlight.record.engine import Record, reading


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation as one reads it. `score` is its ledger's clamped sum."""

    bot: Bot
    conversation: Conversation
    messages: tuple[Message, ...]
    ledger: tuple[LedgerEntry, ...]
    score: int
    temperature: Temperature
    leads: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class LeadView:
    """A lead with its story. `score` is None where there was no conversation to score."""

    bot: Bot
    lead: Lead
    moves: tuple[Move, ...]
    ledger: tuple[LedgerEntry, ...]
    score: int | None
    temperature: Temperature
    conversation: Conversation | None
    messages: tuple[Message, ...]
    activity: tuple[Activity, ...]


def read_lead(record: Record, scope: Scope, lead_id: int) -> LeadView:
    """One lead. Raises NotFoundError when the scope has none of this id."""
    scope.require(READ)
    with reading(record) as connection:
        lead = leads.get_lead(connection, scope, lead_id)
        bot = bots.get_bot(connection, scope, lead.bot_id)
        entries = ledger.entries_of(connection, lead.conversation_id, lead.id)
        has_score = lead.conversation_id is not None or bool(entries)
        score = clamp(entry.points for entry in entries) if has_score else None
        talk = lead.conversation_id
        return LeadView(
            bot=bot,
            lead=lead,
            moves=tuple(moves.moves_of(connection, [lead_id]).get(lead_id, [])),
            ledger=entries,
            score=score,
            temperature=temperature(score, bot.thresholds),
            conversation=conversations.get_conversation(connection, scope, talk) if talk is not None else None,
            messages=conversations.messages_of(connection, talk) if talk is not None else (),
            activity=history.activity_of(connection, "lead", lead_id),
        )


def read_conversation(record: Record, scope: Scope, conversation_id: int) -> ConversationView:
    """One conversation, lead or not. Raises NotFoundError when the scope has none of this id."""
    scope.require(READ)
    with reading(record) as connection:
        talk = conversations.get_conversation(connection, scope, conversation_id)
        bot = bots.get_bot(connection, scope, talk.bot_id)
        entries = ledger.entries_of(connection, conversation_id)
        score = clamp(entry.points for entry in entries)
        return ConversationView(
            bot=bot,
            conversation=talk,
            messages=conversations.messages_of(connection, conversation_id),
            ledger=entries,
            score=score,
            temperature=temperature(score, bot.thresholds),
            leads=leads.leads_of_conversation(connection, conversation_id),
        )


def list_bots(record: Record, scope: Scope) -> tuple[Bot, ...]:
    """The scope's bots, by name."""
    with reading(record) as connection:
        return bots.all_bots(connection, scope)
