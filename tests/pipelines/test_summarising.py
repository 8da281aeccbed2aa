"""A server's round that sums captured conversations up: once they rest, and again after an hour where that failed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from leadlight.actions.summarise_conversation import ASKED
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.scoring.model import Model
from pipelines.idle import end_all
from pipelines.summarising import sum_up_captured
from tests.actions.rooms import a_bot
from tests.actions.summing import WORDS, asked, goes_on, kept
from tests.scoring.speaking_model import Server, answer, serving, trouble


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.fixture
def rested(house: House, clock: FixedClock) -> House:
    """A house with a conversation that captured somebody and has come to rest."""
    a_bot(house)
    goes_on(house, "c1", WORDS)
    clock.instant += timedelta(hours=1)
    end_all(house)
    return house


def a_round(house: House, server: Server) -> int:
    """The server's, once; how many were looked at."""
    return sum_up_captured(house, threading.Event(), asked(server))


def test_live_talks_with_a_lead_are_summed_up_once_they_rest(house: House, server: Server, clock: FixedClock) -> None:
    a_bot(house)
    goes_on(house, "c1", WORDS)
    assert a_round(house, server) == 0  # somebody may still write
    clock.instant += timedelta(hours=1)
    end_all(house)
    assert a_round(house, server) == 1
    assert kept(house).kind == "model"
    assert a_round(house, server) == 0


def test_a_failure_is_tried_again_after_an_hour(rested: House, server: Server, clock: FixedClock) -> None:
    server.then(trouble(500))
    assert a_round(rested, server) == 1
    assert a_round(rested, server) == 0
    clock.instant += timedelta(hours=2)
    server.then(answer("At last."))
    assert a_round(rested, server) == 1
    assert kept(rested).text == "At last."


def test_what_a_process_that_died_asked_is_asked_again_after_an_hour(
    rested: House, server: Server, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(Model, "write", lambda *_: sys.exit())
        with pytest.raises(SystemExit):
            a_round(rested, server)
    assert (kept(rested).kind, kept(rested).trouble) == ("extractive", ASKED)
    assert a_round(rested, server) == 0
    clock.instant += timedelta(hours=2)
    server.then(answer("At last."))
    assert a_round(rested, server) == 1
    assert (kept(rested).text, kept(rested).trouble) == ("At last.", None)
