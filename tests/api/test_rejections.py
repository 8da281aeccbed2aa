"""The rejected rows of an import as a file: all of them, inert, and of that bot only."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.testclient import TestClient

from leadlight.actions.read_import import rejected_rows
from leadlight.bootstrap import House
from leadlight.domain.scope import COMMAND_LINE, OWNER
from pipelines.ingest import ingest
from pipelines.ingested import Wish
from pipelines.sources.opening import open_source

BAD = [["A", "not an address", "=1+1"], ["B", "neither", "x"]]


def taken(house: House, folder: Path, bot: str = "Other") -> int:
    path = folder / "leads.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([["external_id", "email", "note"], *BAD, ["C", "c@x.example", ""]])
    (done,), _ = ingest(house, COMMAND_LINE, [path], Wish(bot, report=False))
    return done.batch_id or 0


def test_rejected_rows_come_as_they_stood_with_line_and_reason(
    client: TestClient, estate: House, tmp_path: Path
) -> None:
    batch = taken(estate, tmp_path)
    answer = client.get(f"/api/v1/bots/other/imports/{batch}/rejected.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="leads.rejected.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [(row["external_id"], row["email"], row["note"], row["line"]) for row in rows] == [
        ("A", "not an address", "'=1+1", "2"), ("B", "neither", "x", "3"),
    ]  # fmt: skip
    assert all("email" in row["reason"] for row in rows)
    path = tmp_path / "leads.rejected.csv"
    path.write_bytes(answer.content)
    uses = {use.header: use.how for use in open_source(path, zone=ZoneInfo("UTC")).columns}
    assert (uses["line"], uses["reason"]) == ("ignored", "ignored")


def test_rejected_rows_of_another_bot_are_not_found(client: TestClient, estate: House, tmp_path: Path) -> None:
    batch = taken(estate, tmp_path)
    taken(estate, tmp_path, "Third")
    for address in (f"third/imports/{batch}", "other/imports/9999", f"nobody/imports/{batch}"):
        answer = client.get(f"/api/v1/bots/{address}/rejected.csv")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_rejected_rows_keep_the_order_of_the_columns_of_the_file(
    client: TestClient, estate: House, tmp_path: Path
) -> None:
    path = tmp_path / "order.csv"
    headers = ["zone", "external_id", "email", "a note", "Budget"]
    rows = [["", "A", "wrong", "", "9"], ["z", "B", "wrong too", "n", ""], ["", "", "wrong", "m", "1"]]
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([headers, *rows])
    (done,), _ = ingest(estate, COMMAND_LINE, [path], Wish("Other"))
    answer = client.get(f"/api/v1/bots/other/imports/{done.batch_id}/rejected.csv")
    assert answer.text.splitlines()[0].split(",") == [*headers, "line", "reason"]
    assert done.rejected_file
    assert answer.content == done.rejected_file.read_bytes()
    _, shown = rejected_rows(estate.engine, OWNER, done.batch_id or 0)
    assert [list(row.cells) for row in shown] == [headers, headers[:4], ["email", "a note", "Budget"]]
