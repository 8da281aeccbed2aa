"""The page of sources: each view draws the warehouse's numbers, links keep what was chosen, slips are said."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.charts.sources import QUESTIONS
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER, READ
from leadlight.ui import page
from leadlight.ui.running import Running
from leadlight.warehouse.query import Filters, Query, run
from tests.pages.conftest import Visit


def drawn(at: AppTest) -> str:
    """All our own HTML on the page."""
    return "".join(each.proto.body for each in at.get("html"))


def table(at: AppTest) -> list[list[str]]:
    """The cells of the last table, links left out."""
    rows = re.findall(r"<tr>(.*?)</tr>", drawn(at).rpartition("<table")[2], re.DOTALL)[1:]
    return [[re.sub("<.*?>", "", cell) for cell in re.findall(r"<td.*?>(.*?)</td>", row)] for row in rows]


def chosen(at: AppTest) -> dict[str, str]:
    """The parameters of the URL."""
    return {name: value if isinstance(value, str) else value[-1] for name, value in at.query_params.items()}


def leads(here: Running, bot: Bot, by: str) -> dict[str, int]:
    with here.warehouse.read() as cursor:
        return dict(run(cursor, Query(Filters((bot.id,)), ("leads",), (by,))).iter_rows())


@pytest.mark.parametrize("by", QUESTIONS)
def test_each_dimension_tells_its_leads(filled: Running, sample_bot: Bot, visit: Visit, by: str) -> None:
    at = visit("sources", range="all", by=by)
    assert at.subheader[-1].value.startswith(QUESTIONS[by])
    assert len(at.get("plotly_chart")) == 1
    column = 1 if by == "trigger" else 2  # a trigger splits no conversations
    found = [int("".join(filter(str.isdigit, row[column]))) for row in table(at)]
    expected = sorted(leads(filled, sample_bot, by).values(), reverse=True)
    assert 0 < sum(found) <= sum(expected)
    assert len(found) == min(25, len(leads_and_talks(filled, sample_bot, by)))


def leads_and_talks(here: Running, bot: Bot, by: str) -> list[str]:
    measures = ("leads",) if by == "trigger" else ("leads", "conversations")
    with here.warehouse.read() as cursor:
        return [row[0] for row in run(cursor, Query(Filters((bot.id,)), measures, (by,))).iter_rows()]


def test_few_leads_are_said_to_be_too_few(filled: Running, visit: Visit) -> None:
    at = visit("sources", range="all", by="utm_campaign")
    assert "too few to tell" in drawn(at)


def test_the_map_and_the_other_views_are_drawn(filled: Running, visit: Visit) -> None:
    for show, question in (("map", "Which pages convert by which channel?"), ("compare", "Which of the two")):
        at = visit("sources", range="all", show=show)
        assert any(each.value.startswith(question) for each in at.subheader), show


def test_controls_write_the_url_and_nothing_else(filled: Running, visit: Visit) -> None:
    at = visit("sources", range="all")
    at.button_group(key="sources_by").set_value("utm_source").run()
    assert not at.exception
    assert chosen(at)["by"] == "utm_source"
    at.selectbox(key="sources_order").set_value("leads").run()
    assert chosen(at)["order"] == "leads"
    at.button_group(key="sources_by").set_value("channel").run()
    assert "by" not in chosen(at)
    at.button_group(key="sources_by").set_value("source_page").run()
    at.toggle(key="sources_grouped_source_page").set_value(True).run()
    assert chosen(at)["by"] == "source_group"
    assert not at.exception


def test_a_group_leads_to_its_pages_and_back(filled: Running, visit: Visit) -> None:
    at = visit("sources", range="all", by="source_group", channel="widget")
    hrefs = [href.replace("&amp;", "&") for href in re.findall(r'href="(sources\?[^"]+)"', drawn(at))]
    inside = next(parse_qs(href.partition("?")[2]) for href in hrefs if "blog" in href)
    assert (inside["by"], inside["channel"]) == (["source_page"], ["widget"])
    at = visit("sources", range="all", by="source_page", channel="widget", source_group=inside["source_group"])
    assert all("/blog" in row[0] for row in table(at))
    next(each for each in at.button if each.label == "All groups of pages").click().run()
    assert chosen(at) == {"bot": "demo", "range": "all", "channel": "widget", "by": "source_group"}
    assert not at.exception


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"by": "zodiac"}, "zodiac"),
        ({"show": "cake"}, "cake"),
        ({"order": "'; DROP"}, "DROP"),
        ({"from": "2026-02-02", "to": "2026-01-01"}, "days could not be read"),
    ],
)
def test_a_slip_in_the_link_is_said_and_the_usual_shown(
    filled: Running, visit: Visit, params: dict[str, str], said: str
) -> None:
    at = visit("sources", **params)
    assert said in " ".join(each.value for each in at.warning)
    assert at.get("plotly_chart") or "too few" in drawn(at)


def test_a_channel_with_quotes_finds_nothing_and_breaks_nothing(filled: Running, visit: Visit) -> None:
    at = visit("sources", range="all", channel="' OR 1=1 --")
    assert not at.get("plotly_chart")
    assert "No leads in this range." in drawn(at)


def test_how_it_is_counted_has_n_zone_and_both_files(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit("sources", range="all", by="trigger", channel="widget")
    words = drawn(at)
    with filled.warehouse.read() as cursor:
        where = (("channel", ("widget",)),)
        number = run(cursor, Query(Filters((sample_bot.id,), where=where), ("leads",)))["leads"][0]
    assert f"n = {number} leads" in words
    assert sample_bot.zone in words
    files = [each.proto.url for each in at.get("link_button")]
    shown, behind = (next(each for each in files if part in each) for part in ("/charts/sources?", "/leads.csv?"))
    assert parse_qs(shown.partition("?")[2]).items() >= {"by": ["trigger"], "channel": ["widget"]}.items()
    assert "by" not in parse_qs(behind.partition("?")[2])
    assert parse_qs(behind.partition("?")[2])["channel"] == ["widget"]


def test_rules_for_groups_open_with_what_they_make_of_the_pages(filled: Running, visit: Visit) -> None:
    at = visit("sources", range="all", by="source_group")
    at.button(key="edit_groups").click().run()
    assert at.text_area(key="page_groups_text").value == ""
    assert any("/blog" in row[0] and row[1] != "0" for row in table(at))
    assert at.button(key="save_groups").disabled


def test_who_may_not_configure_sees_no_way_to_the_rules(
    filled: Running, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "OWNER", replace(OWNER, actor="reader", rights=frozenset({READ})))
    at = visit("sources", range="all", by="source_group")
    assert at.get("plotly_chart")
    assert not [each for each in at.button if each.key == "edit_groups"]


def test_a_bot_without_leads_says_how_to_bring_some(empty: Running, visit: Visit) -> None:
    assert "Welcome" in " ".join(each.value for each in visit("sources").title)
