"""Rules that group pages: the first that matches counts, a star is any text, and what is wrong is named."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.page_group import as_text, checked_rules, from_text, group_of, read, written
from leadlight.errors import RefusedError

RULES = from_text(
    "/blog/2020/* = Archive\n/blog/* = Blog\ndocs.acme.example/* = Docs\n*price* = Prices\n\n/a*b*c = Odd"
)


@pytest.mark.parametrize(
    ("page", "group"),
    [
        ("acme.example/blog", "Blog"),
        ("acme.example/blog/a/b", "Blog"),
        ("acme.example/blog/2020/x", "Archive"),
        ("acme.example/Blog/x", "Blog"),
        ("acme.example/blogs", "acme.example/blogs"),
        ("docs.acme.example/start", "Docs"),
        ("www.acme.example/our-prices/now", "Prices"),
        ("acme.example/aXbYc", "Odd"),
        ("acme.example/", "acme.example/"),
        ("acme.example/a/b/d", "acme.example/a"),
        ("/relative/page", "/relative"),
        ("kiosk 3", "kiosk 3"),
        (None, None),
    ],
)
def test_a_page_falls_in_the_first_group_it_matches(page: str | None, group: str | None) -> None:
    assert group_of(page, RULES) == group


@given(st.text("ab/*", min_size=1, max_size=8), st.text("ab/", max_size=10))
def test_a_star_is_any_text_as_in_a_regular_expression(pattern: str, path: str) -> None:
    (rule,) = checked_rules([("x" + pattern, "Yes")])
    wanted = "x" + pattern
    forms = [wanted, wanted[:-2]] if wanted.endswith("/*") else [wanted]
    if wanted.endswith("/*/*"):
        forms.append(wanted[:-4])
    told = any(re.fullmatch(".*".join(map(re.escape, form.split("*"))), "x" + path) for form in forms)
    assert (group_of("x" + path, (rule,)) == "Yes") is told


def test_many_stars_take_no_long_time() -> None:
    rules = checked_rules([("*a" * 90 + "*z", "Slow")])
    assert group_of("host/" + "a" * 50_000, rules) == "host/" + "a" * 50_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/blog/*", "line 1: write pages = group"),
        ("/a = A\n\n/a = B", "/a stands in two rules"),
        (" = Blog", "rule 1: pages takes 1 to 200 characters"),
        ("/blog = ", "rule 1: group takes 1 to 80 characters"),
        ("/blog = (none)", "stands for leads without a page"),
        ("\n".join(f"/{at} = x" for at in range(101)), "100 rules at most"),
    ],
)
def test_a_wrong_rule_is_named(text: str, said: str) -> None:
    with pytest.raises(RefusedError, match=re.escape(said)):
        from_text(text)


def test_rules_come_back_from_text_and_from_the_record() -> None:
    assert from_text(as_text(RULES)) == RULES
    assert read(json.dumps(written(RULES))) == RULES
