"""The command `export` with workbooks and presets: what it says, writes, and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadlight.bootstrap import House
from leadlight.domain.presets import PRESETS
from leadlight.domain.scope import COMMAND_LINE
from leadlight.errors import RefusedError
from pipelines.export import export
from tests.pipelines.kit import command, parsed, table, take

LEADS = [
    {"external_id": "A", "email": "a@x.example", "name": "Ann"},
    {"external_id": "B", "email": "A@x.example", "name": "Other Ann"},
    {"external_id": "C", "phone": "+442079460318", "name": "=1 Lee"},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = table(tmp_path / "leads.csv", LEADS)
    assert command(tmp_path / "data", "pipelines", "ingest", file, "--bot", "b").returncode == 0
    return tmp_path / "data"


def test_a_preset_tells_people_on_stderr_and_programs_on_stdout(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    done = command(data, "pipelines", "export", "--bot", "b", "--preset", "mailchimp", "-o", target, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["file"], told["bytes"]) == (str(target), target.stat().st_size)
    assert (told["leads"], told["rows"], len(parsed(target.read_bytes()))) == (3, 1, 1)
    for sentence in ("1 of 3 leads in the file", "1 lead has no e-mail address, which Mailchimp needs: left out"):
        assert sentence in done.stderr
    assert {each["words"] for each in told["findings"]} <= set(done.stderr.splitlines())


def test_every_preset_makes_each_of_its_files(data: Path, tmp_path: Path) -> None:
    for preset in PRESETS:
        for form in preset.forms:
            target = tmp_path / f"{preset.key}.{form}"
            done = command(data, "pipelines", "export", "--bot", "b", "--preset", preset.key, "-o", target)
            assert (done.returncode, done.stdout) == (0, ""), done.stderr
            assert target.stat().st_size


def test_a_workbook_comes_back_unchanged_through_the_commands(data: Path, tmp_path: Path) -> None:
    for form in ("xlsx", "parquet"):
        target = tmp_path / f"out.{form}"
        assert command(data, "pipelines", "export", "--bot", "b", "-o", target).returncode == 0
        done = command(data, "pipelines", "ingest", target, "--bot", "b", "--json")
        assert json.loads(done.stdout)["unchanged"] == 3, done.stdout


def test_more_leads_than_a_sheet_holds_are_refused_and_nothing_is_written(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(house, table(tmp_path / "leads.csv", LEADS), bot="b")
    monkeypatch.setattr("leadlight.warehouse.export_xlsx.MOST_ROWS", 2)
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"older")
    with pytest.raises(RefusedError, match=r"3 leads do not fit .* take .csv or .parquet"):
        export(house, COMMAND_LINE, ["b"], [], target)
    assert target.read_bytes() == b"older"
    assert {path.name for path in tmp_path.iterdir() if "part" in path.name} == set()
