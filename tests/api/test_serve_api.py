"""Capture in a process of its own: on the same record, without a warehouse, and nothing acknowledged is ever lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from leadlight.bootstrap import House, open_house
from tests import records
from tests.api.front import a_key, bearer
from tests.browser.driver import free_port
from tests.pipelines.kit import ROOT, environment, new_bot, rows

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
READY_IN = 60.0


@contextmanager
def capturing(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`serve-api` over a data folder."""
    port = free_port()
    with (folder / "serve-api.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "leadlight", "serve-api", "--port", str(port)], cwd=ROOT, env=environment(folder),
            stdout=log, stderr=log,
        )  # fmt: skip
    url, until = f"http://127.0.0.1:{port}", time.monotonic() + READY_IN
    try:
        while not is_ready(url):
            assert process.poll() is None, (folder / "serve-api.log").read_text()
            assert time.monotonic() < until, (folder / "serve-api.log").read_text()
            time.sleep(0.1)
        yield url, process
    finally:
        process.kill()
        process.wait()


def is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=5, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[Path, House, str]]:
    """A data folder with a bot, and a secret key of it."""
    house = open_house(records.settings(tmp_path))
    key = a_key(house, new_bot(house), "secret").text
    yield tmp_path, house, key
    house.engine.dispose()


def test_it_captures_and_says_where_the_numbers_are(place: tuple[Path, House, str]) -> None:
    folder, house, key = place
    with (
        capturing(folder) as (url, process),
        httpx.Client(base_url=url, headers=bearer(key), trust_env=False) as client,
    ):
        leads = "/api/v1/bots/estate/leads"
        made = client.post(leads, json={"values": {"name": "Ann", "email": "ann@x.example"}})
        assert made.status_code == 201
        assert client.get(f"{leads}/{made.json()['lead_id']}").json()["name"] == "Ann"
        for path in (leads, "/api/v1/bots/estate/metrics?measures=leads", "/api/v1/bots/estate/leads.csv"):
            answer = client.get(path)
            assert (answer.status_code, answer.json()["error"]["code"]) == (501, "not_here"), path
        assert client.get(leads, headers={"host": "evil.example"}).status_code == 421
        assert client.get("/").status_code == 404
        assert client.get("/healthz").headers["x-content-type-options"] == "nosniff"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert not (folder / "warehouse.duckdb").exists()
    assert [lead["name"] for lead in rows(house, "lead")] == ["Ann"]


def test_a_port_that_is_taken_is_said_in_one_line(place: tuple[Path, House, str]) -> None:
    folder, _, _ = place
    with capturing(folder) as (url, _):
        done = subprocess.run(
            [sys.executable, "-m", "leadlight", "serve-api", "--port", url.rpartition(":")[2]], cwd=ROOT,
            env=environment(folder), capture_output=True, text=True, timeout=90,
        )  # fmt: skip
    assert done.returncode == 1
    assert "is not free" in done.stderr.splitlines()[-1]
    assert len(done.stderr.splitlines()) == 2  # the other says where it would have captured


def test_killed_between_post_and_answer_it_loses_nothing_acknowledged_and_a_retry_doubles_nothing(
    place: tuple[Path, House, str],
) -> None:
    folder, house, key = place
    acknowledged: dict[str, int] = {}
    for turn in range(3):
        with capturing(folder) as (url, process):
            posting = [threading.Thread(target=post, args=(url, key, who, turn, acknowledged)) for who in range(6)]
            for thread in posting:
                thread.start()
            until = time.monotonic() + READY_IN
            while len(acknowledged) < 25 * (turn + 1) and time.monotonic() < until:
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGKILL)
            for thread in posting:
                thread.join(READY_IN)
    there = {lead["email"]: lead["id"] for lead in rows(house, "lead")}
    assert len(there) == len(rows(house, "lead"))
    assert {email: there.get(email) for email in acknowledged} == acknowledged
    assert len(rows(house, "outbox_event")) == len(there)  # each announced once, with its own transaction
    assert len(rows(house, "idempotency")) == len(there)
    with capturing(folder) as (url, _):
        for email, lead_id in there.items():
            assert send(url, key, email) == (201, lead_id), email
    assert {lead["email"]: lead["id"] for lead in rows(house, "lead")} == there


def post(url: str, key: str, who: int, turn: int, acknowledged: dict[str, int]) -> None:
    """Post people until the server is gone; note each that was answered."""
    for at in range(10_000):
        email = f"p{turn}-{who}-{at}@x.example"
        try:
            status, lead_id = send(url, key, email)
        except httpx.TransportError:
            return
        assert status == 201
        acknowledged[email] = lead_id


def send(url: str, key: str, email: str) -> tuple[int, int]:
    body, headers = {"values": {"name": "Ann", "email": email}}, bearer(key) | {"idempotency-key": email}
    answer = httpx.post(f"{url}/api/v1/bots/estate/leads", json=body, headers=headers, timeout=30, trust_env=False)
    return answer.status_code, answer.json()["lead_id"]
