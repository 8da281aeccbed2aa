"""Files of leads through the command's door: what they make, what they change, and what they never do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from leadlight.actions.edit_lead import edit_lead
from leadlight.bootstrap import House
from leadlight.domain.scope import COMMAND_LINE, OWNER, Scope
from leadlight.errors import ForbiddenError, InputError, RefusedError
from leadlight.record.engine import reading
from leadlight.record.tables import outbox_event
from pipelines.ingest import ingest
from pipelines.ingested import Wish
from pipelines.sources.mapping import Mapping, StageColumns
from tests.pipelines.kit import (
    all_bots,
    counts,
    everything,
    leads,
    lines,
    new_bot,
    newest,
    rows,
    table,
    take,
)  # fmt: skip

QUALIFIED = Mapping(moves=(StageColumns("qualified", "Qualified_On"),))
TWO = [
    {"external_id": "A", "name": "Ann", "email": "ann@x.example", "captured_at": "2026-11-02T09:00:00Z"},
    {"external_id": "B", "name": "Bob", "phone": "+44 20 7946 0318", "captured_at": "2026-11-03"},
]


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl"])
def test_every_kind_of_file_makes_the_same_leads(house: House, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"leads.{ending}"
    if ending in ("csv", "tsv"):
        table(path, TWO, "\t" if ending == "tsv" else ",")
    else:
        lines(path, TWO)
        if ending == "json":
            path.write_text("[" + ",".join(path.read_text().splitlines()) + "]")
    (done,) = take(house, path)
    assert counts(done) == {"read": 2, "created": 2}
    assert [(row["external_id"], row["name"], row["email"], row["phone"]) for row in leads(house)] == [
        ("A", "Ann", "ann@x.example", None),
        ("B", "Bob", None, "+442079460318"),
    ]
    assert [row["captured_precision"] for row in leads(house)] == ["instant", "day"]


def test_same_file_twice_is_unchanged_and_tells_the_followers_nothing(house: House, tmp_path: Path) -> None:
    path = table(tmp_path / "leads.csv", TWO)
    take(house, path)
    before, seq = leads(house), newest(house)
    assert counts(take(house, path)[0]) == {"read": 2, "unchanged": 2}
    assert (leads(house), newest(house)) == (before, seq)


def test_file_that_speaks_of_a_lead_twice_is_unchanged_the_second_time(house: House, tmp_path: Path) -> None:
    twice = [
        {"external_id": "A", "company": "Old Ltd"},
        {"external_id": "B", "company": "Other"},
        {"external_id": "A", "company": "New Ltd"},
        {"external_id": "A", "company": "Old Ltd"},
        {"external_id": "A", "company": "Last Ltd"},
    ]
    path = table(tmp_path / "leads.csv", twice)
    assert counts(take(house, path)[0]) == {"read": 5, "created": 2, "updated": 3}
    before, seq = leads(house), newest(house)
    assert before[0]["company"] == "Last Ltd"
    assert counts(take(house, path)[0]) == {"read": 5, "unchanged": 5}
    assert (leads(house), newest(house)) == (before, seq)


def test_edit_by_a_person_outlives_the_next_import_of_the_file(house: House, tmp_path: Path) -> None:
    path = table(tmp_path / "leads.csv", TWO)
    take(house, path)
    edit(house, company="Mine", name="Anna")
    assert counts(take(house, path)[0]) == {"read": 2, "unchanged": 2}
    assert (leads(house)[0]["name"], leads(house)[0]["company"]) == ("Anna", "Mine")


def test_edit_outlives_a_file_that_speaks_of_the_lead_twice(house: House, tmp_path: Path) -> None:
    path = table(tmp_path / "leads.csv", [{"external_id": "A", "city": "Rome"}, {"external_id": "A", "city": "Oslo"}])
    take(house, path)
    edit(house, city="Bonn")
    take(house, path)
    assert leads(house)[0]["city"] == "Bonn"


def test_edit_outlives_a_file_that_changed_nothing_when_it_first_came(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "few.csv", [{"external_id": "A", "company": "Old Ltd"}]))
    edit(house, company="New Ltd")
    same = table(tmp_path / "same.csv", [{"external_id": "A", "company": "New Ltd"}])
    assert counts(take(house, same)[0]) == {"read": 1, "unchanged": 1}
    edit(house, company="Newest Ltd")
    assert counts(take(house, same)[0]) == {"read": 1, "unchanged": 1}
    assert leads(house)[0]["company"] == "Newest Ltd"


def test_edit_outlives_two_files_that_take_turns(house: House, tmp_path: Path) -> None:
    names = table(tmp_path / "names.csv", [{"external_id": "A", "name": "Ann"}])
    firms = table(tmp_path / "firms.csv", [{"external_id": "A", "company": "Old Ltd"}])
    take(house, names, firms)
    edit(house, name="Anna")
    take(house, names, firms)
    assert leads(house)[0]["name"] == "Anna"


def edit(house: House, **values: str) -> None:
    """A person corrects lead 1."""
    with house.work(OWNER) as work:
        edit_lead(work, 1, leads(house)[0]["version"], values)
        work.commit()


def test_unknown_bot_is_created_and_said(house: House, tmp_path: Path) -> None:
    path = table(tmp_path / "leads.csv", TWO)
    wish = Wish("Estate & Sons", mapping=Mapping(timezone="Asia/Dubai"))
    assert ingest(house, COMMAND_LINE, [path], wish)[1]
    assert (all_bots(house), rows(house, "bot")[0]["zone"]) == (["Estate-Sons"], "Asia/Dubai")
    assert not ingest(house, COMMAND_LINE, [path], Wish("estate-sons"))[1]


def test_one_bad_file_among_several_and_nothing_is_written(house: House, tmp_path: Path) -> None:
    good = table(tmp_path / "good.csv", TWO)
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"PK\x03\x04 an XLSX by another name")
    before = everything(house)
    with pytest.raises(InputError, match=r"bad\.csv"):
        take(house, good, bad, bot="New")
    assert everything(house) == before


def test_bot_with_an_impossible_name_is_refused_before_anything_is_written(house: House, tmp_path: Path) -> None:
    for name in ("all", "  ", "?!"):
        with pytest.raises(RefusedError):
            take(house, table(tmp_path / "leads.csv", TWO), bot=name)
    assert all_bots(house) == []


def test_scope_without_the_right_to_import_writes_nothing(house: House, tmp_path: Path) -> None:
    bot = new_bot(house)
    scope = Scope("eve", frozenset({bot.id}), OWNER.rights - {"leads.import"})
    with pytest.raises(ForbiddenError):
        ingest(house, scope, [table(tmp_path / "leads.csv", TWO)], Wish("Estate"))
    assert leads(house) == []


def test_phone_is_read_by_the_rows_country_then_the_bots(house: House, tmp_path: Path) -> None:
    new_bot(house, country="GB")
    path = table(
        tmp_path / "leads.csv",
        [
            {"external_id": "A", "phone": "020 7946 0318", "country": ""},
            {"external_id": "B", "phone": "030 901820", "country": "Germany"},
        ],
    )
    take(house, path)
    assert [row["phone"] for row in leads(house)] == ["+442079460318", "+4930901820"]


def test_time_without_offset_is_local_to_the_bot_and_a_date_is_its_day(house: House, tmp_path: Path) -> None:
    new_bot(house, zone="Asia/Dubai")
    times = ("2026-11-02 09:00", "2026-11-02", "2026-11-02T09:00:00+01:00")
    path = table(tmp_path / "leads.csv", [{"external_id": t, "captured_at": t} for t in times])
    take(house, path)
    expected = [datetime(2026, 11, 2, 5, tzinfo=UTC), datetime(2026, 11, 1, 20, tzinfo=UTC)]
    assert [row["captured_at"] for row in leads(house)] == [*expected, datetime(2026, 11, 2, 8, tzinfo=UTC)]


def test_row_without_a_time_is_captured_now(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", [{"email": "a@x.example"}]))
    assert leads(house)[0]["captured_at"] == house.clock.now()


def test_import_raises_no_events_unless_announced(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "quiet.csv", TWO))
    assert events(house) == []
    take(house, table(tmp_path / "loud.csv", [{**TWO[0], "city": "Rome"}, {"external_id": "C"}]), announce=True)
    assert sorted(events(house)) == ["lead.created", "lead.updated"]


def events(house: House) -> list[str]:
    with reading(house.engine) as connection:
        return list(connection.execute(select(outbox_event.c.type)).scalars())


def test_stage_date_of_the_day_of_capture_comes_after_the_capture(house: House, tmp_path: Path) -> None:
    row = {"external_id": "A", "captured_at": "2026-11-02T15:00:00Z", "Qualified_On": "2026-11-02"}
    take(
        house, table(tmp_path / "leads.csv", [row]), mapping=Mapping(moves=(StageColumns("qualified", "Qualified_On"),))
    )
    assert [(each["from_status"], each["to_status"]) for each in rows(house, "stage_move")] == [
        (None, "new"),
        ("new", "qualified"),
    ]
    assert leads(house)[0]["status"] == "qualified"


def test_the_status_a_row_states_is_the_last_word_on_its_stage_dates(house: House, tmp_path: Path) -> None:
    row = {"external_id": "A", "captured_at": "2026-11-02T15:00:00Z", "Qualified_On": "2026-11-05T10:00:00Z"}
    row |= {"status": "converted", "status_at": "2026-11-05"}
    take(
        house, table(tmp_path / "leads.csv", [row]), mapping=Mapping(moves=(StageColumns("qualified", "Qualified_On"),))
    )
    assert leads(house)[0]["status"] == "converted"


def test_batch_of_the_record_counts_what_the_command_says(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", [*TWO, {"external_id": "C", "email": "not an address"}]))
    (batch,) = rows(house, "import_batch")
    assert {name: batch[name] for name in ("read", "created", "updated", "unchanged", "rejected")} == {
        "read": 3, "created": 2, "updated": 0, "unchanged": 0, "rejected": 1,
    }  # fmt: skip
    assert (batch["state"], batch["file"], batch["kind"]) == ("done", "leads.csv", "leads")
    assert batch["finished_at"] - batch["started_at"] >= timedelta(0)


def test_a_lead_that_was_just_given_its_key_is_known_by_it(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "old.csv", [{"email": "ann@x.example", "name": "Ann"}]))
    news = [{"external_id": "A", "email": "ann@x.example"}, {"external_id": "A", "company": "New Ltd"}]
    assert counts(take(house, table(tmp_path / "new.csv", news))[0]) == {"read": 2, "updated": 2}
    assert [(row["external_id"], row["company"]) for row in leads(house)] == [("A", "New Ltd")]
