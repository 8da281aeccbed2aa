"""Capture in a process of its own: on the same record, without a warehouse, and nothing acknowledged is ever lost."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from leadlight.api.writer import AT_ONCE, WAITING
from leadlight.bootstrap import House, open_house
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER
from leadlight.record import bots
from leadlight.record.engine import reading
from tests import records
from tests.api.front import ANN, a_key, bearer
from tests.browser.driver import free_port
from tests.pipelines.kit import ROOT, environment, new_bot, rows

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
READY_IN = 90.0


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


def test_a_hundred_posts_at_once_of_one_key_make_one_lead_whichever_process_they_reach(
    place: tuple[Path, House, str],
) -> None:
    folder, house, key = place
    with capturing(folder) as (one, _), capturing(folder) as (other, _):
        headers = bearer(key) | {"idempotency-key": "k1"}
        answers = at_once([(url, headers, ANN) for url in (one, other) for _ in range(50)])
    (lead,) = rows(house, "lead")
    assert {(each.status_code, each.json()["lead_id"]) for each in answers} == {(201, lead["id"])}
    assert sum("idempotency-replayed" in each.headers for each in answers) == 99
    assert len(rows(house, "outbox_event")) == 1


def test_over_the_limit_in_a_rush_everybody_is_told_when_to_come_back_and_nothing_fails(
    place: tuple[Path, House, str],
) -> None:
    folder, house, _ = place
    public = a_key(house, bot_of(house), "public").text
    with capturing(folder) as (url, _):
        rush = [(url, bearer(public), {**ANN, "email": f"p{at}@x.example"}) for at in range(200)]
        answers = at_once(rush)
        assert is_ready(url)
    taken = [each for each in answers if each.status_code == 201]
    refused = [each for each in answers if each.status_code == 429]
    assert (len(taken), len(refused)) == (30, 170)  # thirty forms a minute from one address
    assert all(1 <= int(each.headers["retry-after"]) <= 60 for each in refused)
    assert {each.json()["error"]["code"] for each in refused} == {"too_many"}
    assert len(rows(house, "lead")) == 30


def test_more_than_can_wait_is_told_to_come_back_and_what_was_taken_is_there(place: tuple[Path, House, str]) -> None:
    folder, house, key = place
    rush, line = 360, WAITING + AT_ONCE
    posts = [(bearer(key), {**ANN, "email": f"p{at}@x.example"}) for at in range(rush)]
    with capturing(folder) as (url, _), ExitStack() as held:
        work = held.enter_context(house.work(OWNER))  # somebody else writes: what comes has to wait, or be told
        work.hold(bot_of(house).id)
        answers = at_once([(url, *each) for each in posts], lambda done: held.close() if done == rush - line else None)
    told = Counter(each.status_code for each in answers)
    assert told.keys() == {201, 429}, told
    assert told[429] >= rush - line
    refused = [each for each in answers if each.status_code == 429]
    assert {(each.json()["error"]["code"], each.headers["retry-after"]) for each in refused} == {("busy", "1")}
    taken = {each.json()["lead_id"] for each in answers if each.status_code == 201}
    assert {lead["id"] for lead in rows(house, "lead")} == taken


def bot_of(house: House) -> Bot:
    with reading(house.engine) as connection:
        return bots.all_bots(connection, OWNER)[0]


def at_once(
    posts: Sequence[tuple[str, dict[str, str], dict[str, str]]], watch: Callable[[int], None] = lambda done: None
) -> list[httpx.Response]:
    """Post forms (to which server, headers, values), all at the same time; `watch` is told how many were answered."""

    async def send_all() -> list[httpx.Response]:
        async with httpx.AsyncClient(limits=httpx.Limits(), timeout=READY_IN, trust_env=False) as client:
            sent = [
                asyncio.create_task(
                    client.post(f"{url}/api/v1/bots/estate/leads", json={"values": values}, headers=headers)
                )
                for url, headers, values in posts
            ]
            for done, answer in enumerate(asyncio.as_completed(sent), 1):
                await answer
                watch(done)
            return [each.result() for each in sent]

    return asyncio.run(send_all())


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
