"""A chart's numbers by the API: the table as CSV, and a plain refusal of what cannot be asked."""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

from leadlight.charts.registry import CHARTS, FAMILIES

BOT = "/api/v1/bots/estate/charts"


def rows(client: TestClient, path: str) -> list[dict[str, str]]:
    """The file at this address as any other program reads it."""
    found = client.get(f"{BOT}/{path}")
    assert found.status_code == 200, found.text
    return list(csv.DictReader(io.StringIO(found.text, newline="")))


def test_a_chart_comes_as_a_file_with_raw_numbers(client: TestClient) -> None:
    found = client.get(f"{BOT}/sources?by=channel")
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in found.headers["content-disposition"]
    assert found.headers["cache-control"] == "no-store"
    widget = next(row for row in rows(client, "sources?by=channel") if row["Channel"] == "Widget")
    assert (widget["Leads"], widget["Converted"], widget["Conversion"]) == ("2", "0", "0.0")
    assert float(widget["95 % low"]) == 0.0
    assert 0.6 < float(widget["95 % high"]) < 0.7


def test_filters_narrow_a_chart_as_they_narrow_the_export(client: TestClient) -> None:
    found = rows(client, "lead_funnel?channel=widget&from=2026-11-01&to=2026-11-30")
    assert {row["Stage"]: row["Reached"] for row in found}["Leads"] == "2"
    lead = rows(client, "lead_funnel?has_email=yes&channel=widget")
    assert {row["Stage"]: row["Reached"] for row in lead}["Leads"] == "1"


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ("pie", "chart", "there is no chart 'pie'; there are leads_by_day"),
        ("sources?by=zodiac", "by", "it can be channel, source_page"),
        ("sources?by=channel&by=trigger", "by", "by is given more than once"),
        ("sources?order=random", "order", "it can be rank"),
        ("lead_funnel?by=channel", "by", "there is no filter 'by'"),
        ("sources?zodiac=leo", "zodiac", "there is no filter 'zodiac'"),
        ("sources?from=2026-11-09&to=2026-11-01", "to", "ends (2026-11-01) before it begins"),
        ("sources?from=2026-13-40", "from", "a day is written YYYY-MM-DD"),
        ("sources?status=frozen", "status", "there is no status 'frozen'"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(client: TestClient, asked: str, field: str, said: str) -> None:
    answer = client.get(f"{BOT}/{asked}")
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["field"] == field
    assert said in error["message"]


def test_quotes_in_a_filter_find_nothing_and_break_nothing(client: TestClient) -> None:
    assert rows(client, "sources?channel=%27%20OR%201%3D1%20--") == []


def test_a_bot_outside_the_scope_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/bots/nobody/charts/sources").status_code == 404


def test_a_wrong_token_gets_no_chart(client: TestClient) -> None:
    assert client.get(f"{BOT}/sources", headers={"authorization": "Bearer no"}).status_code == 401


@pytest.mark.parametrize("key", [*(chart.key for chart in CHARTS), *(family.key for family in FAMILIES)])
def test_every_chart_has_an_address(client: TestClient, key: str) -> None:
    answer = client.get(f"{BOT}/{key}")
    assert answer.status_code in (200, 422), answer.text
    assert answer.status_code == 200 or "Traceback" not in answer.text
