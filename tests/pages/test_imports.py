"""The Imports page: a file in, step by step; its columns mapped and kept; a preview; the import; the way back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.read_import import list_imports
from leadlight.actions.read_lead import list_bots
from leadlight.actions.save_mapping import list_mappings
from leadlight.domain.bot import Bot
from leadlight.domain.scope import COMMAND_LINE, OWNER, READ
from leadlight.errors import ConflictError
from leadlight.record import imports
from leadlight.ui import import_batch, page
from leadlight.ui.format import BLANK
from leadlight.ui.running import Running
from pipelines import background
from pipelines.doctor.examine import examine_here
from pipelines.ingest import ingest
from pipelines.ingested import Watch, Wish
from tests.pages.conftest import Visit, follow_now
from tests.pipelines import kit

PATIENCE = 30.0
LEADS = b"""Lead_ID,Full Name,E-mail,Stage,Notes
L1,Ann Lee,ann@x.example,Won,hello
L2,Bob Ray,bob@x.example,Open,
L3,Cyd Fox,not an address,Open,
"""


@pytest.fixture(autouse=True)
def _nothing_runs_on(filled: Running) -> Iterator[None]:
    yield
    background.close(filled.house)


def upload(at: AppTest, content: bytes = LEADS, name: str = "leads.csv") -> AppTest:
    at.file_uploader[0].upload(name, content, "text/csv").run()
    assert not at.exception, at.exception
    return at


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def until(at: AppTest, holds: Callable[[AppTest], bool]) -> AppTest:
    """Look at the page again until it shows what is awaited."""
    deadline = time.monotonic() + PATIENCE
    while not holds(at):
        assert time.monotonic() < deadline, [each.value for each in [*at.markdown, *at.error, *at.caption]]
        time.sleep(0.1)
        at.run()
    assert not at.exception, at.exception
    return at


def sent(at: AppTest) -> dict[str, str]:
    """Header → where it goes."""
    boxes = [box for box in at.selectbox if (box.key or "").startswith("import_to_")]
    return {_plain(box.label).removesuffix(" goes to"): str(box.value) for box in boxes}


def _plain(label: str) -> str:
    """A field's label without what keeps it from being Markdown."""
    return label.replace("\u2060", "").replace("\uff3f", "_")


def send(at: AppTest, header: str, target: str) -> AppTest:
    box = next(box for box in at.selectbox if _plain(box.label) == f"{header} goes to")
    box.set_value(target).run()
    assert not at.exception, at.exception
    return at


def statuses(at: AppTest, words: dict[str, str]) -> AppTest:
    for word, ours in words.items():
        next(box for box in at.selectbox if box.label == word).set_value(ours).run()
    return at


def previewed(at: AppTest) -> AppTest:
    press(at, "import_look")
    return until(at, lambda page: any(button.key == "import_start" for button in page.button))


def imported(at: AppTest) -> AppTest:
    press(previewed(at), "import_start")
    return until(at, lambda page: bool(page.success))


def numbers(at: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in at.metric}


def test_a_file_shows_its_columns_and_where_they_go(filled: Running, visit: Visit) -> None:
    at = upload(visit("imports"))
    assert sent(at) == {
        "Lead_ID": "external_id", "Full Name": "name", "E-mail": "email", "Stage": "custom.Stage",
        "Notes": "custom.Notes",
    }  # fmt: skip
    assert "3 rows" in " ".join(each.value for each in at.markdown)
    assert any("would be rejected" in each.value for each in at.warning)


def test_a_preview_tells_what_would_happen_and_writes_nothing(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    before = list_imports(filled.house.engine, OWNER, filled.house.clock, sample_bot.id), len(leads(filled))
    at = previewed(upload(visit("imports")))
    assert numbers(at) == {"Created": "2", "Updated": "0", "Unchanged": "0", "Rejected": "1"}
    shown = " ".join(each.value for each in at.get("html"))
    assert "Ann Lee" in shown
    assert "not an address" in shown
    assert (list_imports(filled.house.engine, OWNER, filled.house.clock, sample_bot.id), len(leads(filled))) == before


def test_a_preview_tells_a_date_as_the_file_has_it_and_a_time_in_the_bots_zone(filled: Running, visit: Visit) -> None:
    zone = next(bot.zone for bot in list_bots(filled.house.engine, OWNER) if bot.key == "demo")
    assert zone == "Europe/London"
    file = b"external_id,captured_at,status\nD1,2024-06-23,lost\nD2,2024-06-23T10:00:00Z,\nD3,wrong,\n"
    at = previewed(upload(visit("imports"), file))
    (shown,) = [each.value for each in at.get("html") if ">Captured at<" in each.value]
    told = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in shown.split("<tr>") if "<td" in row]
    assert {"2024-06-23", "Lost"} <= set(told[0])
    assert "2024-06-23 11:00" in told[1]
    assert next(button.label for button in at.button if button.key == "import_start") == "Import 2 rows"


