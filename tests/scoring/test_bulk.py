"""Scoring many conversations: on one core or several, each ledger is the one that `score` makes alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from types import ModuleType

import pytest

from leadlight.domain.conversation import Message
from leadlight.scoring import bulk, score, score_many, scorers

WORDS = (
    "I want to buy two of them today, what do they cost?",
    "just looking, thanks",
    "Can we book a demo for next week? I am at ana@acme.io",
    "¿Cuánto cuesta al mes?",
    "",
)
POINTS = (None, {"price": 9})
TALKS = [((Message(0, "visitor", text, None),), points) for text in WORDS for points in POINTS]
ALONE = [score(messages, points) for messages, points in TALKS]


@pytest.fixture(autouse=True)
def _no_page_as_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of pages leave a page as `__main__`, which each helper process would run first."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def test_bulk_scoring_is_scoring() -> None:
    assert score_many(TALKS) == ALONE


@pytest.mark.parametrize("count", [0, 1, 2, len(TALKS)])
def test_scoring_on_several_cores_is_scoring_in_the_same_order(count: int) -> None:
    with scorers(3) as scored:
        assert scored(TALKS[:count]) == ALONE[:count]
        assert scored(iter(TALKS[:count])) == ALONE[:count]


class Points(dict[str, int]):
    """Points that tell when they are sent to another process."""

    sent = 0

    def __reduce__(self) -> tuple[type, tuple[dict[str, int]]]:
        Points.sent += 1
        return dict, (dict(self),)


def test_helpers_take_their_share_and_order_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "GIVEN", 2)
    monkeypatch.setattr(bulk, "KEPT", 1)
    Points.sent = 0
    with scorers(3) as scored:
        while Points.sent < 50:
            assert scored((messages, Points(points or {})) for messages, points in TALKS) == ALONE


def test_helpers_end_with_the_block() -> None:
    with scorers(2) as scored:
        scored(TALKS)
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


def test_a_killed_helper_is_told_and_no_ledger_is_made_up() -> None:
    with scorers(2) as scored:
        (helper,) = multiprocessing.active_children()
        os.kill(helper.pid or 0, signal.SIGKILL)
        helper.join()
        with pytest.raises((EOFError, ConnectionError)):
            scored(TALKS)


def test_a_helper_that_nobody_waits_for_ends_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    with scorers(2):
        pass
    assert capfd.readouterr().err == ""
