"""A Chromium and running servers for the tests of this folder; a failing test leaves a screenshot in test-results/."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.driver import PATIENCE, ROOT, Server, Visitor, chromium, find_chromium, run, serving

HERE = Path(__file__).parent
DEMO = ("demo", "--leads", "300", "--seed", "7")
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here. `make test` runs them after the others, one at a time: two cores are full then."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember whether the test itself failed, for the screenshot."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def executable() -> str:
    """Where Chromium is; a skip where the machine has none."""
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium on PATH (Debian: apt-get install chromium)")
    return found


# A module long and no longer: while Playwright is open its event loop counts as running in this thread,
# and tests of other folders that start one of their own would fail.
@pytest.fixture(scope="module")
def browser(executable: str) -> Iterator[Browser]:
    """One Chromium for the tests of a module."""
    expect.set_options(timeout=PATIENCE)
    with chromium(executable) as opened:
        yield opened


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Start a server over a fresh data folder, after running the given `python -m pipelines …` commands on it."""
    with ExitStack() as running:

        def start(*commands: tuple[str, ...]) -> Server:
            folder = tmp_path_factory.mktemp("data")
            for command in commands:
                run(folder, "pipelines", *command)
            return running.enter_context(serving(folder))

        yield start


@pytest.fixture(scope="session")
def dashboard(executable: str, serve: Callable[..., Server]) -> Server:
    """The server most tests share, with a demo bot of 300 leads (`executable`: no browser, no wait for a server)."""
    return serve(DEMO)


@pytest.fixture
def visitor(request: pytest.FixtureRequest, browser: Browser, dashboard: Server) -> Iterator[Visitor]:
    """Someone with a fresh window on `dashboard`, 1280 px wide."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    someone = Visitor(context.new_page(), dashboard.url)
    yield someone
    if request.node.stash.get(FAILED, False):
        someone.screenshot(ROOT / "test-results" / f"{request.node.name}.png")
    context.close()
