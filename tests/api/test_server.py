"""The server as `make run` starts it, and the commands beside it: who holds the warehouse, who asks whom."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.browser.driver import Server, free_port, serving
from tests.pipelines.kit import ROOT, command, environment, parsed, table
from tests.records import ENGINE

pytestmark = pytest.mark.slow
LEADS = [{"external_id": str(at), "captured_at": "2026-11-02", "channel": "widget"} for at in range(30)]
SOON = 20.0
"""Seconds in which what must happen happens, however busy the machine."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a bot of thirty leads, whose name is not its key."""
    folder = tmp_path_factory.mktemp("served")
    done = command(folder, "pipelines", "ingest", table(folder / "leads.csv", LEADS), "--bot", "Estate & Sons/Co?")
    assert done.returncode == 0, done.stderr
    (folder / "server.json").write_text(json.dumps({"pid": 99_999_999, "port": 1, "token": "stale"}))
    with serving(folder) as server:
        yield server


def eventually(claim: Callable[[], bool]) -> bool:
    """Whether it becomes true soon."""
    until = time.monotonic() + SOON
    while not (holds := claim()) and time.monotonic() < until:
        time.sleep(0.1)
    return holds


def total(server: Server, bot: str = "Estate-Sons-Co") -> int:
    answer = httpx.get(f"{server.url}/api/v1/bots/{bot}/metrics", params={"measures": "leads"}, trust_env=False)
    rows = answer.json().get("rows")
    return rows[0]["leads"] if rows else -1


def test_address_of_the_server_is_for_this_user_and_no_longer_the_stale_one(server: Server) -> None:
    path = server.data_dir / "server.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    told = json.loads(path.read_text())
    assert (told["pid"], told["port"]) == (server.process.pid, server.port)
    assert len(told["token"]) >= 40


def test_report_and_export_beside_the_server_answer_through_it(server: Server, tmp_path: Path) -> None:
    for name in ("Estate-Sons-Co", "estate-sons-co", "Estate & Sons/Co?", "all"):
        words = ("report", "--bot", name, "--measures", "leads", "--by", "channel", "--format", "json")
        done = command(server.data_dir, "pipelines", *words)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["rows"] == [{"channel": "widget", "leads": 30}]
    done = command(server.data_dir, "pipelines", "export", "--bot", "all", "-o", tmp_path / "out.csv")
    assert done.returncode == 0, done.stderr
    assert len(parsed((tmp_path / "out.csv").read_bytes())) == 30


def test_wrong_use_beside_the_server_is_told_as_without_it(server: Server) -> None:
    for words in (
        ("report", "--bot", "nobody", "--measures", "leads"),
        ("report", "--bot", "all", "--measures", "lead"),
        ("report", "--bot", "all", "--measures", "leads", "--from", "soon"),
        ("report", "--bot", "all", "--measures", ""),
        ("report", "--bot", "more?x=1", "--measures", "leads"),
        ("report", "--bot", "more#", "--measures", "leads"),
        ("report", "--bot", "a/b", "--measures", "leads"),
        ("report", "--bot", "all", "--measures", "leads", "--filter", "channel=\udcff"),
        ("report", "--bot", "all", "--measures", "leads", "--filter", "channel=" + "x" * 70_000),
    ):
        done = command(server.data_dir, "pipelines", *words)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done.stderr


def test_commas_name_several_bots_beside_the_server_too(server: Server) -> None:
    key = "Estate-Sons-Co"
    done = command(
        server.data_dir, "pipelines", "report", "--bot", f"{key},{key}", "--measures", "leads", "--format", "json"
    )
    assert json.loads(done.stdout) == {"bot": key, "zone": "UTC", "from": None, "to": None, "rows": [{"leads": 30}]}


def test_ingest_beside_the_server_says_who_follows_and_arrives(server: Server) -> None:
    path = table(server.data_dir / "more.csv", [{"external_id": f"M{at}"} for at in range(7)])
    done = command(server.data_dir, "pipelines", "ingest", path, "--bot", "more")
    assert done.returncode == 0, done.stderr
    assert "the running server follows" in done.stderr
    assert eventually(lambda: total(server, "more") == 7)


def test_check_and_rebuild_go_through_the_server(server: Server) -> None:
    for words in (("pipelines", "follow"), ("pipelines", "follow", "--rebuild"), ("leadlight", "check")):
        done = command(server.data_dir, *words)
        assert done.returncode == 0, done.stdout + done.stderr
    assert total(server) == 30


def test_pages_and_api_share_one_server_and_its_guard(server: Server) -> None:
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        page = client.get("/")
        assert (page.status_code, page.headers["x-content-type-options"]) == (200, "nosniff")
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert client.get("/readyz").json()["ready"]
        assert client.get("/", headers={"host": "evil.example"}).status_code == 421
        assert client.get("/api/v1/nothing").status_code == 404
        wrong = client.get("/api/v1/bots/all/metrics?measures=leads", headers={"authorization": "Bearer guess"})
        assert wrong.status_code == 401


def test_second_server_on_the_same_data_says_who_has_it(server: Server) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port())],
        cwd=ROOT, env=environment(server.data_dir), capture_output=True, text=True, timeout=90,
    )  # fmt: skip
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert f"another Leadlight runs on http://127.0.0.1:{server.port}" in said
    assert "Traceback" not in said
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert json.loads((server.data_dir / "server.json").read_text())["pid"] == server.process.pid
    assert total(server) == 30


@pytest.mark.parametrize(("name", "code"), [("record.sqlite", 1), ("warehouse.duckdb", 1), ("", 2)])
def test_server_that_cannot_open_its_files_says_why_in_one_line(tmp_path: Path, name: str, code: int) -> None:
    if name == "record.sqlite" and ENGINE != "sqlite":
        pytest.skip("on PostgreSQL no file of that name is the record")
    (tmp_path / "data" / name).mkdir(parents=True) if name else (tmp_path / "data").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port())],
        cwd=ROOT, env=environment(tmp_path / "data"), capture_output=True, text=True, timeout=90,
    )  # fmt: skip
    assert (done.returncode, len(done.stderr.splitlines())) == (code, 1), done.stderr


def test_address_goes_with_the_server_and_commands_do_without_it(tmp_path: Path) -> None:
    command(tmp_path, "pipelines", "ingest", table(tmp_path / "leads.csv", LEADS), "--bot", "estate")
    with serving(tmp_path) as server:
        assert (tmp_path / "server.json").exists()
        os.kill(server.process.pid, signal.SIGTERM)
        server.process.wait(SOON)
        assert not (tmp_path / "server.json").exists()
    words = ("report", "--bot", "estate", "--measures", "leads", "--format", "json")
    assert json.loads(command(tmp_path, "pipelines", *words).stdout)["rows"] == [{"leads": 30}]


def test_killed_server_leaves_an_address_that_nobody_believes(tmp_path: Path) -> None:
    command(tmp_path, "pipelines", "ingest", table(tmp_path / "leads.csv", LEADS), "--bot", "estate")
    with serving(tmp_path) as server:
        server.process.kill()
        server.process.wait(SOON)
    assert (tmp_path / "server.json").exists()
    done = command(tmp_path, "pipelines", "report", "--bot", "estate", "--measures", "leads", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == [{"leads": 30}]
