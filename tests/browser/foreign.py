"""Somebody else's site, on a port of its own: the pages a widget is put into."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from leadlight.domain.snippet import snippet

PAGE = """<!doctype html>
<html lang="en">
<head><meta name="viewport" content="width=device-width"><title>Somebody</title></head>
<body><h1>Somebody’s site</h1><p><a href="/pricing">Prices</a> <a href="/landing">Start</a></p>{script}</body>
</html>"""


@dataclass
class Site:
    """A site that any path of is a page. `said` is what the widget's snippet says; `headers` go with every page.

    Its pages are reached by two names, which are two origins: `url` is listed with the key, `other` is not.
    """

    source: str
    port: int = 0
    said: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def other(self) -> str:
        return f"http://localhost:{self.port}"


@contextmanager
def a_site(leadlight: str) -> Iterator[Site]:
    """Serve a site whose pages load the widget from Leadlight's own address."""
    site = Site(f"{leadlight}/api/v1/widget.js")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = PAGE.format(script=snippet(site.source, site.said)).encode()
            self.send_response(200)
            for name, value in {"content-type": "text/html; charset=utf-8", **site.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_port
    Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()
