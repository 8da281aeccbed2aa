"""Keep conversations: their messages, their score ledger, and the lead that a visitor's own words make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from leadlight.actions import talk_leads, talk_parts
from leadlight.actions.capture import PATHS, Capture, new_ids
from leadlight.actions.capture_lead import tie_waiting_leads
from leadlight.actions.lead_batch import Captured
from leadlight.actions.talk_parts import COLUMNS, Told
from leadlight.domain.bot import Bot
from leadlight.domain.conversation import Message, Signal
from leadlight.domain.journey import campaign
from leadlight.domain.normalise import page_path
from leadlight.domain.rows import ConversationRow
from leadlight.domain.scope import IMPORT, WRITE
from leadlight.domain.summary import Claim
from leadlight.record import conversations, import_journal, live_states, summaries
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.scoring.claims import ACTOR, added
from leadlight.scoring.ledger import score
from leadlight.scoring.version import rules_version


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one conversation row, and the lead that its words made, if any."""

    conversation_id: int
    outcome: str
    lead: Captured | None = None


def record_conversations(
    work: UnitOfWork, capture: Capture, rows: Sequence[ConversationRow], *, make_leads: bool = True
) -> list[Recorded]:
    """Keep a batch of conversations, each known by its external id. Returns what became of each, in order.

    A row equal to its last import is unchanged. A changed one keeps its id; its messages and ledger are replaced, those
    of a part joined, and so are those of one that went on live: what was said there stays.
    """
    work.scope.require(IMPORT if capture.batch_id else WRITE)
    work.scope.require_bot(capture.bot.id)
    if not capture.dry_run:
        work.hold(capture.bot.id)
    known = capture.ground.talks(work.connection, capture.bot.id, [row.external_id for row in rows])
    live = live_states.live_among(work.connection, [before["id"] for before in known.values()])
    told = talk_parts.made_whole(work, capture, rows, known, live)
    batch = _Batch(work, capture, known, new_ids(work, capture, "conversation", len(rows)), live)
    results = [batch.take(each) for each in told]
    if capture.dry_run:
        batch.keep()
        if capture.examples is not None:
            for talk_id, row in batch.said.items():
                capture.examples.talk(row.line, batch.before.get(talk_id), batch.known[row.external_id])
    else:
        batch.write()
    awaited = tie_waiting_leads(work, capture, {talk["external_id"]: talk for talk in batch.fresh.values()})
    made = talk_leads.make_leads(work, capture, batch.known, batch.said, awaited) if make_leads else {}
    return [Recorded(talk_id, outcome, made.pop(talk_id, None)) for talk_id, outcome in results]


@dataclass(slots=True)
class _Batch:
    """The writes that one batch of rows adds up to, by conversation id; `known` holds whole rows by external id.

    `live`: where the capture stands in those that went on live; `stood`: the messages of those that were joined.
    """

    work: UnitOfWork
    capture: Capture
    known: dict[str, dict[str, Any]]
    ids: Iterator[int]
    live: Mapping[int, Mapping[str, Any]]
    stood: dict[int, Sequence[Message]] = field(default_factory=dict)
    fresh: dict[int, dict[str, Any]] = field(default_factory=dict)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    said: dict[int, ConversationRow] = field(default_factory=dict)
    before: dict[int, dict[str, Any]] = field(default_factory=dict)

    def take(self, told: Told) -> tuple[int, str]:
        """What becomes of one row: (conversation id, outcome)."""
        row, mark, before = told.row, told.mark, self.known.get(told.row.external_id)
        if before and before["import_hash"] == mark:
            return before["id"], "unchanged"
        values = _values(self.work, row, before)
        values |= {"import_hash": mark, "scored_by": rules_version(self.capture.bot.points)}
        talk = (before or self._new(row)) | values
        self.known[row.external_id], self.said[talk["id"]] = talk, row
        if before is None or talk["id"] in self.fresh:
            self.fresh[talk["id"]] = talk
        else:
            self.changed[talk["id"]] = values
            self.before.setdefault(talk["id"], before)
            self.stood[talk["id"]] = told.said
        return talk["id"], "updated" if before else "created"

    def _new(self, row: ConversationRow) -> dict[str, Any]:
        made = {"id": next(self.ids), "bot_id": self.capture.bot.id, "external_id": row.external_id}
        return made | {
            "ended_at": None,
            "is_test": False,
            "batch_id": self.capture.batch_id,
            "created_at": self.work.now,
        }

    def keep(self) -> None:
        """Let what comes later in this dry run meet what this batch would write."""
        said = {talk_id: row.messages for talk_id, row in self.said.items()}
        self.capture.ground.keep_talks([self.known[row.external_id] for row in self.said.values()], said)

    def write(self) -> None:
        """Write conversations, messages and ledgers, and tell the followers."""
        work, connection = self.work, self.work.connection
        if self.capture.batch_id:
            marks = {talk_id: values["import_hash"] for talk_id, values in self.changed.items()}
            import_journal.remember_conversations(connection, self.capture.batch_id, self.before, marks)
        conversations.insert_conversations(connection, list(self.fresh.values()))
        for talk_id, values in self.changed.items():
            conversations.update_conversation(connection, talk_id, values)
        for some, is_fresh in ((self.fresh, True), (self.changed, False)):
            conversations.replace_messages(connection, [(each, self.said[each].messages) for each in some], is_fresh)
        live = {talk_id: state for talk_id, state in self.live.items() if talk_id in self.changed}
        live_states.move_places(connection, live, self.stood, {each: self.said[each].messages for each in live})
        bot = self.capture.bot
        points = dict(bot.points)
        ledgers = (
            ledger_rows(bot, each, row.messages, score(row.messages, points), work.now)
            for each, row in self.said.items()
        )
        conversations.replace_signals(connection, [entry for ledger in ledgers for entry in ledger], list(self.changed))
        summaries.forget(connection, list(self.changed))
        scored_again = conversations.leads_of(connection, list(self.changed))
        work.touch("conversation", *self.said)
        work.touch("lead", *(each for some in scored_again.values() for each in some))


def _values(work: UnitOfWork, row: ConversationRow, before: Mapping[str, Any] | None) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(row, name) or (before[name] if before else None) for name in COLUMNS}
    for page, path in PATHS.items():
        values[path] = page_path(values[page]) if values[page] else None
        if values[page]:
            values |= {name: value for name, value in campaign(values[page]).items() if values[name] is None}
    times = [m.sent_at for m in row.messages if m.sent_at]
    started = row.started_at or min(times, default=before["started_at"] if before else work.now)
    return values | {
        "started_at": started,
        "last_message_at": max([*times, started]),
        "messages": len(row.messages),
        "visitor_messages": sum(m.role == "visitor" for m in row.messages),
    }


def ledger_rows(
    bot: Bot,
    conversation_id: int,
    messages: Sequence[Message],
    found: Sequence[Signal],
    now: datetime,
    claims: Sequence[Claim] = (),
) -> list[dict[str, Any]]:
    """The ledger entries of a transcript: what the rules `found` in it, and what a model's claims add."""
    more = added(found, claims, messages, dict(bot.points)) if claims else ()
    return [
        {
            "bot_id": bot.id,
            "conversation_id": conversation_id,
            "lead_id": None,
            "kind": signal.kind,
            "points": signal.points,
            "quote": signal.quote,
            "position": signal.position,
            "actor": actor,
            "at": next((m.sent_at for m in messages if m.position == signal.position and m.sent_at), now),
        }
        for actor, signals in (("rules", found), (ACTOR, more))
        for signal in signals
    ]
