"""The capture engine: whole talks in six languages, and what holds of every talk there may be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadlight.domain.capture import ASKED_AT_MOST
from leadlight.domain.conversation import Message
from leadlight.domain.fields.contract import Condition, Field
from leadlight.domain.form import Form, Triggers, builtin
from leadlight.domain.wording.registry import SPOKEN
from tests.domain.talks import Talk

# Language, what the visitor wants, name, e-mail refused, rather by phone, a number, a country.
PEOPLE = [
    ("en", "I want to book a demo this week", "Ann Bell", "I'd rather not say", "can you call me instead?",
     "020 7946 0958", "GB"),
    ("es", "Quiero reservar una visita esta semana", "Me llamo Ana Ruiz", "prefiero no decirlo",
     "mejor por teléfono", "612 345 678", "ES"),
    ("pt", "Quero agendar uma demonstração esta semana", "Meu nome é Ana Souza", "prefiro não dizer",
     "prefiro por telefone", "11 91234-5678", "BR"),
    ("fr", "Je voudrais réserver une démo cette semaine", "Je m’appelle Luc Martin", "je préfère ne pas le donner",
     "appelez-moi plutôt", "06 12 34 56 78", "FR"),
    ("de", "Ich möchte diese Woche eine Vorführung buchen", "Ich heiße Klaus Berg",
     "das möchte ich lieber nicht angeben", "rufen Sie mich lieber an", "0171 2345678", "DE"),
    ("it", "Vorrei prenotare una visita questa settimana", "Mi chiamo Luca Rossi", "preferisco di no",
     "preferisco per telefono", "347 123 4567", "IT"),
]  # fmt: skip
LANGUAGES = pytest.mark.parametrize(
    ("language", "wish", "name", "refusal", "by_phone", "number", "country"), PEOPLE, ids=[each[0] for each in PEOPLE]
)


@LANGUAGES
def test_a_willing_visitor_is_a_lead_after_two_questions(
    language: str, wish: str, name: str, refusal: str, by_phone: str, number: str, country: str
) -> None:
    talk = Talk(country=country)
    assert talk.all([wish, name, "it's x.y@firm.example"]) == ["ask name", "ask email", "capture"]
    last = talk.decisions[-1]
    assert (last.values["email"], last.language) == ("x.y@firm.example", language)
    assert all(each.because for each in talk.decisions)
    asks = [line for lines in SPOKEN[language].ask.values() for line in lines]
    assert any(talk.decisions[0].wording.endswith(line) for line in asks)


@LANGUAGES
def test_who_would_rather_be_called_is_asked_for_a_number_and_no_address(
    language: str, wish: str, name: str, refusal: str, by_phone: str, number: str, country: str
) -> None:
    talk = Talk(country=country)
    assert talk.all([wish, name, by_phone, number]) == ["ask name", "ask email", "ask phone", "capture"]
    values = talk.decisions[-1].values
    assert values["phone"].startswith("+")
    assert "email" not in values


@LANGUAGES
def test_a_required_field_is_asked_again_after_one_refusal_and_let_go_after_two(
    language: str, wish: str, name: str, refusal: str, by_phone: str, number: str, country: str
) -> None:
    talk = Talk(country=country)
    did = talk.all([wish, refusal, refusal, "x.y@firm.example"])
    assert did == ["ask name", "ask name", "ask email", "capture"]
    assert talk.decisions[1].wording.split(". ")[0] != talk.decisions[0].wording.split(". ")[0]
    assert talk.decisions[-1].values == {"email": "x.y@firm.example"}


@pytest.mark.parametrize(
    ("wish", "no"),
    [
        ("I want to buy the pro plan", "no thanks"), ("I want to buy the pro plan", "just looking"),
        ("Quiero comprar el plan pro", "no, gracias"), ("Quero comprar o plano pro", "não, obrigado"),
        ("Je veux acheter le plan pro", "non merci"), ("Ich möchte den Pro-Plan kaufen", "nein danke"),
        ("Vorrei comprare il piano pro", "no grazie"), ("I want to buy the pro plan", "leave me alone"),
    ],
)  # fmt: skip
def test_who_declines_is_left_alone_for_good(wish: str, no: str) -> None:
    talk = Talk()
    assert talk.all([wish, no, "how much is it?", "and next year?"]) == ["ask name", "leave", "leave", "leave"]
    assert talk.did(talk.says(None, handoff=True)) == "leave"
    assert talk.did(talk.says(None, ended=True)) == "leave"


def test_who_declined_and_then_asks_to_be_called_is_asked_for_a_number() -> None:
    talk = Talk()
    did = talk.all(
        ["I want to buy it", "no thanks", "ok", "can someone call me tomorrow?", "Ann Bell", "+442079460958"]
    )
    assert did == ["ask name", "leave", "leave", "ask name", "ask phone", "capture"]


@pytest.mark.parametrize(
    "wish",
    ["I want a demo", "Hola, quiero una demo", "Quero uma demonstração", "Je voudrais une démo",
     "Ich möchte eine Demo", "Vorrei una demo"],
)  # fmt: skip
def test_a_demo_is_a_wish_to_be_contacted_in_every_language(wish: str) -> None:
    talk = Talk(replace(Talk().form, triggers=Triggers(intent="")))
    assert talk.all([wish]) == ["ask name"]
    assert talk.decisions[0].trigger == "request"


def test_a_yes_to_what_the_bot_offered_is_a_wish_to_be_contacted() -> None:
    talk = Talk(replace(Talk().form, triggers=Triggers(intent="")))
    talk.says("hello")
    talk.messages.append(Message(len(talk.messages), "bot", "Shall I have someone call you about a survey?"))
    assert talk.did(talk.says("yes please")) == "ask name"


@pytest.mark.parametrize(
    "no_calls",
    ["don't call me, e-mail me instead", "no me llamen, mejor por correo", "não me liguem, prefiro e-mail",
     "ne m’appelez pas, écrivez-moi plutôt", "Rufen Sie mich bitte nicht an, lieber per E-Mail",
     "non mi chiami, meglio via e-mail"],
)  # fmt: skip
def test_who_wants_no_call_but_a_mail_is_asked_for_the_address(no_calls: str) -> None:
    talk = Talk(Form((builtin("phone", required=True),)))
    assert talk.all(["I want to buy the pro plan", no_calls, "x.y@firm.example"]) == [
        "ask phone", "ask email", "capture",
    ]  # fmt: skip


@pytest.mark.parametrize("no", ["don't call me", "no me llamen", "ne m’appelez pas", "rufen Sie mich nicht an"])
def test_who_wants_no_call_refuses_the_number_and_is_a_lead_by_the_address(no: str) -> None:
    talk = Talk(Form((builtin("email", required=True), builtin("phone", required=True))))
    did = talk.all(["I want to buy the pro plan", "x.y@firm.example", no, no])
    assert did == ["ask email", "ask phone", "ask phone", "capture"]
    assert talk.decisions[-1].values == {"email": "x.y@firm.example"}


@pytest.mark.parametrize("no", ["really no", "de verdad no", "vraiment non", "wirklich nicht", "davvero no"])
def test_a_no_at_the_end_is_a_refusal_and_what_comes_next_does_not_come_back_to_it(no: str) -> None:
    talk = Talk(Form((builtin("email", required=True), builtin("phone"))))
    assert talk.all(["I want to buy the pro plan", no, no]) == ["ask email", "ask email", "ask phone"]
    opening = talk.decisions[-1].wording
    assert any(opening.startswith(line) for line in SPOKEN[talk.decisions[-1].language].let_go), opening


def test_who_declined_and_asks_after_all_is_answered_as_one_who_asks() -> None:
    talk = Talk()
    assert talk.all(["I want a demo", "no thanks", "ok, I want a demo after all"])[-1] == "ask name"
    assert any(talk.decisions[-1].wording.startswith(line) for line in SPOKEN["en"].opens["request"])


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["about 20", "sorry, I meant 25"], "25"),
        (["unos 20", "perdón, quise decir 25"], "25"),
        (["20", "Entschuldigung, ich meinte 25"], "25"),
        (["20", "no, 25"], "25"),
        (["20", "no idea"], "20"),
    ],
)
def test_a_correction_is_taken(lines: list[str], value: str) -> None:
    talk = Talk(Form((builtin("email", required=True), Field("size", "number", "Team size", required=True))))
    talk.all(["I want a demo, ann@bell.example", *lines])
    assert talk.state.answers["size"] == value


def test_a_corrected_address_is_captured_again() -> None:
    talk = Talk()
    did = talk.all(["I want a demo", "Ann Bell", "ann@bell.example", "sorry, it is ann.bell@bell.example"])
    assert did[-1] == "capture"
    assert talk.decisions[-1].values["email"] == "ann.bell@bell.example"


def test_all_in_one_message_is_a_lead_without_a_question() -> None:
    talk = Talk()
    assert talk.all(["My name is Ann Bell, ann@bell.example, please send me a quote"]) == ["capture"]
    assert talk.decisions[0].trigger == "given"


def test_an_address_where_a_number_was_asked_for_will_do() -> None:
    talk = Talk(Form((builtin("phone", required=True),)))
    assert talk.all(["I want a demo", "I am ann@bell.example"]) == ["ask phone", "capture"]


def test_an_answer_that_cannot_be_read_is_asked_again_in_other_words() -> None:
    talk = Talk()
    assert talk.all(["I want a demo", "Ann Bell", "ann@@bell", "ann@bell.example"])[1:] == [
        "ask email", "ask email", "capture",
    ]  # fmt: skip
    first, again = talk.decisions[1].wording, talk.decisions[2].wording
    assert first != again
    assert "read" in talk.decisions[2].because


def test_questions_in_return_are_no_answer_and_two_of_them_end_the_asking() -> None:
    talk = Talk()
    did = talk.all(["I want a demo", "How long does it take?", "And what does it cost?", "Is there a trial?"])
    assert did == ["ask name", "ask name", "leave", "leave"]
    assert talk.all(["Ann Bell", "ann@bell.example"]) == ["ask email", "capture"]


def test_optional_fields_are_asked_once_when_the_lead_stands_and_conditions_hold() -> None:
    plan = Field("plan", "choice", "Plan", options=("Basic", "Pro"))
    seats = Field("seats", "number", "Seats", only_if=Condition("plan", ("Pro",)))
    form = Form((builtin("email", required=True), plan, seats, builtin("company")))
    pro, basic = Talk(form), Talk(form)
    assert pro.all(["I want a demo", "a@b.example", "Pro", "5", "Bell Ltd", "thanks"]) == [
        "ask email", "capture plan", "capture seats", "capture company", "capture", "leave",
    ]  # fmt: skip
    assert basic.all(["I want a demo", "a@b.example", "Basic", "where are you?", "ok"]) == [
        "ask email", "capture plan", "capture company", "leave", "leave",
    ]  # fmt: skip
    assert [each for each in pro.decisions[1].events if each[0] == "submitted"]


def test_what_the_bot_says_itself_between_question_and_answer_takes_nothing_from_the_answer() -> None:
    form = Form((builtin("email", required=True), Field("plan", "choice", "Plan", options=("Basic", "Pro"))))
    talk = Talk(form)
    for line, did in (("I want a demo", "ask email"), ("ann@bell.example", "capture plan"), ("Pro", "capture")):
        assert talk.did(talk.says(line)) == did
        assert talk.did(talk.says(None)) == "leave"  # the bot posts its words, and no visitor has written
    assert talk.state.answers == {"email": "ann@bell.example", "plan": "Pro"}
    assert talk.did(talk.says(None, handoff=True)) == "leave"


def test_an_optional_name_is_heard_though_the_bot_posted_its_question() -> None:
    talk = Talk(Form((builtin("email", required=True), builtin("company"))))
    talk.all(["I want a demo", "ann@bell.example"])
    talk.says(None)
    assert talk.did(talk.says("bells and whistles")) == "capture"
    assert talk.state.answers["company"] == "bells and whistles"


def test_a_required_consent_that_is_refused_twice_bars_the_capture() -> None:
    form = Form((builtin("email", required=True), Field("terms", "consent", "I agree to be called.", required=True)))
    assert Talk(form).all(["a demo please", "ann@bell.example", "yes"])[-1] == "capture"
    refused = Talk(form)
    assert refused.all(["I want a demo", "ann@bell.example", "no", "no", "bye"])[2:] == ["ask terms", "leave", "leave"]
    assert refused.did(refused.says(None, ended=True)) == "leave"


# ---------------------------------------------------------------- the rules that make it begin


@pytest.mark.parametrize(
    ("rules", "lines", "moment", "trigger"),
    [
        (Triggers(), ["please have someone contact me"], {}, "request"),
        (Triggers(on_request=False, intent=""), ["please have someone contact me"], {}, None),
        (Triggers(intent="hot"), ["I want to order two of them now"], {}, "intent"),
        (Triggers(intent="hot"), ["hello"], {}, None),
        (Triggers(intent=""), ["I want to order two of them now"], {}, None),
        (Triggers(after_messages=2), ["hello", "hm"], {}, "messages"),
        (Triggers(after_messages=3), ["hello", "hm"], {}, None),
        (Triggers(pages=("/pricing*",)), ["hello"], {"page": "x.example/pricing/eu"}, "page"),
        (Triggers(pages=("/pricing*",)), ["hello"], {"page": "x.example/blog"}, None),
        (Triggers(), ["hello"], {"handoff": True}, "handoff"),
        (Triggers(at_handoff=False), ["hello"], {"handoff": True}, None),
        (Triggers(at_end=True), ["hello"], {"ended": True}, "end"),
        (Triggers(), ["hello"], {"ended": True}, None),
        (Triggers(intent=""), ["I am at ann@bell.example"], {}, "given"),
    ],
)
def test_a_rule_makes_the_form_appear(
    rules: Triggers, lines: list[str], moment: dict[str, object], trigger: str | None
) -> None:
    talk = Talk(replace(Talk().form, triggers=rules))
    last = [talk.says(line, **moment) for line in lines][-1]
    assert last.trigger == trigger
    assert (last.action == "leave") is (trigger is None)


def test_in_quiet_hours_of_the_bots_zone_only_who_asks_is_asked() -> None:
    form = replace(Talk().form, triggers=Triggers(quiet=("22:00", "07:00")))
    night = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)  # 22:30 in Madrid
    assert Talk(form, zone="Europe/Madrid").says("I want to buy two now", night).action == "leave"
    assert Talk(form, zone="UTC").says("I want to buy two now", night).action == "ask"
    assert Talk(form, zone="Europe/Madrid").says("I want to buy, please call me", night).action == "ask"
    asked = Talk(form, zone="Europe/Madrid").says("I want to buy two now", night)
    assert "07:00" in asked.because


def test_the_form_is_shown_where_it_can_be_and_asked_for_where_not() -> None:
    form = replace(Talk().form, style="form")
    shown = Talk(form)
    assert shown.all(["I want a demo", "hm, one moment"]) == ["show", "leave"]
    assert shown.decisions[0].events == (("shown", None), ("shown", "name"), ("shown", "email"))
    assert Talk(form).says("I want a demo", can_show=False).action == "ask"


def test_what_the_bot_says_asks_nothing_again() -> None:
    talk = Talk()
    talk.says("I want a demo")
    assert talk.did(talk.says(None)) == "leave"
    assert talk.state.asked == {"name": 1}


# ---------------------------------------------------------------- what holds of every talk

LINES = st.sampled_from(
    [
        *(line for person in PEOPLE for line in person[1:6]), "no", "nein", "yes", "no thanks", "why?",
          "how much is it?",
        "ann@bell.example", "+442079460958", "Ann Bell", "12", "call me instead", "sorry, I meant 30", "ok", "", "🙂",
        "please contact me", "e-mail is better", "skip", "Pro", "bell.example", "I don't want to give my name",
        "leave me alone", "actually, I'd like a demo", "tomorrow",
    ]
)  # fmt: skip
EXTRA = (
    Field("size", "number", "Team size", required=True),
    Field("plan", "choice", "Plan", options=("Basic", "Pro")),
    Field("seats", "number", "Seats", only_if=Condition("plan", ("Pro",))),
    Field("day", "date", "Day"),
    Field("terms", "consent", "I agree.", required=True),
    Field("note", "long_text", "Anything else"),
)
FORMS = st.builds(
    lambda some, style: Form(
        (builtin("name", required=True), builtin("email", required=True), *some), Triggers(), style
    ),
    st.lists(st.sampled_from((*EXTRA, builtin("phone"), builtin("company"))), unique_by=lambda each: each.key),
    st.sampled_from(["talk", "form"]),
)


@given(FORMS, st.lists(LINES, max_size=14))
def test_nobody_is_asked_for_the_same_more_than_twice_and_every_decision_says_why(form: Form, lines: list[str]) -> None:
    talk = Talk(form)
    for line in lines:
        decision = talk.says(line)
        assert decision.because
        assert decision.ask is None or decision.wording
    asked = Counter(each.ask.key for each in talk.decisions if each.ask)
    assert all(times <= ASKED_AT_MOST for times in asked.values())
    optional = {each.key for each in form.fields if not each.required} - {"phone"}  # "call me" makes a phone required
    assert all(asked[key] <= 1 for key in optional)
    assert sum(kind == "submitted" for each in talk.decisions for kind, _ in each.events) <= 1


@given(FORMS, st.lists(LINES, max_size=10))
def test_the_same_talk_goes_the_same_way(form: Form, lines: list[str]) -> None:
    first, second = Talk(form), Talk(form)
    for line in lines:
        first.says(line)
        second.says(line)
    assert first.decisions == second.decisions


@given(FORMS, st.lists(LINES, max_size=10))
@settings(max_examples=60)
def test_what_was_given_is_kept_until_it_is_corrected(form: Form, lines: list[str]) -> None:
    talk = Talk(form)
    before: set[str] = set()
    for line in lines:
        decision = talk.says(line)
        assert before <= set(decision.values)
        before = set(decision.values)


@given(st.permutations(["name", "email", "size", "terms"]))
def test_whoever_answers_every_question_is_captured(order: list[str]) -> None:
    known = {"name": builtin("name", required=True), "email": builtin("email", required=True)}
    known |= {each.key: each for each in EXTRA}
    replies = {"name": "Ann Bell", "email": "ann@bell.example", "size": "12", "terms": "yes"}
    talk = Talk(Form(tuple(known[key] for key in order)))
    decision = talk.says("I want to buy it now")
    for _ in order:
        assert decision.ask is not None
        decision = talk.says(replies[decision.ask.key])
    assert decision.action == "capture"
    assert set(decision.values) == set(order)
