"""The Funnel page: one view at a time, what is chosen stands in the URL, slips are told, links hold their leads."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from leadlight.ui.running import Running
from tests.pages.conftest import Visit

VIEWS = {
    "steps": ("How far did the leads captured in the range get?", "Why do the three funnels differ?"),
    "maturity": ("How many will have converted in the end?", "Does each month's intake convert as well as the last?"),
    "time": ("How long do leads stand in each stage?", "Which open leads have not moved for 14 days?"),
    "lost": ("Why are leads lost?", "How far had leads come when they were lost?"),
}


def titles(at: Any) -> list[str]:
    return [each.value for each in at.subheader]


def shown(at: Any) -> str:
    """Everything of our own HTML on the page."""
    return " ".join(each.proto.body for each in at.get("html"))


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_asks_its_questions(filled: Running, visit: Visit, view: str) -> None:
    at = visit("funnel", range="all", show=view)
    assert titles(at)[:2] == list(VIEWS[view])
    assert not at.warning


@pytest.mark.parametrize(
    ("params", "title"),
    [
        ({"funnel": "entered"}, "How many leads came to each stage in the range?"),
        ({"funnel": "snapshot", "counting": "strict"}, "Where do the open leads stand now?"),
        ({"by": "channel"}, "How far do leads get, by channel?"),
        ({"by": "owner", "funnel": "snapshot"}, "Where do open leads stand, by owner?"),
        ({"show": "maturity", "grain": "week", "window": "30"}, "How many will have converted in the end?"),
        ({"show": "time", "idle": "60"}, "How long do leads stand in each stage?"),
        ({"show": "lost", "split": "channel"}, "Why are leads lost?"),
    ],
)
def test_a_link_reproduces_what_was_chosen(filled: Running, visit: Visit, params: dict[str, str], title: str) -> None:
    at = visit("funnel", range="all", **params)
    assert titles(at)[0] == title
    assert not at.warning


@pytest.mark.parametrize(
    "slip",
    [
        {"show": "sideways"},
        {"funnel": "'; DROP TABLE lead"},
        {"counting": "loosely"},
        {"by": "<script>"},
        {"show": "maturity", "grain": "day"},
        {"window": "12"},
        {"show": "time", "idle": "-1"},
        {"stands_since": "soon"},
    ],
)
def test_a_slip_in_the_link_is_told_and_put_right(filled: Running, visit: Visit, slip: dict[str, str]) -> None:
    at = visit("funnel", range="all", **slip)
    assert len(at.warning) == 1
    assert titles(at)


def test_a_change_of_counting_stands_in_the_url(filled: Running, visit: Visit) -> None:
    at = visit("funnel", range="all")
    next(each for each in at.get("button_group") if each.key == "funnel_counting").set_value("strict").run()
    assert at.query_params["counting"] in ("strict", ["strict"])


def test_without_leads_the_page_says_what_to_do(filled: Running, visit: Visit) -> None:
    at = visit("funnel", from_="1999-01-01", to="1999-01-31", channel="nowhere")
    assert "No leads in this range." in shown(at)


def test_the_list_behind_each_step_holds_as_many_leads(filled: Running, visit: Visit) -> None:
    at = visit("funnel", range="90d", funnel="entered")
    at.toggle(key="table_funnel_steps_entered_credited_auto").set_value(True).run()
    rows = re.findall(r'<tr><td class=""><a href="([^"]+)"[^>]*>(\w+)</a></td><td class="n">([^<]*)<', shown(at))
    assert [name for _, name, _ in rows] == ["Leads", "Contacted", "Qualified", "Converted"]
    for href, _, number in rows:
        params = parse_qs(urlsplit(href.replace("&amp;", "&")).query)
        listed = visit("inbox", **{("from_" if name == "from" else name): values for name, values in params.items()})
        total = re.search(r"([\d\u202f]+)\s+lead", shown(listed) + " ".join(each.value for each in listed.markdown))
        assert total is not None
        assert total[1] == number, href
