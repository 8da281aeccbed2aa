"""docs/importing.md tells the truth: its mapping is one, and it names every column and setting there is."""

from __future__ import annotations

import re
import tomllib

import pytest

from leadlight.domain.rows import CONVERSATION_COLUMNS, LEAD_COLUMNS, MESSAGE_COLUMNS, MOVE_COLUMNS, WHO_COLUMNS
from pipelines.sources.mapping import KEYS, NAME_PARTS, mapping_of
from pipelines.sources.registry import SOURCES
from tests.house.tree import read

PAGE = read("docs/importing.md")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
COLUMNS = {*LEAD_COLUMNS, *NAME_PARTS, *CONVERSATION_COLUMNS, *WHO_COLUMNS, *MESSAGE_COLUMNS, *MOVE_COLUMNS}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_mapping_shown_is_read_without_complaint(example: str) -> None:
    assert mapping_of(tomllib.loads(example)).kind == "leads"


def test_the_page_shows_one_mapping_with_every_setting() -> None:
    settings = (
        "kind",
        "date_format",
        "timezone",
        "encoding",
        "delimiter",
        "sheet",
        "key",
        "ignore",
        "columns",
        "constants",
        "values",
        "moves",
    )
    assert [set(tomllib.loads(example)) for example in EXAMPLES] == [set(settings)]


@pytest.mark.parametrize("column", sorted(COLUMNS))
def test_every_column_that_can_be_imported_is_named(column: str) -> None:
    assert f"`{column}`" in PAGE


def test_every_source_and_every_key_is_named() -> None:
    names = {"jsonl": "JSON Lines", "parquet": "Parquet", "xlsx": "Excel"}
    shown = {source.name: names.get(source.name, source.name.upper()) for source in SOURCES if not source.recognises}
    shown |= {source.name: f"| `{source.name}` |" for source in SOURCES if source.recognises}
    assert [name for name, word in shown.items() if word not in PAGE] == []
    assert [key for key in KEYS if key not in PAGE] == []
