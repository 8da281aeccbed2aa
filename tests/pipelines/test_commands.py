"""The commands as people run them: exit codes, one plain line for wrong use, data on stdout and nothing else there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest
from click.testing import CliRunner

from leadlight import command_line, loopback
from leadlight.errors import InputError
from pipelines.__main__ import cli
from tests import records
from tests.pipelines.kit import command, lines, parsed, table, talk

pytestmark = pytest.mark.slow
LEADS = [
    {"external_id": "A", "captured_at": "2026-11-02", "channel": "widget", "company": "=1+1", "email": "a@x.example"},
    {"external_id": "B", "captured_at": "2026-11-03", "channel": "", "company": "Two\nlines", "email": ""},
    {"external_id": "C", "captured_at": "2026-11-04", "channel": "widget", "company": "", "email": "no address"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a bot of two leads."""
    folder = tmp_path_factory.mktemp("commands")
    done = command(folder, "pipelines", "ingest", table(folder / "leads.csv", LEADS), "--bot", "Estate", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {name: told[name] for name in ("bot_created", "read", "created", "updated", "unchanged", "rejected")} == {
        "bot_created": True, "read": 3, "created": 2, "updated": 0, "unchanged": 0, "rejected": 1,
    }  # fmt: skip
    assert told["files"][0]["reasons"][0]["line"] == 5  # the line of the file: a cell before it held a line break
    return folder


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command in this process, through the same rim: a second cheaper than a process of its own."""
    records.enter(folder, monkeypatch)

    def go(*words: str | Path) -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr("sys.argv", ["pipelines", *map(str, words)])
        with CliRunner().isolation() as (out, err, _), pytest.raises(SystemExit) as left:
            command_line.run(cli, "pipelines")
        code = left.value.code
        assert isinstance(code, int)
        return subprocess.CompletedProcess(words, code, out.getvalue().decode(), err.getvalue().decode())

    return go


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Exit 2, nothing on stdout, one line on stderr that says what is wrong."""
    assert (done.returncode, done.stdout) == (2, ""), done
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_words_for_people_say_what_happened_and_where_the_rejected_rows_are(folder: Path) -> None:
    done = command(folder, "pipelines", "ingest", folder / "leads.csv", "--bot", "estate")
    assert done.returncode == 0
    assert "read 3, created 0, updated 0, unchanged 2, rejected 1" in done.stdout
    assert "line 5: email" in done.stdout
    assert "leads.rejected.csv" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ingest", "missing.csv", "--bot", "estate"], ["missing.csv", "does not exist"]),
        (["ingest", "empty.csv", "--bot", "estate"], ["empty.csv", "empty"]),
        (["ingest", "sheet.csv", "--bot", "estate"], ["sheet.csv"]),
        (["ingest", "leads.csv", "empty.csv", "--bot", "brand-new"], ["empty.csv"]),
        (["ingest", "leads.csv", "--bot", "all"], ["all"]),
        (["ingest", "leads.csv"], ["--bot"]),
        (["ingest", "--bot", "estate"], ["PATH"]),
        (["ingest", "leads.csv", "--bot", "estate", "--mapping", "none.toml"], ["none.toml"]),
        (["ingest", "leads.csv", "--bot", "estate", "--kind", "sales"], ["--kind"]),
        (["report", "--bot", "nobody", "--measures", "leads"], ["nobody"]),
        (["report", "--bot", "estate", "--measures", "lead"], ["'lead'", "leads"]),
        (["report", "--bot", "estate", "--measures", ""], ["measures"]),
        (["report", "--bot", "estate", "--measures", "leads", "--by", "colour"], ["colour", "channel"]),
        (["report", "--bot", "estate", "--measures", "conversations", "--by", "lost_reason"], ["lost_reason"]),
        (["report", "--bot", "estate", "--measures", "leads", "--from", "yesterday"], ["from", "YYYY-MM-DD"]),
        (["report", "--bot", "estate", "--measures", "leads", "--from", "2026-02-30"], ["2026-02-30"]),
        (["report", "--bot", "estate", "--measures", "leads", "--from", "2026-03-02", "--to", "2026-03-01"], ["ends"]),
        (["report", "--bot", "estate", "--measures", "leads", "--filter", "channel"], ["name=value"]),
        (["report", "--bot", "estate", "--measures", "leads", "--filter", "colour=red"], ["colour"]),
        (["report", "--bot", "estate", "--measures", "leads", "--filter", "status=won"], ["'won'", "converted"]),
        (
            ["report", "--bot", "estate", "--measures", "leads", "--filter", "temperature=Hot"],
            ["hot, warm, cold, (none)"],
        ),
        (["report", "--bot", "estate", "--measures", "leads,leads"], ["measures", "once"]),
        (
            ["report", "--bot", "estate", "--measures", "leads", "--from", "2026-01-01", "--filter", "from=2026-01-02"],
            ["from is given more than once"],
        ),
        (
            ["report", "--bot", "estate", "--measures", "leads", "--to", "2026-01-01", "--to", "2026-01-02"],
            ["to is given more than once"],
        ),
        (["export", "--bot", "estate", "-o", "leads.csv", "--filter", "status=won"], ["'won'", "converted"]),
        (["export", "--bot", "estate", "-o", "leads.doc"], [".csv", ".parquet", ".xlsx"]),
        (["export", "--bot", "estate", "-o", "leads.xlsx", "--preset", "mailchimp"], ["mailchimp", ".csv"]),
        (["export", "--bot", "estate", "-o", "leads.csv", "--preset", "sap"], ["salesforce", "excel"]),
        (["export", "--bot", "estate", "-o", "nowhere/leads.csv"], ["nowhere"]),
        (["export", "--bot", "estate", "-o", "leads.csv", "--filter", "day=soon"], ["soon"]),
        (["no-such-job"], ["no-such-job"]),
        ([], ["which job?", "--help"]),
        (["report", "--bot", "estate?x=1", "--measures", "leads"], ["estate?x=1"]),
        (["report", "--bot", "estate#", "--measures", "leads"], ["estate#"]),
        (["report", "--bot", "a/b", "--measures", "leads"], ["no bot called a/b"]),
        (["report", "--bot", "estate,nobody", "--measures", "leads"], ["no bot called nobody"]),
        (["report", "--bot", ",", "--measures", "leads"], ["which bot?"]),
        (["report", "--bot", "estate", "--measures", "leads", "--filter", "channel=\udcff"], ["--filter", "UTF-8"]),
        (["report", "--bot", "\udcff", "--measures", "leads"], ["--bot", "UTF-8"]),
        (["ingest", "leads.csv", "--bot", "\udcff"], ["--bot", "UTF-8"]),
    ],
)
def test_wrong_use_is_one_plain_line_and_exit_two(run: Any, folder: Path, words: list[str], told: list[str]) -> None:
    (folder / "empty.csv").write_bytes(b"")
    (folder / "sheet.csv").write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00")
    before = sorted(path.name for path in folder.iterdir() if "sqlite" not in path.name)
    placed = [str(folder / word) if word.endswith((".csv", ".doc", ".toml")) else word for word in words]
    refused(run(*placed), *told)
    left = [path.name for path in folder.iterdir() if "sqlite" not in path.name and "duckdb" not in path.name]
    assert set(left) <= set(before), "a refused command leaves no file behind"
    assert "brand-new" not in run("report", "--bot", "all", "--measures", "leads", "--by", "bot").stdout


