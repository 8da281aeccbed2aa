"""One number everywhere: pages' charts, `report`, the API, the export and a plain count of the record agree."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from math import isclose
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Mount

from leadlight.actions.answer_report import Asked, answer_report
from leadlight.api.build import build_api
from leadlight.api.parts import Parts
from leadlight.charts import registry
from leadlight.domain.scope import OWNER
from leadlight.domain.status import STEPS
from leadlight.warehouse.filters import suits
from leadlight.warehouse.metrics import MEASURES
from leadlight.warehouse.query import Filters
from tests.charts.conftest import TODAY, World
from tests.charts.conftest import world as world  # a fixture is found by its name
from tests.plain_numbers import DATES, LEADS_ONLY, NONE, SHARED, Plain, measured, plain

pytestmark = pytest.mark.slow
TALKS = frozenset(key for key, each in MEASURES.items() if "conversations" in each.populations)


@pytest.fixture(scope="module")
def counted(world: World) -> Plain:
    """The generated bot as polars alone counts it."""
    return plain(world.house, world.many.bots[0])


@pytest.fixture(scope="module")
def client(world: World) -> Iterator[TestClient]:
    api = build_api()
    api.state.parts = Parts(world.house, world.warehouse, "token", None, dict, None)  # type: ignore[arg-type]  # not asked here
    with TestClient(Starlette(routes=[Mount("/api", app=api)]), base_url="http://localhost:8501") as client:
        yield client


@st.composite
def asked(draw: st.DrawFn, found: Plain) -> tuple[list[tuple[str, str]], Filters, tuple[str, ...]]:
    """Random filters as a request has them and as the warehouse has them, and what to split by."""
    pairs: list[tuple[str, str]] = []
    first, last = sorted(TODAY - timedelta(days=draw(st.integers(0, 720))) for _ in range(2))
    if draw(st.booleans()):
        pairs += [("from", str(first)), ("to", str(last))]
    else:
        first = last = None
    dims = draw(st.lists(st.sampled_from([*SHARED[:-3], *LEADS_ONLY]), max_size=2, unique=True))
    where = []
    for key in dims:
        known = sorted({NONE if value is None else str(value) for value in found.leads[key]})
        values = draw(st.lists(st.sampled_from([*known, "nobody's '; --"][:40]), min_size=1, max_size=4, unique=True))
        values = [value for value in values if key not in ("status", "temperature") or value in known]
        where += [(key, tuple(values))] if values else []
    if draw(st.booleans()):
        where.append(("reached", (draw(st.sampled_from([step.key for step in STEPS])),)))
    pairs += [(key, value) for key, values in where for value in values]
    contact = {f"has_{name}": draw(st.sampled_from([None, None, True, False])) for name in ("email", "phone")}
    pairs += [(key, "yes" if value else "no") for key, value in contact.items() if value is not None]
    search = draw(st.sampled_from(["", "", "an", "@", "'"]))
    pairs += [("q", search)] if search else []
    by = tuple(draw(st.lists(st.sampled_from([*SHARED, *LEADS_ONLY]), max_size=2, unique=True)))
    return pairs, Filters(found_bots(found), first, last, tuple(where), search, **contact, today=TODAY), by


def found_bots(found: Plain) -> tuple[int, ...]:
    return tuple(found.leads["bot_id"].unique().to_list())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_way_to_ask_gives_the_plain_count(
    world: World, counted: Plain, client: TestClient, data: st.DataObject
) -> None:
    pairs, filters, by = data.draw(asked(counted))
    talks = suits(filters, "conversations") and not set(by) & set(LEADS_ONLY)
    measures = [key for key in MEASURES if talks or key not in TALKS]
    ours = measured(counted, filters, by, talks=talks)

    reply = answer_report(world.house.engine, world.warehouse, OWNER, Asked(["demo"], measures, by, pairs)).as_dict()
    told = {tuple(row[key] for key in by): row for row in reply["rows"]}
    named = {tuple(str(part) if name in DATES else part for part, name in zip(key, by, strict=True)): row
             for key, row in ours.items()}  # fmt: skip
    assert set(told) == set(named)
    for key, row in told.items():
        assert not [(name, row[name], named[key][name]) for name in measures if not same(row[name], named[key][name])]

    asked_by_api = [*pairs, ("measures", ",".join(measures)), *(("by", each) for each in by)]
    assert client.get("/api/v1/bots/demo/metrics", params=asked_by_api).json() == reply

    leads = sum(row["leads"] for row in told.values())
    file = client.get("/api/v1/bots/demo/leads.csv", params=pairs).text
    assert len(list(csv.DictReader(io.StringIO(file, newline="")))) == leads
    assert charted(world, filters) == {"leads": leads} | {
        step.key: sum(row[step.key] for row in told.values()) for step in STEPS
    }


def same(one: float | None, other: float | None) -> bool:
    """Equal, but for the last bits of a fraction."""
    return one == other if None in (one, other) else isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def charted(world: World, filters: Filters) -> dict[str, Any]:
    """The same counts as the pages' charts show them; they must agree among themselves."""
    steps = ("leads", *(step.key for step in STEPS))
    sources = table(world, filters, "sources", by="source_page")
    funnel = {row["Stage"]: row["Reached"] for row in table(world, filters, "lead_funnel")}
    found = {key: sum(row[label] for row in sources) for key, label in zip(steps, _labels(), strict=True)}
    assert [found[key] for key in steps] == [funnel.get(label, 0) for label in _labels()]
    for other in ("leads_by_day", "temperature_mix", "source_map"):
        assert sum(row["Leads"] for row in table(world, filters, other)) == found["leads"]
    return found


def _labels() -> list[str]:
    return ["Leads", *(step.label for step in STEPS)]


def table(world: World, filters: Filters, key: str, **options: str) -> list[dict[str, Any]]:
    """The rows of a chart's table by the labels of its columns."""
    chart = registry.find(key, options)
    with world.warehouse.read() as cursor:
        content = chart.table(chart.shape(chart.ask(filters).read(cursor), filters))
    return [dict(zip((column.label for column in content.columns), row, strict=True)) for row in content.rows]


def test_the_generated_bot_has_every_kind_of_row(counted: Plain) -> None:
    (row,) = measured(counted, Filters(found_bots(counted)), (), talks=True).values()
    assert not [key for key in MEASURES if not row[key]]


@pytest.mark.parametrize("key", ["sources", "leads_by_day", "lead_funnel", "temperature_mix", "source_map"])
def test_the_file_of_a_chart_is_its_table(world: World, client: TestClient, key: str) -> None:
    filters = Filters(world.many.bots, world.many.first, world.many.last, (("channel", ("widget",)),), today=TODAY)
    params = {"from": str(filters.first), "to": str(filters.last), "channel": "widget"}
    file = client.get(f"/api/v1/bots/demo/charts/{key}", params=params)
    assert file.headers["content-type"].startswith("text/csv")
    _, *rows = csv.reader(io.StringIO(file.text))
    expected = table(world, filters, key)
    assert [row[0].lstrip("'") for row in rows] == [str(next(iter(row.values()))) for row in expected]
