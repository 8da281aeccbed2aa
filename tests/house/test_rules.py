"""Every rule of rules.py holds in every file of the house, and can fail."""

from __future__ import annotations

import pytest

from tests.house.rules import RULES
from tests.house.tree import Source, sources


@pytest.mark.parametrize("name", RULES)
def test_the_house_keeps_the_rule(name: str) -> None:
    rule = RULES[name]
    breaches = [breach for source in sources() for breach in rule.breaches(source)]
    assert not breaches, f"{name}: {rule.why}\n" + "\n".join(breaches)


@pytest.mark.parametrize(("name", "broken"), [(name, text) for name, rule in RULES.items() for text in rule.broken])
def test_a_broken_file_is_found(name: str, broken: str) -> None:
    place = RULES[name].where[-1]
    assert RULES[name].breaches(Source(f"{place}planted.py", broken))


@pytest.mark.parametrize(("name", "place"), [(name, place) for name, rule in RULES.items() for place in rule.but])
def test_a_home_may_do_what_others_may_not(name: str, place: str) -> None:
    path = f"{place}planted.py" if place.endswith("/") else place
    assert not RULES[name].breaches(Source(path, RULES[name].broken[0]))


def test_a_reason_beside_an_exception_is_enough() -> None:
    kept = "x = 1  # type: ignore[assignment]  # the stub is too narrow\ny = 2  # noqa: E501 a web address\n"
    assert not RULES["exceptions_have_reasons"].breaches(Source("leadlight/planted.py", kept))


def test_prose_about_choosing_is_no_query() -> None:
    text = 'label = "Select leads from the list, then update their status"\n'
    assert not RULES["sql_has_its_homes"].breaches(Source("pages/planted.py", text))


def test_a_page_that_asks_first_is_kept() -> None:
    page = '"""A page."""\nimport streamlit as st\nPER = int("25")\nscope = require("read")\nst.title("x")\n'
    assert not RULES["pages_ask_first"].breaches(Source("pages/leads/planted.py", page))
