"""Kinds of field: what a form may send is checked with a reason, and what a visitor says is heard or left alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.fields.contract import Condition, Field, Spoken
from leadlight.domain.fields.registry import BUILTIN, BY_KEY, KINDS
from leadlight.domain.fields.tick import consent_kept
from leadlight.domain.lead import CONTACT_COLUMNS
from leadlight.errors import RefusedError

OPTIONS = ("Full house", "House", "Flat", "XL")
TODAY = date(2026, 11, 20)  # a Friday


def field(kind: str, **parts: object) -> Field:
    options = OPTIONS if BY_KEY[kind].has_options else ()
    return Field(kind, kind, "A field", options=options, **parts)  # type: ignore[arg-type]  # parts are a Field's own


def heard(kind: str, text: str, language: str = "en", *, asked: bool = True, country: str | None = None) -> str | None:
    return BY_KEY[kind].hear(Spoken(text, language, country, TODAY, asked), field(kind))


def test_the_builtin_kinds_are_the_contact_columns_of_a_lead() -> None:
    assert tuple(kind.key for kind in BUILTIN) == CONTACT_COLUMNS
    assert len(BY_KEY) == len(KINDS)


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("name", "  Ann   Bell ", "Ann Bell"), ("email", "Ann@Bell.Example", "Ann@bell.example"),
        ("phone", "020 7946 0958", "+442079460958"), ("company", "Bell & Co", "Bell & Co"),
        ("website", "https://bell.example/x", "https://bell.example/x"), ("website", "bell.example", "bell.example"),
        ("text", " a  b ", "a b"), ("long_text", "a\nb", "a\nb"), ("number", "1500", "1500"), ("number", "-2.50",
         "-2.5"),
        ("number", "1,500", "1500"), ("choice", "flat", "Flat"), ("choices", "xl; HOUSE", "House; XL"),
        ("checkbox", "on", "yes"), ("checkbox", "", "no"), ("checkbox", "no", "no"), ("consent", "yes", "yes"),
        ("date", "2027-03-09", "2027-03-09"),
    ],
)  # fmt: skip
def test_a_value_is_kept_in_one_way(kind: str, text: str, kept: str) -> None:
    assert BY_KEY[kind].check(text, field(kind), "GB") == kept


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("name", "ann@bell.example"), ("name", "12"), ("name", "x" * 201), ("email", "ann@"), ("email", "ann bell"),
        ("phone", "12"), ("phone", "call me"), ("company", " "), ("website", "no site"), ("text", "x" * 201),
        ("long_text", "x" * 5_001), ("text", "a\0b"), ("number", "twelve-ish"), ("number", "1e5"),
        ("choice", "Castle"), ("choices", "House; Castle"), ("choices", ";"), ("checkbox", "perhaps"),
        ("date", "9/3/27"), ("date", "2027-02-30"), ("date", "1066-10-14"),
    ],
)  # fmt: skip
def test_what_a_form_may_not_send_is_refused(kind: str, text: str) -> None:
    with pytest.raises(RefusedError):
        BY_KEY[kind].check(text, field(kind), "GB")


@pytest.mark.parametrize(
    ("kind", "text", "language", "value"),
    [
        ("number", "about 12 of us", "en", "12"), ("number", "we are twelve", "en", "12"), ("number", "2k", "en",
         "2000"),
        ("number", "somos quince, creo que 15", "es", "15"), ("number", "ungefähr 1.500", "de", "1500"),
        ("number", "1,5", "fr", "1.5"), ("number", "0,250", "de", "0.25"), ("number", "10-20", "en", None),
        ("number", "between 10 and 20", "en", None), ("number", "no idea", "en", None), ("number", "cinq", "fr", "5"),
        ("choice", "the flat please", "en", "Flat"), ("choice", "full house cleaning", "en", "Full house"),
        ("choice", "2", "en", "House"), ("choice", "flat or house", "en", None), ("choice", "not the flat", "en", None),
        ("choices", "flat and xl", "en", "Flat; XL"), ("choices", "todos", "es", "Full house; House; Flat; XL"),
        ("checkbox", "claro que sí", "es", "yes"), ("checkbox", "nein danke", "de", "no"), ("checkbox", "hm",
         "en", None),
        ("checkbox", "yes but not now", "en", None), ("consent", "d’accord", "fr", "yes"), ("consent", "certo",
         "it", "yes"),
        ("date", "tomorrow", "en", "2026-11-21"), ("date", "am Montag", "de", "2026-11-23"),
        ("date", "el 3 de marzo", "es", "2027-03-03"), ("date", "March 9th, 2028", "en", "2028-03-09"),
        ("date", "9/3/2027", "en", "2027-03-09"), ("date", "le 14 juillet", "fr", "2027-07-14"),
        ("date", "dopodomani", "it", "2026-11-22"), ("date", "amanhã", "pt", "2026-11-21"), ("date", "soon",
         "en", None),
        ("date", "31 February", "en", None), ("name", "Ann Bell", "en", "Ann Bell"), ("name", "busy now", "en", None),
        ("name", "Ludwig van Beethoven", "de", "Ludwig van Beethoven"), ("name", "Why?", "en", None),
        ("email", "it's ann@bell.example.", "en", "ann@bell.example"), ("company", "we are Bell Ltd", "en", "Bell Ltd"),
        ("company", "trabajo en Casa Verde", "es", "Casa Verde"), ("website", "see bell.example", "en", "bell.example"),
        ("text", "Red ones", "en", "Red ones"), ("text", "what colours are there?", "en", None), ("text", "ok",
         "en", None),
    ],
)  # fmt: skip
def test_an_answer_is_heard_in_free_words(kind: str, text: str, language: str, value: str | None) -> None:
    assert heard(kind, text, language) == value


def test_a_date_of_digits_is_read_as_where_the_visitor_lives() -> None:
    assert heard("date", "3/9/2027", country="US") == "2027-03-09"
    assert heard("date", "3/9/2027", country="GB") == "2027-09-03"


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS if kind.key not in ("choice", "choices", "website")])
@pytest.mark.parametrize("text", ["yes", "12", "Ann Bell", "tomorrow", "ann@bell.example", "+44 20 7946 0958"])
def test_what_nobody_asked_for_is_not_taken_for_an_answer(kind: str, text: str) -> None:
    assert heard(kind, text, asked=False) is None


def test_options_of_some_length_are_heard_unasked_too() -> None:
    assert heard("choice", "I am looking for a flat by the sea", asked=False) == "Flat"
    assert heard("choice", "my shirt is XL", asked=False) is None


@given(st.sampled_from([kind.key for kind in KINDS]), st.text(max_size=80), st.sampled_from(["en", "de", "fr"]))
def test_what_is_heard_is_what_a_form_may_send(kind: str, text: str, language: str) -> None:
    value = heard(kind, text, language, country="GB")
    if value is not None:
        assert BY_KEY[kind].check(value, field(kind), "GB") == value


@given(st.integers(-(10**9), 10**9))
def test_a_number_written_with_digits_is_that_number(number: int) -> None:
    assert BY_KEY["number"].check(str(number), field("number"), None) == str(number)


def test_a_condition_holds_by_any_of_its_values_in_any_case() -> None:
    assert Condition("kind", ("flat", "XL")).holds({"kind": "House; xl"})
    assert not Condition("kind", ("flat",)).holds({"kind": "House"})
    assert Condition("kind").holds({"kind": "anything"})
    assert not Condition("kind").holds({})


def test_a_consent_is_kept_with_its_words_and_moment_once() -> None:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    kept = consent_kept("yes", "I agree.", 3, at)
    assert kept == "yes · 2026-11-20T12:00:00Z · form 3 · I agree."
    assert consent_kept(kept, "Other words", 4, at) == kept
