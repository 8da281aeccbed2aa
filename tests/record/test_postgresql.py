"""The record on PostgreSQL: opened safely, told plainly, back by itself, migrated once whoever starts first."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from leadlight.bootstrap import House, open_house
from leadlight.clock import FixedClock
from leadlight.config import Settings
from leadlight.domain.scope import OWNER
from leadlight.errors import FaultError, InputError, LeadlightError
from leadlight.record import bots, look
from leadlight.record.engine import open_engine, reading
from leadlight.record.migrate import migrate
from pipelines.doctor import store
from tests import records
from tests.actions.rooms import a_bot
from tests.conftest import NOW, ROOT
from tests.pipelines.kit import environment
from tests.postgresql import Cluster, find_binaries


@pytest.fixture(scope="module")
def own() -> Iterator[Cluster]:
    """A PostgreSQL that may be stopped without harm to other tests."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip(records.ABSENT)
    cluster = Cluster(binaries)
    yield cluster
    cluster.remove()


@pytest.fixture
def house(own: Cluster, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    name = f"own_{abs(hash(request.node.nodeid))}"
    house = open_house(Settings(data_dir=tmp_path, record_url_given=own.create(name)), FixedClock(NOW))
    yield house
    house.engine.dispose()
    own.drop(name)


def trouble(url: str) -> str:
    """What Leadlight says of a record it cannot open."""
    with pytest.raises(LeadlightError) as caught:
        migrate(open_engine(url))
    return str(caught.value)


def test_wrong_password_is_told_without_the_password(own: Cluster) -> None:
    own.create("locked")
    assert migrate(open_engine(own.url("locked", over_tcp=True))) is None
    said = trouble(own.url("locked", over_tcp=True, password="hunter2"))
    assert "refuses the user or the password" in said
    assert "hunter2" not in said
    assert len(said.splitlines()) == 1


def test_absent_database_and_absent_server_are_told_apart(own: Cluster) -> None:
    assert "no database of that name" in trouble(own.url("nowhere"))
    assert "cannot be reached" in trouble("postgresql://u:hunter2@127.0.0.1:1/d")
    assert "hunter2" not in trouble("postgresql://u:hunter2@127.0.0.1:1/d")


@pytest.mark.parametrize("url", ["postgresql://u:hunter2@h:port/d", "postgresql://u:hunter2@[::1/d", "hunter2"])
def test_malformed_address_is_told_without_its_password(url: str) -> None:
    with pytest.raises(InputError) as caught:
        open_engine(url)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_database_that_cannot_keep_every_text_is_refused_before_anything_is_made(own: Cluster, encoding: str) -> None:
    name = f"in_{encoding.lower()}"
    with own.connect() as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0")
    said = trouble(own.url(name))
    assert f"in {encoding}" in said
    assert "createdb -E UTF8 -T template0" in said
    assert len(said.splitlines()) == 1
    with own.connect(name) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    settings = Settings(record_url_given=own.url(name))
    (finding,) = [each for each in store.look(settings, FixedClock(NOW)) if each.part == "record"]
    assert (finding.level, finding.value) == ("wrong", said)


def test_clients_own_encoding_changes_nothing(own: Cluster, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    house.engine.dispose()
    a_bot(house, "Łódź 東京")
    with reading(house.engine) as connection:
        assert [bot.name for bot in bots.all_bots(connection, OWNER)] == ["Łódź 東京"]


def test_short_spelling_of_the_scheme_is_taken(own: Cluster) -> None:
    own.create("short")
    assert migrate(open_engine(own.url("short").replace("postgresql://", "postgres://"))) is None
    with look.looking(own.url("short").replace("postgresql://", "postgres://")) as connection:
        assert look.counts(connection)["bots"] == 0


def test_user_without_rights_is_told_what_is_missing(own: Cluster) -> None:
    own.create_empty("guarded")
    with own.connect("guarded") as connection:
        connection.execute("CREATE ROLE guest LOGIN; REVOKE ALL ON SCHEMA public FROM PUBLIC")
    assert "may not make tables" in trouble(own.url("guarded").replace("leadlight@", "guest@"))


def test_doctor_finds_a_user_who_may_only_read(own: Cluster, house: House) -> None:
    def wrongs(url: str) -> list[str]:
        found = store.look(Settings(record_url_given=url), FixedClock(NOW))
        return [each.what for each in found if each.level == "wrong"]

    url = own.url(str(house.engine.url.database))
    assert wrongs(url) == []
    with own.connect(str(house.engine.url.database)) as connection:
        connection.execute("CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
        assert wrongs(url.replace("leadlight@", "reader@")) == ["may make tables", "may write"]
        connection.execute("GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO reader")
        assert "may write" in wrongs(url.replace("leadlight@", "reader@"))
        connection.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO reader")
        assert wrongs(url.replace("leadlight@", "reader@")) == ["may make tables"]
        connection.execute("DROP OWNED BY reader; DROP ROLE reader")


def test_command_tells_a_record_out_of_reach_in_one_line(tmp_path: Path) -> None:
    there = {"LEADLIGHT_RECORD_URL": "postgresql://u:hunter2@127.0.0.1:1/d", "LEADLIGHT_DATA_DIR": str(tmp_path)}
    words = [sys.executable, "-m", "pipelines", "follow"]
    done = subprocess.run(words, cwd=ROOT, env=environment(tmp_path) | there, capture_output=True, text=True)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "cannot be reached" in done.stderr
    assert "hunter2" not in done.stderr


def test_read_is_of_one_moment_and_writes_nothing(house: House) -> None:
    with reading(house.engine) as connection:
        assert bots.all_bots(connection, OWNER) == ()
        a_bot(house, "Meanwhile")
        assert bots.all_bots(connection, OWNER) == ()
    with pytest.raises(FaultError, match="takes no writes"), reading(house.engine) as connection:
        connection.execute(text("DELETE FROM bot"))


def test_connections_lost_with_a_restarted_server_are_replaced(own: Cluster, house: House) -> None:
    a_bot(house, "Before")
    own.stop()
    with pytest.raises(FaultError, match="cannot be reached"), reading(house.engine):
        pass
    with pytest.raises(FaultError, match="cannot be reached"):
        a_bot(house, "Away")
    own.start()
    a_bot(house, "After")
    with reading(house.engine) as connection:
        assert [bot.name for bot in bots.all_bots(connection, OWNER)] == ["After", "Before"]


def test_server_lost_in_the_middle_of_a_work_is_a_fault_and_leaves_nothing(own: Cluster, house: House) -> None:
    def lose() -> None:
        with house.work(OWNER) as work:
            bots.insert_bot(work.connection, key="x", name="x", zone="UTC", created_at=work.now)
            own.kill()
            work.commit()

    with pytest.raises(FaultError, match="cannot be used"):
        lose()
    own.start()
    with reading(house.engine) as connection:
        assert bots.all_bots(connection, OWNER) == ()


def test_processes_that_start_at_once_on_a_new_record_migrate_it_once(own: Cluster, tmp_path: Path) -> None:
    there = {"LEADLIGHT_RECORD_URL": own.create_empty("fresh")}
    words = [sys.executable, "-m", "leadlight", "migrate"]
    started = [
        subprocess.Popen(words, cwd=ROOT, env=environment(tmp_path / str(at)) | there, stderr=subprocess.PIPE)
        for at in range(3)
    ]
    said = [(process.communicate(timeout=120)[1], process.returncode) for process in started]
    assert [code for _, code in said] == [0, 0, 0], said
