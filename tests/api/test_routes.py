"""The routes: the same numbers and files as the commands give, and errors that say what to do."""

from __future__ import annotations

import io
import json
from pathlib import Path

import anyio
import polars as pl
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import Message

from leadlight.actions.answer_report import Asked, answer_report
from leadlight.actions.export_leads import FORMATS
from leadlight.api.build import build_api
from leadlight.api.parts import Parts
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER
from leadlight.domain.status import BY_KEY as STATUSES
from leadlight.domain.temperature import TEMPERATURES
from leadlight.errors import FaultError
from leadlight.warehouse.metrics import DIMENSIONS, MEASURES
from leadlight.warehouse.spans import KINDS as SPANS
from leadlight.warehouse.store import Warehouse
from tests.api.conftest import over
from tests.pipelines.kit import counts, parsed, take

METRICS = "/api/v1/bots/estate/metrics"


def test_a_living_process_says_so_and_a_ready_one_how_it_stands(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"ok": True}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "record": "ready"})
    assert answer.headers["cache-control"] == "no-store"


def test_a_server_that_is_still_starting_is_not_ready_and_asks_to_be_patient() -> None:
    client = over(build_api())
    assert client.get("/healthz").status_code == 200
    assert (client.get("/readyz").status_code, client.get("/readyz").json()["ready"]) == (503, False)
    answer = client.get(METRICS, params={"measures": "leads"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


def test_a_server_that_cannot_work_is_not_ready(api: FastAPI) -> None:
    parts: Parts = api.state.parts
    broken = {"ready": False, "record": "disk full"}
    api.state.parts = Parts(parts.house, parts.warehouse, parts.token, parts.upkeep, lambda: broken, parts.writer)
    answer = over(api).get("/readyz")
    assert (answer.status_code, answer.json()) == (503, broken)


@pytest.mark.parametrize("by", ["", "channel", "day", "status,temperature", "month,bot"])
def test_metrics_are_what_report_tells(client: TestClient, estate: House, warehouse: Warehouse, by: str) -> None:
    measures = ["leads", "converted", "conversion_rate", "conversion_low", "avg_score", "win_rate"]
    asked = Asked(["estate"], measures, by.split(",") if by else [], [("to", "2026-11-30")])
    answer = client.get(METRICS, params={"measures": ",".join(measures), "by": by, "to": "2026-11-30"})
    assert answer.status_code == 200
    assert answer.json() == answer_report(estate.engine, warehouse, OWNER, asked).as_dict()
    assert (answer.json()["bot"], answer.json()["zone"]) == ("Estate", "Europe/Berlin")
    assert sum(row["leads"] for row in answer.json()["rows"]) == 5


def test_every_measure_of_the_catalogue_is_answered(client: TestClient) -> None:
    (row,) = client.get(METRICS, params={"measures": ",".join(MEASURES)}).json()["rows"]
    assert row.keys() == MEASURES.keys()


def test_any_dimension_is_a_filter_by_its_own_name_or_in_a_pair(client: TestClient) -> None:
    short = client.get(METRICS, params={"measures": "leads", "channel": "widget"}).json()
    pair = client.get(METRICS, params={"measures": "leads", "filter": "channel=widget"}).json()
    assert short == pair
    assert short["rows"] == [{"leads": 2}]
    both = client.get(METRICS, params=[("measures", "leads"), ("channel", "widget"), ("channel", "whatsapp")])
    assert both.json()["rows"] == [{"leads": 3}]
    assert {"channel", "status", "day"} <= DIMENSIONS.keys()


def test_all_means_every_bot_and_commas_name_several(client: TestClient) -> None:
    for bots in ("all", "estate,other"):
        found = client.get(f"/api/v1/bots/{bots}/metrics", params={"measures": "leads", "by": "bot"}).json()
        assert found["rows"] == [{"bot": "Estate", "leads": 5}]
        assert found["zone"] == "Europe/Berlin,UTC"


def test_metrics_as_a_file_are_inert_and_an_attachment(client: TestClient) -> None:
    answer = client.get(METRICS, params={"measures": "leads", "by": "status", "format": "csv"})
    found = {row["status"]: row["leads"] for row in parsed(answer.content)}
    assert found == {"new": "3", "converted": "1", "lost": "1"}
    assert answer.headers["content-disposition"] == 'attachment; filename="estate-report.csv"'


@pytest.mark.parametrize(
    ("path", "params", "status", "code", "field"),
    [
        ("bots/nobody/metrics", {"measures": "leads"}, 404, "not_found", None),
        ("bots/estate/metrics", {}, 422, "refused", "measures"),
        ("bots/estate/metrics", {"measures": "lead"}, 422, "refused", "measures"),
        ("bots/estate/metrics", {"measures": "leads", "by": "colour"}, 422, "refused", "by"),
        ("bots/estate/metrics", {"measures": "conversations", "by": "lost_reason"}, 422, "refused", "by"),
        ("bots/estate/metrics", {"measures": "conversations", "lost_reason": "x"}, 422, "refused", "lost_reason"),
        ("bots/estate/metrics", {"measures": "conversations", "filter": "lost_reason=x"}, 422, "refused", "filter"),
        ("bots/estate/metrics", {"measures": "conversations", "q": "x"}, 422, "refused", "q"),
        ("bots/estate/metrics", {"measures": "leads,leads"}, 422, "refused", "measures"),
        ("bots/estate/metrics", {"measures": ["leads", "leads"]}, 422, "refused", "measures"),
        ("bots/estate/metrics", {"measures": "leads", "by": "day,day"}, 422, "refused", "by"),
        ("bots/estate/metrics", {"measures": "leads", "status": "won"}, 422, "refused", "status"),
        ("bots/estate/metrics", {"measures": "leads", "filter": "status=won"}, 422, "refused", "filter"),
        ("bots/estate/metrics", {"measures": "leads", "temperature": "Hot"}, 422, "refused", "temperature"),
        ("bots/estate/metrics", {"measures": "leads", "filter": "colour=red"}, 422, "refused", "filter"),
        ("bots/estate/metrics", {"measures": "leads", "from": ["2026-11-01", "2026-11-02"]}, 422, "refused", "from"),
        (
            "bots/estate/metrics",
            {"measures": "leads", "to": "2026-11-01", "filter": "to=2026-11-01"},
            422,
            "refused",
            "to",
        ),
        ("bots/estate/metrics", {"measures": "leads", "q": ["a", "b"]}, 422, "refused", "q"),
        ("bots/estate/metrics", {"measures": "leads", "format": ["json", "csv"]}, 422, "refused", "format"),
        ("bots/estate/leads.csv", {"status": "won"}, 422, "refused", "status"),
        ("bots/estate/leads.csv", {"measures": "leads"}, 422, "refused", "measures"),
        ("bots/estate/leads.csv", {"preset": "sap"}, 422, "refused", "preset"),
        ("bots/estate/leads.xlsx", {"preset": "mailchimp"}, 422, "refused", "format"),
        ("bots/estate/presets/sap", {}, 422, "refused", "preset"),
        ("bots/nobody/presets/excel", {}, 404, "not_found", None),
        ("bots/,/metrics", {"measures": "leads"}, 422, "refused", "bot"),
        ("bots/estate/metrics", {"measures": "leads", "from": "soon"}, 422, "refused", "from"),
        ("bots/estate/metrics", {"measures": "leads", "colour": "red"}, 422, "refused", "colour"),
        ("bots/estate/metrics", {"measures": "leads", "filter": "x"}, 422, "refused", "filter"),
        ("bots/estate/metrics", {"measures": "leads", "format": "xml"}, 422, "refused", "format"),
        ("bots/nobody/leads.csv", {}, 404, "not_found", None),
        ("bots/estate/leads.csv", {"has_email": "maybe"}, 422, "refused", "has_email"),
        ("bots/estate/leads.doc", {}, 422, "refused", "form"),
        ("no/such/path", {}, 404, "not_found", None),
        ("bots/estate/metrics/", {"measures": "leads"}, 404, "not_found", None),
    ],
)
def test_what_cannot_be_answered_is_json_that_says_why(
    client: TestClient, path: str, params: dict[str, str | list[str]], status: int, code: str, field: str | None
) -> None:
    answer = client.get(f"/api/v1/{path}", params=params, follow_redirects=False)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
    error = answer.json()["error"]
    assert (error["code"], error.get("field")) == (code, field)
    assert error["message"]


def test_a_value_that_cannot_be_names_those_that_can(client: TestClient) -> None:
    for name, allowed in (("status", list(STATUSES)), ("temperature", [*TEMPERATURES, "(none)"])):
        told = client.get(METRICS, params={"measures": "leads", name: "x"}).json()["error"]["message"]
        assert ", ".join(allowed) in told
        for value in allowed:
            assert client.get(METRICS, params={"measures": "leads", name: value}).status_code == 200
    assert client.get(METRICS, params={"measures": "leads", "bot": "nobody"}).json()["rows"] == [{"leads": 0}]


def test_names_given_again_are_added_to_those_before(client: TestClient) -> None:
    again = [("measures", "leads"), ("measures", "lost,hot"), ("by", "status"), ("by", "channel")]
    once = {"measures": "leads,lost,hot", "by": "status,channel"}
    assert client.get(METRICS, params=again).json() == client.get(METRICS, params=once).json()


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "//api/v1/nope", "//api", "/api//v1", "/api/../v1", "/api/v1/../x", "/api/v1/..\\x",
             "/api\\v1", "/api/v1/bots/\0/metrics", "/api/v1/bots/./metrics", "/api/v1/bots/../metrics"],
)  # fmt: skip
def test_no_path_under_api_is_answered_but_in_json(client: TestClient, path: str) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    # Not through the client, which tidies a path as a browser does.
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [(b"host", b"localhost")]}
    anyio.run(client.app, scope, receive, send)
    assert sent[0]["status"] == 404
    assert json.loads(sent[1]["body"])["error"]["code"] == "not_found"
    assert (b"x-content-type-options", b"nosniff") in sent[0]["headers"]


