"""A server that holds the widget's bot, a site of another origin with its snippet, and a visitor of that site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import FAILED
from tests.browser.driver import PATIENCE, ROOT, Server, Visitor
from tests.browser.foreign import Site, a_site
from tests.browser.widget.guest import key_of


@pytest.fixture(scope="module")
def dashboard(executable: str, serve: Callable[..., Server]) -> Server:
    """A server of this module's own: these tests change what it holds."""
    return serve(("demo", "--leads", "40", "--seed", "7"))


@pytest.fixture(scope="module")
def secret(dashboard: Server) -> str:
    """A key that reads what came of it."""
    return key_of(dashboard, "--kind", "secret", "--name", "Tests")


@pytest.fixture(scope="module")
def served_site(dashboard: Server) -> Iterator[Site]:
    with a_site(dashboard.url) as site:
        key = key_of(dashboard, "--kind", "public", "--name", "Site", "--origin", site.url)
        site.said = {"bot": "demo", "key": key}
        yield site


@pytest.fixture
def site(served_site: Site) -> Iterator[Site]:
    """The site, as it was before another test set it."""
    said = dict(served_site.said)
    yield served_site
    served_site.said, served_site.headers = said, {}


@pytest.fixture
def guest(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A visitor of that site, from Lisbon."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="Europe/Lisbon", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    yield page
    if request.node.stash.get(FAILED, False):
        Visitor(page, "").screenshot(ROOT / "test-results" / f"{request.node.name}_guest.png")
    context.close()