def test_columns_are_changed_and_statuses_given_our_names(filled: Running, visit: Visit) -> None:
    at = upload(visit("imports"))
    send(at, "Stage", "status")
    send(at, "Notes", "")
    statuses(at, {"Won": "converted", "Open": "new"})
    assert sent(at)["Notes"] == ""
    imported(at)
    follow_now(filled)
    assert any("2 created" in each.value for each in at.success)
    found = {row["name"]: (row["status"], row["custom"]) for row in leads(filled)}
    assert found["Ann Lee"] == ("converted", {})
    assert found["Bob Ray"] == ("new", {})


def leads(here: Running) -> list[dict[str, Any]]:
    return kit.leads(here.house)


def test_a_saved_mapping_is_taken_by_the_next_file_with_its_headers(
    filled: Running, sample_bot: Bot, visit: Visit
) -> None:
    at = upload(visit("imports"))
    send(at, "Notes", "company")
    at.text_input(key="import_save_name").set_value("From our CRM").run()
    press(at, "import_save_do")
    assert [one.name for one in list_mappings(filled.house.engine, OWNER, sample_bot.id)] == ["From our CRM"]
    later = upload(visit("imports"), name="more.csv")
    assert any("From our CRM" in each.value for each in later.info)
    assert sent(later)["Notes"] == "company"
    press(later, "import_without")
    assert sent(later)["Notes"] == "custom.Notes"


