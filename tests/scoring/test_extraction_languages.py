"""Contact data in six languages: how people give a name, an address, a number, a firm, a site, a sum, a time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.scoring import contact
from tests.scoring.conversations import said, talk


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hola soy Marta de Talleres Ruiz, busco ruedas", "Marta"),
        ("Hier spricht Mareike Tönnies von der Tönnies GmbH", "Mareike Tönnies"),
        ("Bonjour c'est Paul, du garage Lemoine", "Paul"),
        ("meu nome é Rosângela, queria um orçamento", "Rosângela"),
        ("buongiorno io sono Tiziana, perde il boiler", "Tiziana"),
        ("hey, Kofi here, can I come and see it", "Kofi"),
        ("aqui fala a Anabela Teles, bom dia", "Anabela Teles"),
        ("Thomas Weber am Apparat", "Thomas Weber"),
        ("Contact: Drew Hallström, CISO", "Drew Hallström"),
        ("All done.\nThanks,\nDelroy", "Delroy"),
        ("I am Juan de Dios and I like it", "Juan de Dios"),
        ("bitte z.Hd. Frau Nowak", "Nowak"),
    ],
)
def test_a_self_introduction_gives_the_name(text: str, name: str) -> None:
    assert contact(said(text)).name == name


@pytest.mark.parametrize(
    ("question", "answer", "name"),
    [
        ("Ihr Name?", "Jonas Reith", "Jonas Reith"),
        ("And who is this?", "tamsin", "tamsin"),
        ("Com quem falo?", "Com o Horácio", "Horácio"),
        ("¿Nombre y teléfono?", "rosario peña 655 10 77 32", "rosario peña"),
        ("Who am I speaking with?", "it's Beth Crane", "Beth Crane"),
        ("Votre nom ?", "Mme Vasseur", "Vasseur"),
        ("A nome di chi?", "a nome Rossi", "Rossi"),
    ],
)
def test_an_answer_gives_the_name(question: str, answer: str, name: str) -> None:
    assert contact(talk(f"b: {question}", f"v: {answer}")).name == name


def test_the_name_that_the_bot_thanks_is_the_visitors() -> None:
    assert contact(talk("v: 4pm is fine, put sandy on the list", "b: Thanks, Sandy.")).name == "sandy"


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        ("bonsoir vous êtes ouverts", "Bonsoir, oui."),
        ("séance individuel ou groupe", "Individuel, 40 €."),
        ("Leeds?", "Great, Leeds."),
    ],
)
def test_a_word_that_the_bot_repeats_is_no_name(first: str, answer: str) -> None:
    assert contact(talk(f"v: {first}", f"b: {answer}")).name is None


@pytest.mark.parametrize("end", ["Stadtgebiet Linz", "Paket M", "Welcher Tag?", "Zimmer"])
def test_german_nouns_at_the_end_are_no_signature(end: str) -> None:
    assert contact(talk("b: Ist noch ein Platz frei?", f"v: ja, wir nehmen ihn und zahlen am Tag, {end}")).name is None


def test_a_name_that_the_bot_only_mentions_is_not_the_visitors() -> None:
    assert contact(talk("v: homework for beatriz is late", "b: I'll let Beatriz know.")).name is None


@pytest.mark.parametrize(
    "text",
    ["a Mr Dawson called me", "my brother Kyle recommended you", "Biscuit ate a sock", "I live in Leeds", "c'est Noël"],
)
def test_somebody_else_or_something_else_is_no_name(text: str) -> None:
    assert contact(said(text)).name is None


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("dev hyphen team at lumenarc dot example", "dev-team@lumenarc.example"),
        ("yusra underscore haddad at olivepost dot example", "yusra_haddad@olivepost.example"),
        ("ana guion bajo ruiz arroba correo punto example", "ana_ruiz@correo.example"),
        ("m.toennies klammeraffe gartenbau punkt example", "m.toennies@gartenbau.example"),
        ("fausto punto bellini chiocciola officine punto example", "fausto.bellini@officine.example"),
        ("solène arobase mimile point example".replace("è", "e"), "solene@mimile.example"),
        ("anabela.teles(arroba)ceramica.example", "anabela.teles@ceramica.example"),
        ("joao traço pedro arroba casa ponto example", "joao-pedro@casa.example"),
        ("tom @ firm.example", "tom@firm.example"),
        ("ann[at]firm.example", "ann@firm.example"),
    ],
)
def test_signs_in_words_are_read(text: str, email: str) -> None:
    assert contact(said(text)).email == email


@pytest.mark.parametrize(
    ("first", "second", "email"),
    [
        ("ruby@seapost.exampel", "sorry .example", "ruby@seapost.example"),
        ("ruby@seapsot.example", "oops, @seapost.example", "ruby@seapost.example"),
        ("ruby@a.example", "no wait it's rubi@a.example", "rubi@a.example"),
        ("ruby@a.example", "that costs 4.50 at shop.example?", "ruby@a.example"),
    ],
)
def test_a_correction_mends_the_address(first: str, second: str, email: str) -> None:
    assert contact(said(first, second)).email == email


def test_of_two_addresses_the_one_with_the_visitors_name_is_theirs() -> None:
    found = contact(said("I'm Svenja Uhl. svenja.uhl@pumpen.example, offers to einkauf@pumpen.example"))
    assert found.email == "svenja.uhl@pumpen.example"


@pytest.mark.parametrize(
    "text",
    [
        "he says write to lets@hub.example",
        "use the one for my brother Kyle, kyle@hub.example",
        "mandei para ajuda@loja.example e nada",
        "I met you at shop.example",
        "non a info@altro.example ma al telefono; ho scritto a info@altro.example",
    ],
)
def test_an_address_of_others_is_left(text: str) -> None:
    assert contact(said(text)).email is None


@pytest.mark.parametrize(
    ("text", "country", "written"),
    [
        ("al 600 55 01 82, no perdón, 600 55 01 83", "ES", "600 55 01 83"),
        ("020 7946 0551 ext 14", "GB", "020 7946 0551"),
        ("mine, 01632 960 471. mum's is 01632 960 112", "GB", "01632 960 471"),
        (
            "tre quattro zero, cinque cinque cinque, zero uno, due due",
            "IT",
            "tre quattro zero, cinque cinque cinque, zero uno, due due",
        ),
        ("6 1 2 - 0 0 9 - 7 7 4", "ES", "6 1 2 - 0 0 9 - 7 7 4"),
    ],
)
def test_a_phone_is_read_as_given(text: str, country: str, written: str) -> None:
    assert contact(said(text), country).phone_as_written == written


@pytest.mark.parametrize(
    ("country", "phone"), [("DK", "+4534412345"), ("SG", "+6534412345"), ("GB", None), (None, None)]
)
def test_eight_digits_are_a_phone_where_numbers_are_that_short(country: str | None, phone: str | None) -> None:
    assert contact(said("ring mig på 34 41 23 45"), country).phone == phone


def test_a_short_number_counts_only_when_a_phone_was_asked_for() -> None:
    assert contact(talk("b: Your phone number?", "v: (022) 12345"), "IE").phone == "+3532212345"
    assert contact(said("(022) 12345"), "IE").phone is None


@pytest.mark.parametrize(
    "text",
    [
        "mon numéro de contrat c'est le 0645 882 119",
        "Kundennummer 0171 883 2214",
        "la polizza 3401234567 risulta sospesa",
        "meu pedido 11987654321 nao chegou",
        "reservation 4471 2098 3317",
        "ref 600123987",
        "me ha llamado el 911 22 33 44",
        "i got a call from 0161 496 0999",
        "la chiamate al 340 555 0111",
        "P.IVA 01234567890",
        "CNPJ 12.345.678/0001-90",
        "Steuernummer 21 815 08150",
        "SIRET 732 829 320 00074",
    ],
)
@pytest.mark.parametrize("country", ["ES", "IT", "FR", None])
def test_what_only_looks_like_a_phone_is_left(text: str, country: str | None) -> None:
    assert contact(said(text), country).phone is None


@pytest.mark.parametrize(
    ("lines", "company"),
    [
        (("v: we're a 12-person agency called Hattersley & Webb, on Zoho now",), "Hattersley & Webb"),
        (("v: we run a deli called The Salt Pantry and need a site",), "The Salt Pantry"),
        (("v: hola soy Marta de Talleres Ruiz",), "Talleres Ruiz"),
        (("v: une démo pour mon restaurant, Chez Mimile, 40 couverts",), "Chez Mimile"),
        (("v: tenho uma oficina, a Oficina do Zé, 5 mecânicos",), "Oficina do Zé"),
        (("v: Hier spricht Mareike Tönnies von der Tönnies Gartenbau GmbH, hallo",), "Tönnies Gartenbau GmbH"),
        (("v: siamo la Bianco Rosso e Nero srl, tinteggiature",), "Bianco Rosso e Nero srl"),
        (("v: Escribo de parte de la Fundación Aralar, hola",), "Fundación Aralar"),
        (("b: Which company is it?", "v: Polmar Steel Ltd. Grzegorz Wilk"), "Polmar Steel Ltd"),
        (("b: And the company?", "v: it's Gilded Finch"), "Gilded Finch"),
        (("v: i run kiteworks studio", "v: ravi@kiteworks-studio.example"), "kiteworks studio"),
        (("v: invite for Idris at Quayfern Logistics, idris.holm@quayfern.example",), "Quayfern Logistics"),
        (("v: I work at PureLift? no. we're coming from WeDesk, they're awful",), "PureLift"),
        (("v: we are switching from Zestbook Ltd",), None),
        (("v: Prudence Talmont, prudence@talmont-conseil.example",), None),
        (("v: ann@fennelrow.example",), None),
        (("b: This is Calder Hotel Ltd.", "v: is Calder Hotel Ltd open today"), None),
        (("v: my dog is called Biscuit",), None),
        (("v: I'm with British Gas at the moment",), None),
    ],
)
def test_a_company_is_the_one_the_visitor_speaks_for(lines: tuple[str, ...], company: str | None) -> None:
    assert contact(talk(*lines)).company == company


@pytest.mark.parametrize(
    ("lines", "website"),
    [
        (("v: our site is www.polmarsteel.example",), "www.polmarsteel.example"),
        (("v: ana@bodegas.example, bodegas.example",), "bodegas.example"),
        (("b: What is your website?", "v: https://saltpantry.example/shop"), "https://saltpantry.example/shop"),
        (("v: nuestra web www.bodegasgoni.example es vieja",), "www.bodegasgoni.example"),
        (("v: I saw it on shop.example",), None),
        (("b: See join.example/plan", "v: our site says join.example/plan"), None),
        (("v: mail ann@firm.example",), None),
    ],
)
def test_a_website_is_the_visitors_own(lines: tuple[str, ...], website: str | None) -> None:
    assert contact(talk(*lines)).website == website


@pytest.mark.parametrize(
    ("lines", "budget"),
    [
        (("v: We've set aside £2,400 for it",), "£2,400"),
        (("v: Presupuesto de 12.000 €, para septiembre",), "12.000 €"),
        (("v: ho il mutuo, fino a 230k",), "230k"),
        (("v: Budget 45 000 pas plus",), "45 000"),
        (("v: massimo 4000 in due",), "4000"),
        (("b: Budgetrahmen?", "v: freigegeben sind 14.500 netto"), "14.500 netto"),
        (("b: Do you have a budget in mind?", "v: maybe £4k"), "£4k"),
        (("v: we have 15 people moving",), None),
        (("v: I pay 49 a month at PureLift",), None),
        (("v: is it really £9,000?",), None),
    ],
)
def test_a_budget_is_what_the_visitor_can_spend(lines: tuple[str, ...], budget: str | None) -> None:
    assert contact(talk(*lines)).budget == budget


@pytest.mark.parametrize(
    ("lines", "timeline"),
    [
        (("v: we need it before 30 June",), "before 30 June"),
        (("v: lo necesitamos para septiembre",), "para septiembre"),
        (("v: il me la faut pour le 20 mars",), "pour le 20 mars"),
        (("v: ich brauche es bis Freitag",), "bis Freitag"),
        (("v: ci serve entro giugno",), "entro giugno"),
        (("v: quero isso até sexta",), "até sexta"),
        (("v: need it asap",), "asap"),
        (("b: When would you like to start?", "v: Monday"), "Monday"),
        (("v: how much is it?",), None),
    ],
)
def test_a_timeline_is_when_the_visitor_needs_it(lines: tuple[str, ...], timeline: str | None) -> None:
    assert contact(talk(*lines)).timeline == timeline


_LOCAL = st.from_regex(r"[a-z]{3,8}[._-][a-z]{2,8}", fullmatch=True)
_DOMAIN = st.from_regex(r"[a-z]{4,9}(-[a-z]{3,6})?", fullmatch=True)
_SPOKEN = {
    "en": ("dot", "at", "hyphen", "underscore"),
    "es": ("punto", "arroba", "guion", "guion bajo"),
    "fr": ("point", "arobase", "tiret", "tiret du bas"),
    "pt": ("ponto", "arroba", "hífen", "sublinhado"),
    "de": ("punkt", "klammeraffe", "bindestrich", "unterstrich"),
    "it": ("punto", "chiocciola", "trattino", "trattino basso"),
}


@given(_LOCAL, _DOMAIN, st.sampled_from(sorted(_SPOKEN)))
def test_any_address_said_aloud_comes_back(local: str, domain: str, language: str) -> None:
    words = dict(zip(".@-_", _SPOKEN[language], strict=True))
    address = f"{local}@{domain}.example"
    aloud = re.sub(r"[.@_-]", lambda sign: f" {words[sign.group()]} ", address)
    assert contact(said(aloud)).email == address


@given(
    st.integers(600_000_000, 699_999_999), st.sampled_from(["{}", "{} {} {}", "{}-{}-{}", "{}.{}.{}", "+34 {} {} {}"])
)
def test_any_mobile_in_any_grouping_is_read(number: int, shape: str) -> None:
    digits = str(number)
    groups = [digits] if shape == "{}" else [digits[:3], digits[3:6], digits[6:]]
    assert contact(said(f"llamadme al {shape.format(*groups)}"), "ES").phone == f"+34{digits}"


@given(
    st.integers(100_000_000, 999_999_999),
    st.sampled_from(["order", "pedido", "Kundennummer", "commande", "polizza", "fatura"]),
)
def test_no_reference_is_ever_a_phone(number: int, word: str) -> None:
    assert contact(said(f"{word} {number}"), "ES").phone is None
