"""Pages run as a browser would run them: from the frame, on a real record and a real warehouse."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.bootstrap import House, open_house
from leadlight.clock import FixedClock
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER
from leadlight.record import bots
from leadlight.record.engine import reading
from leadlight.ui import running
from leadlight.ui.links import PAGES
from leadlight.ui.running import Running
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from pipelines.sample_bot import add_sample_bot
from tests import records
from tests.conftest import NOW, ROOT

LEADS, SEED = 300, 3
Visit = Callable[..., AppTest]


@dataclass(frozen=True, slots=True)
class AtOnce:
    """A follower that follows when it is woken, in the waker's own time."""

    house: House
    warehouse: Warehouse

    def wake(self) -> None:
        follow(self.house.engine, self.warehouse, self.house.clock)


def follow_now(here: Running) -> None:
    """Carry what was just committed to the warehouse."""
    assert here.follower is not None
    here.follower.wake()


def _open(folder: Path, clock: FixedClock) -> Running:
    house = open_house(records.settings(folder), clock)
    warehouse = Warehouse(house.settings.warehouse_path)
    follower = AtOnce(house, warehouse)
    follower.wake()
    return Running(house, warehouse, follower)


def _close(opened: Running) -> None:
    opened.warehouse.close()
    opened.house.engine.dispose()


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample bot, made once and copied."""
    folder = tmp_path_factory.mktemp("sample")
    house = open_house(records.settings(folder), FixedClock(NOW))
    add_sample_bot(house, OWNER, LEADS, SEED, "demo")
    house.engine.dispose()
    _close(_open(folder, FixedClock(NOW)))
    return folder


def _serving(folder: Path, clock: FixedClock) -> Iterator[Running]:
    opened = _open(folder, clock)
    running.set(opened.house, opened.warehouse, opened.follower)
    yield opened
    running.forget()
    _close(opened)


@pytest.fixture
def filled(_sample: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Running]:
    """What pages work with: the sample bot of 300 leads, followed; a test may change it."""
    folder = tmp_path / "filled"
    shutil.copytree(_sample, folder)
    yield from _serving(folder, clock)


@pytest.fixture
def empty(tmp_path: Path, clock: FixedClock) -> Iterator[Running]:
    """What pages work with on the first day: no bot, no lead."""
    yield from _serving(tmp_path / "empty", clock)


@pytest.fixture
def sample_bot(filled: Running) -> Bot:
    """The bot in `filled`."""
    with reading(filled.house.engine) as connection:
        return bots.all_bots(connection, OWNER)[0]


@pytest.fixture
def visit() -> Visit:
    """Open a page by its name in `links.PAGES`, with what its URL carries; fails the test where the page raises."""

    def open_page(page: str = "overview", **params: str | list[str]) -> AppTest:
        at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
        for name, value in params.items():
            at.query_params[name.rstrip("_")] = value  # from_ stands for from
        at.run()
        if page != "overview":
            at.switch_page(PAGES[page]).run()
        assert not at.exception, at.exception
        return at

    return open_page
