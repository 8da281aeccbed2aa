"""The API against its own description: whatever schemathesis makes of it is answered as it says, and never by a 500."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.applications import Starlette
from starlette.middleware import Middleware

from leadlight.api.build import build_api
from leadlight.api.doors import Doors
from leadlight.api.layers import ApiFirst
from leadlight.api.pace import PACES, Pace, Turnstile
from leadlight.api.parts import Parts
from leadlight.api.writer import Writer
from leadlight.bootstrap import open_house
from leadlight.clock import FixedClock
from pipelines.ask import own_warehouse
from tests import records
from tests.api.conftest import Upkeep
from tests.api.front import a_key, bearer
from tests.conftest import NOW
from tests.pipelines.kit import everything, new_bot

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        records.ENGINE != "sqlite", reason="routes are the same on both engines; this looks at each request"
    ),
]
EXAMPLES = 12
"""Made-up requests for each route, the same each time."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]
free = Turnstile(
    {name: Pace("100000/second", "100000/second", "100000/second") for name in PACES},
    "100000/second",
)
api = build_api(Doors(free))
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", Starlette(middleware=[Middleware(ApiFirst, api=api)]))
stood: dict[str, Any] = {}
"""All that stands in the record since the last request."""
keyed = schema.include(path_regex="/(messages|leads|form|leads/{lead_id})$")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A secret key of a bot behind the API."""
    house = open_house(records.settings(tmp_path_factory.mktemp("described")), FixedClock(NOW))
    bot = new_bot(house)
    key = a_key(house, bot, "secret").text
    writer = Writer(house)
    with own_warehouse(house) as warehouse:
        api.state.parts = Parts(house, warehouse, "token", Upkeep(), dict, writer)
        writer.start()
        stood.update(everything(house))
        yield key
        writer.stop()
        del api.state.parts
    house.engine.dispose()


@keyed.parametrize()
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_request_is_answered_as_described_and_a_refused_one_changes_nothing(case: Case, key: str) -> None:
    case.path_parameters["bot"] = "Estate"
    answer = case.call(headers=bearer(key))
    after = everything(api.state.parts.house)
    if answer.status_code >= 400:
        assert after == stood
    stood.clear()
    stood.update(after)
    case.validate_response(answer, checks=CHECKS)
