"""Rows in: files are read strictly, then taken through the one door in batches."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from tqdm import tqdm

from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_leads
from leadlight.actions.create_bot import create_bot
from leadlight.actions.record_conversations import record_conversations
from leadlight.actions.record_moves import record_moves
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot, key_of
from leadlight.domain.rows import ConversationRow, Kind, LeadRow, MoveRow, Rejection, Row
from leadlight.domain.scope import Scope
from leadlight.domain.temperature import Thresholds
from leadlight.errors import FaultError
from leadlight.record import bots, imports
from leadlight.record.engine import reading
from leadlight.record.unit_of_work import UnitOfWork
from pipelines.sources.mapping import Mapping
from pipelines.sources.opening import SourceFile, open_source
from pipelines.sources.rejected import write_rejected

BATCH = 2_000
"""Rows a transaction: large enough to be quick, small enough that nobody else waits long for the writer lock."""


@dataclass(slots=True)
class Ingested:
    """What became of one file."""

    file: str
    kind: str
    columns: list[dict[str, str]]
    counts: Counter[str] = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)
    rejected_file: Path | None = None
    trouble: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        names = ("read", "created", "updated", "unchanged", "rejected")
        made = {"leads": self.counts["leads"]} if self.kind == "conversations" else {}
        return {
            "file": self.file,
            "kind": self.kind,
            **{name: self.counts[name] for name in names},
            **made,
            "rejected_file": str(self.rejected_file) if self.rejected_file else None,
            "trouble": self.trouble,
            "columns": self.columns,
            "reasons": [{"line": each.line, "reason": each.reason} for each in self.rejections[:SHOWN]],
        }


SHOWN = 20
"""Rejections told in a report; the file and the record hold them all."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller asked for."""

    bot: str
    kind: Kind | None = None
    source: str | None = None
    mapping: Mapping | None = None
    announce: bool = False
    dry_run: bool = False


def ingest(house: House, scope: Scope, paths: Sequence[Path], wish: Wish) -> tuple[list[Ingested], bool]:
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
    done = [_ingest_file(house, scope, bot, path, file, wish) for path, file in zip(paths, opened, strict=True)]
    return done, is_new


def bot_of(house: House, scope: Scope, wish: Wish) -> tuple[Bot, bool]:
    """The bot asked for, or the one to be made (in the mapping's zone, where it names one); whether it is new."""
    key = key_of(wish.bot)
    with reading(house.engine) as connection:
        found = bots.find_bot(connection, scope, wish.bot) or bots.find_bot(connection, scope, key)
    if found:
        return found, False
    zone = (wish.mapping.timezone if wish.mapping else None) or "UTC"
    return Bot(0, key, wish.bot.strip(), zone, None, Thresholds(), False, 1), True


def _ingest_file(house: House, scope: Scope, bot: Bot, path: Path, file: SourceFile, wish: Wish) -> Ingested:
    done = Ingested(file.name, file.kind, [asdict(use) for use in file.columns])
    capture = Capture(
        bot,
        actor=f"import {file.name}",
        announce=wish.announce,
        key=file.key,
        dry_run=wish.dry_run,
    )
    if not wish.dry_run:
        capture.batch_id = _open_batch(house, scope, capture, path, file, wish)
    with tqdm(total=file.total, unit=" rows", desc=file.name, disable=None, leave=False) as bar:
        for rows in _chunks(file.rows()):
            with house.work(scope) as work:
                _take(work, capture, rows, done)
                if capture.batch_id:
                    imports.update_batch(work.connection, capture.batch_id, **_counts(done))
                    work.commit()
            bar.update(len(rows))
    if capture.batch_id:
        _close_batch(house, scope, capture, done)
        _report_rejected(path, file, done)
    return done


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


def _take(work: UnitOfWork, capture: Capture, rows: Sequence[Row | Rejection], done: Ingested) -> None:
    """One batch through the door; counts and rejections gather in `done`."""
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
    done.counts += outcomes + Counter(read=len(rows), rejected=len(rejected))
    done.rejections += rejected


def _open_batch(house: House, scope: Scope, capture: Capture, path: Path, file: SourceFile, wish: Wish) -> int:
    with house.work(scope) as work:
        batch_id = imports.open_batch(
            work.connection,
            bot_id=capture.bot.id,
            kind=file.kind,
            source=file.source,
            file=file.name,
            file_hash=_hash(path),
            mapping=asdict(wish.mapping) if wish.mapping else None,
            actor=scope.actor,
            started_at=work.now,
        )
        work.note("started", "import", batch_id, bot_id=capture.bot.id, batch_id=batch_id)
        work.commit()
    return batch_id


def _close_batch(house: House, scope: Scope, capture: Capture, done: Ingested) -> None:
    batch_id = capture.batch_id or 0
    with house.work(scope) as work:
        imports.update_batch(work.connection, batch_id, state="done", finished_at=work.now, **_counts(done))
        work.note("finished", "import", batch_id, bot_id=capture.bot.id, batch_id=batch_id)
        work.commit()


def _counts(done: Ingested) -> dict[str, int]:
    return {name: done.counts[name] for name in ("read", "created", "updated", "unchanged", "rejected")}


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


COUNTS = ("read", "created", "updated", "unchanged", "rejected")


def summed(files: Sequence[Ingested], bot: str, is_new: bool, dry_run: bool) -> dict[str, Any]:
    """All files together, as `--json` prints it."""
    each = [file.as_dict() for file in files]
    total = {name: sum(file.counts[name] for file in files) for name in COUNTS}
    return {"bot": bot, "bot_created": is_new and not dry_run, "dry_run": dry_run, **total, "files": each}


def in_words(report: dict[str, Any]) -> str:
    """The report for people: the counts in one line, then what needs their attention."""
    lines = [", ".join(f"{name} {report[name]}" for name in COUNTS)]
    if report["dry_run"]:
        lines.append("dry run: nothing was written")
    if report["bot_created"]:
        lines.append(f"bot {report['bot']} was created")
    for file in report["files"]:
        lines += _file_in_words(file, report["dry_run"])
    return "\n".join(lines)


def _file_in_words(file: dict[str, Any], dry_run: bool) -> list[str]:
    lines = []
    if file.get("leads"):
        lines.append(f"{file['file']}: {file['leads']} leads captured from what visitors wrote")
    if dry_run:
        lines += [f"  {use['header']} → {use['goes_to'] or '–'} ({use['how']})" for use in file["columns"]]
    lines += [f"  line {each['line']}: {each['reason']}" for each in file["reasons"]]
    if file["rejected"] > len(file["reasons"]):
        lines.append(f"  … and {file['rejected'] - len(file['reasons'])} more")
    if file["trouble"]:
        lines.append(f"the rejected rows are kept, but not in a file: {file['trouble']}")
    if file["rejected_file"]:
        lines.append(f"rejected rows: {file['rejected_file']}")
    return lines
