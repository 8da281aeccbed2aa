"""Jobs are remembered as they ended, and remembering them is never in the way of the work."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.scope import COMMAND_LINE
from leadlight.errors import FaultError, InputError, StoppedError
from leadlight.record import feed, jobs
from leadlight.record.engine import reading
from leadlight.record.jobs import KEPT_FOR, Job
from pipelines.jobs import as_it_stands, job, this_process


def last(house: House) -> Job | None:
    with reading(house.engine) as connection:
        return next(iter(jobs.last_of_each_kind(connection)), None)


def test_a_job_runs_and_is_done_with_its_counts(house: House, clock: FixedClock) -> None:
    began = clock.now()
    with job(house, COMMAND_LINE, "export", form=".csv") as told:
        found = last(house)
        assert found is not None
        assert (found.state, found.process, found.finished_at) == ("running", this_process(), None)
        assert as_it_stands(found).state == "running"
        clock.instant += timedelta(seconds=3)
        told["bytes"] = 12
    found = last(house)
    assert found is not None
    assert (found.kind, found.actor, found.state) == ("export", "command line", "done")
    assert (found.started_at, found.finished_at) == (began, clock.now())
    assert found.detail == {"form": ".csv", "bytes": 12}


def test_a_fault_fails_the_job_and_keeps_its_cause(house: House) -> None:
    with pytest.raises(FaultError), job(house, COMMAND_LINE, "export"):
        raise FaultError("disk full")
    found = last(house)
    assert found is not None
    assert (found.state, found.detail) == ("failed", {"cause": "disk full"})


def test_what_nobody_foresaw_fails_the_job_without_quoting_anyone(house: House) -> None:
    with pytest.raises(ValueError, match="lead@x.example"), job(house, COMMAND_LINE, "score"):
        raise ValueError("lead@x.example")
    found = last(house)
    assert found is not None
    assert (found.state, found.detail) == ("failed", {"cause": "ValueError"})


def test_a_job_that_is_interrupted_was_stopped(house: House) -> None:
    with pytest.raises(KeyboardInterrupt), job(house, COMMAND_LINE, "score"):
        raise KeyboardInterrupt
    found = last(house)
    assert found is not None
    assert found.state == "stopped"


def test_a_job_that_somebody_stopped_was_stopped_and_says_by_whom(house: House) -> None:
    with pytest.raises(FaultError), job(house, COMMAND_LINE, "ingest"):
        raise StoppedError("x.csv: stopped by owner")
    found = last(house)
    assert found is not None
    assert (found.state, found.detail) == ("stopped", {"cause": "x.csv: stopped by owner"})


def test_wrong_use_leaves_no_job(house: House) -> None:
    with pytest.raises(InputError), job(house, COMMAND_LINE, "ingest"):
        raise InputError("no such file")
    assert last(house) is None


def test_a_running_job_of_a_process_that_is_gone_was_stopped(house: House) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with house.work(COMMAND_LINE) as work:
        process = this_process().rpartition(":")[0] + f":{gone.pid}"
        jobs.start(work.connection, "ingest", actor="a", process=process, now=work.now, detail={})
        jobs.start(work.connection, "score", actor="a", process="elsewhere:1", now=work.now, detail={})
        work.commit()
    with reading(house.engine) as connection:
        found = [as_it_stands(each) for each in jobs.last_of_each_kind(connection)]
    # Of another machine's processes nothing is known here.
    assert [(each.kind, each.state) for each in found] == [("ingest", "stopped"), ("score", "running")]


def test_only_the_newest_job_of_a_kind_is_told(house: House) -> None:
    for size in (1, 2):
        with job(house, COMMAND_LINE, "export", bytes=size):
            pass
    found = last(house)
    assert found is not None
    assert found.detail == {"bytes": 2}


def test_jobs_of_long_ago_are_forgotten(house: House, clock: FixedClock) -> None:
    for _ in range(2):
        with job(house, COMMAND_LINE, "export"):
            pass
        clock.instant += KEPT_FOR + timedelta(days=1)
    with house.work(COMMAND_LINE) as work:
        left = work.connection.exec_driver_sql("SELECT count(*) FROM job").scalar()
    assert left == 1


def test_jobs_leave_the_feed_alone(house: House) -> None:
    with reading(house.engine) as connection:
        before = feed.newest(connection)
    with job(house, COMMAND_LINE, "export"):
        pass
    with reading(house.engine) as connection:
        assert feed.newest(connection) == before


def test_a_record_that_takes_no_note_lets_the_work_go_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OperationalError("", None, Exception("database or disk is full"))

    monkeypatch.setattr(jobs, "start", full)
    done = []
    with job(house, COMMAND_LINE, "export"):
        done.append("written")
    assert (done, last(house)) == (["written"], None)
