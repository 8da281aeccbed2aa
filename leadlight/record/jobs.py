"""Jobs: what was run when, by which process, and how it ended; the feed and the warehouse know nothing of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from leadlight.record.tables import job

State = Literal["running", "done", "failed", "stopped"]
KEPT_FOR = timedelta(days=90)
"""How long a job is remembered."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run. `process` is host:pid; `detail` holds counts and causes, never a person's data. Instants are UTC."""

    id: int
    kind: str
    actor: str
    process: str
    state: State
    started_at: datetime
    finished_at: datetime | None
    detail: Mapping[str, Any]


def start(
    connection: Connection, kind: str, *, actor: str, process: str, now: datetime, detail: Mapping[str, Any]
) -> int:
    """Write a running job and forget those of long ago; returns its id."""
    connection.execute(delete(job).where(job.c.kind == kind, job.c.started_at < now - KEPT_FOR))
    row = {"kind": kind, "actor": actor, "process": process, "started_at": now, "detail": dict(detail)}
    statement = insert(job).values(state="running", **row)
    return int(connection.execute(statement.returning(job.c.id)).scalar_one())


def finish(connection: Connection, job_id: int, state: State, now: datetime, detail: Mapping[str, Any]) -> None:
    """Say how it ended."""
    values = {"state": state, "finished_at": now, "detail": dict(detail)}
    connection.execute(update(job).where(job.c.id == job_id).values(**values))


def forget(connection: Connection, job_id: int) -> None:
    """Take a job back that turned out to be none: what was asked for could not be begun."""
    connection.execute(delete(job).where(job.c.id == job_id))


def last_of_each_kind(connection: Connection) -> tuple[Job, ...]:
    """The newest job of every kind there was, by kind, as its process left it."""
    newest = select(func.max(job.c.id)).group_by(job.c.kind)
    rows = connection.execute(select(job).where(job.c.id.in_(newest)).order_by(job.c.kind))
    return tuple(Job(**row) for row in rows.mappings())
