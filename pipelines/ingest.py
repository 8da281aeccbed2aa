"""Rows in: files are read strictly, then taken through the one door in batches."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from tqdm import tqdm

from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_leads
from leadlight.actions.create_bot import create_bot
from leadlight.actions.import_examples import Examples
from leadlight.actions.record_conversations import record_conversations
from leadlight.actions.record_moves import record_moves
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot, key_of
from leadlight.domain.imports import COUNTS
from leadlight.domain.rows import ConversationRow, Kind, LeadRow, MoveRow, Rejection, Row
from leadlight.domain.scope import Scope
from leadlight.domain.temperature import Thresholds
from leadlight.errors import FaultError, LeadlightError
from leadlight.record import bots, imports
from leadlight.record.engine import reading
from leadlight.record.ground import Ground, open_scratch
from leadlight.record.unit_of_work import UnitOfWork
from pipelines.sources.mapping import Mapping
from pipelines.sources.mapping_text import data_of
from pipelines.sources.opening import SourceFile, open_source
from pipelines.sources.rejected import write_rejected

BATCH = 2_000
"""Rows a transaction: large enough to be quick, small enough that nobody else waits long for the writer lock."""
BROKEN_OFF = "it broke off: the rows so far stand; import the file again for the rest, nothing comes twice"


@dataclass(slots=True)
class Ingested:
    """What became of one file. `rejections` are all of them, or, where no report is to be written, the first."""

    file: str
    kind: str
    columns: list[dict[str, str]]
    total: int | None = None
    batch_id: int | None = None
    counts: Counter[str] = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    rejected_file: Path | None = None
    trouble: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        made = {"leads": self.counts["leads"]} if self.kind == "conversations" else {}
        return {
            "file": self.file,
            "kind": self.kind,
            **{name: self.counts[name] for name in COUNTS},
            **made,
            "batch": self.batch_id,
            "rejected_file": str(self.rejected_file) if self.rejected_file else None,
            "trouble": self.trouble,
            "columns": self.columns,
            "reasons": [{"line": each.line, "reason": each.reason} for each in self.rejections[:SHOWN]],
        }


MOST_REASONS = 1_000
"""Different reasons that are counted: each may name a cell of its own."""
SHOWN = 20
"""Rejections told in a report; the file and the record hold them all."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller asked for. `report`: rejected rows go to a file beside the source."""

    bot: str
    kind: Kind | None = None
    source: str | None = None
    mapping: Mapping | None = None
    announce: bool = False
    dry_run: bool = False
    report: bool = True


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on: `told` hears of every batch of rows, `stop` may give a reason to end before the next one."""

    told: Callable[[Ingested], None] = lambda done: None
    stop: Callable[[], str] = lambda: ""
    examples: Examples | None = None


def ingest(
    house: House, scope: Scope, paths: Sequence[Path], wish: Wish, watch: Watch | None = None
) -> tuple[list[Ingested], bool]:
    """Take files in. Returns what became of each, and whether the bot is new.

    Every file is decoded and shape-checked before the first row of any is written: InputError means nothing was.
    """
    bot, is_new = bot_of(house, scope, wish)
    zone = bot.tz
    opened = [
        open_source(path, kind=wish.kind, source=wish.source, mapping=wish.mapping, zone=zone, country=bot.country)
        for path in paths
    ]
    if is_new and not wish.dry_run:
        with house.work(scope) as work:
            bot = create_bot(work, wish.bot, bot.zone, bot.country)
            work.commit()
    if not wish.dry_run:
        stop_abandoned(house, scope)
    done: list[Ingested] = []
    with open_scratch(house.settings.data_dir) if wish.dry_run else nullcontext(Ground()) as ground:
        for path, file in zip(paths, opened, strict=True):
            capture = _capture(bot, file, wish, watch, ground)
            done.append(_ingest_file(house, scope, capture, path, file, wish, watch or Watch()))
    return done, is_new


def stop_abandoned(house: House, scope: Scope) -> None:
    """Say of imports whose process is gone that they were stopped."""
    with house.work(scope) as work:
        if imports.stop_abandoned(work.connection, work.now):
            work.commit()


def bot_of(house: House, scope: Scope, wish: Wish) -> tuple[Bot, bool]:
    """The bot asked for, or the one to be made (in the mapping's zone, where it names one); whether it is new."""
    key = key_of(wish.bot)
    with reading(house.engine) as connection:
        found = bots.find_bot(connection, scope, wish.bot) or bots.find_bot(connection, scope, key)
    if found:
        return found, False
    zone = (wish.mapping.timezone if wish.mapping else None) or "UTC"
    return Bot(0, key, wish.bot.strip(), zone, None, Thresholds(), False, 1), True


def _capture(bot: Bot, file: SourceFile, wish: Wish, watch: Watch | None, ground: Ground) -> Capture:
    return Capture(
        bot,
        actor=f"import {file.name}",
        announce=wish.announce,
        key=file.key,
        dry_run=wish.dry_run,
        ground=ground,
        examples=watch.examples if watch else None,
    )


def _ingest_file(
    house: House, scope: Scope, capture: Capture, path: Path, file: SourceFile, wish: Wish, watch: Watch
) -> Ingested:
    done = Ingested(file.name, file.kind, [asdict(use) for use in file.columns], file.total)
    if wish.dry_run:
        _take_all(house, scope, capture, file, done, wish, watch)
        return done
    capture.batch_id = done.batch_id = _open_batch(house, scope, capture, path, file, wish)
    with _batch_closed(house, scope, capture, done):
        _take_all(house, scope, capture, file, done, wish, watch)
    if wish.report:
        _report_rejected(path, file, done)
    return done


def _take_all(
    house: House, scope: Scope, capture: Capture, file: SourceFile, done: Ingested, wish: Wish, watch: Watch
) -> None:
    watch.told(done)
    with tqdm(total=file.total, unit=" rows", desc=file.name, disable=None, leave=False) as bar:
        for rows in _chunks(file.rows()):
            _refuse_to_go_on(file, watch.stop())
            with house.work(scope, writes=not wish.dry_run) as work:
                if capture.batch_id:
                    _refuse_to_go_on(file, _stopped(work, capture.batch_id))
                counts, rejected = _take(work, capture, rows)
                if capture.batch_id:
                    standing = _counts(done.counts + counts)
                    imports.update_batch(work.connection, capture.batch_id, seen_at=work.now, **standing)
                    work.commit()
            done.counts += counts
            if len(done.reasons) < MOST_REASONS:
                done.reasons.update(row.reason for row in rejected)
            done.rejections += rejected if wish.report else rejected[: max(0, SHOWN - len(done.rejections))]
            bar.update(len(rows))
            watch.told(done)


def _refuse_to_go_on(file: SourceFile, reason: str) -> None:
    if reason:
        raise FaultError(
            f"{file.name}: {reason}; the rows so far stand: import the file again for the rest, nothing comes twice"
        )


def _stopped(work: UnitOfWork, batch_id: int) -> str:
    """Who asked this batch to stop, or why it was thought to be gone; nothing while it may go on."""
    if imports.state_of(work.connection, batch_id) == "running":
        return ""
    return imports.get_batch(work.connection, work.scope, batch_id).trouble or "it was stopped"


def _report_rejected(path: Path, file: SourceFile, done: Ingested) -> None:
    """Write the rejected rows beside the source. They stand in the record too, so a full disk costs no row."""
    done.rejections.sort(key=lambda each: each.line)
    try:
        done.rejected_file = write_rejected(path, done.rejections, file.headers)
    except FaultError as error:
        done.trouble = str(error)


def _chunks(rows: Iterator[Row | Rejection]) -> Iterator[list[Row | Rejection]]:
    while chunk := list(islice(rows, BATCH)):
        yield chunk


def _take(work: UnitOfWork, capture: Capture, rows: Sequence[Row | Rejection]) -> tuple[Counter[str], list[Rejection]]:
    """One batch through the door: (what was counted, what was rejected)."""
    rejected = [row for row in rows if isinstance(row, Rejection)]
    leads = [row for row in rows if isinstance(row, LeadRow)]
    talks = [row for row in rows if isinstance(row, ConversationRow)]
    steps = [row for row in rows if isinstance(row, MoveRow)]
    outcomes = Counter[str](each.outcome for each in capture_leads(work, capture, leads))
    for recorded in record_conversations(work, capture, talks):
        outcomes[recorded.outcome] += 1
        outcomes["leads"] += recorded.lead is not None and recorded.lead.outcome == "created"
    for result in record_moves(work, capture, steps):
        if isinstance(result, Rejection):
            rejected.append(result)
        else:
            outcomes[result] += 1
    if capture.batch_id:
        imports.write_rejections(work.connection, capture.batch_id, rejected)
    return outcomes + Counter(read=len(rows), rejected=len(rejected)), rejected


def _open_batch(house: House, scope: Scope, capture: Capture, path: Path, file: SourceFile, wish: Wish) -> int:
    with house.work(scope) as work:
        batch_id = imports.open_batch(
            work.connection,
            bot_id=capture.bot.id,
            kind=file.kind,
            source=file.source,
            file=file.name,
            file_hash=_hash(path),
            mapping=data_of(wish.mapping) if wish.mapping else None,
            actor=scope.actor,
            started_at=work.now,
            total=file.total,
            announced=wish.announce,
        )
        work.note("started", "import", batch_id, bot_id=capture.bot.id, batch_id=batch_id)
        work.commit()
    return batch_id


@contextmanager
def _batch_closed(house: House, scope: Scope, capture: Capture, done: Ingested) -> Iterator[None]:
    """Close the batch however its rows went: done, or stopped with why. (A killed process leaves it to others.)"""
    done.trouble = BROKEN_OFF
    try:
        yield
        done.trouble = ""
    except LeadlightError as error:
        done.trouble = str(error)
        raise
    except KeyboardInterrupt:
        done.trouble = "stopped by hand: the rows so far stand"
        raise
    finally:
        with suppress(*([FaultError] if done.trouble else [])):
            _close_batch(house, scope, capture, done)


def _close_batch(house: House, scope: Scope, capture: Capture, done: Ingested) -> None:
    batch_id = capture.batch_id or 0
    state = "stopped" if done.trouble else "done"
    with house.work(scope) as work:
        values = {"state": state, "trouble": done.trouble or None, "finished_at": work.now, "seen_at": work.now}
        imports.update_batch(work.connection, batch_id, **values, **_counts(done.counts))
        verb = "finished" if state == "done" else "stopped"
        work.note(verb, "import", batch_id, bot_id=capture.bot.id, batch_id=batch_id)
        work.commit()


def _counts(counts: Counter[str]) -> dict[str, int]:
    return {name: counts[name] for name in COUNTS}


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
