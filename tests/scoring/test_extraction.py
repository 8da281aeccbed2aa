"""Contact data: what the visitor gave, never the bot's, and rather nothing than a wrong value."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.conversation import ROLES, Message
from leadlight.scoring import Contact, contact, score, wants_contact
from tests.scoring.conversations import said, talk


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is ana lopez and I have a question", "ana lopez"),
        ("Hi, I'm Tom Baker and I have a question", "Tom Baker"),
        ("Hola, soy Lucía Fernández", "Lucía Fernández"),
        ("Bonjour, je m'appelle Zoé Dupont", "Zoé Dupont"),
        ("mi chiamo giulia rossi di Roma", "giulia rossi"),
        ("Olá, meu nome é João da Silva", "João da Silva"),
        ("Hallo, ich heiße Jürgen Groß", "Jürgen Groß"),
        ("This is Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("Will Tandy\nwill@tandy.example", "Will Tandy"),
        ("Best regards, Tom Jones\nAcme GmbH\ntom@acme.example", "Tom Jones"),
        ("im priya nandakumar, write to priya.n@fennel.example", "priya nandakumar"),
    ],
)
def test_a_name_is_read_as_people_introduce_themselves(text: str, name: str) -> None:
    assert contact(said(text)).name == name


@pytest.mark.parametrize(
    "text",
    [
        "I'm interested in the flat",
        "im looking for a car",
        "I'm from Leeds",
        "I am Not Sure",
        "This is Urgent",
        "Thanks Maria",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert contact(said(text)).name is None


def test_an_answer_to_the_question_for_a_name_is_a_name() -> None:
    assert contact(talk("b: May I have your name?", "v: sarah o'neill")).name == "sarah o'neill"


@pytest.mark.parametrize("answer", ["no thanks", "why?", "not yet", "later please"])
def test_refusing_a_name_is_no_name(answer: str) -> None:
    assert contact(talk("b: May I have your name?", f"v: {answer}")).name is None


def test_the_last_correction_wins() -> None:
    found = contact(said("mail me at john@x.example", "sorry, it's john.k@x.example"))
    assert found.email == "john.k@x.example"


@pytest.mark.parametrize(
    "text",
    [
        "tom (at) firm (dot) com",
        "tom [at] firm [dot] com",
        "tom at firm dot com",
        "tom arroba firm punto com",
        "Tom@FIRM.com",
    ],
)
def test_a_spelled_out_address_is_put_together(text: str) -> None:
    assert (contact(said(text)).email or "").lower() == "tom@firm.com"


@pytest.mark.parametrize(
    "text",
    [
        "I looked at example.com and met you at noon",
        "we got a mail from billing@fraud.example",
        "please cc boss@firm.example",
        "I already sent it to help@gym.example",
        "my wife's email is eva@home.example",
    ],
)
def test_somebody_elses_address_is_not_taken(text: str) -> None:
    assert contact(said(text)).email is None


@pytest.mark.parametrize(
    ("text", "country", "phone"),
    [
        ("612 34 56 78", "ES", "+34612345678"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("call +1 (415) 555-2671 please", None, "+14155552671"),
        ("+44 20 7946 0111", "ES", "+442079460111"),
        ("Deirdre 087 555 0126. text first", None, "0875550126"),
    ],
)
def test_a_phone_is_read_in_the_visitors_country(text: str, country: str | None, phone: str) -> None:
    assert contact(said(text), country).phone == phone


def test_a_phone_is_also_kept_as_written() -> None:
    assert contact(said("ring 612 34 56 78"), "ES").phone_as_written == "612 34 56 78"


@pytest.mark.parametrize(
    "text",
    [
        "my order number is 4451234567",
        "we paid 1 200 300 400",
        "€ 1200300400",
        "120030040 €",
        "on 2026-11-22 10:30 or 12/06/2026",
        "from 2019-2024",
        "IBAN DE89370400440532013000",
        "4111 1111 1111 1111",
        "my wife's number is 612 34 56 78",
        "https://x.example/item/612345678",
    ],
)
@pytest.mark.parametrize("country", ["ES", None])
def test_a_number_that_is_no_phone_of_the_visitor_is_left(text: str, country: str | None) -> None:
    assert contact(said(text), country).phone is None


def test_an_answer_to_the_question_for_a_reference_is_no_phone() -> None:
    assert contact(talk("b: What is your booking number?", "v: 612345678"), "ES").phone is None


def test_what_the_bot_said_is_never_the_visitors() -> None:
    found = contact(
        talk(
            "b: I'm Clara. Call us at 020 7946 0000 or write to hi@us.example",
            "v: 020 7946 0000 is engaged and hi@us.example bounces, Clara.",
        ),
        "GB",
    )
    assert found == Contact()


def test_an_echo_by_the_bot_does_not_take_the_address_away() -> None:
    found = contact(talk("v: ann@x.example", "b: Is ann@x.example right?", "v: yes, ann@x.example"))
    assert found.email == "ann@x.example"


@pytest.mark.parametrize(
    ("lines", "company"),
    [
        (("v: Hi, this is Tom Baker from Baker & Sons Ltd. Hello",), "Baker & Sons Ltd"),
        (("v: I look after training at Orrin Freight. We have 15 people",), "Orrin Freight"),
        (("b: And your company?", "v: Northwind, 40 people"), "Northwind"),
        (("v: Hope Strand, Fenwick Dental Lab, 0161 496 0733",), "Fenwick Dental Lab"),
        (("v: im at PureLift paying 49 a month",), None),
        (("v: current accountants are Pennyfeather & Co",), None),
        (("v: I'm Anna from Berlin",), None),
    ],
)
def test_a_company_is_the_visitors_own(lines: tuple[str, ...], company: str | None) -> None:
    assert contact(talk(*lines), "GB").company == company


@pytest.mark.parametrize(
    "text", ["please call me", "llamadme", "chiamatemi domani", "appelez-moi", "rufen Sie mich an"]
)
def test_asking_for_a_call_wants_contact(text: str) -> None:
    assert wants_contact(score(said(text)))


@pytest.mark.parametrize("text", ["don't call me", "how much is it?", "ann@x.example"])
def test_wanting_no_call_wants_no_contact(text: str) -> None:
    assert not wants_contact(score(said(text)))


@pytest.mark.parametrize(
    "text", ["a." * 2_000, "1 " * 2_000, "at dot " * 600, "I run " * 700, "Aa Bb " * 700, "a@" * 2_000]
)
def test_hostile_text_is_read_quickly(text: str) -> None:
    started = time.perf_counter()
    contact(talk(f"b: your name and company? {text}", f"v: {text}"), "GB")
    assert time.perf_counter() - started < 2


@given(
    st.lists(st.tuples(st.sampled_from(ROLES), st.text(max_size=200)), max_size=5),
    st.sampled_from([None, "ES", "GB", "US", "XX"]),
)
def test_any_conversation_gives_only_what_a_visitor_wrote(turns: list[tuple[str, str]], country: str | None) -> None:
    messages = tuple(Message(position, role, text) for position, (role, text) in enumerate(turns))  # type: ignore[arg-type]  # a role by strategy
    found = contact(messages, country)
    spoken = "\n".join(message.text for message in messages if message.role == "visitor")
    for value in (found.phone_as_written, found.company):
        assert value is None or value in spoken
    assert found.name is None or all(word in spoken for word in found.name.split())
