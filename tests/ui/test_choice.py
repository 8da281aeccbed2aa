"""What a person chose: the URL holds it, reproduces it, and never breaks a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.status import BY_KEY as STATUSES
from leadlight.domain.temperature import TEMPERATURES
from leadlight.ui import period
from leadlight.ui.choice import DIMENSIONS, KNOWN, OURS, Choice, misread, query_string, read, write
from leadlight.ui.links import narrowed, url
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.metrics import DIMENSIONS as CATALOGUE
from leadlight.warehouse.spans import KINDS, Span

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda text: text == text.strip()
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """Any choice the filter bar can make."""
    choice = Choice(range=draw(st.sampled_from(["", *period.BY_KEY])), search=draw(st.just("") | WORDS))
    if draw(st.booleans()):
        first, last = sorted([draw(DAYS), draw(DAYS)])
        choice = choice.with_days(*draw(st.sampled_from([(first, last), (first, None), (None, last)])))
    for dimension in DIMENSIONS:
        known = KNOWN.get(dimension)
        values = draw(st.lists(st.sampled_from(sorted(known)) if known else WORDS, max_size=3, unique=True))
        choice = choice.with_values(dimension, values)
    keys = draw(st.sets(st.sampled_from(list(KINDS)), max_size=2))
    return replace(choice, spans=tuple(_span(draw, key) for key in KINDS if key in keys))


def _span(draw: st.DrawFn, key: str) -> Span:
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return Span(key, draw(st.sampled_from([first, None])), draw(st.sampled_from([last, None])))


@given(choices())
def test_a_link_reproduces_the_view(choice: Choice) -> None:
    assert read(parse_qs(query_string(write(choice)))) == choice


@given(st.dictionaries(st.sampled_from(sorted(OURS)), st.lists(st.text(max_size=12), max_size=3)))
def test_any_url_is_read_and_gives_valid_filters(params: dict[str, list[str]]) -> None:
    choice = read(params)
    Filters(bots=(1,), first=choice.first, last=choice.last, where=choice.where, search=choice.search)
    assert read(write(choice)) == choice


def test_defaults_stay_out_of_the_url() -> None:
    assert write(Choice()) == {}
    assert write(Choice(range="90d").with_range("30d", default="30d")) == {}
    assert write(Choice().with_range("30d", default="all")) == {"range": ["30d"]}


def test_slips_are_ignored() -> None:
    slips = {
        "range": ["bogus"],
        "from": ["2026-13-01"],
        "to": ["2026-01-01"],
        "status": ["nope"],
        "has_email": ["perhaps"],
    }
    assert read(slips) == Choice()
    assert read({"from": ["2026-02-02"], "to": ["2026-01-01"]}) == Choice()
    assert read({"status": ["new", "nope"]}).values("status") == ("new",)


DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("params", "days"),
    [
        ({"from": ["2026-01-01"]}, (DAY, None)),
        ({"to": ["2026-01-01"]}, (None, DAY)),
        ({"from": ["2026-01-01"], "to": [""], "range": ["7d"]}, (DAY, None)),
    ],
)
def test_one_day_alone_is_an_open_range(params: dict[str, list[str]], days: tuple[date | None, date | None]) -> None:
    choice = read(params)
    assert (choice.first, choice.last, choice.range) == (*days, "")
    assert not misread(params)
    assert write(choice) == {name: values for name, values in params.items() if name != "range" and values != [""]}


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"from": "2020-13-99"}, True),
        ({"from": "2026-01-01", "to": "x"}, True),
        ({"from": "2026-02-02", "to": "2026-01-01"}, True),
        ({"from": "20260101"}, True),
        ({"from": "0001-01-01"}, True),
        ({"to": "9999-12-31"}, True),
        ({"range": "sideways"}, True),
        ({"range": "sideways", "from": "2026-01-01"}, False),
        ({"range": "7d", "from": "", "to": ""}, False),
        ({"status": "frozen"}, False),
        ({}, False),
    ],
)
def test_days_that_cannot_be_read_are_known(params: dict[str, str], said: bool) -> None:
    assert misread({name: [value] for name, value in params.items()}) is said


def test_every_dimension_is_in_the_catalogue() -> None:
    assert set(DIMENSIONS) <= set(CATALOGUE)
    assert KNOWN["status"] == set(STATUSES)
    assert set(TEMPERATURES) < KNOWN["temperature"]


def test_a_mark_takes_the_place_of_what_was_chosen() -> None:
    choice = Choice(range="90d").with_values("channel", ["api", "widget"]).with_values("owner", ["Ann"])
    found = narrowed(None, choice, "channel=whatsapp&from=2026-11-01&to=2026-11-01")
    assert found == {"from": ["2026-11-01"], "to": ["2026-11-01"], "channel": ["whatsapp"], "owner": ["Ann"]}


def test_addresses_quote_what_visitors_wrote() -> None:
    assert url("inbox", {"channel": ["a&b=c", "d"]}) == "inbox?channel=a%26b%3Dc&channel=d"
    assert url("overview") == "./"


def test_a_mark_for_leads_of_any_day_takes_the_days_away() -> None:
    choice = Choice(range="90d").with_days(date(2026, 1, 1), date(2026, 1, 31)).with_values("channel", ["api"])
    found = narrowed(None, choice, "range=all&reached_qualified=2026-01-01..2026-01-31")
    assert found == {"range": ["all"], "channel": ["api"], "reached_qualified": ["2026-01-01..2026-01-31"]}
    before = narrowed(None, choice, "range=all&to=2025-12-31")
    assert before == {"to": ["2025-12-31"], "channel": ["api"]}


def test_days_of_another_kind_that_cannot_be_read_are_known() -> None:
    assert misread({"stands_since": ["soon"]})
    assert not misread({"stands_since": ["..2026-11-08"]})
    assert read({"stands_since": ["soon"]}).spans == ()
