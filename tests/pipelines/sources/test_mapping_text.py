"""A mapping written as TOML is the mapping that is read back, whatever words stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.errors import InputError
from pipelines.sources.mapping import Mapping, StageColumns
from pipelines.sources.mapping_text import checked, data_of, parsed, toml_of

WORD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
MAPPING = st.builds(
    Mapping,
    kind=st.sampled_from([None, "leads"]),
    date_format=st.lists(st.sampled_from(["%d/%m/%Y", "%Y.%m.%d %H:%M"]), max_size=2).map(tuple),
    timezone=st.sampled_from([None, "Asia/Dubai"]),
    encoding=st.sampled_from([None, "cp1252"]),
    delimiter=st.sampled_from([None, ";", "\t"]),
    key=st.sampled_from(["external_id", "email"]),
    ignore=st.lists(WORD, max_size=2).map(tuple),
    columns=st.dictionaries(st.sampled_from(["email", "name"]) | WORD.map(lambda word: f"custom.{word}"), WORD),
    constants=st.dictionaries(st.sampled_from(["country", "custom.x"]), WORD),
    values=st.dictionaries(st.just("channel"), st.dictionaries(WORD, WORD, min_size=1)),
    moves=st.lists(st.builds(StageColumns, st.just("lost"), WORD, st.none() | WORD), max_size=2).map(tuple),
)


@given(MAPPING)
def test_a_mapping_is_read_back_from_its_text(mapping: Mapping) -> None:
    data = data_of(mapping)
    assert parsed(toml_of(data)) == data == checked(data)


def test_text_that_is_no_mapping_is_refused_in_one_line() -> None:
    for text in ("kind = ", 'kind = "customers"', "[columns]\nnothing = 'X'", 'ignore = "one"'):
        with pytest.raises(InputError) as caught:
            parsed(text)
        assert "\n" not in str(caught.value)
