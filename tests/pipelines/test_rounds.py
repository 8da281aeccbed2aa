"""The server's rounds: again and again whatever fails, and old answers forgotten though nobody asks again."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from leadlight.actions.answer_once import Answer, answer_once
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.scope import OWNER
from leadlight.errors import FaultError
from pipelines.forgetting import forget_all
from pipelines.rounds import Rounds
from tests.actions.rooms import a_bot
from tests.pipelines.kit import rows

SOON = 30.0


@pytest.mark.parametrize("trouble", [FaultError("the disk is full"), ValueError("Ann Bell")])
def test_what_fails_is_tried_again_and_says_nothing_of_anybody(
    house: House, trouble: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    went, times = threading.Event(), []

    def do(_: House, stopping: threading.Event) -> None:
        times.append(stopping.is_set())
        if len(times) == 1:
            raise trouble
        went.set()

    rounds = Rounds(house, "counting sheep", 0.001, do)
    rounds.start()
    assert went.wait(SOON)
    rounds.stop()
    assert "counting sheep cannot be done just now" in caplog.text
    assert "Ann" not in caplog.text


def test_rounds_that_never_began_end_too(house: House) -> None:
    Rounds(house, "counting sheep", 0.001, lambda _, __: None).stop()


def test_answers_to_named_requests_are_forgotten_after_a_day_though_nobody_asks_again(
    house: House, clock: FixedClock
) -> None:
    bot = a_bot(house)
    for key in ("k1", "k2"):
        with house.work(OWNER) as work:
            answer_once(work, bot.id, key, "asked", lambda: Answer(201, {"lead_id": 1}))
            work.commit()
        clock.instant += timedelta(hours=23)
    assert forget_all(house) == 1
    assert [each["key"] for each in rows(house, "idempotency")] == ["k2"]
    stopping = threading.Event()
    stopping.set()
    clock.instant += timedelta(days=2)
    assert forget_all(house, stopping) == 0
