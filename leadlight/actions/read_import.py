"""Read imports: the list of batches, one batch, what it rejected, made and changed; and ask a running one to stop."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leadlight.clock import Clock
from leadlight.domain.imports import INTERRUPTED, Batch, Changed, Rejected
from leadlight.domain.scope import IMPORT, Scope
from leadlight.errors import ConflictError
from leadlight.record import import_changes, imports
from leadlight.record.engine import Record, reading
from leadlight.record.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Made:
    """A lead that a batch created and that still stands: its name, else its external id; its e-mail, else its phone."""

    id: int
    name: str | None
    contact: str | None
    status: str


def list_imports(
    record: Record, scope: Scope, clock: Clock, bot_id: int | None, limit: int = 25, offset: int = 0
) -> tuple[int, tuple[Batch, ...]]:
    """How many imports the bot has (None: every bot of the scope), and some of them, the newest first."""
    scope.require(IMPORT)
    with reading(record) as connection:
        total, found = imports.batches(connection, scope, bot_id, limit, offset)
    return total, tuple(_as_it_stands(batch, clock) for batch in found)


def read_import(record: Record, scope: Scope, clock: Clock, batch_id: int) -> Batch:
    """One import. Raises NotFoundError when the scope has none of this id."""
    scope.require(IMPORT)
    with reading(record) as connection:
        return _as_it_stands(imports.get_batch(connection, scope, batch_id), clock)


def rejected_rows(
    record: Record, scope: Scope, batch_id: int, limit: int = 50, offset: int = 0
) -> tuple[int, tuple[Rejected, ...]]:
    """How many rows of the batch were rejected, and some of them, in the order of the file."""
    scope.require(IMPORT)
    with reading(record) as connection:
        imports.get_batch(connection, scope, batch_id)
        total = imports.rejected_count(connection, batch_id)
        return total, imports.rejections_page(connection, batch_id, limit, offset)


def leads_made(record: Record, scope: Scope, batch_id: int, limit: int = 25) -> tuple[int, tuple[Made, ...]]:
    """How many leads of those the batch created still stand, and the newest of them."""
    scope.require(IMPORT)
    with reading(record) as connection:
        imports.get_batch(connection, scope, batch_id)
        total, found = imports.leads_of_batch(connection, batch_id, limit)
    return total, tuple(Made(*row) for row in found)


def leads_changed(
    record: Record, scope: Scope, batch_id: int, limit: int = 25, offset: int = 0
) -> tuple[int, tuple[Changed, ...]]:
    """How many leads of others the batch changed that are not put back, and some of them with what it changed."""
    scope.require(IMPORT)
    with reading(record) as connection:
        imports.get_batch(connection, scope, batch_id)
        return import_changes.changed_leads(connection, batch_id, limit, offset)


def stop_import(work: UnitOfWork, batch_id: int) -> None:
    """Ask whoever runs the batch, in whatever process, to stop before its next rows; the rows so far stand."""
    work.scope.require(IMPORT)
    batch = imports.get_batch(work.connection, work.scope, batch_id)
    if batch.state != "running":
        raise ConflictError(f"{batch.file} is not being imported any more")
    imports.update_batch(work.connection, batch_id, state="stopping", trouble=f"stopped by {work.scope.actor}")
    work.note("stopping", "import", batch_id, bot_id=batch.bot_id, batch_id=batch_id)


def _as_it_stands(batch: Batch, clock: Clock) -> Batch:
    """A batch whose process is gone was stopped, whatever it says."""
    if batch.state in ("running", "stopping") and not batch.is_alive(clock.now()):
        return replace(batch, state="stopped", trouble=batch.trouble or INTERRUPTED)
    return batch
