"""`doctor` tells what is wrong and what to do, of any installation however sick, and leaves it exactly as it was."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from leadlight import loopback
from leadlight.__main__ import cli
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.config import read_settings
from leadlight.domain.finding import Finding, verdict, wrongs
from leadlight.domain.scope import COMMAND_LINE
from leadlight.record import imports, jobs
from leadlight.record.engine import sqlite_module
from leadlight.record.migrate import head
from pipelines.ask import own_warehouse
from pipelines.condition import free_bytes
from pipelines.doctor import environment, places, server, store, warehouse
from pipelines.doctor.examine import examine, examine_here, in_words
from tests import records
from tests.conftest import NOW
from tests.pipelines.kit import new_bot

SECRET = "a secret nobody may read"


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The installation that the environment names."""
    monkeypatch.delenv("LEADLIGHT_TEST_RECORD", raising=False)
    monkeypatch.setenv("LEADLIGHT_DATA_DIR", str(tmp_path))
    if records.ENGINE == "postgresql":
        monkeypatch.setenv("LEADLIGHT_RECORD_URL", records.record_url(tmp_path))
    return monkeypatch


@pytest.fixture
def estate(house: House, env: pytest.MonkeyPatch) -> House:
    """A house with a bot and a warehouse, closed again as after a command."""
    house.settings.data_dir.chmod(0o700)
    new_bot(house)
    with own_warehouse(house):
        pass
    house.engine.dispose()
    return house


@pytest.fixture
def sqlite_file(estate: House) -> Path:
    """The file of the estate's record."""
    if records.ENGINE != "sqlite":
        pytest.skip("only a SQLite record is a file here")
    return estate.settings.data_dir / "record.sqlite"


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.iterdir()}


def found(what: str, findings: list[Finding]) -> Finding:
    return next(each for each in findings if what in (each.what, f"{each.part} {each.what}"))


def look(part: ModuleType, now: datetime = NOW) -> list[Finding]:
    """One part of the look at the installation that the environment names: a whole one takes its second."""
    return list(part.look(read_settings(), FixedClock(now)))


def test_a_sound_house_has_nothing_wrong_and_is_left_as_it_was(estate: House) -> None:
    before = snapshot(estate.settings.data_dir)
    findings = examine(FixedClock(NOW))
    assert wrongs(findings) == []
    assert snapshot(estate.settings.data_dir) == before
    assert found("record schema", findings).value == head()
    assert "1 bots, 0 leads" in found("holds", findings).value
    assert "0 leads, followed to" in found("warehouse state", findings).value
    assert found("server process", findings).value == "none runs"


def test_nothing_is_made_where_nothing_is_yet(tmp_path: Path, env: pytest.MonkeyPatch) -> None:
    env.setenv("LEADLIGHT_DATA_DIR", str(tmp_path / "new"))
    env.delenv("LEADLIGHT_RECORD_URL", raising=False)
    findings = examine(FixedClock(NOW))
    assert wrongs(findings) == []
    assert "not made yet" in found("record state", findings).value
    assert not (tmp_path / "new").exists()


def garbled_header(path: Path) -> None:
    path.write_bytes(os.urandom(100) + path.read_bytes()[100:])


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def of_a_newer_leadlight(path: Path) -> None:
    with sqlite_module().connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("sicken", "told", "advised"),
    [
        (garbled_header, "damaged", "last backup"),
        (cut, "damaged", "last backup"),
        (of_a_newer_leadlight, "9999", "use the newer one"),
        (a_folder, "is no file", "move it away"),
    ],
)
def test_a_sick_record_is_told_with_what_to_do(
    sqlite_file: Path, sicken: Callable[[Path], None], told: str, advised: str
) -> None:
    sicken(sqlite_file)
    before = snapshot(sqlite_file.parent)
    (wrong,) = wrongs(look(places) + look(store))
    assert told in wrong.value
    assert advised in wrong.advice
    assert snapshot(sqlite_file.parent) == before


