"""The first page: its counters are the catalogue's, its links the lists behind them, and nothing makes it fall over."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.actions.create_bot import create_bot
from leadlight.actions.edit_lead import edit_lead
from leadlight.domain.bot import Bot
from leadlight.domain.scope import CONFIGURE, OWNER
from leadlight.domain.status import STATUSES
from leadlight.ui import page
from leadlight.ui.running import Running
from leadlight.warehouse import leads_list
from leadlight.warehouse.query import Filters, Query, run
from tests.house.tree import read
from tests.pages.conftest import Visit, follow_now


def tiles(at: AppTest) -> dict[str, int]:
    """The counters by their label, without what stands faint behind it."""
    return {tile.label.split(" :gray")[0]: int("".join(filter(str.isdigit, tile.value))) for tile in at.metric}


def said(at: AppTest) -> str:
    """Everything the page says in words."""
    kinds = (at.markdown, at.caption, at.title, at.subheader, at.warning, at.info, at.error, at.code)
    return "\n".join(str(each.value) for kind in kinds for each in kind)


def by_status(here: Running, bot: Bot, filters: Filters) -> dict[str, int]:
    with here.warehouse.read() as cursor:
        return dict(run(cursor, Query(filters, ("leads",), ("status",))).iter_rows())


def test_counters_are_the_numbers_of_the_catalogue(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit(range="all")
    found = by_status(filled, sample_bot, Filters((sample_bot.id,)))
    assert tiles(at) == {"Total": sum(found.values())} | {s.label: found.get(s.key, 0) for s in STATUSES}
    assert tiles(at)["Total"] == 300


def test_the_url_narrows_every_counter(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    at = visit(range="all", channel=["widget", "whatsapp"])
    found = by_status(filled, sample_bot, Filters((sample_bot.id,), where=(("channel", ("widget", "whatsapp")),)))
    assert 0 < sum(found.values()) < 300
    assert tiles(at) == {"Total": sum(found.values())} | {s.label: found.get(s.key, 0) for s in STATUSES}


def test_days_in_the_url_are_both_included(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    with filled.warehouse.read() as cursor:
        newest = leads_list.page(cursor, Filters((sample_bot.id,)), limit=1)["captured_day"][0]
        held = leads_list.count(cursor, Filters((sample_bot.id,), newest, newest))
    assert tiles(visit(from_=str(newest), to=str(newest)))["Total"] == held > 0


def test_every_picture_of_the_page_is_drawn(filled: Running, visit: Visit) -> None:
    at = visit(range="all")
    assert len(at.get("plotly_chart")) == read("pages/insights/overview.py").count("show.chart(")
    assert "Nothing" not in said(at)


def test_hot_leads_that_wait_are_hot_and_new_and_the_newest_first(
    filled: Running, sample_bot: Bot, visit: Visit
) -> None:
    where = (("temperature", ("hot",)), ("status", ("new",)))
    with filled.warehouse.read() as cursor:
        waiting = leads_list.page(cursor, Filters((sample_bot.id,), where=where), limit=5)["id"].to_list()
    drawn = next(each.proto.body for each in visit(range="all").get("html") if "ll-item" in each.proto.body)
    places = [drawn.find(f"id={lead}") for lead in waiting]
    assert waiting
    assert all(place > 0 for place in places)
    assert places == sorted(places)


def test_each_counter_opens_its_list(filled: Running, visit: Visit) -> None:
    found = [parse_qs(each.proto.query_string) for each in visit(channel="widget").get("page_link")]
    lists = [each for each in found if each.get("channel") == ["widget"]]
    assert {"bot": ["demo"], "channel": ["widget"]} in lists
    assert {tuple(each.get("status", ())) for each in lists} >= {(status.key,) for status in STATUSES}


def test_a_range_without_leads_says_so_and_does_not_fail(filled: Running, visit: Visit) -> None:
    at = visit(from_="1999-01-01", to="1999-01-31")
    assert set(tiles(at).values()) == {0}
    assert not at.get("plotly_chart")


@pytest.mark.parametrize("params", [{"range": "sideways"}, {"from": "2026-13-45", "to": "x"}, {"status": "frozen"}])
def test_a_slip_in_the_url_is_ignored(filled: Running, visit: Visit, params: dict[str, str]) -> None:
    assert tiles(visit(**params)) == tiles(visit())


@pytest.mark.parametrize(
    "params", [{"from": "2020-13-99"}, {"from": "2026-02-02", "to": "2026-01-01"}, {"range": "sideways"}]
)
@pytest.mark.parametrize("where", ["overview", "inbox"])
def test_days_that_cannot_be_read_are_said_and_stay_in_the_url(
    filled: Running, visit: Visit, where: str, params: dict[str, str]
) -> None:
    at = visit(where, **params)
    assert [each.value for each in at.warning] == ["The link's days could not be read; showing the last 30 days."]
    kept = {name: value if isinstance(value, str) else value[0] for name, value in at.query_params.items()}
    assert params.items() <= kept.items()
    assert not visit(where, range="7d").warning


def test_one_day_alone_is_an_open_range(filled: Running, visit: Visit) -> None:
    everything = tiles(visit(range="all"))["Total"]
    day = "2026-11-01"
    since, until = tiles(visit(from_=day))["Total"], tiles(visit(to="2026-10-31"))["Total"]
    assert since > 0
    assert until > 0
    assert since + until == everything


def test_an_unknown_bot_in_the_url_is_said_and_never_passed_over(filled: Running, visit: Visit) -> None:
    at = visit(bot="**nobody**")
    assert [each.value for each in at.warning] == [
        r"There is no bot called \*\*nobody\*\*. These are the numbers of Tallyhand \(sample\)."
    ]


def test_without_any_bot_the_first_steps_are_shown(empty: Running, visit: Visit) -> None:
    at = visit()
    assert [each.value for each in at.title] == ["Welcome to Leadlight"]
    assert "python -m pipelines demo" in said(at)


def test_a_bot_without_leads_says_how_to_bring_some(empty: Running, visit: Visit) -> None:
    with empty.house.work(OWNER) as work:
        create_bot(work, "Fresh")
        work.commit()
    follow_now(empty)
    at = visit()
    assert "python -m pipelines ingest leads.csv --bot Fresh" in said(at)
    assert not at.metric


def test_who_may_not_read_leads_sees_no_number(filled: Running, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "OWNER", replace(OWNER, actor="guest", rights=frozenset({CONFIGURE})))
    at = visit()
    assert [each.value for each in at.error] == [r"guest may not do this \(needs leads\.read\)"]
    assert not at.metric
    assert not at.title


def test_a_damaged_warehouse_is_told_in_a_line(filled: Running, visit: Visit) -> None:
    filled.warehouse.state = "broken: for the test"
    assert "The warehouse is damaged" in said(visit())


def test_words_of_a_visitor_stay_words(filled: Running, sample_bot: Bot, visit: Visit) -> None:
    evil = "<img src=x onerror=alert(1)>"
    hot = Filters((sample_bot.id,), where=(("temperature", ("hot",)), ("status", ("new",))))
    with filled.warehouse.read() as cursor:
        lead, version = leads_list.page(cursor, hot, limit=1).select("id", "version").row(0)
    with filled.house.work(OWNER) as work:
        edit_lead(work, lead, version, {"name": evil})
        work.commit()
    follow_now(filled)
    drawn = "".join(each.proto.body for each in visit(range="all").get("html"))
    assert "&lt;img src=x" in drawn
    assert "<img" not in drawn
