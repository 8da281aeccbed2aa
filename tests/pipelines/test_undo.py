"""Undoing an import: the record is as if it had never been, save for what someone has touched since."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from leadlight.actions.create_bot import edit_bot
from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.move_lead import move_lead
from leadlight.actions.read_lead import list_bots
from leadlight.actions.undo_import import begin_undo, kept_by_undo, look_at_undo, undo_some
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.imports import Undoing
from leadlight.domain.scope import COMMAND_LINE, OWNER, Scope
from leadlight.errors import ConflictError, ForbiddenError, NotFoundError, RefusedError
from leadlight.record.engine import reading
from leadlight.record.tables import import_batch, metadata
from pipelines.sources.mapping import Mapping, StageColumns
from pipelines.undo import in_words, report, undo
from tests.pipelines.kit import command, counts, differences, leads, lines, rows, table, take, talk

TRAIL = ("activity", "value_history", "change", "follower", "pruned", "outbox_event", "job", "import_batch",
         "import_rejection", "import_before", "alembic_version")  # fmt: skip
PASSING = {"lead": ("version", "updated_at")}
Open = Callable[[], House]


def state(house: House) -> dict[str, list[Any]]:
    """All that the record says, but for the trail, and for what counts changes."""
    found: dict[str, list[Any]] = {}
    with reading(house.engine) as connection:
        for name, each in metadata.tables.items():
            if name not in TRAIL:
                kept = [column for column in each.columns if column.name not in PASSING.get(name, ())]
                found[name] = sorted((tuple(row) for row in connection.execute(select(*kept))), key=str)
    # Entries are written anew: their numbers pass, their order stays.
    found["score_entry"] = sorted((row[1:] for row in found["score_entry"]), key=str)
    return found


def newest(house: House) -> int:
    return max(row["id"] for row in rows(house, "import_batch"))


def batch(house: House, batch_id: int) -> dict[str, Any]:
    return next(row for row in rows(house, "import_batch") if row["id"] == batch_id)


def later(house: House) -> None:
    """Time goes on: what was said last is said later."""
    clock = house.clock
    assert isinstance(clock, FixedClock)
    clock.instant += timedelta(minutes=5)


A = [
    {"external_id": "A", "name": "Ann", "email": "ann@x.example", "captured_at": "2026-11-02T09:00:00Z", "Budget": "1"},
    {"external_id": "B", "name": "Bob", "phone": "+442079460318", "status": "contacted", "status_at": "2026-11-04"},
    {"external_id": "C", "name": "Cyd"},
]
B = [
    {"external_id": "A", "company": "New Ltd", "Budget": "2", "status": "qualified", "status_at": "2026-11-08"},
    {"external_id": "B", "name": "Bob"},
    {"external_id": "D", "name": "Dan"},
]


def both(house: House, folder: Path) -> dict[str, list[Any]]:
    """Import A, then B; returns the state between."""
    take(house, table(folder / "a.csv", A))
    before = state(house)
    later(house)
    assert counts(take(house, table(folder / "b.csv", B))[0]) == {"read": 3, "created": 1, "updated": 1, "unchanged": 1}
    return before


def test_undo_makes_it_as_if_it_had_never_been(house: House, tmp_path: Path) -> None:
    before = both(house, tmp_path)
    done = undo(house, OWNER, newest(house))
    assert done == Undoing(leads_deleted=1, leads_restored=1)
    assert state(house) == before
    assert [row for row in rows(house, "import_before") if row["batch_id"] == newest(house)] == []
    there = batch(house, newest(house))
    assert (there["state"], there["undone_by"], there["undone_at"]) == ("undone", "owner", house.clock.now())


def test_undone_leads_are_in_the_numbers_as_they_were(house: House, tmp_path: Path) -> None:
    both(house, tmp_path)
    assert differences(house) == []
    undo(house, OWNER, newest(house))
    assert differences(house) == []


def test_the_same_file_can_come_again_after_its_undo(house: House, tmp_path: Path) -> None:
    both(house, tmp_path)
    after = state(house)
    undo(house, OWNER, newest(house))
    assert counts(take(house, tmp_path / "b.csv")[0]) == {"read": 3, "created": 1, "updated": 1, "unchanged": 1}
    assert [row[:4] for row in state(house)["stage_move"]] != []
    assert _said(state(house)) == _said(after)


def _said(found: dict[str, list[Any]]) -> list[Any]:
    columns = [column.name for column in metadata.tables["lead"].columns if column.name not in PASSING["lead"]]
    at = [columns.index(name) for name in ("external_id", "name", "company", "status", "status_at", "custom")]
    return sorted([str([row[place] for place in at]) for row in found["lead"]])


def test_one_import_after_the_other_can_be_undone(house: House, tmp_path: Path) -> None:
    nothing = state(house)
    both(house, tmp_path)
    second = newest(house)
    undo(house, OWNER, second)
    assert undo(house, OWNER, second - 1) == Undoing(leads_deleted=3)
    assert {name: found for name, found in state(house).items() if name != "bot"} == {
        name: found for name, found in nothing.items() if name != "bot"
    }


def test_what_a_later_import_speaks_of_is_kept_and_listed(house: House, tmp_path: Path) -> None:
    both(house, tmp_path)
    first = newest(house) - 1
    assert look_at_undo(house.engine, OWNER, first) == Undoing(leads_deleted=2, kept=1)
    undo(house, OWNER, first)
    assert [row["external_id"] for row in leads(house)] == ["A", "D"]
    told = kept_by_undo(house.engine, OWNER, first)
    assert {(one.name, one.why, one.who) for one in told} == {
        ("Ann", "imported again from b.csv", "command line"),
    }
    assert (told[0].called, told[0].undo_first) == ("A (Ann)", newest(house))


def test_a_move_by_a_later_import_names_that_import_in_the_bots_zone(
    house: House, tmp_path: Path, clock: FixedClock
) -> None:
    take(house, table(tmp_path / "a.csv", A))
    first = newest(house)
    with house.work(OWNER) as work:
        bot = list_bots(house.engine, OWNER)[0]
        edit_bot(work, bot.id, bot.version, bot.name, "Asia/Tokyo")
        work.commit()
    clock.instant = datetime(2026, 11, 20, 22, 30, 1, 23, tzinfo=UTC)
    take(house, table(tmp_path / "moves.csv", [{"external_id": "B", "to": "qualified", "at": "2026-11-09"}]))
    clock.instant += timedelta(seconds=1)
    told = in_words(report(house, OWNER, first, dry_run=True)).splitlines()
    assert told[0] == "2 leads deleted"
    assert told[-2:] == [
        "1 stays as it is, as it was touched since (times of Asia/Tokyo):",
        "  lead B (Bob): imported again from moves.csv by command line on 2026-11-21 07:30: "
        f"undo {newest(house)} first",
    ]


def test_what_a_person_touched_is_kept_and_listed_with_who_and_when(house: House, tmp_path: Path) -> None:
    both(house, tmp_path)
    later(house)
    with house.work(OWNER) as work:
        ann, dan = leads(house)[0], leads(house)[3]
        edit_lead(work, ann["id"], ann["version"], {"city": "Rome"})
        move_lead(work, dan["id"], dan["version"], "contacted")
        work.commit()
    touched = [row for row in leads(house) if row["name"] in ("Ann", "Dan")]
    assert look_at_undo(house.engine, OWNER, newest(house)) == Undoing(kept=2)
    assert undo(house, OWNER, newest(house)).done == 0
    assert [row for row in leads(house) if row["name"] in ("Ann", "Dan")] == touched
    told = kept_by_undo(house.engine, OWNER, newest(house))
    assert [(one.name, one.was, one.why, one.who, one.at) for one in told] == [
        ("Dan", "created", "moved", "owner", house.clock.now()),
        ("Ann", "updated", "edited", "owner", house.clock.now()),
    ]
    told_so = report(house, OWNER, newest(house), dry_run=True)
    assert (told_so["kept"], told_so["leads_deleted"]) == (2, 0)
    assert in_words(told_so).splitlines()[-3:] == [
        "2 stay as they are, as they were touched since (times of UTC):",
        f"  lead D (Dan): moved by owner on {house.clock.now():%Y-%m-%d %H:%M}",
        f"  lead A (Ann): edited by owner on {house.clock.now():%Y-%m-%d %H:%M}",
    ]


def test_an_edit_between_two_rows_of_one_import_is_kept(house: House, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("pipelines.ingest.BATCH", 1)
    twice = [{"external_id": "A", "city": "Rome"}, {"external_id": "Z"}, {"external_id": "A", "company": "Late Ltd"}]
    take(house, table(tmp_path / "a.csv", [{"external_id": "A", "name": "Ann"}]))
    take(house, table(tmp_path / "b.csv", twice))
    assert undo(house, OWNER, newest(house)) == Undoing(leads_deleted=1, leads_restored=1)
    assert (leads(house)[0]["city"], leads(house)[0]["company"]) == (None, None)


def test_a_lead_created_and_changed_by_one_import_goes_with_it(house: House, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("pipelines.ingest.BATCH", 1)
    take(house, table(tmp_path / "b.csv", [{"external_id": "A", "city": "Rome"}, {"external_id": "A", "city": "Oslo"}]))
    assert leads(house)[0]["version"] == 2
    assert undo(house, OWNER, newest(house)) == Undoing(leads_deleted=1)
    assert leads(house) == []


def test_conversations_words_and_scores_are_put_back(house: House, tmp_path: Path) -> None:
    first = talk("t1", "I want a demo, what is the price?", "Sure", "mail me: ann@x.example")
    take(house, lines(tmp_path / "a.jsonl", [first]))
    take(house, table(tmp_path / "leads.csv", [{"external_id": "W", "conversation_external_id": "t2"}]))
    before = state(house)
    later(house)
    changed = talk("t1", "hello", "hi", "bye")
    more = [changed, talk("t2", "who are you?", channel="widget"), talk("t3", "call me: +442079460318")]
    take(house, lines(tmp_path / "b.jsonl", more))
    assert state(house) != before
    done = undo(house, OWNER, newest(house))
    assert done == Undoing(1, 1, 2, 1)
    assert state(house) == before
    assert differences(house) == []


def test_a_conversation_stays_where_a_lead_that_stays_came_from_it(house: House, tmp_path: Path) -> None:
    take(house, lines(tmp_path / "talks.jsonl", [talk("t1", "hello"), talk("t2", "hello")]))
    first = newest(house)
    take(house, table(tmp_path / "leads.csv", [{"external_id": "W", "conversation_external_id": "t2"}]))
    assert look_at_undo(house.engine, OWNER, first) == Undoing(conversations_deleted=1, kept=1)
    undo(house, OWNER, first)
    assert [row["external_id"] for row in rows(house, "conversation")] == ["t2"]
    assert [one.why for one in kept_by_undo(house.engine, OWNER, first)] == ["a lead that stays came from it"]
    undo(house, OWNER, newest(house))
    undo(house, OWNER, first)
    assert rows(house, "conversation") == []


def test_moves_of_an_import_are_taken_back(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "a.csv", A))
    before = state(house)
    steps = [
        {"external_id": "A", "to": "qualified", "at": "2026-11-09"},
        {"external_id": "B", "to": "lost", "at": "2026-11-10T10:00:00Z", "reason": "price"},
    ]
    take(house, table(tmp_path / "moves.csv", steps))
    assert undo(house, OWNER, newest(house)) == Undoing(leads_restored=2)
    assert state(house) == before


def test_stage_columns_of_an_import_are_taken_back(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "a.csv", A))
    before = state(house)
    stages = Mapping(moves=(StageColumns("qualified", "Q"), StageColumns("lost", "L", "Why")))
    row = {"external_id": "A", "Q": "2026-11-05", "L": "2026-11-06", "Why": "price"}
    take(house, table(tmp_path / "b.csv", [row]), mapping=stages)
    assert leads(house)[0]["status"] == "lost"
    undo(house, OWNER, newest(house))
    assert state(house) == before


def test_keys_that_went_round_come_back(house: House, tmp_path: Path) -> None:
    by_mail = Mapping(key="email")
    mails = [{"external_id": key, "email": f"{key}@x.example"} for key in "abc"]
    take(house, table(tmp_path / "a.csv", mails))
    before = state(house)
    moved = [{"email": f"{key}@x.example", "external_id": new} for key, new in zip("cba", "dcb", strict=True)]
    take(house, table(tmp_path / "b.csv", moved), mapping=by_mail)
    assert [row["external_id"] for row in leads(house)] == ["b", "c", "d"]
    undo(house, OWNER, newest(house))
    assert state(house) == before


def test_a_lead_whose_key_another_has_by_now_is_kept(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "a.csv", [{"external_id": "old", "email": "a@x.example"}]))
    take(
        house, table(tmp_path / "b.csv", [{"external_id": "new", "email": "a@x.example"}]), mapping=Mapping(key="email")
    )
    second = newest(house)
    take(house, table(tmp_path / "c.csv", [{"external_id": "old", "name": "Someone else"}]))
    done = undo(house, OWNER, second)
    assert (done.leads_restored, done.kept) == (0, 1)
    assert [one.why for one in kept_by_undo(house.engine, OWNER, second)] == [
        "its external id belongs to another lead now"
    ]


def test_a_stopped_undo_goes_on_where_it_was(house: House, tmp_path: Path) -> None:
    before = both(house, tmp_path)
    with house.work(OWNER) as work:
        run = begin_undo(work, newest(house))
        undo_some(work, run, 1)
        work.commit()
    assert batch(house, newest(house))["state"] == "undoing"
    with pytest.raises(ConflictError, match=r"b\.csv is being undone just now"):
        undo(house, OWNER, newest(house))
    later(house)
    undo(house, OWNER, newest(house))
    assert state(house) == before


def test_undo_tells_receivers_only_where_the_import_did(house: House, tmp_path: Path) -> None:
    both(house, tmp_path)
    undo(house, OWNER, newest(house))
    assert rows(house, "outbox_event") == []
    take(house, tmp_path / "b.csv", announce=True)
    undo(house, OWNER, newest(house))
    told = sorted(row["type"] for row in rows(house, "outbox_event"))
    assert told == ["lead.created", "lead.deleted", "lead.updated", "lead.updated"]


def test_the_trail_says_what_undo_put_back(house: House, tmp_path: Path) -> None:
    both(house, tmp_path)
    undo(house, OWNER, newest(house))
    verbs = [(row["verb"], row["entity"], row["fields"]) for row in rows(house, "activity") if row["actor"] == "owner"]
    assert verbs == [
        ("undoing", "import", []),
        ("restored", "lead", ["company", "custom.Budget", "status", "status_at", "status_precision"]),
        ("undone", "import", []),
    ]


def test_who_may_not_import_or_delete_cannot_undo(house: House, tmp_path: Path) -> None:
    before = state(house), both(house, tmp_path), state(house)
    for right in ("leads.import", "leads.delete"):
        with pytest.raises(ForbiddenError):
            undo(house, Scope("eve", None, OWNER.rights - {right}), newest(house))
    with pytest.raises(NotFoundError):
        undo(house, Scope("eve", frozenset({99}), OWNER.rights), newest(house))
    assert state(house) == before[2]


def test_an_import_of_an_older_leadlight_is_refused(house: House, tmp_path: Path) -> None:
    both(house, tmp_path)
    with house.work(OWNER) as work:
        work.connection.execute(import_batch.update().values(seen_at=None))
        work.commit()
    with pytest.raises(RefusedError, match="could not undo yet"):
        undo(house, OWNER, newest(house))


# Files at random: the same few people, keys and words, so that rows meet.
KEYS = st.sampled_from(["a", "b", "c", "d", ""])
ROW = st.fixed_dictionaries(
    {
        "external_id": KEYS,
        "email": st.sampled_from(["", "p@x.example", "q@x.example", "r@x.example"]),
        "name": st.sampled_from(["", "Pat", "Quin"]),
        "company": st.sampled_from(["", "One", "Two"]),
        "Budget": st.sampled_from(["", "1", "2"]),
        "conversation_external_id": st.sampled_from(["", "", "t1", "t2"]),
        "status": st.sampled_from(["", "contacted", "lost"]),
        "status_at": st.sampled_from(["2026-11-05", "2026-11-09T10:00:00Z"]),
    }
).filter(lambda row: bool(row["external_id"] or row["email"]))
TALK = st.builds(
    lambda key, text, channel: talk(key, text, **({"channel": channel} if channel else {})),
    st.sampled_from(["t1", "t2", "t3"]),
    st.sampled_from(["hello", "I want a demo, my mail is p@x.example", "what is the price?"]),
    st.sampled_from(["", "widget", "whatsapp"]),
)
FILE = st.one_of(
    st.tuples(st.just("csv"), st.lists(ROW, min_size=1, max_size=6)),
    st.tuples(st.just("jsonl"), st.lists(TALK, min_size=1, max_size=3, unique_by=lambda one: one["external_id"])),
)


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory, house: House) -> Callable[[], Path]:
    """A new folder; all that `house` holds is taken away."""

    def make() -> Path:
        with house.work(COMMAND_LINE) as work:
            for each in reversed(metadata.sorted_tables):
                if each.name != "alembic_version":
                    work.connection.execute(each.delete())
            work.commit()
        return tmp_path_factory.mktemp("files")

    return make


def write(folder: Path, number: int, file: tuple[str, list[dict[str, Any]]]) -> Path:
    kind, content = file
    path = folder / f"{number}.{kind}"
    return table(path, content) if kind == "csv" else lines(path, content)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(FILE, min_size=2, max_size=4), size=st.integers(1, 4))
def test_undoing_imports_from_the_last_on_goes_back_state_by_state(
    house: House, fresh: Callable[[], Path], files: list[Any], size: int
) -> None:
    folder, states = fresh(), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.ingest.BATCH", size)
        for number, file in enumerate(files):
            states.append(state(house))
            take(house, write(folder, number, file))
            later(house)
    for before in reversed(states[1:]):
        done = undo(house, OWNER, max(row["id"] for row in rows(house, "import_batch") if row["state"] == "done"))
        assert done.kept == 0
        assert state(house) == before


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=FILE, second=FILE, edits=st.lists(st.integers(0, 5), max_size=3))
def test_what_people_touched_is_kept_and_all_else_goes_back(
    house: House, fresh: Callable[[], Path], first: Any, second: Any, edits: list[int]
) -> None:
    folder = fresh()
    take(house, write(folder, 1, first))
    before = {row["id"]: row for row in leads(house)}
    later(house)
    take(house, write(folder, 2, second))
    last = newest(house)
    imported = {row["id"]: row for row in leads(house)}
    touched = set()
    for number in edits:
        if number < len(imported):
            chosen = leads(house)[number]
            with house.work(OWNER) as work:
                edit_lead(work, chosen["id"], chosen["version"], {"city": f"Town {chosen['version']}"})
                work.commit()
            touched.add(chosen["id"])
    stood = {row["id"]: row for row in leads(house)}
    look = look_at_undo(house.engine, OWNER, last)
    done = undo(house, OWNER, last)
    assert (look.done, look.kept) == (done.done, look_at_undo(house.engine, OWNER, last).kept)
    now = {row["id"]: row for row in leads(house)}
    mine = {each for each in imported if each not in before or imported[each]["version"] != before[each]["version"]}
    assert {one.id for one in kept_by_undo(house.engine, OWNER, last) if one.entity == "lead"} == touched & mine
    assert now.keys() == (before.keys() | touched)
    for each, row in now.items():
        expected = stood[each] if each in touched else before[each]
        assert {k: v for k, v in row.items() if k not in ("version", "updated_at")} == {
            k: v for k, v in expected.items() if k not in ("version", "updated_at")
        }


def test_an_import_is_listed_and_taken_back_by_the_command_line(house: House, tmp_path: Path) -> None:
    both(house, tmp_path)
    folder = house.settings.data_dir
    told = json.loads(command(folder, "pipelines", "imports", "--json").stdout)
    assert [(one["batch"], one["file"], one["state"]) for one in told["newest"]] == [
        (2, "b.csv", "done"), (1, "a.csv", "done"),
    ]  # fmt: skip
    assert "1 lead deleted, 1 lead restored\ndry run" in command(folder, "pipelines", "undo", "2", "--dry-run").stdout
    assert command(folder, "pipelines", "undo", "2").returncode == 0
    assert batch(house, 2)["state"] == "undone"
    assert command(folder, "pipelines", "undo", "99").returncode == 2
