"""`python -m pipelines summarise`: what it counts, which bot it keeps to, and that it is a job like others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from leadlight.actions.summarise_conversation import Asking
from leadlight.bootstrap import House
from leadlight.config import Settings
from leadlight.domain.scope import COMMAND_LINE
from pipelines.__main__ import cli
from pipelines.sample_bot import add_sample_bot, take_sample_bots_away
from pipelines.summarise import asking_of, summarise_all
from tests import records
from tests.pipelines.kit import lines, rows, take, talk
from tests.scoring.speaking_model import answer, serving

TALKS = [talk("c1", "We need two boats by Friday", "Fine"), talk("c2", "What are your hours?")]


@pytest.fixture
def taken(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    take(house, lines(tmp_path / "talks.jsonl", TALKS))
    take(house, lines(tmp_path / "other.jsonl", TALKS[:1]), bot="Other")
    records.enter(tmp_path, monkeypatch)
    return house


def summarise(*options: str) -> dict[str, Any]:
    result = run(*options, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def run(*options: str) -> Result:
    return CliRunner().invoke(cli, ["summarise", *options])


def test_each_conversation_is_summed_up_once_and_again_on_demand(taken: House) -> None:
    assert summarise()["extractive"] == 3
    assert summarise()["conversations"] == 0
    assert summarise("--again")["extractive"] == 3
    assert [job["state"] for job in rows(taken, "job") if job["kind"] == "summarise"] == ["done"] * 3


def test_one_bot_is_kept_to_and_an_unknown_one_is_refused(taken: House) -> None:
    assert summarise("--bot", "other")["conversations"] == 1
    assert summarise()["conversations"] == 2
    assert "no bot" in str(run("--bot", "nobody").exception)


def test_the_model_of_the_settings_is_asked(taken: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as server:
        server.then(answer("They need boats."))
        monkeypatch.setenv("LEADLIGHT_MODEL", "test-model")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("LEADLIGHT_MODEL_LANGUAGE", "German")
        monkeypatch.setenv("LEADLIGHT_MODEL_CALLS", "1")
        found = summarise()
        told = server.asked[0]["body"]
    assert (found["written"], found["over_budget"]) == (2, 1)  # a budget each bot
    assert told["model"] == "test-model"
    assert "in German" in told["messages"][0]["content"]
    texts = {row["text"] for row in rows(taken, "summary") if row["kind"] == "model"}
    assert texts == {"They need boats."}


def test_a_sample_bot_goes_with_its_summaries_and_its_use(house: House) -> None:
    add_sample_bot(house, COMMAND_LINE, 12, 7, "tally")
    with serving() as server:
        summarise_all(house, COMMAND_LINE, asking=Asking(server.model(), 3))
    assert len(rows(house, "summary")) > 12
    assert [row["calls"] for row in rows(house, "model_use")] == [3]
    take_sample_bots_away(house, COMMAND_LINE, "tally")
    assert rows(house, "summary") == rows(house, "model_use") == []


@pytest.mark.parametrize(
    ("given", "is_asked"),
    [
        ({}, False),
        ({"model": "m"}, False),
        ({"openai_api_key": "k"}, False),
        ({"model": "m", "openai_api_key": "k"}, True),
        ({"model": "m", "openai_base_url": "http://127.0.0.1:1/v1"}, True),
    ],
)
def test_a_model_is_asked_only_where_it_and_its_key_or_address_are_named(given: dict[str, str], is_asked: bool) -> None:
    assert (asking_of(Settings(**given)) is not None) is is_asked  # type: ignore[arg-type]  a test names real settings
