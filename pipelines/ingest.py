"""Rows in: files are read strictly, then taken through the one door in batches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from tqdm import tqdm

from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_leads
from leadlight.actions.create_bot import create_bot
from leadlight.actions.record_conversations import record_conversations
from leadlight.actions.record_moves import record_moves
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot, key_of
from leadlight.domain.rows import ConversationRow, LeadRow, MoveRow, Rejection, Row
from leadlight.domain.scope import Scope
from leadlight.domain.temperature import Thresholds
from leadlight.errors import FaultError, StoppedError
from leadlight.record import bots
from leadlight.record.engine import reading
from leadlight.record.ground import Ground, open_scratch
from leadlight.record.unit_of_work import UnitOfWork
from pipelines.ingest_batch import batch_closed, goes_on, keep_rejected, open_batch, stop_abandoned, stopped
from pipelines.ingested import MOST_REASONS, SHOWN, Ingested, Watch, Wish
from pipelines.sources.opening import SourceFile, open_source
from pipelines.sources.rejected import write_rejected

BATCH = 2_000
"""Rows a transaction: large enough to be quick, small enough that nobody else waits long for the writer lock."""


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
    capture.batch_id = done.batch_id = open_batch(house, scope, capture, path, file, wish)
    with batch_closed(house, scope, capture, done):
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
                    _refuse_to_go_on(file, stopped(work, capture.batch_id))
                counts, rejected = _take(work, capture, rows)
                if capture.batch_id:
                    keep_rejected(work, capture.batch_id, rejected, () if done.counts["rejected"] else file.headers)
                    goes_on(work, capture.batch_id, done.counts + counts)
                    work.commit()
            done.counts += counts
            if len(done.reasons) < MOST_REASONS:
                done.reasons.update(row.reason for row in rejected)
            is_told_whole = wish.report and not wish.dry_run
            done.rejections += rejected if is_told_whole else rejected[: max(0, SHOWN - len(done.rejections))]
            bar.update(len(rows))
            watch.told(done)


def _refuse_to_go_on(file: SourceFile, reason: str) -> None:
    if reason:
        raise StoppedError(
            f"{file.name}: {reason}; the rows so far stand: import the file again for the rest, nothing comes twice"
        )


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
    return outcomes + Counter(read=len(rows), rejected=len(rejected)), rejected
