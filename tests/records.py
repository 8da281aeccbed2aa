"""Which engine the tests' records are on: SQLite, or with LEADLIGHT_TEST_RECORD=postgresql a database a data folder."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from leadlight.config import Settings
from tests import postgresql
from tests.postgresql import Cluster

ENGINE = os.environ.get("LEADLIGHT_TEST_RECORD", "sqlite")
"""sqlite or postgresql."""
ABSENT = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
_made: dict[Path, str] = {}
_shared: dict[Path, str] = {}


def settings(folder: Path) -> Settings:
    """The settings of a house in `folder`: one folder, one record, whichever engine it is on."""
    return Settings(data_dir=folder, record_url_given=record_url(folder))


def record_url(folder: Path) -> str:
    """LEADLIGHT_RECORD_URL of the house in `folder`: its own database on PostgreSQL, nothing on SQLite."""
    folder = folder.resolve()
    if folder in _shared:
        return _shared[folder]
    if ENGINE != "postgresql":
        return ""
    name = "t_" + hashlib.sha256(str(folder).encode()).hexdigest()[:24]
    if folder not in _made:
        cluster().create(name)
        _made[folder] = name
    return cluster().url(name)


def enter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the environment name the house in `folder`, for code that reads its settings itself."""
    monkeypatch.setenv("LEADLIGHT_DATA_DIR", str(folder))
    monkeypatch.setenv("LEADLIGHT_RECORD_URL", record_url(folder))


def share(folder: Path, of: Path) -> None:
    """Let the house in `folder` have the record of the house in `of`, as a second dashboard has."""
    _shared[folder.resolve()] = record_url(of) or settings(of).record_url


def cluster() -> Cluster:
    """The PostgreSQL of this process's tests, whatever engine the others are on; skips where it is not installed."""
    found = postgresql.shared()
    if found is None:
        pytest.skip(ABSENT)
    return found


def forget(folder: Path) -> None:
    """Drop the databases of the houses in `folder` and below it."""
    folder = folder.resolve()
    for each in [each for each in _made if each.is_relative_to(folder)]:
        cluster().drop(_made.pop(each))
