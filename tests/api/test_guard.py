"""Who is let in: this machine by its own names, and whoever holds the token."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from leadlight import loopback
from leadlight.api.layers import LOOPBACK_NAMES, inline_scripts
from leadlight.errors import InputError
from pipelines.serve import refuse_other_addresses

METRICS = "/api/v1/bots/estate/metrics?measures=leads"
UPKEEP = (("GET", "/api/v1/warehouse/check"), ("POST", "/api/v1/warehouse/rebuild"))


def test_a_wrong_key_is_refused_though_none_is_needed_yet(client: TestClient, token: dict[str, str]) -> None:
    assert client.get(METRICS).status_code == 200
    assert client.get(METRICS, headers=token).status_code == 200
    for wrong in ("Bearer guess", "Bearer", "Basic " + token["authorization"][7:], "", "Bearer ключ".encode()):
        answer = client.get(METRICS, headers={"authorization": wrong})
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorized"), wrong
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path"), UPKEEP)
def test_upkeep_is_for_whoever_can_read_the_data_folder(
    client: TestClient, token: dict[str, str], method: str, path: str
) -> None:
    assert client.request(method, path).status_code == 401
    assert client.request(method, path, headers={"authorization": "Bearer guess"}).status_code == 401
    assert client.request(method, path, headers=token).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", "", "192.0.2.1:8501"])
@pytest.mark.parametrize("path", [METRICS, "/healthz", "/api/v1/bots/estate/leads.csv"])
def test_a_name_of_somebody_elses_is_misdirected(client: TestClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"host": host})
    assert (answer.status_code, answer.json()["error"]["code"]) == (421, "misdirected")


@pytest.mark.parametrize("host", sorted(LOOPBACK_NAMES | {"LOCALHOST:8501", "[::1]:8501"}))
def test_this_machines_names_are_served(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


def test_a_page_elsewhere_cannot_open_a_websocket(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect("/_stcore/stream", headers={"origin": "https://evil.example"}),
    ):
        pass
    assert closed.value.code == 1008


def test_every_answer_has_strict_headers(client: TestClient) -> None:
    for path in ("/healthz", METRICS, "/api/v1/none", "/api/v1/bots/estate/leads.csv"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"


def test_policy_names_the_scripts_that_stand_in_the_page(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<script>a()</script><script src='b.js'></script><script type='x'>\nc()\n</script>")
    assert len(inline_scripts(page)) == 2
    assert all(each.startswith("'sha256-") for each in inline_scripts(page))


def test_address_file_is_for_this_user_only_and_goes_with_its_server(tmp_path: Path) -> None:
    path = tmp_path / "server.json"
    path.write_text("{}")
    path.chmod(0o644)
    address = loopback.announce(path, 8501)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert loopback.find(path) == address
    assert (address.pid, address.url) == (os.getpid(), "http://127.0.0.1:8501")
    assert len(address.token) >= 40
    loopback.withdraw(path, address)
    assert not path.exists()


def test_address_file_of_another_server_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "server.json"
    mine = loopback.announce(path, 8501)
    theirs = loopback.announce(path, 8502)
    loopback.withdraw(path, mine)
    assert loopback.find(path) == theirs


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"pid": "x", "port": 1, "token": ""}', '{"pid": 99999999, "port": 1, "token": ""}',
             '{"pid": -1, "port": 1, "token": ""}', '{"pid": 0, "port": 1, "token": ""}', "\0",
             '{"pid": 99999999999999999999, "port": 1, "token": ""}'],
)  # fmt: skip
def test_stale_or_broken_address_file_is_ignored(tmp_path: Path, text: str) -> None:
    path = tmp_path / "server.json"
    path.write_text(text)
    assert loopback.find(path) is None
    assert loopback.find(tmp_path / "none.json") is None


def test_address_file_of_a_living_process_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "server.json"
    path.write_text(json.dumps({"pid": os.getppid(), "port": 1, "token": "t"}))
    assert loopback.find(path) == loopback.Address(os.getppid(), 1, "t")


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.0.2.1", "leadlight.example", "localhost.evil"])
def test_server_binds_to_no_other_address(address: str | None) -> None:
    with pytest.raises(InputError, match=r"127\.0\.0\.1"):
        refuse_other_addresses(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost", "127.9.9.9"])
def test_server_binds_to_this_machine(address: str) -> None:
    refuse_other_addresses(address)
