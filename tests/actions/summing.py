"""Conversations that are summed up, and what is kept of them: for the tests of the action and of the server's round."""

from __future__ import annotations

from typing import Any

from leadlight.actions.summarise_conversation import Asking, Outcome, Summariser
from leadlight.actions.take_message import Said, Visit, take_message
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER
from leadlight.domain.summary import Summary
from leadlight.record import bots, summaries
from leadlight.record.engine import reading
from tests.scoring.speaking_model import Server

WORDS = "Our firm lost its lift, and the stairs are no fun. ana@moser.example"


def asked(server: Server, calls: int = 100, **more: Any) -> Asking:
    return Asking(server.model(**more), calls)


def summed(house: House, asking: Asking | None, talk_id: int = 1, **how: bool) -> Outcome:
    return Summariser(house.engine, house.clock, asking).summarise(OWNER, talk_id, **how)


def kept(house: House, talk_id: int = 1) -> Summary:
    with reading(house.engine) as connection:
        found = summaries.of_conversation(connection, talk_id)
    assert found is not None
    return found


def goes_on(house: House, external_id: str, *words: str) -> None:
    with house.work(OWNER) as work:
        bot = bots.get_bot(work.connection, OWNER, 1)
        take_message(work, bot, external_id, [Said(each) for each in words], Visit("widget"))
        work.commit()