def test_wrong_use_holds_for_a_process_of_its_own(folder: Path) -> None:
    refused(command(folder, "pipelines", "report", "--bot", "nobody", "--measures", "leads"), "nobody")


def test_fault_of_the_machine_is_exit_one_and_one_line(tmp_path: Path) -> None:
    if records.ENGINE == "sqlite":
        (tmp_path / "record.sqlite").write_bytes(b"this is no database, however long one makes it" * 200)
    else:
        (tmp_path / "warehouse.duckdb").mkdir()
    done = command(tmp_path, "pipelines", "report", "--bot", "all", "--measures", "leads")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["report", "--measures", "leads"], ["export", "-o", "out.csv"]])
def test_server_that_breaks_off_is_a_fault_in_one_line(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/healthz":
            return httpx.Response(200, json={"ok": True})
        raise httpx.RemoteProtocolError("Server disconnected without sending a response.")

    client = httpx.Client(transport=httpx.MockTransport(answer), base_url="http://127.0.0.1:1")
    monkeypatch.setattr("pipelines.ask._client", lambda _: client)
    monkeypatch.setattr("leadlight.loopback.find", lambda _: loopback.Address(1, 1, "token"))
    monkeypatch.chdir(tmp_path)
    done = run(*words, "--bot", "estate")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1), done.stderr
    assert "try again" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_leadlight_alone_is_one_line_and_its_help_is_no_error(tmp_path: Path) -> None:
    refused(command(tmp_path, "leadlight"), "which job?", "python -m leadlight --help")
    helped = command(tmp_path, "leadlight", "--help")
    assert (helped.returncode, helped.stderr) == (0, "")
    assert "migrate" in helped.stdout


