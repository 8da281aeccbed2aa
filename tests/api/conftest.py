"""The HTTP side put together as app.py does, without the dashboard, over a bot of five leads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from leadlight.api import health, layers
from leadlight.api.build import build_api
from leadlight.api.doors import Doors
from leadlight.api.parts import Parts
from leadlight.api.writer import Writer
from leadlight.bootstrap import House, open_house
from leadlight.clock import FixedClock
from leadlight.warehouse.store import Warehouse
from pipelines.ask import own_warehouse
from tests import records
from tests.conftest import NOW
from tests.pipelines.kit import lines, new_bot, take, talk

if TYPE_CHECKING:
    from tests.api.front import Front

TOKEN = "the token in server.json"
LEADS = [
    {"external_id": "A", "captured_at": "2026-11-02", "channel": "widget", "email": "a@x.example", "name": "=1+1"},
    {"external_id": "B", "captured_at": "2026-11-03", "channel": "whatsapp", "phone": "+442079460318"},
    {"external_id": "C", "captured_at": "2026-11-03", "status": "converted", "status_at": "2026-11-05"},
    {"external_id": "D", "captured_at": "2026-11-04", "status": "lost", "status_reason": "Price", "channel": "widget"},
]


class Upkeep:
    """A server's upkeep that only says that it was asked."""

    def rebuild(self) -> str:
        return "rebuilt"

    def check(self) -> list[str]:
        return ["nothing to see"]


# A module long: opening a record takes longer than most of these tests, and they only ask.
@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("estate")
    house = open_house(records.settings(folder), FixedClock(NOW))
    new_bot(house, zone="Europe/Berlin")
    new_bot(house, "Other")
    take(house, lines(folder / "leads.jsonl", LEADS))
    talks = [talk("c1", "I want to buy it", "Fine", "e@x.example"), talk("c2", "Hi")]
    take(house, lines(folder / "talks.jsonl", talks))
    yield house
    house.engine.dispose()


@pytest.fixture(scope="module")
def warehouse(estate: House) -> Iterator[Warehouse]:
    with own_warehouse(estate) as warehouse:
        yield warehouse


@pytest.fixture
def api(estate: House, warehouse: Warehouse) -> Iterator[FastAPI]:
    with served(estate, warehouse) as api:
        yield api


@contextmanager
def served(house: House, warehouse: Warehouse | None, doors: Doors | None = None) -> Iterator[FastAPI]:
    """The API over a house, its writer at work."""
    api, writer = build_api(doors), Writer(house)
    condition = {"ready": True, "record": "ready"}
    api.state.parts = Parts(house, warehouse, TOKEN, Upkeep(), lambda: condition, writer)
    writer.start()
    yield api
    writer.stop()


def over(api: FastAPI) -> TestClient:
    """A browser on this machine."""
    routes = health.routes(api)
    middleware = [
        Middleware(layers.OnlyThisMachine),
        Middleware(layers.StrictHeaders),
        Middleware(layers.ApiFirst, api=api),
    ]
    return TestClient(Starlette(routes=routes, middleware=middleware), base_url="http://localhost:8501")


@pytest.fixture
def client(api: FastAPI) -> TestClient:
    return over(api)


@pytest.fixture
def token() -> dict[str, str]:
    return {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def front(house: House) -> Iterator[Front]:
    """A new bot in a house of its own, with its keys, behind the API."""
    from tests.api.front import a_front  # which needs what stands here

    with a_front(house) as front:
        yield front
