"""The data dictionary says every table and column of both stores, in a sentence, and nothing that is not there."""

from __future__ import annotations

import pytest

from docs import data_dictionary
from leadlight.domain.status import STEPS
from leadlight.record import meanings
from leadlight.record.tables import metadata
from leadlight.warehouse.opening import schema
from tests.house.tree import read

PAGE = "docs/data_dictionary.md"


def test_the_page_is_what_the_tables_say() -> None:
    assert read(PAGE) == data_dictionary.written(), f"{PAGE} is behind the tables: run make docs"


@pytest.mark.parametrize("store", ["record", "warehouse"])
def test_every_column_has_a_sentence(store: str) -> None:
    tables = (
        data_dictionary.record()
        if store == "record"
        else {name: columns for name, (_, columns) in data_dictionary.warehouse().items()}
    )
    silent = [f"{table}.{each.column}" for table, columns in tables.items() for each in columns if not each.meaning]
    assert silent == [], "write a sentence in leadlight/record/meanings.py, or beside the column in warehouse/schema"


def test_every_table_has_a_sentence_and_no_sentence_is_of_a_table_or_column_that_is_gone() -> None:
    assert set(meanings.TABLES) == set(metadata.tables)
    there = {name: set(table.columns.keys()) for name, table in metadata.tables.items()}
    gone = [f"{table}.{name}" for table, columns in meanings.COLUMNS.items() for name in set(columns) - there[table]]
    assert gone == []
    assert set(meanings.ANYWHERE) <= set().union(*there.values())


def test_every_column_of_the_warehouse_is_on_the_page() -> None:
    columns = sum(line.startswith("    ") for line in schema().splitlines())
    listed = [each.column for _, entries in data_dictionary.warehouse().values() for each in entries]
    by_stage = sum("<stage>" in name for name in listed)
    assert len(listed) + by_stage * (len(STEPS) - 1) == columns
