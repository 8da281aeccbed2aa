"""One row a run of a job: `with job(house, scope, "export") as told:` says when it began, how it ended, and why."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from leadlight import loopback
from leadlight.bootstrap import House
from leadlight.domain.scope import Scope
from leadlight.errors import FaultError, LeadlightError, StoppedError
from leadlight.record import jobs
from leadlight.record.jobs import Job, State


@contextmanager
def job(house: House, scope: Scope, kind: str, *, noted: bool = True, **detail: Any) -> Iterator[dict[str, Any]]:
    """A running job inside, then done, failed or stopped. What the body puts into the dict is kept: counts, causes.

    Wrong use leaves no row, for it leaves nothing; nor does a run that is not to be `noted` (a dry one). A record that
    takes no note just now keeps nobody from working.
    """
    job_id = _start(house, scope, kind, detail) if noted else None
    try:
        yield detail
    except StoppedError as error:
        _finish(house, scope, job_id, "stopped", detail | {"cause": str(error)})
        raise
    except FaultError as error:
        _finish(house, scope, job_id, "failed", detail | {"cause": str(error)})
        raise
    except LeadlightError:
        _forget(house, scope, job_id)
        raise
    except Exception as error:
        _finish(house, scope, job_id, "failed", detail | {"cause": type(error).__name__})  # its text may quote a lead
        raise
    except BaseException:
        _finish(house, scope, job_id, "stopped", detail)
        raise
    _finish(house, scope, job_id, "done", detail)


def this_process() -> str:
    """host:pid, as a job names who runs it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def as_it_stands(found: Job) -> Job:
    """The job; one that runs in a process of this machine that is gone was stopped."""
    host, _, pid = found.process.rpartition(":")
    is_gone = host == socket.gethostname() and pid.isdigit() and not loopback.lives(int(pid))
    return replace(found, state="stopped") if found.state == "running" and is_gone else found


def _start(house: House, scope: Scope, kind: str, detail: dict[str, Any]) -> int | None:
    who = {"actor": scope.actor, "process": this_process()}
    with suppress(FaultError), house.work(scope) as work:
        job_id = jobs.start(work.connection, kind, now=work.now, detail=detail, **who)
        work.commit()
        return job_id
    return None


def _finish(house: House, scope: Scope, job_id: int | None, state: State, detail: dict[str, Any]) -> None:
    if job_id is not None:
        with suppress(FaultError), house.work(scope) as work:
            jobs.finish(work.connection, job_id, state, work.now, detail)
            work.commit()


def _forget(house: House, scope: Scope, job_id: int | None) -> None:
    if job_id is not None:
        with suppress(FaultError), house.work(scope) as work:
            jobs.forget(work.connection, job_id)
            work.commit()
