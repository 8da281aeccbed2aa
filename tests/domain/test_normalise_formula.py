"""The formula rule: inert in a spreadsheet, and exactly reversible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.formula import formula_safe, formula_safe_phone, formula_undo

_AWKWARD = st.text(alphabet="'=+-@\t\r\n\0 ＝＋－＠a1") | st.text()
_DANGEROUS = "=+-@\t\r\0＝＋－＠"


@given(_AWKWARD)
def test_undo_gives_back_what_safe_was_given(text: str) -> None:
    assert formula_undo(formula_safe(text)) == text


@given(_AWKWARD)
def test_a_safe_text_never_starts_with_what_a_spreadsheet_computes(text: str) -> None:
    safe = formula_safe(text)
    assert safe.lstrip(" \n")[:1] not in _DANGEROUS or not safe.lstrip(" \n")


@pytest.mark.parametrize("text", ["=1", "'=1", "''+x", "\t=1", " =1", "\n@x", "＝1", "-5", "+49 30"])
def test_a_formula_gets_exactly_one_apostrophe(text: str) -> None:
    assert formula_safe(text) == "'" + text


@pytest.mark.parametrize("text", ["", "O'Neil", "'tis", "a=1", "'", "  ", "1+1"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert formula_safe(text) == text
    assert formula_undo(text) == text


def test_an_e164_phone_stays_as_it_is_and_another_does_not() -> None:
    assert formula_safe_phone("+49301234567") == "+49301234567"
    assert formula_safe_phone("+49 30 1234567") == "'+49 30 1234567"
