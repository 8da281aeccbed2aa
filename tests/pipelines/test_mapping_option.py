"""`--mapping` names a file, else a saved mapping of the bot; never one of another bot, nor one nobody named."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadlight.actions.save_mapping import save_mapping
from leadlight.bootstrap import House
from leadlight.domain.scope import COMMAND_LINE, OWNER
from leadlight.errors import InputError
from pipelines.mapping_option import named_mapping
from tests.pipelines.kit import leads, new_bot, table, take


def saved(house: House, name: str, bot: str = "Estate") -> None:
    made = new_bot(house, bot)
    with house.work(OWNER) as work:
        save_mapping(work, made.id, name, "leads", ("Who", "Mail"), {"columns": {"name": "Who", "email": "Mail"}})
        work.commit()


def test_saved_mapping_is_taken_by_its_name(house: House, tmp_path: Path) -> None:
    saved(house, "From Typeform")
    path = table(tmp_path / "leads.csv", [{"Who": "Ann", "Mail": "ann@x.example"}])
    take(house, path, mapping=named_mapping(house, COMMAND_LINE, "estate", Path("From Typeform")))
    assert [(lead["name"], lead["email"], lead["custom"]) for lead in leads(house)] == [("Ann", "ann@x.example", {})]


def test_file_of_that_name_comes_first(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(house, "ours")
    monkeypatch.chdir(tmp_path)
    Path("ours").write_text('key = "email"\n', "utf-8")
    assert named_mapping(house, COMMAND_LINE, "Estate", Path("ours")).key == "email"


@pytest.mark.parametrize("bot", ["Estate", "Other", "Nobody yet"])
def test_name_that_is_neither_is_refused_with_what_there_is(house: House, bot: str) -> None:
    saved(house, "From Typeform")
    new_bot(house, "Other")
    with pytest.raises(InputError) as refused:
        named_mapping(house, COMMAND_LINE, bot, Path("typeform.toml"))
    assert "typeform.toml: there is no such file" in str(refused.value)
    assert bot in str(refused.value)
    assert ("From Typeform" in str(refused.value)) == (bot == "Estate")


def test_saved_mapping_is_not_taken_where_nobody_names_it(house: House, tmp_path: Path) -> None:
    saved(house, "From Typeform")
    take(house, table(tmp_path / "leads.csv", [{"Who": "Ann", "Mail": "ann@x.example"}]))
    assert [(lead["name"], lead["custom"]) for lead in leads(house)] == [(None, {"Who": "Ann"})]
