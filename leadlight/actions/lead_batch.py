"""The writes that one batch of lead rows adds up to: who is new, who changes, which moves are appended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from leadlight.actions.announce import announce
from leadlight.actions.capture import PATHS, Capture, new_ids
from leadlight.actions.matching import MATCH_COLUMNS, Known, merged_of
from leadlight.actions.stages import Step, chain, earlier_capture, is_untouched, settle, supersedes
from leadlight.actions.statement import ROWS, changes, difference, mark, said_before, stated
from leadlight.domain.journey import campaign
from leadlight.domain.lead import DESCRIPTIVE
from leadlight.domain.merge import Alias
from leadlight.domain.normalise import page_path
from leadlight.domain.rows import LeadRow
from leadlight.domain.status import FIRST
from leadlight.errors import RefusedError
from leadlight.record import import_journal, imports, leads, merges, moves
from leadlight.record.unit_of_work import UnitOfWork

Outcome = Literal["created", "updated", "unchanged"]
INHERITED = ("channel", "landing_page", "source_page", "referrer", "utm_source", "utm_medium", "utm_campaign",
             "utm_term", "utm_content", "country", "region", "city", "timezone")  # fmt: skip
"""What a lead takes over from its conversation where its own row says nothing."""


@dataclass(frozen=True, slots=True)
class Captured:
    """What became of one row."""

    lead_id: int
    outcome: Outcome


class LeadBatch:
    """The writes that one batch of rows adds up to."""

    def __init__(self, work: UnitOfWork, capture: Capture, rows: Sequence[LeadRow]) -> None:
        self.work, self.capture = work, capture
        named = [row.conversation_external_id for row in rows if row.conversation_external_id]
        self.conversations = capture.ground.talks(work.connection, capture.bot.id, named) if named else {}
        self.ids = new_ids(work, capture, "lead", len(rows))
        self.created: dict[int, Known] = {}
        self.updated: dict[int, Known] = {}
        self.before: dict[int, Known] = {}
        self.moves: list[dict[str, Any]] = []
        self.stated: dict[int, dict[str, Any]] = {}
        self.spoken_of: dict[int, Known] = {}
        self.stated_of_merged: dict[int, dict[str, Any]] = {}

    def take(self, row: LeadRow) -> Captured:
        """What becomes of one row. Raises RefusedError when it can be told by nothing."""
        if not (row.external_id or row.email or row.phone):
            raise RefusedError("a lead needs an external id, an e-mail or a phone", "email")
        matcher, says = self.capture.matcher, stated(row)
        known = matcher.find(row)
        if known is not None and (alias := merged_of(row, known)) is not None:
            return self._take_of_merged(known, alias, row, says)
        is_news = known is None or not said_before(known, says, matcher.claims(known))
        outcome: Outcome = "unchanged"
        if known is None:
            known, outcome = self._create(row), "created"
        elif is_news:
            outcome = self._update(known, row, says)
        matcher.claim(known, mark(says))
        if is_news:
            self._remember(known, row.line, says)
        return Captured(known["id"], outcome)

    def _take_of_merged(self, known: Known, alias: Alias, row: LeadRow, says: Mapping[str, Any]) -> Captured:
        """A row about a lead that is part of another now: held against what was last stated of the one it means."""
        told = self.stated_of_merged.get(alias.id, alias.stated or {})
        outcome: Outcome = "unchanged"
        if not told or any(told.get(name) != value for name, value in says.items()):
            outcome = self._update(known, row, says, told)
            self.stated_of_merged[alias.id] = {**told, **says}
        self.capture.matcher.claim(known, mark(says))
        return Captured(known["id"], outcome)

    def _remember(self, known: Known, line: int, says: Mapping[str, Any]) -> None:
        """Keep what this file has said of the lead so far, beside what earlier ones said of other columns."""
        if not (self.capture.batch_id or self.capture.dry_run):
            return
        marks = self.capture.matcher.claims(known)
        told = {name: value for name, value in (known.get("stated") or {}).items() if name != ROWS}
        known["stated"] = {**told, **says} | ({ROWS: list(marks)} if len(marks) > 1 else {})
        row = {"lead_id": known["id"], "batch_id": self.capture.batch_id, "line": line, "stated": known["stated"]}
        self.stated[known["id"]], self.spoken_of[known["id"]] = row, known

    def _create(self, row: LeadRow) -> Known:
        now, actor = self.work.now, self.capture.actor
        known: Known = {column: getattr(row, column) for column in DESCRIPTIVE}
        self._inherit(known, row)
        known |= {
            "id": next(self.ids),
            "bot_id": self.capture.bot.id,
            "version": 1,
            "captured_at": row.captured_at or now,
            "captured_precision": row.captured_precision if row.captured_at else "instant",
            "email_key": row.email.lower() if row.email else None,
            "custom": dict(row.custom),
            "is_test": self.capture.is_test,
            "batch_id": self.capture.batch_id,
            "created_at": now,
            "updated_at": now,
        }
        _derive(known)
        said = [*_steps(row, actor), *_dated_status(row, actor)]
        known |= {} if row.captured_at else earlier_capture(known, said)
        first = Step(FIRST.key, known["captured_at"], known["captured_precision"], None, actor)
        steps = _with_status([first, *chain(_steps(row, actor))], row, actor)
        self._append(known, steps, None)
        known |= settle(steps)
        self.created[known["id"]] = known
        self.capture.matcher.add(known)
        return known

    def _inherit(self, known: Known, row: LeadRow) -> None:
        known["conversation_external_id"] = row.conversation_external_id
        source = self.conversations.get(row.conversation_external_id or "")
        known["conversation_id"] = source["id"] if source else None
        if source:
            known |= {name: source[name] for name in INHERITED if known[name] is None}

    def _update(
        self, known: Known, row: LeadRow, says: Mapping[str, Any], told: Mapping[str, Any] | None = None
    ) -> Outcome:
        """`told` is what was last stated of who the row means, where that is a lead that became part of this one."""
        said = (known.get("stated") or {}) if told is None else told
        changed = changes(known, row, said, says)
        if told is not None and known["external_id"] is not None:
            changed.pop("external_id", None)  # the merged lead's key leads here; the lead keeps its own
        conversation = self.conversations.get(row.conversation_external_id or "")
        if conversation and known["conversation_id"] is None:
            changed |= {"conversation_id": conversation["id"], "conversation_external_id": row.conversation_external_id}
        steps = self._new_steps(known, row)
        if not changed and not steps:
            return "unchanged"
        self._change(known, changed)
        if steps:
            self._append_to_history(known, steps)
        return "updated"

    def _change(self, known: Known, changed: Mapping[str, Any]) -> None:
        self.before.setdefault(known["id"], dict(known))
        known |= changed
        _derive(known)
        if changed.keys() & {*MATCH_COLUMNS, "email"}:
            self.capture.matcher.add(known)  # a later row may know it by what it has just been told
        known["updated_at"] = self.work.now
        if known["id"] not in self.created:
            self.updated[known["id"]] = known

    def tie(self, known: Known, source: Mapping[str, Any]) -> None:
        """Give a lead the conversation it waited for, and what it says of where the lead came from."""
        taken = {name: source[name] for name in INHERITED if known[name] is None and source[name] is not None}
        self._change(known, taken | {"conversation_id": source["id"]})

    def _new_steps(self, known: Known, row: LeadRow) -> list[Step]:
        steps = list(_steps(row, self.capture.actor))
        dated = _dated_status(row, self.capture.actor)
        steps += [s for s in dated if s.to != known["status"] and (is_untouched(known) or s.at > known["status_at"])]
        if not steps:
            return []
        have = {(move["to_status"], move["at"]) for move in self._history(known["id"])}
        return [step for step in chain(steps) if (step.to, step.at) not in have]

    def _history(self, lead_id: int) -> list[dict[str, Any]]:
        written = self.capture.ground.moves_of(self.work.connection, [lead_id]).get(lead_id, [])
        mine = [move for move in self.moves if move["lead_id"] == lead_id]
        return [{"to_status": move.to_status, "at": move.at, "reason": move.reason} for move in written] + mine

    def _append(self, known: Known, steps: Sequence[Step], before: str | None) -> None:
        for step in steps:
            self.moves.append(step.row(known["id"], before, self.work.now, self.capture.batch_id))
            before = step.to

    def _append_to_history(self, known: Known, steps: Sequence[Step]) -> None:
        self._append(known, steps, known["status"])
        if supersedes(steps[-1], known):
            known |= settle(steps)
        known |= earlier_capture(known, steps)

    def write(self) -> None:
        """Write it all, and tell the trail, the followers and the receivers. In a dry run only what follows sees it."""
        if self.capture.dry_run:
            would_stand = {**self.created, **self.updated, **self.spoken_of}
            self.capture.ground.keep_leads(would_stand.values(), self.moves)
        else:
            self._write()

    def _write(self) -> None:
        work, connection = self.work, self.work.connection
        if self.capture.batch_id:
            changed = {lead_id: self.before[lead_id] for lead_id in self.updated}
            said = self.stated.keys() - self.created.keys()
            import_journal.remember_leads(connection, self.capture.batch_id, changed, said)
        leads.insert_leads(connection, [_row(known) for known in self.created.values()])
        for known in self.updated.values():
            known["version"] += 1
        leads.update_leads(connection, [_row(known) for known in self.updated.values()])
        moves.append_moves(connection, self.moves)
        imports.write_stated(connection, list(self.stated.values()))
        if self.capture.batch_id:
            merges.write_stated(connection, self.stated_of_merged)
        work.touch("lead", *self.created, *self.updated)
        both = {**self.created, **self.updated}
        work.touch("conversation", *{known["conversation_id"] for known in both.values() if known["conversation_id"]})
        self._tell()

    def _tell(self) -> None:
        for lead_id, known in self.updated.items():
            changed = difference(self.before[lead_id], known)
            bot_id, batch_id = self.capture.bot.id, self.capture.batch_id
            self.work.note("updated", "lead", lead_id, bot_id=bot_id, changed=changed, batch_id=batch_id)
        if self.capture.batch_id is None:
            for lead_id in self.created:
                self.work.note("captured", "lead", lead_id, bot_id=self.capture.bot.id)
        if self.capture.announce:
            for kind, some in (("created", self.created), ("updated", self.updated)):
                for known in some.values():
                    announce(self.work, kind, known)


def _derive(known: Known) -> None:
    """Keep what follows from other columns in step: paths, campaign in the landing page's address, e-mail key."""
    for page, path in PATHS.items():
        known[path] = page_path(known[page]) if known[page] else None
    for page in ("landing_page", "source_page"):
        if known[page]:
            known |= {name: value for name, value in campaign(known[page]).items() if known[name] is None}
    known["email_key"] = known["email"].lower() if known["email"] else None


def _steps(row: LeadRow, actor: str) -> list[Step]:
    return [Step(m.to, m.at, m.precision, m.reason, m.actor or actor) for m in row.moves if m.to != FIRST.key]


def _dated_status(row: LeadRow, actor: str) -> list[Step]:
    """The row's own status as a step, where the row says since when."""
    if not (row.status and row.status_at):
        return []
    return [Step(row.status, row.status_at, row.status_precision, row.status_reason, actor)]


def _with_status(steps: list[Step], row: LeadRow, actor: str) -> list[Step]:
    """The row's own status as its last step; without a date it took effect at the last moment the row knows of.

    The capture comes first and this last, whatever their times: a date alone is the midnight before either.
    """
    last = steps[-1]
    if row.status is None or (row.status == last.to and (row.status_at is None or row.status_at <= last.at)):
        return steps
    at, precision = (row.status_at, row.status_precision) if row.status_at else (last.at, last.precision)
    return [*steps, Step(row.status, at, precision, row.status_reason, actor)]


def _row(known: Known) -> dict[str, Any]:
    return {name: value for name, value in known.items() if name not in ("stated", "merged")}
