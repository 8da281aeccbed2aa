"""Two dashboards on one record, each with a data folder and a warehouse of its own: what one writes the other shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.move_lead import move_lead
from leadlight.bootstrap import House, open_house
from leadlight.domain.scope import OWNER
from tests import records
from tests.api.test_server import LEADS, eventually
from tests.browser.driver import Server, serving
from tests.pipelines.kit import command, leads, table

pytestmark = pytest.mark.slow


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """Two servers over one bot of thirty leads."""
    folders = tmp_path / "one", tmp_path / "two"
    folders[0].mkdir()
    records.share(folders[1], of=folders[0])
    done = command(folders[0], "pipelines", "ingest", table(tmp_path / "leads.csv", LEADS), "--bot", "estate")
    assert done.returncode == 0, done.stderr
    with ExitStack() as running:
        one, other = (running.enter_context(serving(folder)) for folder in folders)
        yield one, other


@pytest.fixture
def house(two: tuple[Server, Server]) -> Iterator[House]:
    """The record as the first dashboard has it."""
    house = open_house(records.settings(two[0].data_dir))
    yield house
    house.engine.dispose()


def counted(server: Server, measures: str, by: str) -> dict[str, int]:
    params = {"measures": measures, "by": by}
    answer = httpx.get(f"{server.url}/api/v1/bots/estate/metrics", params=params, trust_env=False)
    return {row[by]: row[measures] for row in answer.json()["rows"]}


def test_edit_in_one_is_in_the_counters_of_the_other(house: House, two: tuple[Server, Server]) -> None:
    assert all(eventually(lambda: counted(each, "leads", "status") == {"new": 30}) for each in two)  # noqa: B023  called at once
    for lead in leads(house)[:3]:
        with house.work(OWNER) as work:
            move_lead(work, lead["id"], lead["version"], "contacted")
            work.commit()
    with house.work(OWNER) as work:
        edit_lead(work, leads(house)[29]["id"], 1, {"owner": "Ann"})
        work.commit()
    one, other = two
    for server in (other, one):
        assert eventually(lambda: counted(server, "leads", "status") == {"new": 27, "contacted": 3})  # noqa: B023  as above
        assert eventually(lambda: counted(server, "leads", "owner").get("Ann") == 1)  # noqa: B023  as above
    assert all(httpx.get(f"{each.url}/readyz", trust_env=False).json()["behind"] == 0 for each in two)


def test_both_agree_with_the_record_after_an_import_beside_them(two: tuple[Server, Server], tmp_path: Path) -> None:
    more = table(tmp_path / "more.csv", [{"external_id": f"M{at}", "channel": "email"} for at in range(500)])
    assert command(two[1].data_dir, "pipelines", "ingest", more, "--bot", "estate").returncode == 0
    for server in two:
        done = command(server.data_dir, "leadlight", "check")
        assert (done.returncode, counted(server, "leads", "channel").get("email")) == (0, 500), done.stdout
