"""Score conversations again, in bulk: those that older rules scored, or all."""

from __future__ import annotations

from collections.abc import Sequence

from leadlight.actions.record_conversations import ledger_rows
from leadlight.domain.scope import IMPORT
from leadlight.record import conversations
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.scoring.version import rules_version


def score_conversations(work: UnitOfWork, conversation_ids: Sequence[int]) -> int:
    """Replace the ledgers of these conversations by what the rules of today find; returns how many ledgers changed."""
    work.scope.require(IMPORT)
    work.hold(*conversations.bots_of(work.connection, conversation_ids))
    talks = conversations.transcripts(work.connection, conversation_ids)
    before = conversations.ledgers(work.connection, conversation_ids)
    entries, changed = [], []
    for conversation_id, talk in talks.items():
        work.scope.require_bot(talk.bot_id)
        found = ledger_rows(talk.bot_id, conversation_id, talk.messages, work.now)
        if [(row["kind"], row["points"], row["quote"], row["position"]) for row in found] != before.get(
            conversation_id, []
        ):
            changed.append(conversation_id)
            entries += found
    conversations.replace_signals(work.connection, entries, changed)
    conversations.mark_scored(work.connection, conversation_ids, rules_version())
    work.touch("conversation", *changed)
    leads = conversations.leads_of(work.connection, changed)
    work.touch("lead", *(lead_id for some in leads.values() for lead_id in some))
    return len(changed)
