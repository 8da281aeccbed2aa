"""A filled-in form is checked value by value, and becomes one lead however often it is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leadlight.actions.edit_form import edit_form
from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.submit_form import Given, Submitted, submit_form
from leadlight.actions.take_message import Said, Visit, take_message
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.fields.contract import Condition, Field
from leadlight.domain.form import Form, builtin
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.errors import RefusedError
from tests.actions.rooms import a_bot, an_import, view
from tests.actions.test_take_message import PRICING, count, events

FORM = Form(
    (
        builtin("name", required=True),
        builtin("email", required=True),
        builtin("phone"),
        Field("size", "number", "Team size"),
        Field("plan", "choice", "Plan", options=("Basic", "Pro")),
        Field("seats", "number", "Seats", required=True, only_if=Condition("plan", ("Pro",))),
        Field("extras", "choices", "Extras", options=("Training", "Support")),
        Field("news", "consent", "I agree to receive news."),
    )
)
ANN: dict[str, Given] = {"name": "Ann Bell", "email": "ann@bell.example"}


@pytest.fixture
def bot(house: House) -> Bot:
    made = a_bot(house, country="GB")
    with house.work(OWNER) as work:
        edit_form(work, made.id, FORM)
        work.commit()
    return made


def submit(house: House, bot: Bot, values: dict[str, Given], visit: Visit = PRICING, **how: object) -> Submitted:
    with house.work(OWNER) as work:
        done = submit_form(work, bot, values, visit, **how)  # type: ignore[arg-type]  # the keywords of submit_form
        work.commit()
    return done


def test_a_form_without_a_talk_is_a_lead_with_where_it_came_from(house: House, bot: Bot) -> None:
    values: dict[str, Given] = {"phone": "020 7946 0958", "size": 12, "plan": "pro", "seats": "3", "news": True}
    done = submit(house, bot, ANN | values | {"extras": ["Support", "Training"]})
    lead = view(house, done.lead_id).lead
    assert done.created
    assert (lead.phone, lead.source_path, lead.utm_source) == ("+442079460958", "estate.example/pricing", "ads")
    assert (lead.trigger, lead.channel) == ("form", "widget")
    news = "yes · 2026-11-20T12:00:00Z · form 1 · I agree to receive news."
    assert lead.custom == {"size": "12", "plan": "Pro", "seats": "3", "extras": "Training; Support", "news": news}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "Ann Bell"}, "email"),
        ({"email": "ann@bell.example"}, "name"),
        (ANN | {"email": "ann@"}, "email"),
        (ANN | {"phone": "12"}, "phone"),
        (ANN | {"size": "some"}, "size"),
        (ANN | {"plan": "Team"}, "plan"),
        (ANN | {"plan": "Pro"}, "seats"),
        (ANN | {"colour": "red"}, "colour"),
        (ANN | {"extras": ["Support", "Castle"]}, "extras"),
        (ANN | {"name": "a\0b"}, "name"),
    ],
)
def test_what_is_not_as_its_field_wants_it_is_refused_by_name(
    house: House, bot: Bot, values: dict[str, Given], field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        submit(house, bot, values)
    assert refused.value.field == field
    assert count(house, "lead") == 0


def test_blank_values_are_not_given(house: House, bot: Bot) -> None:
    done = submit(house, bot, ANN | {"phone": " ", "size": None, "extras": [], "plan": ""})
    assert view(house, done.lead_id).lead.custom == {}


def test_a_form_in_a_talk_ends_the_asking_and_is_counted(house: House, bot: Bot) -> None:
    with house.work(OWNER) as work:
        take_message(work, bot, "c1", [Said("I want a demo")], PRICING)
        work.commit()
    done = submit(house, bot, ANN, conversation="c1")
    lead = view(house, done.lead_id).lead
    assert (lead.conversation_id, lead.conversation_external_id) == (done.conversation_id, "c1")
    assert events(house)[-3:] == [("answered", "name"), ("answered", "email"), ("submitted", None)]
    with house.work(OWNER) as work:
        heard = take_message(work, bot, "c1", [Said("thank you")], PRICING)
        work.commit()
    assert (heard.action, heard.lead_id) == ("leave", done.lead_id)


def test_a_form_sent_again_is_the_same_lead_and_completes_it(house: House, bot: Bot) -> None:
    first = submit(house, bot, ANN, conversation="c1")
    again = submit(house, bot, ANN | {"size": "12"}, conversation="c1")
    assert (again.lead_id, again.created) == (first.lead_id, False)
    assert submit(house, bot, ANN).lead_id == first.lead_id
    assert view(house, first.lead_id).lead.custom == {"size": "12"}
    assert count(house, "lead") == 1


def test_somebody_elses_address_in_a_form_changes_nothing_that_stands(house: House, bot: Bot) -> None:
    an_import(
        house, bot, [LeadRow(1, external_id="x1", name="Ann Bell", email="Ann@bell.example", phone="+4930123456")]
    )
    done = submit(house, bot, {"name": "Eve", "email": "ann@bell.example", "phone": "020 7946 0958", "size": 3})
    lead = view(house, done.lead_id).lead
    assert (lead.external_id, lead.name, lead.email, lead.phone) == (
        "x1",
        "Ann Bell",
        "Ann@bell.example",
        "+4930123456",
    )
    assert (done.created, lead.custom) == (False, {"size": "3"})


def test_a_form_seen_before_it_was_changed_is_still_taken(house: House, bot: Bot) -> None:
    with house.work(OWNER) as work:
        stricter = Form((*FORM.fields[:3], Field("town", "text", "Town", required=True)), version=1)
        edit_form(work, bot.id, stricter)
        work.commit()
    done = submit(house, bot, ANN | {"size": "12"}, form_version=1)
    assert view(house, done.lead_id).lead.custom == {"size": "12"}
    for values, version, field in ((ANN, None, "town"), (ANN | {"size": "1"}, 2, "size"), (ANN, 9, "form_version")):
        with pytest.raises(RefusedError) as refused:
            submit(house, bot, values, form_version=version)
        assert refused.value.field == field


def test_a_required_consent_must_be_given(house: House, bot: Bot) -> None:
    fields = (*FORM.fields[:2], replace(FORM.fields[-1], required=True))
    with house.work(OWNER) as work:
        edit_form(work, bot.id, Form(fields, version=1))
        work.commit()
    for answer in (False, None):
        with pytest.raises(RefusedError) as refused:
            submit(house, bot, ANN | {"news": answer})
        assert refused.value.field == "news"
    assert submit(house, bot, ANN | {"news": "on"}).created


def test_a_form_sent_again_replaces_what_it_gave_and_nothing_a_person_wrote(house: House, bot: Bot) -> None:
    lead_id = submit(house, bot, ANN | {"size": "12", "plan": "Basic", "news": True}, conversation="c1").lead_id
    with house.work(OWNER) as work:
        edit_lead(work, lead_id, 1, {"name": "Dr Ann Bell", "custom.plan": None})
        work.commit()
    changed = {"name": "Ann B.", "size": "13", "plan": "Basic", "news": False, "phone": "020 7946 0958"}
    submit(house, bot, ANN | changed, conversation="c1")
    lead = view(house, lead_id).lead
    assert (lead.name, lead.phone, lead.custom["size"]) == ("Dr Ann Bell", "+442079460958", "13")
    assert lead.custom["news"].startswith("no · ")
    assert "plan" not in lead.custom  # a person cleared it, and nothing else was given since


def test_a_lead_without_a_talk_is_not_taken_over_by_the_talk_that_names_it(house: House, bot: Bot) -> None:
    an_import(house, bot, [LeadRow(1, external_id="x1", name="Ann Bell", email="ann@bell.example")])
    first = submit(house, bot, {"name": "Eve", "email": "ann@bell.example"}, conversation="c1")
    again = submit(house, bot, {"name": "Mallory", "email": "eve@x.example", "size": "3"}, conversation="c1")
    lead = view(house, first.lead_id).lead
    assert (again.lead_id, lead.name, lead.email) == (first.lead_id, "Ann Bell", "ann@bell.example")
    assert lead.custom == {"size": "3"}
