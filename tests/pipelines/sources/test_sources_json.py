"""JSON and JSON Lines: objects with their values as written."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.rows import Rejection
from leadlight.errors import InputError
from pipelines.sources.contract import Blob, Record, Source
from pipelines.sources.json_file import read_json
from pipelines.sources.jsonl_file import read_jsonl
from pipelines.sources.mapping import Mapping
from pipelines.sources.registry import BY_EXTENSION, SOURCES, choose

NONE = Mapping()


def good(records: Iterable[Record | Rejection]) -> list[Record]:
    return [one for one in records if isinstance(one, tuple)]


def test_an_array_gives_its_objects_under_all_their_keys() -> None:
    reading = read_json(Blob.of(b'[{"a": "1"}, {"b": null, "a": 2.50}]'), NONE)
    assert reading.headers == ("a", "b")
    assert good(reading.records()) == [(1, ["1", None]), (2, ["2.50", None])]


@pytest.mark.parametrize("kind", ["leads", "conversations", "moves"])
def test_a_wrapper_names_the_kind(kind: str) -> None:
    reading = read_json(Blob.of(json.dumps({kind: [{"id": "1"}], "next": None}).encode()), NONE)
    assert reading.kind == kind
    assert reading.total == 1


def test_custom_objects_become_columns_of_their_own() -> None:
    assert read_json(Blob.of(b'[{"custom": {"budget": 5}, "id": 1}]'), NONE).headers == ("id", "custom.budget")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "is not JSON"),
        (b'{"a": 1}\n{"a": 2}\n', "use --source jsonl"),
        (b'{"a": 1}', "neither an array"),
        (b"[1, 2]", "no JSON objects"),
        (b'[{"a": NaN}]', "NaN"),
        (b'[{"a": 1, "a": 2}]', "stands twice"),
        (b'[{"": 1}]', "blank key"),
        (b"[" * 100_000, "nested too deeply"),
        (b'[{"a": "\xff"}]', "byte 8 cannot be read"),
        (b"PK\x03\x04", "zip"),
    ],
)
def test_what_is_no_array_of_objects_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_json(Blob.of(data), NONE)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_broken_line_of_json_lines_is_rejected_and_the_others_are_read() -> None:
    reading = read_jsonl(Blob.of(b'{"a": 1}\n\n{"a": \n[1]\n{"a": "x\xe2\x80\xa8y"}\r\n'), NONE)
    assert reading.total == 4
    assert good(reading.records()) == [(1, ["1"]), (5, ["x\u2028y"])]
    assert [one.line for one in reading.records() if isinstance(one, Rejection)] == [3, 4]


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b'[{"a": 1}]', b'[\n{"a":\n1}\n]\n'])
def test_a_file_with_no_object_on_any_line_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="is not JSON Lines"):
        read_jsonl(Blob.of(data), NONE)


_VALUE = st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.dictionaries(st.sampled_from("abc"), _VALUE, min_size=1), min_size=1, max_size=5))
def test_json_and_json_lines_read_the_same(rows: list[dict[str, object]]) -> None:
    whole = read_json(Blob.of(json.dumps(rows).encode()), NONE)
    lines = read_jsonl(Blob.of("\n".join(map(json.dumps, rows)).encode()), NONE)
    assert whole.headers == lines.headers
    assert list(whole.records()) == list(lines.records())


@given(st.binary(max_size=100))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for read in (read_json, read_jsonl):
        try:
            reading = read(Blob.of(data), NONE)
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017 (either outcome is right; a refusal must be one line)
        else:
            assert sum(1 for _ in reading.records()) == reading.total


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_has_a_name_and_extensions_of_its_own_and_refuses_an_empty_file(source: Source) -> None:
    assert source.name == source.name.lower()
    assert source.what
    assert all(BY_EXTENSION[extension] is source for extension in source.extensions)
    with pytest.raises(InputError, match="is empty"):
        source.read(Blob.of(b""), NONE)


def test_the_source_is_the_one_asked_for_else_the_extensions() -> None:
    assert choose("x.CSV").name == "csv"
    assert choose("x.dat", "jsonl").name == "jsonl"
    for name, wanted in (("x.dat", None), ("x.csv", "xls")):
        with pytest.raises(InputError, match="csv, tsv, json, jsonl"):
            choose(name, wanted)
