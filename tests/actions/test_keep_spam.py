"""What was screened out stays apart until somebody says that it was no spam, deletes it, or a month is over."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from leadlight.actions.edit_form import edit_form
from leadlight.actions.keep_spam import Kept, delete_all_spam, delete_spam, keep_spam, list_spam, take_in
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.bot import Bot
from leadlight.domain.fields.contract import Field
from leadlight.domain.form import Form, builtin
from leadlight.domain.scope import OWNER, READ, WRITE, Scope
from leadlight.domain.screening import LARGEST
from leadlight.errors import ForbiddenError, NotFoundError, RefusedError
from leadlight.record import spam
from pipelines.forgetting import forget_all
from tests.actions.rooms import a_bot, view
from tests.pipelines.kit import rows

ANN = {"name": "Ann Bell", "email": "ann@bell.example"}
BODY: dict[str, Any] = {
    "values": ANN, "page": "https://www.estate.example/villas?utm_source=ads", "language": "en", "conversation": None,
    "trigger": "page", "form_version": None, "website2": "", "started_ms": 300, "is_test": False,
}  # fmt: skip
WHY = "it was filled in within 300 ms"
TALK = "w-" + "0123456789abcdef" * 2


@pytest.fixture
def bot(house: House) -> Bot:
    return a_bot(house)


def keeps(house: House, bot: Bot, **more: Any) -> int:
    """Keep one; returns its id."""
    with house.work(Scope("key Site", None, frozenset({WRITE}))) as work:
        keep_spam(work, bot, {**BODY, **more}, WHY)
        work.commit()
    return kept(house, bot).forms[0].id


def kept(house: House, bot: Bot) -> Kept:
    return list_spam(house.engine, OWNER, bot.id, 10)


def takes_in(house: House, spam_id: int, scope: Scope = OWNER) -> int:
    with house.work(scope) as work:
        done = take_in(work, spam_id)
        work.commit()
    return done.lead_id


def test_it_is_listed_with_why_when_and_by_which_key_the_newest_first(
    house: House, bot: Bot, clock: FixedClock
) -> None:
    first = keeps(house, bot)
    clock.instant += timedelta(hours=1)
    second = keeps(house, bot)
    found = kept(house, bot)
    assert [each.id for each in found.forms] == [second, first]
    assert (found.total, found.forms[0].why, found.forms[0].actor) == (2, WHY, "key Site")
    assert found.forms[0].received_at == clock.now()
    assert [each.id for each in list_spam(house.engine, OWNER, bot.id, 1, 1).forms] == [first]


def test_what_was_no_spam_is_a_lead_as_of_when_it_was_sent(house: House, bot: Bot, clock: FixedClock) -> None:
    sent, spam_id = clock.now(), keeps(house, bot)
    clock.instant += timedelta(days=3)
    lead = view(house, takes_in(house, spam_id)).lead
    assert (lead.name, lead.email, lead.captured_at, lead.trigger) == ("Ann Bell", "ann@bell.example", sent, "page")
    assert (lead.channel, lead.source_path, lead.utm_source) == ("widget", "www.estate.example/villas", "ads")
    assert kept(house, bot).total == 0
    assert [each["type"] for each in rows(house, "outbox_event")] == ["lead.created"]


def test_one_that_was_filled_in_a_talk_is_that_talks_lead(house: House, bot: Bot, clock: FixedClock) -> None:
    sent, spam_id = clock.now(), keeps(house, bot, conversation=TALK)
    clock.instant += timedelta(days=3)
    takes_in(house, spam_id)
    (talk,) = rows(house, "conversation")
    (lead,) = rows(house, "lead")
    assert (lead["conversation_id"], lead["captured_at"]) == (talk["id"], sent)
    assert {each["at"] for each in rows(house, "capture_event")} == {sent}


def test_somebody_who_is_a_lead_by_now_keeps_the_day_of_the_first_capture(
    house: House, bot: Bot, clock: FixedClock
) -> None:
    spam_id = keeps(house, bot)
    clock.instant += timedelta(days=1)
    first, again = takes_in(house, keeps(house, bot)), takes_in(house, spam_id)
    assert first == again
    assert view(house, first).lead.captured_at == clock.now()


def test_it_is_read_by_the_form_that_was_seen(house: House, bot: Bot) -> None:
    spam_id = keeps(house, bot)
    with house.work(OWNER) as work:
        wanted = Form((builtin("phone", required=True), Field("size", "number", "Team size", required=True)))
        edit_form(work, bot.id, wanted)
        work.commit()
    assert view(house, takes_in(house, spam_id)).lead.email == "ann@bell.example"


def test_what_no_form_takes_stays_apart_and_says_why(house: House, bot: Bot) -> None:
    spam_id = keeps(house, bot, values={"email": "ann at bell"})
    with pytest.raises(RefusedError, match="E-mail"):
        takes_in(house, spam_id)
    assert (kept(house, bot).total, rows(house, "lead")) == (1, [])


def test_a_trial_stays_one(house: House, bot: Bot) -> None:
    takes_in(house, keeps(house, bot, is_test=True))
    assert [each["is_test"] for each in rows(house, "lead")] == [True]


def test_it_is_taken_in_once(house: House, bot: Bot) -> None:
    spam_id = keeps(house, bot)
    takes_in(house, spam_id)
    with pytest.raises(NotFoundError):
        takes_in(house, spam_id)


def test_deleted_is_gone_one_or_all_that_were_seen(house: House, bot: Bot) -> None:
    first, second, third = keeps(house, bot), keeps(house, bot), keeps(house, bot)
    with house.work(OWNER) as work:
        delete_spam(work, first)
        assert delete_all_spam(work, bot.id, second) == 1
        work.commit()
    assert [each.id for each in kept(house, bot).forms] == [third]
    assert [each["verb"] for each in rows(house, "activity") if each["entity"] == "spam"] == ["deleted", "deleted"]


def test_it_is_nobody_elses_business(house: House, bot: Bot) -> None:
    spam_id, other = keeps(house, bot), a_bot(house, "Other")
    stranger = Scope("eve", frozenset({other.id}), frozenset({READ, WRITE}))
    with pytest.raises(NotFoundError):
        list_spam(house.engine, stranger, bot.id, 10)
    with pytest.raises(NotFoundError), house.work(stranger) as work:
        take_in(work, spam_id)
    with pytest.raises(NotFoundError), house.work(stranger) as work:
        delete_spam(work, spam_id)
    with pytest.raises(ForbiddenError):
        takes_in(house, spam_id, Scope("ann", None, frozenset({READ})))
    assert kept(house, bot).total == 1


def test_a_flood_leaves_the_newest_of_its_bot(house: House, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spam, "MOST_KEPT", 3)
    other = a_bot(house, "Other")
    others = keeps(house, other)
    ids = [keeps(house, bot) for _ in range(5)]
    assert [each.id for each in kept(house, bot).forms] == ids[:1:-1]
    assert [each.id for each in kept(house, other).forms] == [others]


def test_one_that_is_too_long_is_kept_as_far_as_it_fits_and_says_so(house: House, bot: Bot) -> None:
    flood = {f"custom{at}": "é" * 5_000 for at in range(5)} | {"choices": ["x" * 2_000] * 200}
    long = {"values": {**ANN, **flood}, "page": "https://x.example/" + "p" * 1_900, "utm_term": "u" * 2_000}
    keeps(house, bot, **long)
    (one,) = kept(house, bot).forms
    assert len(json.dumps(one.body)) <= LARGEST
    assert {key: one.body["values"][key] for key in ANN} == ANN
    assert (one.body["utm_term"], one.why) == ("u" * 300, f"{WHY}; it is too long to be kept whole")
    assert one.body["values"]["custom0"] == "é" * 2_000


def test_after_thirty_days_it_is_forgotten(house: House, bot: Bot, clock: FixedClock) -> None:
    keeps(house, bot)
    clock.instant += timedelta(days=1)
    younger = keeps(house, bot)
    clock.instant += timedelta(days=29)
    assert forget_all(house) == 0  # thirty days to the second
    clock.instant += timedelta(seconds=1)
    assert forget_all(house) == 1
    assert [each.id for each in kept(house, bot).forms] == [younger]
