"""The driver itself: a server that is ready answers, an open page has settled, nothing leaves the machine."""

from __future__ import annotations

from tests.browser.driver import Server, Visitor


def test_a_page_that_is_open_shows_its_title(visitor: Visitor) -> None:
    page = visitor.open("/")
    assert page.locator("h1").first.inner_text().strip()


def test_the_browser_asks_only_the_server(visitor: Visitor, dashboard: Server) -> None:
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.open("/")
    strangers = [url for url in asked if not url.startswith((dashboard.url, "data:", "blob:"))]
    assert strangers == []


def test_a_command_beside_the_server_sees_its_data(dashboard: Server) -> None:
    assert dashboard.run("pipelines", "--help").stdout
