"""What tests/conftest.py promises: no test leaves this machine, reads its settings, or depends on the hour."""

from __future__ import annotations

import socket

import httpx
import pytest

from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.config import read_settings
from tests.conftest import NOW

ELSEWHERE = "192.0.2.1"  # an address reserved for documentation: nobody has it


def test_a_connection_beyond_this_machine_fails() -> None:
    with socket.socket() as wire, pytest.raises(RuntimeError, match=ELSEWHERE):
        wire.connect((ELSEWHERE, 80))


def test_a_name_beyond_this_machine_is_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match="leadlight.example"):
        httpx.get("http://leadlight.example/")


def test_a_connection_to_this_machine_goes_through() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as wire:
        assert wire.getpeername() == server.getsockname()


def test_a_setting_the_test_makes_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADLIGHT_DATA_DIR", "elsewhere")
    assert read_settings().data_dir.name == "elsewhere"


def test_a_setting_of_this_machine_is_not_read() -> None:
    assert read_settings().data_dir.name == "data"


def test_the_house_of_a_test_stands_still_and_empty(house: House, clock: FixedClock) -> None:
    assert house.clock.now() == clock.now() == NOW
    assert house.settings.data_dir.exists()
