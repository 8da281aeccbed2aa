"""What every test may ask for, and what none may do: reach beyond this machine, or depend on the hour."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from leadlight.bootstrap import House, open_house
from leadlight.charts import marks
from leadlight.clock import FixedClock
from leadlight.config import Settings
from tests import records
from tests.postgresql import Cluster

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::"}  # the last two: a server of the test's own, listening

# No deadline: two cores shared with a browser. In CI the same examples each time, so that a red run can be run again.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting anywhere but to this machine fails the test, with the address in its message."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))


def _guarded(connect: Any) -> Any:
    def only_loopback(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise RuntimeError(f"a test may not leave this machine: {address}")
        return connect(self, address)

    return only_loopback


def _guarded_lookup(lookup: Any) -> Any:
    def only_loopback(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and name not in LOOPBACK:
            raise RuntimeError(f"a test may not look up {name!r}")
        return lookup(host, *args, **kwargs)

    return only_loopback


@pytest.fixture(autouse=True)
def _figures_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plotly looks through every property of every figure that a test draws."""
    monkeypatch.setattr(marks, "is_checked", True)


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine or a `.env` here happens to set must not reach a test."""
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture(autouse=True)
def _no_databases_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """On PostgreSQL a data folder has a database of its own; both go with the test."""
    folder: Path | None = request.getfixturevalue("tmp_path") if records.ENGINE == "postgresql" else None
    yield
    if folder:
        records.forget(folder)


@pytest.fixture
def postgresql() -> Cluster:
    """A running PostgreSQL, whichever engine the other tests are on; a skip where it is not installed."""
    return records.cluster()


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at Friday 2026-11-20, 12:00 UTC."""
    return FixedClock(NOW)


@pytest.fixture
def house(tmp_path: Path, clock: FixedClock) -> Iterator[House]:
    """A house of its own, its record migrated and empty, in a folder of its own; its engine: tests/records.py."""
    opened = open_house(records.settings(tmp_path), clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real files beside the repository (read its SOURCE.md)."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip(
            "the real samples are kept beside the repository (../shared/samples), not in it, and are absent here"
        )
    return folder
