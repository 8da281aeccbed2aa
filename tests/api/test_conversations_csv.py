"""The route of conversations: the file of those that the filters keep, with the rights and errors of the others."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from leadlight.actions.export_conversations import export_conversations
from leadlight.bootstrap import House
from leadlight.domain.scope import EXPORT, OWNER
from leadlight.errors import ForbiddenError
from leadlight.warehouse.conversations_export import COLUMNS
from leadlight.warehouse.store import Warehouse

FILE = "/api/v1/bots/estate/conversations.csv"


def rows(client: TestClient, **params: str) -> list[dict[str, str]]:
    answer = client.get(FILE, params=params)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_a_row_a_conversation_names_its_lead(client: TestClient) -> None:
    found = {row["external_id"]: row for row in rows(client)}
    assert set(found) == {"c1", "c2"}
    assert found["c1"]["lead_id"]
    assert (found["c2"]["lead_id"], found["c2"]["form"], found["c2"]["missed"]) == ("", "", "no")


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({"has_lead": "yes"}, ["c1"]),
        ({"has_lead": "no", "form": "(none)"}, ["c2"]),
        ({"filter": "answer=email:refused"}, []),
        ({"channel": "nowhere'; DROP TABLE conversation --"}, []),
        ({"to": "2020-01-01"}, []),
    ],
)
def test_the_file_is_narrowed_as_the_list_is(client: TestClient, params: dict[str, str], names: list[str]) -> None:
    assert [row["external_id"] for row in rows(client, **params)] == names


def test_the_file_is_handed_out_to_be_kept(client: TestClient) -> None:
    answer = client.get(FILE)
    assert answer.headers["content-disposition"] == 'attachment; filename="estate-conversations.csv"'
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.splitlines()[0] == ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("params", "status", "field"),
    [
        ({"status": "new"}, 422, "status"),
        ({"q": "Ann"}, 422, "q"),
        ({"weekday": "8"}, 422, "weekday"),
        ({"form": "begun"}, 422, "form"),
        ({"from": "2026-12-01", "to": "2026-11-01"}, 422, "to"),
        ({"nonsense": "1"}, 422, "nonsense"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_the_first_row(
    client: TestClient, params: dict[str, str], status: int, field: str
) -> None:
    answer = client.get(FILE, params=params)
    assert (answer.status_code, answer.json()["error"]["field"]) == (status, field)


def test_an_unknown_bot_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/bots/nobody/conversations.csv").status_code == 404


def test_a_wrong_key_is_refused(client: TestClient, api: FastAPI) -> None:
    assert client.get(FILE, headers={"authorization": "Bearer wrong"}).status_code == 401


def test_another_bots_conversations_are_not_in_it(client: TestClient) -> None:
    answer = client.get("/api/v1/bots/other/conversations.csv")
    assert answer.text.splitlines() == [",".join(COLUMNS)]


def test_without_the_right_to_export_there_is_no_file(estate: House, warehouse: Warehouse) -> None:
    reader = replace(OWNER, rights=OWNER.rights - {EXPORT})
    with pytest.raises(ForbiddenError):
        export_conversations(estate.engine, warehouse, reader, ["estate"], [])