def test_a_record_that_another_process_locks_is_told_and_not_waited_for(
    sqlite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leadlight.record.look.PATIENCE", 0.1)
    holder = sqlite_module().connect(sqlite_file, isolation_level=None)
    holder.execute("PRAGMA journal_mode=DELETE")
    holder.execute("BEGIN EXCLUSIVE")
    (wrong,) = wrongs(look(store))
    holder.close()
    assert "another process has been writing" in wrong.value
    assert wrong.advice == "wait until that one has finished, or end it"


def test_an_older_record_is_but_a_note(sqlite_file: Path) -> None:
    with sqlite_module().connect(sqlite_file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    told = found("schema", look(store))
    assert (told.level, "brings it there" in told.advice) == ("note", True)


def test_a_garbled_warehouse_is_but_a_note_for_it_mends_itself(estate: House) -> None:
    estate.settings.warehouse_path.write_bytes(os.urandom(50_000))
    told = found("state", look(warehouse))
    assert (told.level, "by itself" in told.advice) == ("note", True)


def test_a_server_of_a_database_that_is_away_is_told_without_its_password(
    tmp_path: Path, env: pytest.MonkeyPatch
) -> None:
    env.setenv("LEADLIGHT_RECORD_URL", f"postgresql://u:{SECRET.replace(' ', '%20')}@127.0.0.1:1/leads")
    findings = look(places) + look(store)
    (wrong,) = wrongs(findings)
    assert "cannot be reached" in wrong.value
    assert "LEADLIGHT_RECORD_URL" in wrong.advice
    assert "secret" not in repr(findings)


@pytest.mark.parametrize("url", ["mysql://u@h/d", "nonsense"])
def test_an_address_of_no_record_is_told(url: str, env: pytest.MonkeyPatch) -> None:
    env.setenv("LEADLIGHT_RECORD_URL", url)
    assert found("record", look(places)).level == "wrong"
    assert look(store) == []


def test_settings_without_effect_are_told_and_their_values_never(estate: House, env: pytest.MonkeyPatch) -> None:
    env.setenv("LEADLIGHT_DATADIR", SECRET)
    env.setenv("LEADLIGHT_SECRET_KEY", SECRET)
    findings = look(environment)
    assert "is LEADLIGHT_DATA_DIR meant?" in found("LEADLIGHT_DATADIR", findings).advice
    assert found("LEADLIGHT_SECRET_KEY", findings).level == "note"
    assert SECRET not in repr(findings)


def test_an_address_of_its_own_that_is_none_is_wrong(env: pytest.MonkeyPatch) -> None:
    env.setenv("LEADLIGHT_BASE_URL", "estate")
    assert [each.what for each in wrongs(look(environment))] == ["LEADLIGHT_BASE_URL"]


def test_a_clock_behind_the_record_is_wrong(estate: House) -> None:
    told = found("last written", look(store, NOW - timedelta(days=1)))
    assert (told.level, "yet to come" in told.value) == ("wrong", True)
    assert found("clock", look(environment, NOW.replace(year=1970))).level == "wrong"


def test_an_import_without_a_sign_of_life_is_wrong_and_a_running_one_is_not(estate: House, clock: FixedClock) -> None:
    with estate.work(COMMAND_LINE) as work:
        told = {"kind": "leads", "source": "csv", "file_hash": "x", "actor": "a", "started_at": work.now}
        imports.open_batch(work.connection, bot_id=1, file="leads.csv", **told)
        work.commit()
    estate.engine.dispose()
    assert found("import", look(store)).level == "ok"
    later = found("import", look(store, NOW + store.SILENT_FOR * 2))
    assert (later.level, "import the same file again" in later.advice) == ("wrong", True)


def test_a_failed_job_is_wrong_for_a_day_and_a_note_from_then_on(estate: House) -> None:
    with estate.work(COMMAND_LINE) as work:
        for kind in ("score", "export"):
            job = jobs.start(work.connection, kind, actor="a", process="h:1", now=work.now, detail={})
            jobs.finish(work.connection, job, "failed", work.now, {"cause": "disk full"})
        work.commit()
    estate.engine.dispose()
    told = found("score", look(store))
    assert (told.level, "disk full" in told.value) == ("wrong", True)
    assert found("score", look(store, NOW + store.FRESH)).level == "note"
    assert found("export", look(store)).level == "note"  # told to who asked for it; nothing here is wrong


def test_a_zone_that_is_not_known_here_is_wrong(sqlite_file: Path) -> None:
    with sqlite_module().connect(sqlite_file) as connection:
        connection.execute("UPDATE bot SET zone = 'Mars/Base'")
    connection.close()
    assert [each.value for each in wrongs(look(store))] == ["Mars/Base is not known here"]


def test_a_disk_without_room_for_a_copy_is_wrong(estate: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("free space", look(places)).level == "ok"
    left = free_bytes(estate.settings.data_dir) or 0
    monkeypatch.setattr(places, "size", lambda path: left)
    assert found("free space", look(places)).level == "wrong"


def test_files_that_others_may_read_are_a_note(sqlite_file: Path) -> None:
    assert found("record", look(places)).level == "ok"
    sqlite_file.parent.chmod(0o755)
    sqlite_file.chmod(sqlite_file.stat().st_mode | stat.S_IROTH)
    assert "chmod 700" in found("record", look(places)).advice


def test_a_server_that_does_not_answer_is_wrong_and_one_that_is_gone_is_not(estate: House) -> None:
    file = estate.settings.server_file
    loopback.announce(file, 1)
    told = found("readiness", look(server))
    assert (told.level, told.value) == ("wrong", "it does not answer")
    file.write_text(json.dumps({"pid": 2**22 + 1, "port": 1, "token": "t"}))
    assert "one that is gone" in found("process", look(server)).value


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ({"ready": True, "why": [], "behind": 0}, "ok"),
        ({"ready": True, "why": ["busy"], "behind": 0}, "note"),
        ({"ready": False, "why": ["full"], "behind": None}, "wrong"),
    ],
)
def test_what_a_server_says_of_itself_is_told_on(told: dict[str, object], level: str) -> None:
    readiness = next(server.findings(told))
    assert readiness.level == level
    assert readiness.advice == "; ".join(told["why"])  # type: ignore[arg-type]  # a list of texts, by the cases above


def test_a_page_is_told_the_same_of_the_open_record(estate: House) -> None:
    here = {(each.part, each.what) for each in examine_here(estate, {})}
    beside = {(each.part, each.what) for each in look(store)}
    assert {each for each in here if each[0] == "record"} == beside - {("record", "file"), ("record", "holds")}


def test_the_command_prints_a_table_or_json_and_exits_by_what_it_found(estate: House, env: pytest.MonkeyPatch) -> None:
    run = CliRunner().invoke
    sound = run(cli, ["doctor"])
    assert (sound.exit_code, "schema" in sound.stdout) == (0, True)
    estate.settings.server_file.write_text(json.dumps({"pid": os.getpid(), "port": 1, "token": SECRET}))
    sick = run(cli, ["doctor", "--json"])
    told = json.loads(sick.stdout)
    assert (sick.exit_code, told["ok"]) == (1, False)
    assert {"part", "what", "value", "level", "advice"} == set(told["findings"][0])
    assert "one thing is wrong" in sick.stderr
    assert SECRET not in sick.output


def test_wrong_things_are_marked_and_followed_by_what_to_do() -> None:
    findings = [Finding("a", "x", "fine"), Finding("b", "y", "bad", "wrong", "mend it"), Finding("b", "z", "", "note")]
    assert in_words(findings).splitlines() == ["a", "  x  fine", "", "b", "! y  bad", "     → mend it", "· z"]
    assert verdict(findings) == "one thing is wrong, 1 to note"
