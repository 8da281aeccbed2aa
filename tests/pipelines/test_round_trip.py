"""Out and in again: no text is lost, changed or made live by a trip through a file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.export_leads import FORMATS
from leadlight.actions.move_lead import move_lead, undo_move
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER
from leadlight.warehouse import leads_list
from leadlight.warehouse.filters import Filters
from pipelines.ask import own_warehouse
from tests.pipelines.kit import (
    BOT,
    counts,
    differences,
    exported,
    lasting,
    leads,
    lines,
    new_bot,
    newest,
    parsed,
    take,
    talk,
)

FORMS = tuple(FORMATS)
UNKEPT = re.compile("[\0\ud800-\udfff]")
LIVE = re.compile("[ \\n]*[=+\\-@\\t\\r\\x00＝＋－＠]")
"""What a spreadsheet might compute."""
OWN = [
    *("", " ", "\u3000", "'", "''", "'=1", "''=1", " =1", "\n=1", "＝1", "\r", "a\rb", "\t", "-", "+44 20", "\ufeffx"),
    *('"', '""', ",", ";"),
]


def strings(samples: Path) -> list[str]:
    naughty = json.loads((samples / "naughty_strings" / "blns.json").read_text("utf-8"))
    payloads = (samples / "csv_injection" / "csv-payload.txt").read_text("utf-8").splitlines()
    return [text for text in [*naughty, *payloads, *OWN] if not UNKEPT.search(text)]


def with_(text: str, at: int) -> dict[str, str]:
    return {"external_id": f"N{at}", "name": text, "company": text, "custom.said": text}


@pytest.fixture
def naughty(house: House, tmp_path: Path, samples: Path) -> list[str]:
    """Every naughty string in a bot, each the name, company and custom field of a lead."""
    texts = strings(samples)
    new_bot(house, zone="Asia/Kathmandu")
    (done,) = take(house, lines(tmp_path / "in.jsonl", [with_(text, at) for at, text in enumerate(texts)]))
    assert counts(done) == {"read": len(texts), "created": len(texts)}
    return texts


def test_naughty_strings_stand_in_record_and_list_as_they_were(house: House, naughty: list[str]) -> None:
    expected = [None if not text or text.isspace() else text for text in naughty]
    found = leads(house)
    assert [row["name"] for row in found] == [row["company"] for row in found] == expected
    assert [row["custom"].get("said") for row in found] == expected
    with own_warehouse(house) as warehouse, warehouse.read() as cursor:
        page = leads_list.page(cursor, Filters((1,)), "id", descending=False, limit=1_000)
    assert page["name"].to_list() == expected
    assert differences(house) == []


@pytest.mark.parametrize("form", FORMS)
def test_naughty_strings_come_back_from_their_file_unchanged(
    house: House, tmp_path: Path, naughty: list[str], form: str
) -> None:
    file = tmp_path / f"out.{form}"
    file.write_bytes(exported(house, form=form))
    before, seq = leads(house), newest(house)
    assert counts(take(house, file)[0]) == {"read": len(naughty), "unchanged": len(naughty)}
    assert (leads(house), newest(house)) == (before, seq)


def test_naughty_strings_survive_a_move_to_a_fresh_bot(house: House, tmp_path: Path, naughty: list[str]) -> None:
    file = tmp_path / "out.csv"
    file.write_bytes(exported(house))
    new_bot(house, "Fresh", zone="Asia/Kathmandu")
    assert counts(take(house, file, bot="Fresh")[0]) == {"read": len(naughty), "created": len(naughty)}
    assert lasting(exported(house, "Fresh")) == lasting(file.read_bytes())


def test_no_cell_of_an_export_is_live_in_a_spreadsheet(house: House, naughty: list[str]) -> None:
    file = parsed(exported(house))
    assert len(file) == len(naughty)
    assert [cell for row in file for cell in row.values() if LIVE.match(cell)] == []
    assert any(cell.startswith("'=") for row in file for cell in row.values())


@pytest.mark.parametrize("form", FORMS)
def test_headers_that_are_naughty_come_back_too(house: House, tmp_path: Path, samples: Path, form: str) -> None:
    texts = [text for text in strings(samples) if text.strip()]
    row = {"external_id": "A"} | {f"custom.{text}": "x" for text in texts}
    take(house, lines(tmp_path / "in.jsonl", [row]))
    (lead,) = leads(house)
    assert sorted(lead["custom"]) == sorted(set(texts))
    file = tmp_path / f"out.{form}"
    file.write_bytes(exported(house, form=form))
    assert counts(take(house, file)[0]) == {"read": 1, "unchanged": 1}
    take(house, file, bot="Fresh")
    assert leads(house)[1]["custom"] == lead["custom"]


LEADS = [
    {"external_id": "A", "captured_at": "2026-11-02T09:30:15.123456Z", "email": "Ann.A@x.example", "name": "Ann",
     "phone": "+442079460318", "landing_page": "https://X.example/Pricing/?utm_source=google&x=1", "country": "GB"},
    {"external_id": "B", "captured_at": "2026-11-03", "status": "lost", "status_at": "2026-11-05",
     "status_reason": "=Price", "owner": "Ola", "website": "b.example"},
    {"email": "cy@x.example", "captured_at": "2026-10-25T00:30:00+02:00", "custom.size": "5", "custom.note": "'=x"},
    {"phone": "020 7946 0319", "captured_at": "2026-10-25T00:30:00Z", "timezone": "Europe/Berlin", "city": " Rome "},
    {"external_id": "E", "captured_at": "2026-11-02T15:00:00Z", "status": "qualified", "status_at": "2026-11-02"},
]  # fmt: skip


def worked_on(house: House, folder: Path) -> None:
    """A bot with a history: imported, talked to, moved, undone, edited."""
    new_bot(house, zone="Europe/Berlin", country="GB")
    take(house, lines(folder / "leads.jsonl", LEADS))
    said = ("I want to buy, book me a demo", "Where to?", "dan@x.example, I am Dan Dane")
    take(house, lines(folder / "talks.jsonl", [talk("c1", *said, channel="whatsapp")]))
    with house.work(OWNER) as work:
        moved = move_lead(work, 1, 1, "lost", "+1 too dear")
        undo_move(work, 1, moved.version)
        move_lead(work, 3, 1, "lost", "@home")
        edit_lead(work, 4, 1, {"name": "-Di", "custom.said": "\tx"})
        work.commit()


def test_export_of_a_bot_with_a_history_is_no_news_to_it(house: House, tmp_path: Path) -> None:
    worked_on(house, tmp_path)
    file = tmp_path / "out.csv"
    file.write_bytes(exported(house))
    before, seq = leads(house), newest(house)
    assert counts(take(house, file)[0]) == {"read": 6, "unchanged": 6}
    assert (leads(house), newest(house)) == (before, seq)


def test_fresh_bot_made_from_an_export_exports_the_same(house: House, tmp_path: Path) -> None:
    worked_on(house, tmp_path)
    file = tmp_path / "out.csv"
    file.write_bytes(exported(house))
    new_bot(house, "Fresh", zone="Europe/Berlin", country="GB")
    (done,) = take(house, file, bot="Fresh")
    assert counts(done) == {"read": 6, "created": 6}
    unscored = [{**row, "temperature": "(none)", "score": ""} for row in lasting(exported(house))]
    assert sorted(lasting(exported(house, "Fresh")), key=str) == sorted(unscored, key=str)


@pytest.mark.parametrize("form", FORMS)
def test_export_read_into_another_zone_keeps_every_instant(house: House, tmp_path: Path, form: str) -> None:
    worked_on(house, tmp_path)
    file = tmp_path / f"out.{form}"
    file.write_bytes(exported(house, form=form))
    new_bot(house, "Far", zone="Pacific/Kiritimati")
    take(house, file, bot="Far")
    moments = [(row["captured_at"], row["captured_precision"]) for row in leads(house)]
    ours, theirs = sorted(moments[:6]), sorted(moments[6:])
    assert [each for each in ours if each[1] == "instant"] == [each for each in theirs if each[1] == "instant"]
    days = [row["captured_at"] for row in parsed(exported(house, "Far")) if len(row["captured_at"]) == 10]
    assert days == [row["captured_at"] for row in parsed(exported(house, BOT)) if len(row["captured_at"]) == 10]