@pytest.mark.parametrize(
    ("words", "path"),
    [(["report", "--bot", "all", "--measures", "leads"], "file"), (["follow"], "file/below"), (["demo"], "file")],
)
def test_data_folder_that_is_a_file_is_named(
    run: Any, tmp_path: Path, words: list[str], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LEADLIGHT_DATA_DIR", str(tmp_path / path))
    refused(run(*words), "LEADLIGHT_DATA_DIR", str(tmp_path / path))


def test_data_folder_that_cannot_be_made_is_a_fault(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.mkdir", full)
    done = run("report", "--bot", "all", "--measures", "leads")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "No space left" in done.stderr


@pytest.mark.parametrize("name", ["warehouse.duckdb", "warehouse.next.duckdb", "warehouse.duckdb.wal"])
def test_folder_in_the_place_of_the_warehouse_is_a_fault_that_names_it(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).mkdir()
    records.enter(tmp_path, monkeypatch)
    done = run("report", "--bot", "all", "--measures", "leads")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert name in done.stderr


def test_commas_name_several_bots_and_one_named_twice_counts_once(run: Any) -> None:
    words = ["--measures", "leads", "--format", "json"]
    once = run("report", "--bot", "estate", *words).stdout
    for bots in (["estate,Estate"], ["estate", "estate"], [" estate ,"]):
        assert run("report", *(word for bot in bots for word in ("--bot", bot)), *words).stdout == once
    assert json.loads(run("report", "--bot", "estate,all", *words).stdout)["bot"] == "all"


def test_ingest_tells_the_bots_key_however_it_was_called(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.enter(tmp_path, monkeypatch)
    path = table(tmp_path / "leads.csv", [{"external_id": "A"}])
    for called, more in (("Sons & Co", ["--dry-run"]), ("Sons & Co", []), ("sons-co", []), (" SONS & CO", [])):
        told = json.loads(run("ingest", path, "--bot", called, "--json", *more).stdout)
        assert told["bot"] == "Sons-Co", called
    assert "bot Other-Co was created" in run("ingest", path, "--bot", "Other & Co").stdout


def test_reports_say_the_same_in_every_format(run: Any) -> None:
    words = ["report", "--bot", "estate", "--measures", "leads,conversion_rate,avg_score", "--by", "channel"]
    found = json.loads(run(*words, "--format", "json").stdout)
    assert found == {
        "bot": "Estate", "zone": "UTC", "from": None, "to": None,
        "rows": [
            {"channel": "(none)", "leads": 1, "conversion_rate": 0.0, "avg_score": None},
            {"channel": "widget", "leads": 1, "conversion_rate": 0.0, "avg_score": None},
        ],
    }  # fmt: skip
    rows = parsed(run(*words, "--format", "csv").stdout.encode())
    assert rows[1] == {"channel": "widget", "leads": "1", "conversion_rate": "0.0", "avg_score": ""}
    shown = run(*words).stdout.splitlines()
    assert shown[0].split() == ["channel", "leads", "conversion_rate", "avg_score"]
    assert shown[3].split() == ["widget", "1", "0.0000", "–"]


def test_options_that_take_several_names_may_be_given_again(run: Any) -> None:
    again = run(
        "report", "--bot", "estate", "--measures", "leads", "--measures", "hot", "--by", "channel", "--by", "day"
    )
    assert again.returncode == 0
    assert again.stdout == run("report", "--bot", "estate", "--measures", "leads,hot", "--by", "channel,day").stdout


def test_report_of_a_range_names_it_and_keeps_both_ends(run: Any) -> None:
    words = ["report", "--bot", "estate", "--measures", "leads", "--format", "json"]
    found = json.loads(run(*words, "--from", "2026-11-02", "--to", "2026-11-03").stdout)
    assert (found["from"], found["to"], found["rows"]) == ("2026-11-02", "2026-11-03", [{"leads": 2}])
    assert json.loads(run(*words, "--to", "2026-11-02").stdout)["rows"] == [{"leads": 1}]
    assert json.loads(run(*words, "--from", "2027-01-01").stdout)["rows"] == [{"leads": 0}]


def test_several_filters_of_one_dimension_keep_any_of_their_values(run: Any) -> None:
    words = ["report", "--bot", "all", "--measures", "leads", "--format", "json", "--filter", "channel=widget"]
    assert json.loads(run(*words).stdout)["rows"] == [{"leads": 1}]
    assert json.loads(run(*words, "--filter", "channel=(none)").stdout)["rows"] == [{"leads": 2}]


def test_exports_hold_the_same_leads_in_both_formats(run: Any, tmp_path: Path) -> None:
    for name in ("out.csv", "out.PARQUET"):
        done = run("export", "--bot", "estate", "-o", tmp_path / name)
        assert (done.returncode, done.stdout) == (0, "")
        assert str((tmp_path / name).stat().st_size) in done.stderr
    file = parsed((tmp_path / "out.csv").read_bytes())
    frame = pl.read_parquet(tmp_path / "out.PARQUET")
    assert [row["external_id"] for row in file] == frame["external_id"].to_list() == ["B", "A"]
    assert [row["company"] for row in file] == ["Two\nlines", "'=1+1"]
    assert frame["company"].to_list() == ["Two\nlines", "=1+1"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.PARQUET", "out.csv"]


def test_export_takes_the_place_of_an_older_file_whole(run: Any, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old" * 10_000)
    run("export", "--bot", "estate", "-o", target, "--filter", "channel=nothing")
    assert parsed(target.read_bytes()) == []
    assert target.read_text().startswith("external_id,captured_at,")


def test_parquet_of_no_leads_is_a_file_all_the_same(run: Any, tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"
    assert run("export", "--bot", "estate", "-o", target, "--filter", "channel=nothing").returncode == 0
    assert pl.read_parquet(target).height == 0


def test_demo_score_follow_and_check_do_their_work(tmp_path: Path) -> None:
    talks = lines(tmp_path / "talks.jsonl", [talk("c1", "I want to buy it today", "Great", "a@x.example")])
    taken = command(tmp_path, "pipelines", "ingest", talks, "--bot", "b", "--json")
    assert json.loads(taken.stdout)["files"][0]["leads"] == 1
    scored = command(tmp_path, "pipelines", "score", "--all", "--json")
    assert json.loads(scored.stdout) == {"conversations": 1, "changed": 0}
    assert command(tmp_path, "pipelines", "follow", "--rebuild").returncode == 0
    checked = command(tmp_path, "leadlight", "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_rim_turns_errors_into_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    class Failing:
        def main(self, **_: Any) -> None:
            raise InputError("no such thing")

    with pytest.raises(SystemExit) as left:
        command_line.run(Failing(), "x")
    assert (left.value.code, capsys.readouterr().err) == (2, "no such thing\n")
