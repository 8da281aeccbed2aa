"""Asking to be contacted: literally, in six languages; taken back by a refusal; not by an address for a document."""

from __future__ import annotations

import pytest

from leadlight.domain.conversation import Message
from leadlight.scoring import score, wants_contact
from tests.scoring.conversations import said, talk


def wants(messages: tuple[Message, ...]) -> bool:
    return wants_contact(score(messages), messages)


@pytest.mark.parametrize(
    "text",
    [
        "can someone come out and measure the roof next week?",
        "Could somebody from admissions email me about the bursary?",
        "please send me a quote",
        "can we schedule a 30 min call this week",
        "I'd like a demo of it on our own boxes",
        "queréis venir a ver el baño?",
        "queremos un presupuesto para la web",
        "¿Me llamáis mañana?",
        "Pouvez-vous m'envoyer un devis ?",
        "quelqu'un peut passer prendre les cotes ?",
        "Rappelez moi demain svp",
        "envie-me um orçamento por favor",
        "me liga depois das 14h",
        "wir hätten gern eine Vorführung.",
        "Am besten rufen Sie mich auf der Baustelle an",
        "können Sie vorbeikommen und sich das ansehen?",
        "potete passare oggi?",
        "Vorrei una demo.",
        "mi fa uno squillo se cambia qualcosa",
    ],
)
def test_asking_to_be_contacted_is_heard(text: str) -> None:
    assert wants(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "No calls please. What would it cost?",
        "please don't call me",
        "Aber bitte kein Anruf, wir sind noch nicht so weit",
        "no quiero que me llame nadie más",
        "ne m'appelez pas",
        "non chiamatemi, scrivo io",
        "não me liguem",
        "I'll call you next week maybe",
        "how much is a demo licence?",
        "who do I call if it breaks?",
    ],
)
def test_what_only_mentions_contact_asks_for_none(text: str) -> None:
    assert not wants(said(text))


def test_a_number_given_when_asked_for_wants_contact() -> None:
    assert wants(talk("b: Could I take a number?", "v: 07700 900418 its Gwen"))


def test_a_number_of_an_order_wants_none() -> None:
    assert not wants(talk("b: What is the order number?", "v: 07700 900418"))


def test_an_address_for_a_document_wants_none() -> None:
    assert not wants(
        talk("v: i'll take the room, how do I pay", "b: Which e-mail for the confirmation?", "v: a@b.example")
    )


def test_a_refusal_after_the_request_takes_it_back() -> None:
    assert not wants(said("call me tomorrow", "no calls please, I changed my mind"))


def test_yes_to_an_offered_call_wants_contact() -> None:
    assert wants(talk("b: Shall we arrange a call?", "v: yes please"))
    assert not wants(talk("b: Shall we arrange a call?", "v: not now"))
