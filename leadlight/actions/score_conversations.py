"""Score conversations again, in bulk: those that older rules scored, or all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leadlight.actions.record_conversations import ledger_rows
from leadlight.domain.scope import IMPORT
from leadlight.record import bots, conversations, summaries
from leadlight.record.conversations import Transcript
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.scoring import Scorer, score_many
from leadlight.scoring.bulk import Talk
from leadlight.scoring.version import rules_version

PIECE = 100
"""Conversations read at once."""


def score_conversations(work: UnitOfWork, conversation_ids: Sequence[int], scored: Scorer = score_many) -> int:
    """Replace the ledgers of these conversations by what the rules of today find; returns how many ledgers changed.

    `scored` does the scoring: in this process, or shared with others (see `leadlight.scoring.scorers`).
    """
    work.scope.require(IMPORT)
    return ledger_again(work, conversation_ids, scored)


def ledger_again(work: UnitOfWork, conversation_ids: Sequence[int], scored: Scorer = score_many) -> int:
    """Write the ledgers that rules, points and models' claims of today make; returns how many are others now."""
    bot_ids = conversations.bots_of(work.connection, conversation_ids)
    work.hold(*bot_ids)
    found_bots = {bot_id: bots.get_bot(work.connection, work.scope, bot_id) for bot_id in bot_ids}
    talks: dict[int, Transcript] = {}
    ledgers = scored(_read(work, conversation_ids, {each: dict(bot.points) for each, bot in found_bots.items()}, talks))
    before = conversations.ledgers(work.connection, conversation_ids)
    claims = summaries.claims_of(work.connection, conversation_ids)
    entries, changed = [], []
    for (conversation_id, talk), found in zip(talks.items(), ledgers, strict=True):
        mine = claims.get(conversation_id, ())
        rows = ledger_rows(found_bots[talk.bot_id], conversation_id, talk.messages, found, work.now, mine)
        if [(row["kind"], row["points"], row["quote"], row["position"]) for row in rows] != before.get(
            conversation_id, []
        ):
            changed.append(conversation_id)
            entries += rows
    conversations.replace_signals(work.connection, entries, changed)
    for bot in found_bots.values():
        of_bot = [each for each, talk in talks.items() if talk.bot_id == bot.id]
        conversations.mark_scored(work.connection, of_bot, rules_version(bot.points))
    work.touch("conversation", *changed)
    leads = conversations.leads_of(work.connection, changed)
    work.touch("lead", *(lead_id for some in leads.values() for lead_id in some))
    return len(changed)


def _read(
    work: UnitOfWork, ids: Sequence[int], points: Mapping[int, Mapping[str, int]], talks: dict[int, Transcript]
) -> Iterator[Talk]:
    """The conversations piece by piece, so that the first are scored while the next are read; kept in `talks`."""
    for start in range(0, len(ids), PIECE):
        read = conversations.transcripts(work.connection, ids[start : start + PIECE])
        talks.update(read)
        yield from ((talk.messages, points[talk.bot_id]) for talk in read.values())
