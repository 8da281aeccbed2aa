"""A server in trouble says so in /readyz and stays alive; it is as it was by itself once the trouble ends."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from typing import Any

import pytest

from tests import records
from tests.chaos import faults, whole
from tests.chaos.broken import CANNOT
from tests.chaos.kinds import Stage
from tests.chaos.place import Place, run, start
from tests.chaos.served import Served, serve
from tests.postgresql import QUICK, Cluster, find_binaries

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SOON = 60.0


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """On PostgreSQL with a server of its own, which is stopped and started."""
    binaries = find_binaries()
    if records.ENGINE == "postgresql" and binaries is None:
        pytest.skip(records.ABSENT)
    cluster = Cluster(binaries, QUICK) if records.ENGINE == "postgresql" and binaries else None
    yield Stage(tmp_path_factory.mktemp("states"), cluster)
    if cluster:
        cluster.remove()


@pytest.fixture(scope="module")
def served(stage: Stage) -> Iterator[Served]:
    """A server over a place with data, ready."""
    served = serve(stage.filled("states"))
    try:
        served.ready()
        yield served
    finally:
        served.stop()


@pytest.fixture
def sqlite(stage: Stage) -> None:
    if stage.cluster:
        pytest.skip("only a SQLite record is a file of ours with one writer at a time")


def in_the_way(served: Served, words: str) -> Mapping[str, Any]:
    """Wait until the server is not ready and says why in these words."""
    told = served.until(lambda code, told: code == 503 and any(words in why for why in told["why"]), SOON)
    assert served.process.poll() is None
    assert not any("Traceback" in why for why in told["why"])
    return told


def agrees(served: Served) -> None:
    """The server is ready again, its record whole, and its warehouse says what the record says."""
    served.ready()
    with served.place.house() as house:
        assert whole.complaints(house.engine) == []
    run(served.place.order("leadlight", "check"))


def test_a_writer_lock_held_for_long_is_told_at_once_and_ends_readiness_after_a_while(
    served: Served, sqlite: None
) -> None:
    with faults.writer_lock(served.place):
        told = served.until(lambda code, told: bool(told.get("why")), SOON)
        assert told["record"] == "busy"
        in_the_way(served, "another process is writing")
    agrees(served)


def test_locked_tables_hold_nobody_up_for_ever(served: Served, stage: Stage) -> None:
    if not stage.cluster:
        pytest.skip("a SQLite record is locked whole: the test above")
    with faults.writer_lock(served.place):
        child = start(served.place.order("writer", "1", "1"))
        assert child.wait() == 1
        assert "somebody else has been writing" in child.said
        assert served.readyz()[0] == 200
    agrees(served)


def test_a_full_disk_is_told_and_what_follows_catches_up_when_there_is_room(served: Served) -> None:
    with faults.full_disk(served.process.pid):
        run(served.place.order("writer", "2", "5"))  # another process, whose disk has room
        in_the_way(served, "cannot be written")
    agrees(served)


def test_a_record_that_is_moved_away_is_told_and_taken_up_again(served: Served, sqlite: None) -> None:
    with faults.moved(served.place.folder / "record.sqlite"):
        in_the_way(served, "is gone: put it back")
        assert not (served.place.folder / "record.sqlite").exists(), "a new, empty record was made"
    agrees(served)
    run(served.place.order("writer", "3", "5"))
    agrees(served)


def test_a_postgresql_that_is_away_is_told_and_taken_up_again(served: Served, stage: Stage) -> None:
    if not stage.cluster:
        pytest.skip("the record is a SQLite file here")
    with faults.stopped(stage.cluster):
        in_the_way(served, "cannot be reached")
    agrees(served)


def test_a_garbled_warehouse_is_built_anew_while_the_server_runs(served: Served) -> None:
    faults.garble(served.place.folder / "warehouse.duckdb")
    run(served.place.order("writer", "4", "5"))
    run(served.place.order("pipelines", "follow", "--rebuild"))
    agrees(served)


def test_a_deleted_warehouse_costs_nothing(served: Served) -> None:
    (served.place.folder / "warehouse.duckdb").unlink()
    run(served.place.order("writer", "5", "5"))
    agrees(served)
    assert served.stop() == 0
    again = serve(served.place)
    try:
        agrees(again)
    finally:
        assert again.stop() == 0


def test_sigterm_under_load_ends_the_server_soon_with_success_and_takes_its_address_away(stage: Stage) -> None:
    place = stage.filled("ended")
    served = serve(place)
    served.ready()
    at_work = start(place.order("writer", "6"))
    at_work.began()
    address = json.loads((place.folder / "server.json").read_text())
    assert address["pid"] == served.process.pid
    os.kill(served.process.pid, signal.SIGTERM)
    assert served.process.wait(20) == 0
    assert not (place.folder / "server.json").exists()
    at_work.kill()
    assert run(place.order("leadlight", "check")).out == "record and warehouse agree\n"


def commands(place: Place) -> list[tuple[str, ...]]:
    """Every command that needs the record, the disk or both."""
    return [
        ("pipelines", "ingest", str(place.folder / "few.csv"), "--bot", "chaos"),
        ("pipelines", "ingest", str(place.folder / "leads.csv"), "--bot", "new one"),
        ("pipelines", "export", "--bot", "all", "-o", str(place.folder / "out.csv")),
        ("pipelines", "score", "--all"),
        ("pipelines", "follow", "--rebuild"),
    ]


def say_it_plainly(place: Place, words: tuple[str, ...], build: str = "") -> str:
    """Run a command that must fail: exit 1, one line, nothing half done. Returns the line."""
    child = start(place.order(*words, build=build))
    code = child.wait()
    assert (code, len(child.said.splitlines())) == (1, 1), f"{words}: {code} {child.said}"
    assert not (place.folder / "out.csv").exists()
    assert not list(place.folder.glob("*.part")) + list(place.folder.glob(".*.part"))
    return child.said


def test_commands_say_in_one_line_that_the_record_is_locked(stage: Stage) -> None:
    place = stage.filled("locked")
    with faults.writer_lock(place):
        for words in commands(place)[:2]:
            assert "try again" in say_it_plainly(place, words, "impatient")
    with place.house() as house:
        assert whole.complaints(house.engine) == []


def test_commands_say_in_one_line_that_the_disk_is_full(stage: Stage) -> None:
    place = stage.filled("crowded")
    (place.folder / "warehouse.duckdb").unlink()
    for words in commands(place)[2:] if stage.cluster else commands(place):
        if words[1] != "score" or not stage.cluster:  # what PostgreSQL keeps, another process writes
            assert say_it_plainly(place, words, "full disk")
    with place.house() as house:
        assert whole.complaints(house.engine) == []
    run(place.order("leadlight", "check"))


def test_commands_say_in_one_line_that_postgresql_is_away(stage: Stage) -> None:
    if not stage.cluster:
        pytest.skip("the record is a SQLite file here")
    place = stage.filled("away")
    with faults.stopped(stage.cluster):
        for words in commands(place):
            assert "cannot be reached" in say_it_plainly(place, words)


def test_commands_say_in_one_line_that_the_folder_cannot_be_written(stage: Stage, sqlite: None) -> None:
    place = stage.filled("sealed")
    build = "" if os.geteuid() else "read only"
    if build and start(place.order("leadlight", "check", build=build)).wait() == CANNOT:
        pytest.skip("root may write anywhere, and may not mount a folder to be read only here")
    with nullcontext() if build else faults.no_right_to_write(place.folder):
        for words in commands(place):
            assert say_it_plainly(place, words, build)
    with place.house() as house:
        assert whole.complaints(house.engine) == []
