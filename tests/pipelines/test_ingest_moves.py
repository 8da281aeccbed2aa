"""Files of stage moves: appended to the leads they name, once, and never against what came later."""

from __future__ import annotations

from pathlib import Path

from leadlight.actions.move_lead import move_lead
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER
from pipelines.sources.mapping import Mapping
from tests.pipelines.kit import counts, leads, lines, newest, parsed, rows, table, take, talk

LEADS = [
    {"external_id": "A", "captured_at": "2026-11-02T15:00:00Z", "email": "Ann@x.example"},
    {"external_id": "B", "captured_at": "2026-11-03T08:00:00Z", "phone": "+442079460318"},
]


def steps(house: House) -> list[tuple[str | None, str, str | None]]:
    return [(each["from_status"], each["to_status"], each["reason"]) for each in rows(house, "stage_move")[2:]]


def test_moves_are_appended_in_the_order_of_their_times(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", LEADS))
    moves = [
        {"external_id": "A", "to": "lost", "at": "2026-11-09", "reason": "Price"},
        {"external_id": "A", "to": "qualified", "at": "2026-11-05", "reason": ""},
    ]
    assert counts(take(house, table(tmp_path / "moves.csv", moves))[0]) == {"read": 2, "created": 2}
    assert steps(house) == [("new", "qualified", None), ("qualified", "lost", "Price")]
    assert [(each["status"], each["status_reason"]) for each in leads(house)] == [("lost", "Price"), ("new", None)]


def test_same_moves_twice_are_unchanged(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", LEADS))
    moves = table(tmp_path / "moves.csv", [{"external_id": "A", "to": "contacted", "at": "2026-11-05"}] * 2)
    assert counts(take(house, moves)[0]) == {"read": 2, "created": 1, "unchanged": 1}
    before, seq = leads(house), newest(house)
    assert counts(take(house, moves)[0]) == {"read": 2, "unchanged": 2}
    assert (leads(house), newest(house)) == (before, seq)


def test_move_dated_on_the_day_of_capture_moves_the_lead(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", LEADS))
    take(house, table(tmp_path / "moves.csv", [{"external_id": "A", "to": "converted", "at": "2026-11-02"}]))
    assert leads(house)[0]["status"] == "converted"


def test_older_move_is_kept_and_leaves_the_status_alone(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", LEADS))
    with house.work(OWNER) as work:
        move_lead(work, 1, 1, "lost", "Price")
        work.commit()
    take(house, table(tmp_path / "moves.csv", [{"external_id": "A", "to": "qualified", "at": "2026-11-05"}]))
    assert (leads(house)[0]["status"], len(steps(house))) == ("lost", 2)


def test_moves_find_their_lead_by_the_mappings_key(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", LEADS))
    moves = table(tmp_path / "moves.csv", [{"email": "ann@X.example", "to": "contacted", "at": "2026-11-05"}])
    take(house, moves, kind="moves", mapping=Mapping(key="email"))
    assert [each["status"] for each in leads(house)] == ["contacted", "new"]


def test_move_of_an_unknown_lead_is_rejected_and_its_mended_row_is_taken(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", LEADS))
    sales = [
        {"Sale": "1", "Lead_ID": "A", "Sold_On": "05/11/2026", "Agent": "Ola"},
        {"Sale": "2", "Lead_ID": "Z", "Sold_On": "06/11/2026", "Agent": "=1+1"},
    ]
    mapping = Mapping(
        kind="moves", date_format=("%d/%m/%Y",), constants={"to": "converted"},
        columns={"external_id": "Lead_ID", "at": "Sold_On", "actor": "Agent"},
    )  # fmt: skip
    (done,) = take(house, table(tmp_path / "sales.csv", sales), mapping=mapping)
    assert counts(done) == {"read": 2, "created": 1, "rejected": 1}
    assert done.rejected_file == tmp_path / "sales.rejected.csv"
    report = parsed(done.rejected_file.read_bytes())
    assert [(row["Sale"], row["Lead_ID"], row["Sold_On"], row["line"]) for row in report] == [
        ("2", "Z", "06/11/2026", "3")
    ]
    assert "'Z'" in report[0]["reason"]
    mended = done.rejected_file.read_text("utf-8").replace(",Z,", ",B,")
    done.rejected_file.write_text(mended, "utf-8")
    assert counts(take(house, done.rejected_file, mapping=mapping)[0]) == {"read": 1, "created": 1}
    assert [each["status"] for each in leads(house)] == ["converted", "converted"]
    assert rows(house, "stage_move")[-1]["actor"] == "=1+1"


def test_dry_run_tells_the_moves_the_real_run_makes(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", LEADS))
    moves = [{"external_id": name, "to": "contacted", "at": "2026-11-05"} for name in "AAZB"]
    path = table(tmp_path / "moves.csv", moves)
    dry = take(house, path, dry_run=True)[0]
    assert not (tmp_path / "moves.rejected.csv").exists()
    assert counts(dry) == counts(take(house, path)[0]) == {"read": 4, "created": 2, "unchanged": 1, "rejected": 1}


def test_dry_run_of_several_files_tells_what_the_real_run_makes(house: House, tmp_path: Path) -> None:
    files = [
        table(tmp_path / "leads.csv", [{"external_id": "A", "conversation_external_id": "t1"}, {"external_id": "B"}]),
        lines(tmp_path / "talks.jsonl", [talk("t1", "my mail is ann@x.example"), talk("t2", "hello")]),
        table(tmp_path / "moves.csv", [{"external_id": "A", "to": "contacted", "at": "2026-11-25"}]),
        table(tmp_path / "more.csv", [{"external_id": "A", "city": "Rome"}, {"external_id": "B"}]),
    ]
    would = [counts(done) for done in take(house, *files, dry_run=True)]
    assert [counts(done) for done in take(house, *files)] == would
    assert would[2] == {"read": 1, "created": 1}
