"""A SQLite record whose file goes away while it is open: nothing is written where nobody would find it again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from leadlight.errors import FaultError
from leadlight.record.engine import open_engine, reading
from leadlight.record.migrate import migrate
from leadlight.record.watch import Watch


def test_a_moved_file_is_a_fault_until_it_is_back_and_none_is_made_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    watch = Watch(engine)
    watch.changed()
    path.rename(tmp_path / "elsewhere")
    for _ in range(2):
        with pytest.raises(FaultError, match="is gone: put it back"), reading(engine):
            pytest.fail("a connection to a file that is gone")
    with pytest.raises(FaultError, match="moved or replaced"):
        watch.changed()
    watch.close()
    assert not path.exists()
    (tmp_path / "elsewhere").rename(path)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM bot")).scalar() == 0
    engine.dispose()


def test_a_replaced_file_is_the_one_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    shutil.copy(path, tmp_path / "backup")
    with reading(engine) as connection:
        connection.execute(text("SELECT 1"))
    with engine.connect().execution_options(writes=True) as writer, writer.begin():
        writer.execute(text("INSERT INTO bot (key, name, zone, created_at) VALUES ('a', 'a', 'UTC', 0)"))
    (tmp_path / "backup").replace(path)
    for log in ("-wal", "-shm"):  # as one restores a backup: a log belongs to its own file
        path.with_name(path.name + log).unlink(missing_ok=True)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM bot")).scalar() == 0
    engine.dispose()


def test_without_a_log_a_commit_waits_for_the_journal_to_be_gone_for_sure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leadlight.record.engine.wal_is_safe", lambda version: False)
    engine = open_engine(f"sqlite:///{tmp_path / 'record.sqlite'}")
    with engine.connect() as connection:
        modes = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert modes == ["delete", 3]
    engine.dispose()
