"""A score set by hand is an entry of the ledger: it adds up, says who and why, and the warehouse follows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leadlight.actions.override_score import override_score
from leadlight.bootstrap import House
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER, READ
from leadlight.errors import ConflictError, ForbiddenError, RefusedError
from leadlight.warehouse.store import Warehouse
from pipelines.check import check
from pipelines.follow import follow
from tests.actions.rooms import DAY, a_bot, an_import, view


@pytest.fixture
def lead(house: House) -> int:
    return an_import(house, a_bot(house), [LeadRow(1, "A", DAY, name="Ann", email="ann@x.example")])[0].lead_id


def set_score(house: House, lead_id: int, score: int, reason: str = "Met at the fair", version: int = 0) -> None:
    with house.work(OWNER) as work:
        override_score(work, lead_id, version or view(house, lead_id).lead.version, score, reason)
        work.commit()


@pytest.mark.parametrize("scores", [(75,), (75, 20), (0,), (100, 0, 50)])
def test_the_ledger_adds_up_to_the_score_that_was_set(house: House, lead: int, scores: tuple[int, ...]) -> None:
    for score in scores:
        set_score(house, lead, score)
    seen = view(house, lead)
    assert seen.score == scores[-1] == sum(entry.points for entry in seen.ledger)
    assert {(entry.quote, entry.actor) for entry in seen.ledger} == {("Met at the fair", "owner")}


def test_the_warehouse_has_the_score_that_was_set(house: House, lead: int) -> None:
    set_score(house, lead, 75)
    warehouse = Warehouse(house.settings.warehouse_path)
    follow(house.engine, warehouse, house.clock)
    with warehouse.read() as cursor:
        assert cursor.execute("SELECT score, temperature FROM lead").fetchall() == [(75, "hot")]
        assert check(house.engine, cursor) == ()
    warehouse.close()


def test_the_same_score_again_writes_nothing(house: House, lead: int) -> None:
    set_score(house, lead, 75)
    version = view(house, lead).lead.version
    set_score(house, lead, 75, "Again")
    assert view(house, lead).lead.version == version


@pytest.mark.parametrize(("score", "reason"), [(101, "why"), (-1, "why"), (50, " "), (50, "\0")])
def test_no_reason_and_no_such_score_are_refused(house: House, lead: int, score: int, reason: str) -> None:
    with pytest.raises(RefusedError):
        set_score(house, lead, score, reason)
    assert view(house, lead).score is None


def test_a_stale_version_is_a_conflict_and_a_reader_may_not(house: House, lead: int) -> None:
    with pytest.raises(ConflictError):
        set_score(house, lead, 50, version=9)
    with house.work(replace(OWNER, rights=frozenset({READ}))) as work, pytest.raises(ForbiddenError):
        override_score(work, lead, 1, 50, "why")