@pytest.mark.parametrize("path", ["/", "/apiary", "/api-docs", "/leads/../x"])
def test_paths_elsewhere_are_no_matter_of_the_api(client: TestClient, path: str) -> None:
    assert "application/json" not in client.get(path).headers["content-type"]


def test_a_wrong_method_is_json_and_names_the_right_ones(client: TestClient) -> None:
    for method in ("POST", "DELETE", "PUT"):
        answer = client.request(method, METRICS)
        assert (answer.status_code, answer.json()["error"]["code"]) == (405, "method_not_allowed")
        assert "GET" in answer.headers["allow"]


def test_a_fault_is_unavailable_and_not_a_crash(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise FaultError("the numbers were just rebuilt: try again")

    monkeypatch.setattr("leadlight.api.metrics.answer_report", failing)
    answer = client.get(METRICS, params={"measures": "leads"})
    assert (answer.status_code, answer.json()["error"]["message"]) == (503, "the numbers were just rebuilt: try again")


def test_csv_holds_every_lead_as_a_file_to_keep(client: TestClient) -> None:
    answer = client.get("/api/v1/bots/estate/leads.csv", headers={"accept-encoding": "gzip, br"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-encoding"] == "identity"
    assert answer.headers["content-disposition"] == 'attachment; filename="estate-leads.csv"'
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    file = parsed(answer.content)
    assert sorted(row["external_id"] for row in file) == ["", "A", "B", "C", "D"]
    assert [row["name"] for row in file if row["external_id"] == "A"] == ["'=1+1"]


def test_csv_of_the_server_is_no_news_to_its_bot(client: TestClient, estate: House, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_bytes(client.get("/api/v1/bots/estate/leads.csv").content)
    assert counts(take(estate, tmp_path / "out.csv")[0]) == {"read": 5, "unchanged": 5}


def test_files_keep_what_the_filters_keep(client: TestClient) -> None:
    for params, expected in (
        ({"channel": "widget"}, {"A", "D"}),
        ({"q": "A@X"}, {"A"}),
        ({"has_phone": "yes"}, {"B"}),
        ({"has_email": "no", "from": "2026-11-03", "to": "2026-11-03"}, {"B", "C"}),
        ({"status": "qualified"}, set()),
    ):
        csv = parsed(client.get("/api/v1/bots/estate/leads.csv", params=params).content)
        parquet = pl.read_parquet(io.BytesIO(client.get("/api/v1/bots/estate/leads.parquet", params=params).content))
        assert {row["external_id"] for row in csv} == set(parquet["external_id"]) == expected


def test_every_kind_of_file_is_no_news_to_its_bot(client: TestClient, estate: House, tmp_path: Path) -> None:
    for form in FORMATS:
        file = tmp_path / f"out.{form}"
        answer = client.get(f"/api/v1/bots/estate/leads.{form}")
        assert answer.headers["content-type"] == FORMATS[form].media_type
        file.write_bytes(answer.content)
        assert counts(take(estate, file)[0]) == {"read": 5, "unchanged": 5}


def test_a_preset_says_beforehand_what_its_file_holds(client: TestClient) -> None:
    for params in ({}, {"channel": "widget"}):
        told = client.get("/api/v1/bots/estate/presets/mailchimp", params=params).json()
        answer = client.get("/api/v1/bots/estate/leads.csv", params=params | {"preset": "mailchimp"})
        assert len(parsed(answer.content)) == told["rows"]
        assert told["leads"] - told["rows"] == sum(each["leads"] for each in told["findings"])
        assert answer.headers["content-disposition"] == 'attachment; filename="estate-mailchimp.csv"'
    found = {each["check"]: each for each in told["findings"]}
    assert found["no_email"]["words"] == "1 lead has no e-mail address, which Mailchimp needs: left out of the file."
    assert (found["no_email"]["effect"], found["no_email"]["see"]) == ("left out", {"has_email": "no"})


def test_a_sheet_too_small_for_the_leads_is_an_error_and_no_file(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leadlight.warehouse.export_xlsx.MOST_ROWS", 3)
    answer = client.get("/api/v1/bots/estate/leads.xlsx")
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "format")
    assert "narrow the days or filters" in answer.json()["error"]["message"]


def test_a_name_that_is_awkward_in_a_header_makes_a_plain_file_name(client: TestClient) -> None:
    answer = client.get("/api/v1/bots/estate,other/leads.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="estate-other-leads.csv"'


CAPTURING = {
    "conversations/{external_id}/messages": {"post": {"202"}, "get": {"200"}},
    "leads": {"post": {"200", "201"}, "get": {"200"}},
    "form": {"get": {"200"}},
    "leads/{lead_id}": {"get": {"200"}, "patch": {"200"}, "delete": {"204"}},
}
"""Routes that need a key, and what each answers when all is well."""


def test_openapi_describes_every_public_route(client: TestClient) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.")
    own_of = {
        "metrics": {"bot", "measures", "by", "format"},
        "leads.{form}": {"bot", "form", "preset"},
        "presets/{preset}": {"bot", "preset"},
        "leads": {"bot", "limit", "cursor"},
    }
    named = (*own_of, *CAPTURING, "charts/{key}", "conversations.csv", "imports/{batch}/rejected.csv")
    assert set(schema["paths"]) == {f"/v1/bots/{{bot}}/{path}" for path in named}
    rejected = schema["paths"]["/v1/bots/{bot}/imports/{batch}/rejected.csv"]["get"]
    assert [each["name"] for each in rejected["parameters"]] == ["bot", "batch"]
    filters = {"from", "to", "q", "has_email", "has_phone", "filter", *SPANS, *DIMENSIONS}
    for path, own in own_of.items():
        names = [each["name"] for each in schema["paths"][f"/v1/bots/{{bot}}/{path}"]["get"]["parameters"]]
        assert sorted(names) == sorted([*filters, *own])  # the bot twice: in the path, and as any dimension
    assert client.get("/api/docs").status_code == client.get("/api/redoc").status_code == 404


def test_openapi_tells_the_errors_as_they_are(client: TestClient) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert "HTTPValidationError" not in str(schema)
    for path, methods in schema["paths"].items():
        keyed = CAPTURING.get(path.removeprefix("/v1/bots/{bot}/"), {})
        for method, route in methods.items():
            fine, answers = keyed.get(method, {"200"}), route["responses"]
            assert fine | {"401", "403", "404", "405", "422", "503"} <= answers.keys(), path
            assert {"409", "413", "415", "429"} <= answers.keys() if keyed else "421" in answers, path
            for status in answers.keys() - fine:
                assert answers[status]["content"] == {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Error"}}
                }
    error = schema["components"]["schemas"]["Error"]["properties"]["error"]["$ref"].rpartition("/")[2]
    assert schema["components"]["schemas"][error]["required"] == ["code", "message"]
    assert schema["components"]["schemas"][error]["properties"].keys() == {"code", "message", "field", "changed"}


def test_openapi_names_what_each_route_gives_and_takes(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    metrics, leads = (paths[f"/v1/bots/{{bot}}/{name}"]["get"] for name in ("metrics", "leads.{form}"))
    assert metrics["responses"]["200"]["content"].keys() == {"application/json", "text/csv"}
    assert leads["responses"]["200"]["content"].keys() == {
        form.media_type.partition(";")[0] for form in FORMATS.values()
    }
    for route in (metrics, leads):
        told = {each["name"]: each for each in route["parameters"]}
        assert told["status"]["schema"] == {"type": "array", "items": {"type": "string", "enum": list(STATUSES)}}
        assert told["has_email"]["schema"]["enum"] == ["yes", "no"]
        assert {name for name, each in told.items() if each.get("required")} <= {"bot", "form", "measures"}
