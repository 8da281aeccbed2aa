"""An import's own row in the record: opened, going on, asked to stop, closed however its rows went."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from leadlight.actions.capture import Capture
from leadlight.bootstrap import House
from leadlight.domain.imports import COUNTS
from leadlight.domain.rows import Rejection
from leadlight.domain.scope import Scope
from leadlight.errors import FaultError, LeadlightError
from leadlight.record import imports
from leadlight.record.unit_of_work import UnitOfWork
from pipelines.ingested import Ingested, Wish
from pipelines.sources.mapping_text import data_of
from pipelines.sources.opening import SourceFile

BROKEN_OFF = "it broke off: the rows so far stand; import the file again for the rest, nothing comes twice"


def stop_abandoned(house: House, scope: Scope) -> None:
    """Say of imports whose process is gone that they were stopped."""
    with house.work(scope) as work:
        if imports.stop_abandoned(work.connection, work.now):
            work.commit()


def open_batch(house: House, scope: Scope, capture: Capture, path: Path, file: SourceFile, wish: Wish) -> int:
    """Write the batch of a file as running; returns its id."""
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
def batch_closed(house: House, scope: Scope, capture: Capture, done: Ingested) -> Iterator[None]:
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


def stopped(work: UnitOfWork, batch_id: int) -> str:
    """Who asked this batch to stop, or why it was thought to be gone; nothing while it may go on."""
    if imports.state_of(work.connection, batch_id) == "running":
        return ""
    return imports.get_batch(work.connection, work.scope, batch_id).trouble or "it was stopped"


def keep_rejected(work: UnitOfWork, batch_id: int, rejected: Sequence[Rejection], headers: Sequence[str]) -> None:
    """Keep rejected rows, of which the first (where `headers` are given) shows every column in the file's order.

    The others keep only their filled cells, which do not tell where the empty ones stand.
    """
    rows = list(rejected)
    if rows and headers:
        rows[0] = replace(rows[0], cells=dict.fromkeys(headers, "") | dict(rows[0].cells))
    imports.write_rejections(work.connection, batch_id, rows)


def goes_on(work: UnitOfWork, batch_id: int, counts: Counter[str]) -> None:
    """Tell how far the batch is: a sign of life, with the rows that it speaks of."""
    imports.update_batch(work.connection, batch_id, seen_at=work.now, **_counts(counts))


def _counts(counts: Counter[str]) -> dict[str, int]:
    return {name: counts[name] for name in COUNTS}


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
