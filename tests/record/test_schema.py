"""The record's schema: the migrations build exactly the tables that the code speaks of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from leadlight.bootstrap import House, open_house
from leadlight.config import Settings
from leadlight.errors import InputError
from leadlight.record.engine import open_engine, wal_is_safe
from leadlight.record.migrate import head, migrate, version
from leadlight.record.tables import metadata
from tests import records


def _of_this_engine(engine: str) -> Callable[..., bool]:
    """Alembic compares what SQLAlchemy makes on other engines only, too."""
    return lambda _object, name, *_: engine == "postgresql" or name != "ix_change_xid_seq"


# The one index that cannot be compared is checked by the next test.
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_migrations_and_tables_agree(house: House) -> None:
    with house.engine.connect() as connection:
        ours = {"compare_server_default": True, "include_object": _of_this_engine(house.engine.dialect.name)}
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, metadata) == []
    assert version(house.engine) == head()


def test_bot_keys_are_one_in_any_case(house: House) -> None:
    catalogue = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'uq_bot_key_folded'",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname = 'uq_bot_key_folded'",
    }
    with house.engine.connect() as connection:
        sql = connection.execute(text(catalogue[records.ENGINE])).scalar_one()
    assert "UNIQUE" in sql
    assert "lower(key)" in sql


def test_record_of_a_newer_leadlight_is_refused(house: House) -> None:
    with house.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError, match="9999"):
        migrate(house.engine)


@pytest.mark.skipif(records.ENGINE != "sqlite", reason="PostgreSQL is as safe as its own settings")
def test_record_is_opened_the_safe_way(house: House) -> None:
    with house.engine.connect() as connection:
        wanted = {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
        assert {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted} == wanted


@pytest.mark.parametrize("safe", [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4)])
def test_wal_runs_on_a_library_without_the_reset_race(safe: tuple[int, ...]) -> None:
    assert wal_is_safe(safe)


@pytest.mark.parametrize("unsafe", [(3, 40, 1), (3, 44, 5), (3, 50, 6), (3, 51, 2)])
def test_wal_is_not_run_on_a_library_with_the_reset_race(unsafe: tuple[int, ...]) -> None:
    assert not wal_is_safe(unsafe)


@pytest.mark.parametrize("url", ["mysql://u@h/d", "nonsense", "duckdb:///x"])
def test_other_engines_are_refused_in_plain_words(url: str) -> None:
    with pytest.raises(InputError):
        open_engine(url)


def test_data_folder_is_made_on_a_fresh_machine(tmp_path: Path) -> None:
    opened = open_house(Settings(data_dir=tmp_path / "a" / "b"))
    assert (tmp_path / "a" / "b" / "record.sqlite").exists()
    opened.engine.dispose()
