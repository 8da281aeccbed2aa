"""An import is taken back while people work: what they do is kept whole and listed, or told to be too late."""

from __future__ import annotations

from pathlib import Path

from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.move_lead import move_lead
from leadlight.actions.undo_import import begin_undo, kept_by_undo, undo_some
from leadlight.bootstrap import House
from leadlight.domain.imports import Undoing
from leadlight.domain.scope import OWNER
from leadlight.errors import ConflictError, LeadlightError, NotFoundError
from tests.actions.rooms import view
from tests.actions.test_at_once import at_once
from tests.pipelines.kit import leads, rows, table, take

LEADS = 24


def undone(house: House, batch_id: int, few: int) -> Undoing:
    with house.work(OWNER) as work:
        run = begin_undo(work, batch_id)
        work.commit()
    more = True
    while more:
        with house.work(OWNER) as work:
            more = undo_some(work, run, few)
            work.commit()
    return run.done


def worked_on(house: House, lead_id: int, way: int) -> str | LeadlightError:
    """A person's edit or move of the lead as they see it; or what they were told."""
    try:
        version = view(house, lead_id).lead.version
        with house.work(OWNER) as work:
            if way % 2:
                move_lead(work, lead_id, version, "contacted")
            else:
                edit_lead(work, lead_id, version, {"custom.said": "by a person"})
            work.commit()
    except (ConflictError, NotFoundError) as error:
        return error
    return "done"


def is_theirs(lead: dict[str, object]) -> bool:
    return lead["custom"] == {"said": "by a person"} or lead["status"] == "contacted"


def test_of_a_created_lead_either_the_work_stays_and_is_listed_or_the_lead_is_gone(
    house: House, tmp_path: Path
) -> None:
    made = [{"external_id": f"L{at}", "name": f"Person {at}"} for at in range(LEADS)]
    (batch,) = take(house, table(tmp_path / "made.csv", made))
    ids = [lead["id"] for lead in leads(house)]

    def do(number: int) -> object:
        if number == 0:
            return undone(house, batch.batch_id or 0, 2)
        return {each: worked_on(house, each, each) for each in ids[number - 1 :: 3]}

    _, *people = at_once(4, do)
    told = {each: said for some in people if isinstance(some, dict) for each, said in some.items()}
    assert set(told) == set(ids)
    stand = {lead["id"]: lead for lead in leads(house)}
    assert {each for each, said in told.items() if said == "done"} == set(stand)
    assert all(is_theirs(lead) for lead in stand.values())
    assert {kept.id for kept in kept_by_undo(house.engine, OWNER, batch.batch_id or 0, LEADS)} == set(stand)


def test_of_a_changed_lead_the_work_is_on_what_the_import_said_and_listed_or_on_what_stood_before(
    house: House, tmp_path: Path
) -> None:
    before = [{"external_id": f"L{at}", "city": "Rome"} for at in range(LEADS)]
    take(house, table(tmp_path / "before.csv", before))
    (batch,) = take(house, table(tmp_path / "after.csv", [row | {"city": "Oslo"} for row in before]))
    ids = [lead["id"] for lead in leads(house)]

    def do(number: int) -> object:
        if number == 0:
            return undone(house, batch.batch_id or 0, 2)
        return {each: worked_on(house, each, each) for each in ids[number - 1 :: 3]}

    _, *people = at_once(4, do)
    told = {each: said for some in people if isinstance(some, dict) for each, said in some.items()}
    kept = {each.id for each in kept_by_undo(house.engine, OWNER, batch.batch_id or 0, LEADS)}
    for lead in leads(house):
        assert is_theirs(lead) == (told[lead["id"]] == "done")
        assert lead["city"] == ("Oslo" if lead["id"] in kept else "Rome")
        assert is_theirs(lead) or lead["id"] not in kept


def test_of_many_who_begin_to_undo_one_import_one_does(house: House, tmp_path: Path) -> None:
    (batch,) = take(house, table(tmp_path / "made.csv", [{"external_id": "A"}]))

    def begin(_: int) -> str:
        with house.work(OWNER) as work:
            begin_undo(work, batch.batch_id or 0)
            work.commit()
        return "begun"

    done = at_once(8, begin)
    assert [each for each in done if not isinstance(each, ConflictError)] == ["begun"]
    assert [row["state"] for row in rows(house, "import_batch")] == ["undoing"]
