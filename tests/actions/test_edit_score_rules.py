"""A bot's own points and thresholds: what is taken, what is refused, and that ledgers move by exactly as much."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadlight.actions.edit_score_rules import edit_score_rules
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.scope import COMMAND_LINE, OWNER, READ, Scope
from leadlight.domain.temperature import Thresholds
from leadlight.errors import ConflictError, ForbiddenError, RefusedError
from leadlight.record import bots
from leadlight.record.engine import reading
from pipelines.score import score_all
from tests.pipelines.kit import differences, lines, rows, take, talk

TALKS = [
    talk("c1", "I want to buy it today", "Fine", "ann@x.example"),
    talk("c2", "How much is it? We compare two other vendors", "Fifty", "eve@x.example"),
    talk("c3", "Book me a demo for Friday please", "Done", "bob@x.example"),
]


@pytest.fixture
def taken(house: House, tmp_path: Path) -> House:
    take(house, lines(tmp_path / "talks.jsonl", TALKS))
    return house


def bot_of(house: House) -> Bot:
    with reading(house.engine) as connection:
        return bots.all_bots(connection, OWNER)[0]


def edit(house: House, points: dict[str, int], thresholds: Thresholds | None = None, scope: Scope = OWNER) -> Bot:
    bot = bot_of(house)
    with house.work(scope) as work:
        after = edit_score_rules(work, bot.id, bot.version, points, thresholds or Thresholds())
        work.commit()
    return after


def ledger(house: House) -> dict[tuple[int, str, str], int]:
    return {(e["conversation_id"], e["kind"], e["quote"]): e["points"] for e in rows(house, "score_entry")}


def test_only_points_that_differ_are_kept(taken: House) -> None:
    assert edit(taken, {"price_asked": 20, "comparison": 15}, Thresholds(70, 35)).points == (("price_asked", 20),)
    assert bot_of(taken).thresholds == Thresholds(70, 35)


def test_nothing_changed_leaves_the_version(taken: House) -> None:
    before = bot_of(taken).version
    assert edit(taken, {"price_asked": 15}).version == before


def test_scoring_again_moves_each_entry_by_what_its_kind_moved_and_nothing_else(taken: House) -> None:
    before = ledger(taken)
    edit(taken, {"price_asked": 25, "buying_intent": 40})
    assert score_all(taken, COMMAND_LINE, again=False)[0] == len(TALKS)
    moved = {"price_asked": 10, "buying_intent": -20}
    assert ledger(taken) == {key: points + moved.get(key[1], 0) for key, points in before.items()}
    assert score_all(taken, COMMAND_LINE, again=False) == (0, 0)
    assert differences(taken) == []


def test_back_to_the_usual_is_what_it_was(taken: House) -> None:
    before = ledger(taken)
    edit(taken, {"buying_intent": 5})
    score_all(taken, COMMAND_LINE, again=False)
    edit(taken, {})
    score_all(taken, COMMAND_LINE, again=False)
    assert ledger(taken) == before


def test_new_conversations_are_scored_by_the_bots_points(taken: House, tmp_path: Path) -> None:
    edit(taken, {"buying_intent": 33})
    take(taken, lines(tmp_path / "more.jsonl", [talk("c9", "I want to buy it today")]))
    found = {talk_id: points for (talk_id, kind, _), points in ledger(taken).items() if kind == "buying_intent"}
    assert found[4] == 33


@pytest.mark.parametrize(
    ("points", "thresholds"),
    [
        ({"magic": 5}, Thresholds()),
        ({"price_asked": 101}, Thresholds()),
        ({"price_asked": -101}, Thresholds()),
        ({}, Thresholds(30, 30)),
        ({}, Thresholds(101, 30)),
        ({}, Thresholds(60, 0)),
    ],
)
def test_what_is_not_right_is_refused_and_changes_nothing(
    taken: House, points: dict[str, int], thresholds: Thresholds
) -> None:
    before = bot_of(taken)
    with pytest.raises(RefusedError):
        edit(taken, points, thresholds)
    assert bot_of(taken) == before


def test_who_may_not_configure_may_not_edit(taken: House) -> None:
    with pytest.raises(ForbiddenError):
        edit(taken, {"price_asked": 20}, scope=Scope("eve", None, frozenset({READ})))


def test_a_stale_version_is_a_conflict(taken: House) -> None:
    stale = bot_of(taken)
    edit(taken, {"price_asked": 20})
    with taken.work(OWNER) as work, pytest.raises(ConflictError):
        edit_score_rules(work, stale.id, stale.version, {"price_asked": 30}, Thresholds())
