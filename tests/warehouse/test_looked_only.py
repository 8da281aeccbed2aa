"""Whoever opened a chat and only looked began no conversation; who saw the form, wrote or became a lead did."""

from __future__ import annotations

from leadlight.actions.submit_form import submit_form
from leadlight.actions.take_message import Said, Visit, take_message
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER
from tests.actions.rooms import a_bot
from tests.pipelines.kit import BOT, differences, report

MEASURES = "conversations,form_shown,form_submitted,with_lead,capture_rate"


def test_only_looking_is_no_conversation(house: House) -> None:
    bot = a_bot(house, BOT)
    with house.work(OWNER) as work:
        take_message(work, bot, "looked", [], Visit("widget"))
        take_message(work, bot, "greeted", [Said("How can I help?", "bot")], Visit("widget"))
        take_message(work, bot, "wrote", [Said("Hello")], Visit("widget"))
        take_message(work, bot, "saw the form", [], Visit("widget"), shown="page")
        form = {"name": "Ann", "email": "ann@x.example"}
        submit_form(work, bot, form, Visit("widget"), conversation="filled it in")
        work.commit()
    (row,) = report(house, MEASURES)
    assert (row["conversations"], row["form_shown"], row["form_submitted"], row["with_lead"]) == (3, 2, 1, 1)
    assert differences(house) == []
