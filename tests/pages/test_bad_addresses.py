"""Addresses that a person edited by hand: every insight page answers, says what it could not read, and never breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from leadlight.ui import sources_view, talks_view, team_view, temperature_view
from leadlight.ui.funnel_view import VIEWS as FUNNEL
from leadlight.ui.running import Running
from tests.pages.conftest import Visit

pytestmark = pytest.mark.slow
VIEWS: Mapping[str, Sequence[str]] = {
    "overview": ("",),
    "sources": tuple(sources_view.SHOWS),
    "funnel": tuple(FUNNEL),
    "temperature": tuple(temperature_view.SHOWS),
    "conversations": tuple(talks_view.SHOWS),
    "team": tuple(team_view.SHOWS),
}
EVERY = [(page, show) for page, shows in VIEWS.items() for show in shows]
OPTIONS = ("by", "split", "order", "counting", "funnel", "window", "grain", "idle", "clock", "outcome", "rate", "sort",
           "page_", "hot", "warm", "than", "one", "two")  # fmt: skip
HOSTILE = ("'; DROP TABLE lead; --", '"><script>é\u202e\x00%')
DAYS = [
    {"from": "2026-02-31"}, {"from": "x", "to": "y"}, {"from": "2026-11-20", "to": "2026-10-01"}, {"range": "sideways"},
    {"from": "0001-01-01", "to": "9999-12-31"}, {"from": "9999-12-31"}, {"to": "0001-01-01"},
    {"reached_qualified": "soon"}, {"reached_qualified": "2026-11-20..2026-10-01"},
]  # fmt: skip
FILTERS = ("channel", "source_page", "utm_campaign", "owner", "status", "temperature", "signal", "score_from", "hour",
           "weekday", "first_contact", "answer", "country", "form", "missed")  # fmt: skip


@pytest.mark.parametrize(("page", "show"), EVERY)
@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("names", [OPTIONS, FILTERS], ids=["options", "filters"])
def test_options_and_values_that_there_are_not_break_no_page(
    filled: Running, visit: Visit, page: str, show: str, hostile: str, names: tuple[str, ...]
) -> None:
    at = visit(page, show=show, range="all", **dict.fromkeys(names, hostile))
    assert not at.exception
    assert at.title


@pytest.mark.parametrize("page", VIEWS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_unknown_view_is_told_and_the_first_is_shown(filled: Running, visit: Visit, page: str, hostile: str) -> None:
    at = visit(page, show=hostile, range="all")
    assert not at.exception
    assert page == "overview" or any("which is not among" in each.value for each in at.warning)


@pytest.mark.parametrize(("page", "show"), EVERY)
def test_days_beyond_every_calendar_break_no_view(filled: Running, visit: Visit, page: str, show: str) -> None:
    at = visit(page, show=show, **{"from": "0001-01-01", "to": "9999-12-31"})
    assert any("could not be read" in each.value for each in at.warning)


@pytest.mark.parametrize("page", VIEWS)
@pytest.mark.parametrize("days", DAYS, ids=str)
def test_days_that_cannot_be_read_are_told(filled: Running, visit: Visit, page: str, days: dict[str, str]) -> None:
    assert any("could not be read" in each.value for each in visit(page, **days).warning)
