"""ASGI layers around every answer: only for this machine's own names, with headers that keep browsers strict."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leadlight.api.doors import LOOPBACK_NAMES, capture_bot, host_of, is_for_all
from leadlight.api.errors import NOWHERE, error

_INLINE = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


class OnlyThisMachine:
    """Refuse requests whose Host is not this machine's: a page elsewhere cannot read us through a name of its own.

    A WebSocket's Origin must be this machine's too, where there is one. What captures needs a key whoever asks, so it
    may come under any name.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse with 421."""
        if scope["type"] in ("http", "websocket") and not _is_local(scope):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await error(421, "misdirected", "Leadlight answers on this machine only")(scope, receive, send)
            return
        await self.app(scope, receive, send)


class ApiFirst:
    """Hand what is under /api to the API, ahead of all that serves pages: sessions, compression, their own guards.

    It answers for the paths that never reach the API, too: `/api` itself, doubled slashes, dot segments.
    """

    def __init__(self, app: ASGIApp, api: ASGIApp) -> None:
        self.app, self.api = app, Mount("/api", app=api)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is under /api; pass on the rest."""
        if scope["type"] != "http" or not is_under_api(scope["path"]):
            await self.app(scope, receive, send)
        elif _is_crooked(scope["path"]):
            await error(404, "not_found", NOWHERE)(scope, receive, send)
        else:
            _, here = self.api.matches(scope)
            await self.api.handle({**scope, **here}, receive, send)


def is_under_api(path: str) -> bool:
    """Whether the path leads to /api, however it is written."""
    return path.startswith("/api/") or [each for each in re.split(r"[/\\]", path) if each][:1] == ["api"]


def _is_crooked(path: str) -> bool:
    segments = re.split(r"[/\\]", path)
    return not path.startswith("/api/") or not {"\0", "\n"}.isdisjoint(path) or not {".", ".."}.isdisjoint(segments)


def _is_local(scope: Scope) -> bool:
    if scope["type"] == "http" and (is_for_all(scope) or capture_bot(scope) is not None):
        return True
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    if host_of(headers.get(b"host", "")) not in LOOPBACK_NAMES:
        return False
    origin = headers.get(b"origin")
    return scope["type"] == "http" or origin is None or host_of(origin.partition("://")[2]) in LOOPBACK_NAMES


class StrictHeaders:
    """Add the security headers that Streamlit leaves out."""

    def __init__(self, app: ASGIApp, inline_scripts: Iterable[str] = ()) -> None:
        self.app = app
        self.headers = [(name.encode(), value.encode()) for name, value in _headers(inline_scripts).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; add to the answer's headers those that are not there."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                have = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in self.headers if pair[0] not in have)]
            await send(message)

        await self.app(scope, receive, with_headers)


def _headers(inline_scripts: Iterable[str]) -> dict[str, str]:
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *inline_scripts]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
    }


def inline_scripts(index: Path) -> list[str]:
    """The hashes of the scripts that stand in a page itself, as a policy names them."""
    found = _INLINE.findall(index.read_bytes())
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in found]
