"""NUL and halves of surrogate pairs: refused with a reason before they reach a store, whichever engine it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from leadlight.actions.create_bot import create_bot, edit_bot
from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.move_lead import move_lead
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER
from leadlight.errors import InputError, RefusedError
from leadlight.record import bots
from leadlight.record.engine import reading
from tests.actions.rooms import a_bot
from tests.pipelines.kit import counts, differences, leads, rows, take, talk


def lines(path: Path, given: Iterable[Mapping[str, Any]]) -> Path:
    """Write rows as JSON Lines that escape what UTF-8 cannot hold, as other programs do."""
    path.write_text("".join(json.dumps(row) + "\n" for row in given), "utf-8")
    return path


pytestmark = pytest.mark.parametrize("bad", ["a\0b", "a\ud800b"], ids=["nul", "surrogate"])


@pytest.mark.parametrize(
    "row",
    [
        {"name": "{}"}, {"company": "{}"}, {"source_page": "/{}"}, {"custom.budget": "{}"}, {"budget": "{}"},
        {"email": "{}@x.example"}, {"owner": "{}"}, {"status": "lost", "status_reason": "{}"}, {"channel": "{}"},
    ],
    ids=lambda row: "+".join(row),
)  # fmt: skip
def test_row_that_no_store_can_keep_is_rejected_and_the_others_are_taken(
    house: House, tmp_path: Path, row: dict[str, str], bad: str
) -> None:
    given = [{"external_id": "A"}, {"external_id": "B"} | {name: text.format(bad) for name, text in row.items()}]
    (done,) = take(house, lines(tmp_path / "leads.jsonl", given))
    assert counts(done) == {"read": 2, "created": 1, "rejected": 1}
    assert [lead["external_id"] for lead in leads(house)] == ["A"]
    assert len(rows(house, "import_rejection")) == 1
    assert differences(house) == []


def test_key_of_a_lead_that_no_store_can_keep_is_rejected(house: House, tmp_path: Path, bad: str) -> None:
    (done,) = take(house, lines(tmp_path / "leads.jsonl", [{"external_id": "A"}, {"external_id": bad}]))
    assert counts(done) == {"read": 2, "created": 1, "rejected": 1}


def test_message_and_visitor_that_no_store_can_keep_are_rejected(house: House, tmp_path: Path, bad: str) -> None:
    talks = [talk("c1", "Hello"), talk("c2", bad), talk("c3", "Hello", visitor=bad), talk(bad, "Hello")]
    (done,) = take(house, lines(tmp_path / "talks.jsonl", talks))
    assert counts(done) == {"read": 4, "created": 1, "rejected": 3}
    assert [row["external_id"] for row in rows(house, "conversation")] == ["c1"]


def test_move_that_no_store_can_keep_is_rejected(house: House, tmp_path: Path, bad: str) -> None:
    take(house, lines(tmp_path / "leads.jsonl", [{"external_id": "A", "captured_at": "2026-11-01"}]))
    move = {"external_id": "A", "to": "lost", "at": "2026-11-02", "reason": bad}
    (done,) = take(
        house, lines(tmp_path / "moves.jsonl", [move, {"external_id": bad, "to": "lost", "at": "2026-11-02"}])
    )
    assert counts(done) == {"read": 2, "rejected": 2}


def test_name_of_a_field_that_no_store_can_keep_is_refused(house: House, tmp_path: Path, bad: str) -> None:
    with pytest.raises(InputError, match="no store can keep"):
        take(house, lines(tmp_path / "leads.jsonl", [{"external_id": "A", bad: "x"}]))
    assert leads(house) == []


@pytest.mark.parametrize("name", ["name", "company", "owner", "custom.budget"])
def test_edit_that_no_store_can_keep_is_refused(house: House, tmp_path: Path, name: str, bad: str) -> None:
    take(house, lines(tmp_path / "leads.jsonl", [{"external_id": "A"}]))
    (lead,) = leads(house)
    for values in ({name: bad}, {f"custom.{bad}": "x"}):
        with house.work(OWNER) as work, pytest.raises(RefusedError):
            edit_lead(work, lead["id"], lead["version"], values)


def test_words_that_no_store_can_keep_are_refused_where_people_type_them(
    house: House, tmp_path: Path, bad: str
) -> None:
    take(house, lines(tmp_path / "leads.jsonl", [{"external_id": "A"}]))
    (lead,) = leads(house)
    bot = a_bot(house, "Other")
    with house.work(OWNER) as work:
        with pytest.raises(RefusedError):
            move_lead(work, lead["id"], lead["version"], "lost", bad)
        with pytest.raises(RefusedError):
            create_bot(work, bad)
        with pytest.raises(RefusedError):
            edit_bot(work, bot.id, bot.version, bad)
    with reading(house.engine) as connection:
        assert bots.find_bot(connection, OWNER, bad) is None