def test_saved_mappings_are_renamed_and_deleted(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = upload(visit("imports"))
    send(at, "Notes", "company")
    at.text_input(key="import_save_name").set_value("One").run()
    press(at, "import_save_do")
    (one,) = list_mappings(filled.house.engine, OWNER, sample_bot.id)
    at.text_input(key=f"mapping_name_{one.id}_One").set_value("Two").run()
    press(at, f"mapping_rename_{one.id}")
    assert [each.name for each in list_mappings(filled.house.engine, OWNER, sample_bot.id)] == ["Two"]
    press(at, f"mapping_delete_{one.id}")
    assert list_mappings(filled.house.engine, OWNER, sample_bot.id) == ()


def test_a_mapping_can_be_given_as_text(filled: Running, visit: Visit) -> None:
    at = upload(visit("imports"))
    next(area for area in at.text_area).set_value('kind = "leads"\n[columns]\nowner = "Notes"\n').run()
    press(at, "import_toml_use")
    assert sent(at)["Notes"] == "owner"
    next(area for area in at.text_area).set_value("[columns]\nowner = 'Nowhere'\n").run()
    press(at, "import_toml_use")
    assert any("Nowhere" in each.value for each in at.error)
    assert not [button for button in at.button if button.key == "import_look"]


def test_a_file_that_cannot_be_read_says_why_and_asks(filled: Running, visit: Visit) -> None:
    at = upload(visit("imports"), "Name;E-mail\nJosé;jose@x.example\n".encode("cp1252"))
    assert len(at.warning) == 1
    assert asked(at) == {"Text encoding"}
    at.selectbox(key="import_encoding").set_value("cp1252").run()
    assert sent(at) == {"Name": "name", "E-mail": "email"}
    assert not at.error


def asked(at: AppTest) -> set[str]:
    """What the page asks, for the file cannot be read without."""
    return {box.label for box in at.selectbox} & {"Sheet", "Text encoding", "Cells are parted by"}


def workbook(**sheets: list[list[str]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def test_of_a_workbook_with_several_sheets_one_is_chosen_and_another_after_it(filled: Running, visit: Visit) -> None:
    book = workbook(People=[["E-mail", "Name"], ["ann@x.example", "Ann"]], Deals=[["Deal", "E-mail"], ["1", "b@x.ex"]])
    at = upload(visit("imports"), book, "book.xlsx")
    assert "several sheets" in at.warning[0].value
    assert "--sheet" not in at.warning[0].value
    assert asked(at) == {"Sheet"}
    menu = at.selectbox(key="import_sheet")
    assert (menu.options, menu.value) == (["People", "Deals"], None)
    menu.set_value("Deals").run()
    assert not at.warning
    assert list(sent(at)) == ["Deal", "E-mail"]
    at.selectbox(key="import_sheet").set_value("People").run()
    assert sent(at) == {"E-mail": "email", "Name": "name"}
    imported(at)
    assert "Ann" in {lead["name"] for lead in leads(filled)}


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("x.csv", b"a,b;c\n1,2;3\n", {"Cells are parted by"}),
        ("x.csv", b"", set()),
        ("x.csv", b"\x89PNG\r\n", set()),
        ("x.xlsx", b"PK\x03\x04 no workbook", set()),
        ("x.csv.gz", b"\x1f\x8b\x08\x00", set()),
    ],
)
def test_only_what_can_help_is_asked(
    filled: Running, visit: Visit, name: str, content: bytes, wanted: set[str]
) -> None:
    at = upload(visit("imports"), content, name)
    assert (len(at.warning), len(at.error)) == ((1, 0) if wanted else (0, 1))
    assert asked(at) == wanted


def test_an_import_into_a_new_bot_makes_it(filled: Running, visit: Visit) -> None:
    at = upload(visit("imports"))
    at.selectbox(key="import_bot").set_value("\x00new").run()
    assert not [button for button in at.button if button.key == "import_look"]
    at.text_input(key="import_bot_name").set_value("Casa Verde").run()
    imported(at)
    assert at.query_params["bot"] == ["Casa-Verde"] or at.query_params["bot"] == "Casa-Verde"


def test_a_second_import_is_refused_while_one_runs(filled: Running, tmp_path: Path) -> None:
    runner = background.runner(filled.house)
    file = tmp_path / "one" / "leads.csv"
    file.parent.mkdir()
    file.write_bytes(b"external_id\n" + b"".join(b"x%d\n" % number for number in range(20_000)))
    key = runner.start(OWNER, file, Wish("demo"))
    with pytest.raises(ConflictError, match=r"leads\.csv is being imported just now"):
        runner.start(OWNER, file, Wish("demo"))
    runner.runs[key].stop = "stopped by the test"
    thread = runner.runs[key].thread
    assert thread is not None
    thread.join(PATIENCE)
    batch = list_imports(filled.house.engine, OWNER, filled.house.clock, None)[1][0]
    assert (batch.state, batch.read < 20_000) == ("stopped", True)
    assert "stopped by the test" in (batch.trouble or "")


def test_an_import_that_someone_stops_is_told_as_stopped_and_nothing_is_wrong(
    filled: Running, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = previewed(upload(visit("imports")))
    monkeypatch.setattr(background, "_watch", lambda run: Watch(stop=lambda: "stopped by owner"))
    press(at, "import_start")
    until(at, lambda page: bool(page.info))
    assert "stopped by owner; the rows so far stand" in at.info[0].value
    assert not at.error
    found = [each for each in examine_here(filled.house, {}) if each.what == "ingest"]
    assert [(each.value.split()[0], each.level) for each in found] == [("stopped", "note")]


def taken(here: Running, folder: Path) -> int:
    """An import by the command line; returns its number."""
    path = folder / "old.csv"
    path.write_bytes(LEADS)
    (done,), _ = ingest(here.house, COMMAND_LINE, [path], Wish("demo", report=False))
    follow_now(here)
    return done.batch_id or 0


def opened(visit: Visit, batch: int) -> AppTest:
    at = visit("overview", bot="demo", batch=str(batch))
    at.switch_page("settings/imports.py").run()
    return at


def test_every_import_stands_in_the_list_with_what_came_of_it(filled: Running, tmp_path: Path, visit: Visit) -> None:
    taken(filled, tmp_path)
    at = visit("imports")
    shown = " ".join(each.value for each in at.get("html"))
    assert "old.csv" in shown
    assert "3 rows: 2 created, 0 updated, 0 unchanged, 1 rejected" in shown
    assert any("command line" in each.value for each in at.caption)


def test_an_opened_import_shows_rejected_rows_and_leads(filled: Running, tmp_path: Path, visit: Visit) -> None:
    at = opened(visit, taken(filled, tmp_path))
    assert numbers(at) == {"Read": "3", "Created": "2", "Updated": "0", "Unchanged": "0", "Rejected": "1"}
    shown = " ".join(each.value for each in at.get("html"))
    assert "not an address" in shown
    assert "Ann Lee" in shown


def test_an_opened_import_shows_what_it_made_of_leads_that_were_there(
    filled: Running, tmp_path: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(filled, tmp_path)
    path = tmp_path / "again.csv"
    path.write_text("Lead_ID,City,Status,Status_At,Size\nL1,Rome,lost,2030-01-01,\nL2,,,,9 <b>\nL9,,,,1\n", "utf-8")
    (done,), _ = ingest(filled.house, COMMAND_LINE, [path], Wish("demo"))
    at = opened(visit, done.batch_id or 0)
    assert any(each.value == "Leads it changed: 2" for each in at.subheader)
    (shown,) = [each.value for each in at.get("html") if ">Before<" in each.value]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", shown)
    told = [tuple(re.sub("<.*?>", "", cell) for cell in cells[place : place + 4]) for place in range(0, len(cells), 4)]
    assert ("Ann Lee", "City", BLANK, "Rome") in told
    assert any(row[1:] == ("Status", "New", "Lost") for row in told)
    assert any(row[:2] == ("Ann Lee", "Status at") and row[3].startswith("1 Jan 2030") for row in told)
    assert ("Bob Ray", "Size", BLANK, "9 &lt;b&gt;") in told
    assert "precision" not in shown
    monkeypatch.setattr(import_batch, "SIZE", 1)
    at = opened(visit, done.batch_id or 0)
    (shown,) = [each.value for each in at.get("html") if ">Before<" in each.value]
    assert "Ann Lee" in shown
    assert "Bob Ray" not in shown
    press(at, "import_undo_do")
    until(at, lambda page: any("was taken back" in each.value for each in page.success))
    at = opened(visit, done.batch_id or 0)
    assert not any("Leads it changed" in each.value for each in at.subheader)


def test_an_import_is_taken_back_save_for_what_was_touched(filled: Running, tmp_path: Path, visit: Visit) -> None:
    before = len(leads(filled))
    batch = taken(filled, tmp_path)
    ann = next(row for row in leads(filled) if row["name"] == "Ann Lee")
    with filled.house.work(OWNER) as work:
        edit_lead(work, ann["id"], 1, {"city": "Rome"})
        work.commit()
    at = opened(visit, batch)
    assert any("Undo: 1 lead deleted. 1 stay" in each.value for each in at.markdown)
    assert any("edited" in each.value and "Ann Lee" in each.value for each in at.get("html"))
    press(at, "import_undo_do")
    until(at, lambda page: any("was taken back" in each.value for each in page.success))
    assert len(leads(filled)) == before + 1


def test_what_a_later_import_touched_names_that_import_to_undo_first(
    filled: Running, tmp_path: Path, visit: Visit
) -> None:
    batch = taken(filled, tmp_path)
    move = {"external_id": "L1", "to": "lost", "at": "2026-11-09", "reason": "price"}
    kit.take(filled.house, kit.table(tmp_path / "more.csv", [move]), bot="demo")
    at = opened(visit, batch)
    (kept,) = [each.value for each in at.get("html") if "Since then" in each.value]
    assert "Lead L1 (Ann Lee)" in kept
    assert f"imported again from more.csv: undo import {batch + 1} first" in kept
    assert any("Undo them first" in each.value for each in at.markdown)


def test_who_may_not_import_sees_nothing(filled: Running, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "OWNER", replace(OWNER, actor="guest", rights=frozenset({READ})))
    at = visit("imports")
    assert [each.value for each in at.error] == [r"guest may not do this \(needs leads\.import\)"]
    assert not at.file_uploader


def test_an_import_of_another_bot_is_not_found(
    filled: Running, tmp_path: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.csv"
    other.write_bytes(LEADS)
    (done,), _ = ingest(filled.house, COMMAND_LINE, [other], Wish("Other", report=False))
    one = frozenset({bot.id for bot in page.list_bots(filled.house.engine, OWNER) if bot.key == "demo"})
    monkeypatch.setattr(page, "OWNER", replace(OWNER, bots=one))
    at = opened(visit, done.batch_id or 0)
    assert [each.value for each in at.error] == ["no such import"]


def test_an_import_whose_process_died_is_said_to_be_stopped(filled: Running, tmp_path: Path, visit: Visit) -> None:
    batch = taken(filled, tmp_path)
    with filled.house.work(OWNER) as work:
        imports.update_batch(work.connection, batch, state="running", seen_at=work.now - timedelta(minutes=5))
        work.commit()
    at = opened(visit, batch)
    assert any("import the file again for the rest" in each.value for each in at.warning)
