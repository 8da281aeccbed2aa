"""Every source there is: its file goes in, goes in again and changes nothing, and what is wrong in it is rejected."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from leadlight.bootstrap import House
from leadlight.errors import InputError
from pipelines.sources.contract import Source
from pipelines.sources.opening import SourceFile, open_source
from pipelines.sources.registry import BY_NAME, SOURCES
from tests.pipelines.kit import counts, differences, everything, take

LEADS = [
    {"external_id": "1", "email": "ann@x.example", "name": "Ann"},
    {"external_id": "2", "email": "not an address", "name": "Bob"},
    {"external_id": "3", "email": "cleo@x.example", "name": "Cleo"},
]
"""The second cannot be taken."""


def as_csv(rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    return "".join(delimiter.join(row) + "\n" for row in [list(LEADS[0]), *(row.values() for row in rows)]).encode()


def as_workbook(rows: list[dict[str, str]]) -> bytes:
    stream = io.BytesIO()
    pl.DataFrame(rows).write_excel(stream)
    return stream.getvalue()


def as_parquet(rows: list[dict[str, str]]) -> bytes:
    stream = io.BytesIO()
    pl.DataFrame(rows).write_parquet(stream)
    return stream.getvalue()


def dialogue(name: str, speaker: str) -> dict[str, Any]:
    said = [("USER", "I want a demo. I am ann@x.example"), (speaker, "Gladly.")]
    return {"conversation_id": name, "utterances": [{"speaker": who, "text": text} for who, text in said]}


def shop_talk(name: int, speaker: str) -> dict[str, Any]:
    return {"convo_id": name, "scenario": {}, "original": [["customer", "Hi"], [speaker, "Hello"], ["action", "Sent."]]}


def helpdesk_talk(name: int, kind: int) -> dict[str, Any]:
    said = {"id": name, "content": "Hi", "message_type": kind, "created_at": 1627063369, "private": False}
    return {"id": name, "inbox_id": 1, "messages": [said], "meta": {"sender": {"id": 4, "email": f"{name}@x.example"}}}


def inbox_talk(name: str, author: str) -> dict[str, Any]:
    opening = {
        "type": "conversation",
        "body": "<p>Hi</p>",
        "author": {"type": author, "id": "u", "email": "a@x.example"},
    }
    return {"type": "conversation", "id": name, "created_at": 1719492825, "source": opening}


def result(name: str, email: str) -> dict[str, Any]:
    told = [{"id": "v1", "name": "Email", "value": email}]
    return {"id": name, "createdAt": "2026-08-14T09:12:33.120Z", "typebotId": "b", "variables": told}


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def as_lines(values: Iterable[Any]) -> bytes:
    return b"\n".join(map(as_json, values))


TASKMASTER = [dialogue("a", "ASSISTANT"), dialogue("b", "?"), dialogue("c", "ASSISTANT")]
ABCD = {"dev": [shop_talk(1, "agent"), shop_talk(2, "?"), shop_talk(3, "agent")]}
CHATWOOT = {
    "data": {"meta": {"all_count": 3}, "payload": [helpdesk_talk(at, kind) for at, kind in ((1, 0), (2, 9), (3, 1))]}
}
INTERCOM = [inbox_talk(name, author) for name, author in (("1", "user"), ("2", "?"), ("3", "admin"))]
TYPEBOT = {
    "results": [result("a", "ann@x.example"), result("b", "?"), result("c", "cleo@x.example")],
    "nextCursor": None,
}
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "csv": ("x.csv", lambda: as_csv(LEADS)),
    "tsv": ("x.tsv", lambda: as_csv(LEADS, "\t")),
    "json": ("x.json", lambda: as_json(LEADS)),
    "jsonl": ("x.jsonl", lambda: as_lines(LEADS)),
    "parquet": ("x.parquet", lambda: as_parquet(LEADS)),
    "xlsx": ("x.xlsx", lambda: as_workbook(LEADS)),
    "taskmaster": ("x.json", lambda: as_json(TASKMASTER)),
    "abcd": ("x.json", lambda: as_json(ABCD)),
    "chatwoot": ("x.json", lambda: as_json(CHATWOOT)),
    "intercom": ("x.jsonl", lambda: as_lines(INTERCOM)),
    "typebot": ("x.json", lambda: as_json(TYPEBOT)),
}
"""A file of each source with three records, of which the second cannot be taken."""


def written(folder: Path, source: Source) -> Path:
    name, make = FILES[source.name]
    path = folder / name
    path.write_bytes(make())
    return path


def test_every_source_has_a_file_here() -> None:
    assert FILES.keys() == BY_NAME.keys()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_takes_its_file_once_and_rejects_what_is_wrong_with_a_reason(
    house: House, tmp_path: Path, source: Source
) -> None:
    path = written(tmp_path, source)
    (first,) = take(house, path)
    assert counts(first) == {"read": 3, "created": 2, "rejected": 1}
    assert all(each.reason and each.cells for each in first.rejections)
    stood = everything(house)
    (second,) = take(house, path)
    assert counts(second) == {"read": 3, "unchanged": 2, "rejected": 1}
    for name in ("lead", "conversation", "message", "score_entry", "stage_move", "change"):
        assert everything(house)[name] == stood[name], name
    assert differences(house) == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_knows_its_own_file_without_being_told(tmp_path: Path, source: Source) -> None:
    assert opened(written(tmp_path, source)).source == source.name


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xff\x00\x01", b'{"hello": "world"}', b'[{"hello": 1}]'])
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_refuses_what_is_not_its_own_in_one_line(tmp_path: Path, source: Source, data: bytes) -> None:
    path = tmp_path / FILES[source.name][0]
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        opened(path, source.name)
    assert "\n" not in str(caught.value)


def opened(path: Path, source: str | None = None) -> SourceFile:
    return open_source(path, source=source, zone=ZoneInfo("UTC"))
