"""Live conversations end in a lead through the same door as all, each message once, and partial answers are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

import leadlight.actions.take_message as taking
from leadlight.actions.edit_form import edit_form
from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.read_lead import read_conversation
from leadlight.actions.take_message import Heard, Said, Visit, end_idle_talks, take_message
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.bot import Bot
from leadlight.domain.capture import Decision
from leadlight.domain.conversation import Message
from leadlight.domain.fields.contract import Field
from leadlight.domain.form import Form, builtin
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER, READ, Scope
from leadlight.errors import ForbiddenError, RefusedError
from leadlight.record.tables import capture_event, lead
from pipelines.idle import end_all
from tests.actions.rooms import a_bot, an_import, view

PRICING = Visit(
    "widget", source_page="https://estate.example/pricing?utm_source=ads", landing_page="https://estate.example/"
)


def says(house: House, bot: Bot, *words: str, talk: str = "c1", visit: Visit = PRICING, **how: bool) -> Heard:
    """The visitor writes these messages, one post each; what came of the last."""
    heard = None
    for each in words or ("",):
        with house.work(OWNER) as work:
            said = [Said(each)] if each else []
            heard = take_message(work, bot, talk, said, visit, **how)
            work.commit()
    assert heard is not None
    return heard


def events(house: House) -> list[tuple[str, str | None]]:
    with house.engine.connect() as connection:
        query = select(capture_event.c.kind, capture_event.c.field).order_by(capture_event.c.id)
        return [(row[0], row[1]) for row in connection.execute(query)]


def count(house: House, table: str) -> int:
    with house.engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_a_talk_is_asked_field_by_field_and_ends_in_a_lead(house: House) -> None:
    bot = a_bot(house)
    first = says(house, bot, "How much is a villa in July? We want to book this week.")
    assert (first.action, first.ask and first.ask.key, first.lead_id) == ("ask", "name", None)
    assert says(house, bot, "Ann Bell").ask == builtin("email", required=True)
    done = says(house, bot, "ann@bell.example")
    assert (done.action, done.show_form) == ("capture", False)
    found = view(house, done.lead_id or 0)
    assert (found.lead.name, found.lead.email) == ("Ann Bell", "ann@bell.example")
    assert (found.lead.source_path, found.lead.utm_source) == ("estate.example/pricing", "ads")
    assert (found.lead.trigger, found.lead.conversation_id) == ("intent", done.conversation_id)
    assert found.temperature == "hot"
    assert events(house) == [
        ("shown", None), ("asked", "name"), ("answered", "name"), ("asked", "email"), ("answered", "email"),
        ("submitted", None),
    ]  # fmt: skip


def test_a_message_that_comes_twice_is_one(house: House) -> None:
    bot, at = a_bot(house), datetime(2026, 11, 2, 9, tzinfo=UTC)
    for _ in range(2):
        with house.work(OWNER) as work:
            heard = take_message(work, bot, "c1", [Said("Hello", id="m1"), Said("Hi", "bot", sent_at=at)], PRICING)
            work.commit()
    talk = read_conversation(house.engine, OWNER, heard.conversation_id)
    assert [(each.role, each.text) for each in talk.messages] == [("visitor", "Hello"), ("bot", "Hi")]


def test_the_same_words_said_twice_are_two_messages(house: House) -> None:
    bot = a_bot(house)
    heard = says(house, bot, "hello", "hello")
    assert len(read_conversation(house.engine, OWNER, heard.conversation_id).messages) == 2


def test_a_correction_goes_to_the_lead_and_an_edit_of_a_person_stays(house: House) -> None:
    bot = a_bot(house)
    done = says(house, bot, "I want a demo", "Ann Bell", "ann@bell.example")
    lead_id = done.lead_id or 0
    with house.work(OWNER) as work:
        edit_lead(work, lead_id, 1, {"name": "Dr Ann Bell"})
        work.commit()
    again = says(house, bot, "sorry, it should be ann.bell@bell.example")
    assert (again.action, again.lead_id) == ("capture", lead_id)
    found = view(house, lead_id).lead
    assert (found.email, found.name) == ("ann.bell@bell.example", "Dr Ann Bell")
    assert count(house, "lead") == 1


def test_somebody_elses_address_changes_nothing_that_stands(house: House) -> None:
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, external_id="x1", name="Ann Bell", email="ann@bell.example", company="Bell")])
    done = says(house, bot, "I want a demo", "Eve Black", "ann@bell.example")
    found = view(house, done.lead_id or 0).lead
    assert (found.external_id, found.name, found.company) == ("x1", "Ann Bell", "Bell")
    assert count(house, "lead") == 1


def test_who_declines_is_never_asked_again_and_what_was_given_is_kept(house: House) -> None:
    bot = a_bot(house)
    heard = [says(house, bot, each) for each in ("I want to buy two villas", "no thanks", "what is the price?", "ok")]
    assert [each.action for each in heard] == ["ask", "leave", "leave", "leave"]
    assert says(house, bot, "", handoff=True).action == "leave"
    assert count(house, "lead") == 0


def visits(house: House, bot: Bot, visitor: str | None, text: str, talk: str) -> Heard:
    """A visitor, known by a name from visit to visit, writes."""
    with house.work(OWNER) as work:
        heard = take_message(work, bot, talk, [Said(text)], replace(PRICING, visitor=visitor))
        work.commit()
    return heard


def test_who_declined_is_not_asked_in_another_talk_either_until_they_ask(house: House) -> None:
    bot = a_bot(house)
    wish = "I want to buy two villas"
    for said in (wish, "no thanks"):
        visits(house, bot, "v1", said, "c1")
    for talk in ("c2", "c3"):  # however often they come back
        assert visits(house, bot, "v1", wish, talk).action == "leave"
    assert visits(house, bot, "v2", wish, "c4").action == "ask"
    assert visits(house, bot, None, wish, "c5").action == "ask"
    assert visits(house, a_bot(house, "Other"), "v1", wish, "c6").action == "ask"
    asked = visits(house, bot, "v1", "can someone call me tomorrow?", "c7")
    assert (asked.action, asked.ask and asked.ask.key) == ("ask", "name")
    assert visits(house, bot, "v1", wish, "c8").action == "ask"  # they asked since


def test_a_talk_left_idle_is_ended_and_who_can_be_reached_is_a_lead(house: House, clock: FixedClock) -> None:
    bot = a_bot(house)
    says(house, bot, "I want to buy the villa", "my e-mail is ann@bell.example", talk="left an e-mail")
    says(house, bot, "I want to buy the villa", talk="left nothing")
    says(house, bot, "hello there", talk="was never asked")
    assert count(house, "lead") == 0
    clock.instant += timedelta(minutes=29)
    with house.work(OWNER) as work:
        assert end_idle_talks(work) == 0
    clock.instant += timedelta(minutes=2)
    assert end_all(house) == 3
    assert end_all(house) == 0
    with house.engine.connect() as connection:
        assert connection.execute(select(lead.c.email)).scalars().all() == ["ann@bell.example"]
    assert events(house)[-1] == ("abandoned", None)


def test_a_required_consent_keeps_everything_from_being_a_lead_until_it_is_given(
    house: House, clock: FixedClock
) -> None:
    bot = a_bot(house)
    consent = Field("terms", "consent", "I agree that Estate contacts me.", required=True)
    with house.work(OWNER) as work:
        edit_form(work, bot.id, Form((builtin("email", required=True), consent)))
        work.commit()
    says(house, bot, "I want a demo", "ann@bell.example", talk="says yes")
    done = says(house, bot, "yes", talk="says yes")
    kept = view(house, done.lead_id or 0).lead.custom["terms"]
    assert kept == f"yes · {clock.now():%Y-%m-%dT%H:%M:%SZ} · form 1 · I agree that Estate contacts me."
    refused = says(house, bot, "I want a demo", "eve@black.example", "no", "no", talk="says no")
    assert (refused.action, refused.lead_id) == ("leave", None)
    assert says(house, bot, "", talk="says no", ended=True).lead_id is None


def test_a_form_in_the_chat_is_shown_where_one_can_be_shown(house: House) -> None:
    bot = a_bot(house)
    with house.work(OWNER) as work:
        edit_form(work, bot.id, Form((builtin("name"), builtin("email", required=True)), style="form"))
        work.commit()
    assert says(house, bot, "I want a demo", talk="web").show_form
    spoken = says(house, bot, "I want a demo", talk="wa", visit=Visit("whatsapp"))
    assert (spoken.show_form, spoken.ask and spoken.ask.key) == (False, "email")  # required: asked first
    assert events(house)[:3] == [("shown", None), ("shown", "name"), ("shown", "email")]


def test_what_cannot_be_taken_changes_nothing(house: House) -> None:
    bot = a_bot(house)
    reader = Scope("reader", None, frozenset({READ}))
    for scope, said, error in (
        (OWNER, [Said("ok"), Said("\0")], RefusedError),
        (OWNER, [Said("x" * 20_001)], RefusedError),
        (OWNER, [Said("x", "boss")], RefusedError),  # type: ignore[arg-type]  # what a caller may send all the same
        (reader, [Said("hello")], ForbiddenError),
    ):
        with house.work(scope) as work, pytest.raises(error):
            take_message(work, bot, "c1", said, PRICING)
    assert (count(house, "conversation"), count(house, "message")) == (0, 0)


def test_what_a_person_wrote_is_not_undone_by_the_visitor(house: House) -> None:
    bot = a_bot(house)
    lead_id = says(house, bot, "I want a demo", "Ann Bell", "ann@bell.example").lead_id or 0
    with house.work(OWNER) as work:
        edit_lead(work, lead_id, 1, {"email": "ann@home.example"})
        work.commit()
    says(house, bot, "sorry, it should be ann.bell@bell.example")
    assert view(house, lead_id).lead.email == "ann@home.example"


def test_an_imported_leads_talk_that_goes_on_fills_its_blanks_and_changes_nothing(house: House) -> None:
    bot = a_bot(house)
    known = LeadRow(1, email="ann@bell.example", name="Ann Bell", conversation_external_id="c1")
    an_import(house, bot, [known])
    done = says(house, bot, "I want a demo", "Eve Black", "eve@black.example", "sorry, it should be eve@x.example")
    found = view(house, done.lead_id or 0).lead
    assert (found.name, found.email, count(house, "lead")) == ("Ann Bell", "ann@bell.example", 1)


def test_a_live_talk_takes_so_much_text_and_no_more(house: House) -> None:
    bot = a_bot(house)
    says(house, bot, *["x" * 20_000] * 5)
    before = count(house, "message")
    with house.work(OWNER) as work, pytest.raises(RefusedError) as refused:
        take_message(work, bot, "c1", [Said("one more")], PRICING)
    assert (refused.value.field, str(refused.value)) == (
        "messages", "a conversation has at most 100,000 characters: begin another",
    )  # fmt: skip
    assert count(house, "message") == before


def test_a_post_that_says_nothing_new_reads_nothing_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = a_bot(house)
    with house.work(OWNER) as work:
        first = take_message(work, bot, "c1", [Said("I want a demo", id="m1")], PRICING)
        work.commit()
    read: list[str] = []
    for name in ("contact", "score", "decide"):
        real = getattr(taking, name)
        monkeypatch.setattr(taking, name, lambda *given, real=real, name=name: (read.append(name), real(*given))[1])
    with house.work(OWNER) as work:
        for said in ([], [Said("I want a demo", id="m1")]):
            heard = take_message(work, bot, "c1", said, PRICING)
            assert (heard.action, heard.ask, heard.wording, heard.conversation_id) == (
                "leave", None, "", first.conversation_id,
            )  # fmt: skip
        assert read == []
        take_message(work, bot, "c1", [], PRICING, handoff=True)
        assert set(read) == {"contact", "score", "decide"}


def test_one_talk_that_cannot_be_ended_holds_up_no_other(
    house: House, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bot = a_bot(house)
    bad = says(house, bot, "I want to buy the villa", "my e-mail is eve@black.example", talk="bad").conversation_id
    says(house, bot, "I want to buy the villa", "my e-mail is ann@bell.example", talk="good")
    real = taking.decide

    def decide(form: Form, messages: Sequence[Message], *given: Any) -> Decision:
        if any("eve@" in each.text for each in messages):
            raise ValueError("eve@black.example cannot be read")
        return real(form, messages, *given)

    monkeypatch.setattr(taking, "decide", decide)
    clock.instant += timedelta(minutes=31)
    assert end_all(house) == 2
    with house.engine.connect() as connection:
        assert connection.execute(select(lead.c.email)).scalars().all() == ["ann@bell.example"]
    assert caplog.messages == [f"ending conversation {bad} failed: ValueError"]
    assert end_all(house) == 0


def test_a_trial_that_declined_says_nothing_of_the_visitor_it_tried(house: House) -> None:
    bot = a_bot(house)
    wish = "I want to buy two villas"
    for said in (wish, "no thanks"):
        with house.work(OWNER) as work:
            take_message(work, bot, "try-1", [Said(said)], replace(PRICING, visitor="v1"), is_test=True)
            work.commit()
    assert visits(house, bot, "v1", wish, "c1").action == "ask"
