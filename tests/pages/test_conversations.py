"""The Conversations page: each view opens, marks and filters say the same, and a hand-made URL breaks nothing."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.charts.capture_by import TITLES
from leadlight.domain.bot import Bot
from leadlight.ui.running import Running
from leadlight.ui.talks_view import SHOWS
from leadlight.warehouse import conversations_list
from leadlight.warehouse.conversation_steps import ConversationSteps
from leadlight.warehouse.filters import Filters
from tests.pages.conftest import Visit
from tests.pages.lead_room import texts

PAGE = "conversations"


def counted(here: Running, bot: Bot, *where: tuple[str, tuple[str, ...]]) -> int:
    with here.warehouse.read() as cursor:
        return conversations_list.count(cursor, Filters((bot.id,), where=where))


def total(at: AppTest, noun: str = "conversation") -> int:
    """What the list says it holds."""
    found = re.search(rf"\*\*([\d\u202f]+) {noun}s?\*\*", texts(at))
    assert found, texts(at)
    return int(found[1].replace("\u202f", ""))


def cards(at: AppTest) -> list[str]:
    """The cards of the list, as HTML."""
    return [html.proto.body for html in at.get("html") if 'href="conversation?' in html.proto.body]


@pytest.mark.parametrize("show", SHOWS)
def test_each_view_opens_whole(filled: Running, visit: Visit, show: str) -> None:
    at = visit(PAGE, range="all", show=show)
    assert at.title[0].value == "Conversations"
    assert not at.warning
    assert len(at.get("plotly_chart")) == (0 if show in ("missed", "list") else 2)


@pytest.mark.parametrize("by", [key for key in TITLES if key != "weekday"])
def test_each_dimension_is_compared(filled: Running, visit: Visit, by: str) -> None:
    at = visit(PAGE, range="all", by=by)
    assert TITLES[by] in [each.value for each in at.subheader]


def test_conversations_and_leads_are_laid_side_by_side(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    said = texts(visit(PAGE, range="all"))
    with filled.warehouse.read() as cursor:
        row = ConversationSteps(Filters((sample_bot.id,))).read(cursor).row(0, named=True)
        beside = conversations_list.leads_beside(cursor, Filters((sample_bot.id,)))
    assert beside is not None
    assert f"{row['with_lead']} conversations begun in these days produced a lead" in said
    assert f"300 leads were captured in them: {beside.without} without a conversation" in said


Where = tuple[tuple[str, tuple[str, ...]], ...]


@pytest.mark.parametrize(
    ("params", "where"),
    [
        ({}, ()),
        ({"weekday": "1", "hour": "9"}, (("weekday", ("1",)), ("hour", ("9",)))),
        ({"form": ["started", "submitted"]}, (("form", ("started", "submitted")),)),
        ({"answer": "name:refused"}, (("answer", ("name:refused",)),)),
        ({"has_lead": "no", "temperature": "hot"}, (("has_lead", ("no",)), ("temperature", ("hot",)))),
    ],
)
def test_the_list_holds_exactly_what_the_url_narrows_it_to(
    filled: Running,
    sample_bot: Bot,
    visit: Visit,
    params: dict[str, str],
    where: tuple[tuple[str, tuple[str, ...]], ...],
) -> None:
    at = visit(PAGE, range="all", show="list", **params)
    expected = counted(filled, sample_bot, *where)
    assert total(at) == expected > 0
    assert len(cards(at)) == min(expected, 25)


def test_missed_leads_stand_with_the_visitors_words_and_lead_to_the_transcript(
    filled: Running, sample_bot: Bot, visit: Visit
) -> None:
    at = visit(PAGE, range="all", show="missed")
    assert total(at, "missed lead") == counted(filled, sample_bot, ("missed", ("yes",))) > 0
    first = cards(at)[0]
    quote = re.search(r"<q>(.+?)</q>", first)
    href = re.search(r'href="(conversation\?[^"]+)"', first)
    assert quote
    assert href
    params = parse_qs(urlsplit(unescape(href[1])).query)
    opened = visit("conversation", **{name: values[0] for name, values in params.items()})
    words = unescape(quote[1]).rstrip("…")
    plain = re.sub(r"<sup>[^<]*</sup>|<[^>]+>", "", unescape(texts(opened)))
    assert " ".join(words.split()[:3]) in " ".join(plain.split())


def test_the_pages_of_the_list_go_on_where_the_one_before_ended(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    with filled.warehouse.read() as cursor:
        ids = conversations_list.page(cursor, Filters((sample_bot.id,)), limit=50)["id"].to_list()
    drawn = [*cards(visit(PAGE, range="all", show="list")), *cards(visit(PAGE, range="all", show="list", page_="2"))]
    found = [int(parse_qs(urlsplit(unescape(re.search(r'href="(conversation[^"]+)"', card)[1])).query)["id"][0])  # type: ignore[index]  # every card has a link
             for card in drawn]  # fmt: skip
    assert found == ids


@pytest.mark.parametrize(
    "params",
    [
        {"show": "nonsense"},
        {"by": "'; DROP TABLE conversation --"},
        {"show": "list", "sort": "owner", "page_": "-7"},
        {"show": "list", "page_": "99999999"},
        {"from_": "2026-12-01", "to": "2026-01-01"},
        {"weekday": "9", "hour": "x", "form": "begun", "missed": "maybe"},
        {"show": "list", "channel": 'it\'s "here"', "answer": '["', "left_at": "\\"},
    ],
)
def test_a_hand_made_url_breaks_nothing(filled: Running, visit: Visit, params: dict[str, str]) -> None:
    at = visit(PAGE, **params)
    assert not at.exception
    assert not at.error


def test_what_narrows_leads_only_is_left_out_and_said(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit(PAGE, range="all", show="list", status="lost", owner="Ann", q="x")
    assert total(at) == counted(filled, sample_bot)
    assert "cannot be narrowed by it: Owner, Status, Search" in texts(at)


def test_what_narrows_conversations_only_is_left_out_of_the_inbox(filled: Running, visit: Visit) -> None:
    at = visit("inbox", range="all", missed="yes", form="shown")
    assert not at.exception
    assert "cannot be narrowed by it: Form, Missed lead" in texts(at)
    assert "**300 leads**" in texts(at)


def test_an_empty_list_says_what_to_do(filled: Running, visit: Visit) -> None:
    at = visit(PAGE, show="list", channel="nowhere")
    assert "No conversation matches these filters." in texts(at)
    assert "Clear filters" in [button.label for button in at.button]
    at = visit(PAGE, show="missed", from_="2020-01-01", to="2020-01-02")
    assert "No lead was missed here." in texts(at)


def test_without_any_lead_the_page_says_how_to_begin(empty: Running, visit: Visit) -> None:
    assert not visit(PAGE).exception
