"""Imports, previews and undos that run in this process, each in a thread: a closed page stops none of them."""

from __future__ import annotations

import ctypes
import logging
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from leadlight.actions.import_examples import Examples
from leadlight.bootstrap import House
from leadlight.domain.imports import Preview, Progress, Rejected, Undoing
from leadlight.domain.scope import IMPORT, OWNER, Scope
from leadlight.errors import ConflictError, LeadlightError, StoppedError
from leadlight.record import imports
from leadlight.record.engine import reading
from pipelines import spool
from pipelines.ingest import bot_of, ingest
from pipelines.ingest_batch import stop_abandoned
from pipelines.ingested import Ingested, Watch, Wish
from pipelines.jobs import job
from pipelines.undo import undo

REMEMBERED = 12
"""Runs whose end can still be asked for."""
PATIENCE = 10.0
"""Seconds a closing server waits for what runs: one transaction is soon over."""
CLOSING = "the server was closed"
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Run:
    """One thing under way, or over."""

    progress: Progress
    result: Any = None
    thread: threading.Thread | None = None
    stop: str = ""


@dataclass(slots=True)
class Runner:
    """What runs in this process over one house. One import or undo at a time; previews beside it."""

    house: House
    runs: dict[str, Run] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def preview(self, scope: Scope, path: Path, wish: Wish) -> str:
        """Begin a dry run over the whole file; returns the key to ask for it by. The result is a Preview."""
        scope.require(IMPORT)
        return self._start("preview", path.name, 0, lambda run: _preview(self.house, scope, path, wish, run))

    def start(self, scope: Scope, path: Path, wish: Wish, bot_id: int = 0) -> str:
        """Begin an import; the upload goes when it is done. Raises ConflictError while something else runs."""
        scope.require(IMPORT)
        return self._start("import", path.name, bot_id, lambda run: _import(self.house, scope, path, wish, run))

    def undo(self, scope: Scope, batch_id: int) -> str:
        """Begin to undo a batch. Raises ConflictError while something else runs, or someone is at work on it."""
        scope.require(IMPORT)
        with reading(self.house.engine) as connection:
            batch = imports.get_batch(connection, scope, batch_id)
        return self._start(
            "undo", batch.file, batch.bot_id, lambda run: _undo(self.house, scope, batch_id, run), batch_id
        )

    def progress(self, key: str) -> Progress | None:
        """How far a run is; None for one that is forgotten."""
        found = self.runs.get(key)
        return found.progress if found else None

    def result(self, key: str) -> Any:
        """What a run that is over has brought."""
        found = self.runs.get(key)
        return found.result if found else None

    def current(self, scope: Scope) -> Progress | None:
        """The import or undo that runs in this process, if the scope may know of it."""
        for run in self.runs.values():
            if run.progress.what != "preview" and not run.progress.is_over and scope.covers(run.progress.bot_id):
                return run.progress
        return None

    def close(self) -> None:
        """Let what runs end after its transaction; the batch then says that it was stopped."""
        for run in self.runs.values():
            run.stop = CLOSING
        for run in self.runs.values():
            if run.thread is not None:
                run.thread.join(PATIENCE)

    def _start(
        self,
        what: Literal["preview", "import", "undo"],
        name: str,
        bot_id: int,
        work: Callable[[Run], Any],
        batch_id: int | None = None,
    ) -> str:
        key = secrets.token_urlsafe(9)
        run = Run(Progress(what, name, bot_id, batch_id=batch_id))
        with self.lock:
            if what != "preview":
                self._refuse_second()
                stop_abandoned(self.house, OWNER)
            for old in [each for each, one in self.runs.items() if one.progress.is_over][:-REMEMBERED]:
                del self.runs[old]
            self.runs[key] = run
        run.thread = threading.Thread(target=_carry_out, args=(run, work), name=f"leadlight-{what}", daemon=True)
        run.thread.start()
        return key

    def _refuse_second(self) -> None:
        for run in self.runs.values():
            if run.progress.what != "preview" and not run.progress.is_over:
                doing = "undone" if run.progress.what == "undo" else "imported"
                raise ConflictError(f"{run.progress.name} is being {doing} just now: wait for it, or stop it")


_runners: dict[int, Runner] = {}
_lock = threading.Lock()


def runner(house: House) -> Runner:
    """The runner of this process for the house."""
    with _lock:
        found = _runners.get(id(house.engine))
        if found is None or found.house.engine is not house.engine:
            found = _runners[id(house.engine)] = Runner(house)
    return found


def is_at_work(house: House) -> bool:
    """Whether this process imports or undoes just now."""
    with _lock:
        found = _runners.get(id(house.engine))
    runs = list(found.runs.values()) if found else []
    return any(run.progress.what != "preview" and not run.progress.is_over for run in runs)


def close(house: House) -> None:
    """Stop what runs over the house, and forget it."""
    with _lock:
        found = _runners.pop(id(house.engine), None)
    if found is not None:
        found.close()


def _carry_out(run: Run, work: Callable[[Run], Any]) -> None:
    error, is_stopped = "", False
    try:
        run.result = work(run)
    except StoppedError as stop:
        error, is_stopped = str(stop), True
    except LeadlightError as trouble:
        error = str(trouble)
    except Exception:  # noqa: BLE001 (the end of a thread: nobody else would tell the page)
        _log.exception("%s of an import failed", run.progress.what)
        error = "something went wrong that should not: the server's log has the details"
    _give_back()
    run.progress = replace(run.progress, is_over=True, error=error, is_stopped=is_stopped)


def _give_back() -> None:
    """Hand the memory that a run has used back to the system, where the C library keeps it for later (glibc).

    (Measured: a quarter of what an import had taken. The server lives on for weeks beside other programs.)
    """
    with suppress(OSError, AttributeError):  # another C library has no such call, and no such habit
        ctypes.CDLL(None).malloc_trim(0)


def _watch(run: Run, examples: Examples | None = None) -> Watch:
    def told(done: Ingested) -> None:
        run.progress = replace(run.progress, done=done.counts["read"], total=done.total, batch_id=done.batch_id)

    return Watch(told, lambda: run.stop, examples)


def _preview(house: House, scope: Scope, path: Path, wish: Wish, run: Run) -> Preview:
    examples = Examples(bot_of(house, scope, wish)[0].zone)
    (done,), _ = ingest(house, scope, [path], replace(wish, dry_run=True, report=False), _watch(run, examples))
    rejected = tuple(Rejected(row.line, row.reason, row.cells) for row in done.rejections[:200])
    return Preview(
        counts=dict(done.counts),
        leads_from_words=done.counts["leads"],
        created=tuple(examples.created),
        updated=tuple(examples.updated),
        rejected=rejected,
        reasons=dict(done.reasons.most_common(20)),
    )


def _import(house: House, scope: Scope, path: Path, wish: Wish, run: Run) -> int | None:
    with job(house, scope, "ingest", files=1) as told:
        (done,), _ = ingest(house, scope, [path], replace(wish, report=False), _watch(run))
        told |= {name: done.counts[name] for name in ("read", "created", "updated", "unchanged", "rejected")}
    spool.drop(path)
    return done.batch_id


def _undo(house: House, scope: Scope, batch_id: int, run: Run) -> Undoing:
    def told(done: Undoing) -> None:
        run.progress = replace(run.progress, done=done.done)

    return undo(house, scope, batch_id, told)
