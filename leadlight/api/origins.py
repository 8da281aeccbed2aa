"""Pages of other sites: which may ask for what captures, and which answers their scripts may read."""

from __future__ import annotations

from collections.abc import Iterable

import anyio
from fastapi import FastAPI
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leadlight.api.doors import Doors, capture_bot
from leadlight.api.errors import error
from leadlight.api.parts import Parts
from leadlight.errors import FaultError

METHODS = "GET, POST"
HEADERS = "Authorization, Content-Type, Idempotency-Key"
READABLE = "Retry-After, Idempotency-Replayed"
KEPT_S = "600"


class Origins:
    """CORS for what captures, for exactly the origins that a public key of the bot lists; none for anything else.

    `api` is the app around which it stands: its parts are there once the server has opened its files.
    """

    def __init__(self, app: ASGIApp, api: FastAPI) -> None:
        self.app, self.api = app, api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight; of other requests let listed origins read the answer."""
        bot = capture_bot(scope) if scope["type"] == "http" else None
        if bot is None:
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"").decode("latin-1")
        is_listed = bool(origin) and await self._lists(bot, origin)
        if scope["method"] == "OPTIONS" and origin and b"access-control-request-method" in headers:
            await _preflight(origin, is_listed)(scope, receive, send)
            return
        await self.app(scope, receive, _telling(send, _granted(origin) if is_listed else []))

    async def _lists(self, bot: str, origin: str) -> bool:
        here: Parts | None = getattr(self.api.state, "parts", None)
        doors: Doors = self.api.state.doors
        if here is None:
            return False
        try:
            return origin in await anyio.to_thread.run_sync(doors.origins, here.house, bot)
        except FaultError:  # the route meets it too, and says so
            return False


def _preflight(origin: str, is_listed: bool) -> Response:
    if not is_listed:
        answer: Response = error(403, "forbidden", "no key of this bot is for pages of this site", vary="Origin")
        return answer
    allowed = {
        "access-control-allow-methods": METHODS,
        "access-control-allow-headers": HEADERS,
        "access-control-max-age": KEPT_S,
    }
    return Response(status_code=204, headers={"access-control-allow-origin": origin, "vary": "Origin", **allowed})


def _granted(origin: str) -> list[tuple[bytes, bytes]]:
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-expose-headers", READABLE.encode()),
    ]


def _telling(send: Send, granted: Iterable[tuple[bytes, bytes]]) -> Send:
    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"vary", b"Origin"), *granted]
        await send(message)

    return tell
