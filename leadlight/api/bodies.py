"""Bodies of requests: how large, how slow and of which kind they may be, and JSON that means one thing only."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leadlight.api.errors import UnsupportedError, error

MOST_BYTES = 64 * 1024
SLOWEST_S = 15.0
"""Seconds in which a body has to be there."""


class _RefusedBodyError(Exception):
    """The body is not read any further: what to answer."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.answer = error(status, code, message, connection="close")


class Bodies:
    """Reads a request's body before the routes do: at most MOST_BYTES, counted as they come."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with the whole body, or refuse: 408, 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(SLOWEST_S):
                body = await _read(dict(scope["headers"]), receive)
        except _RefusedBodyError as refused:
            await refused.answer(scope, receive, send)
            return
        except TimeoutError:
            late = error(408, "too_slow", f"the body was not there within {SLOWEST_S:.0f} s", connection="close")
            await late(scope, receive, send)
            return
        if body is not None:
            await self.app(scope, again(body, receive), send)


async def _read(headers: dict[bytes, bytes], receive: Receive) -> bytes | None:
    """The body; None where whoever sent it is gone."""
    told = headers.get(b"content-length", b"0")
    if not told.isdigit() or int(told[:20]) > MOST_BYTES:
        raise _too_large()
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part, more = message.get("body", b""), message.get("more_body", False)
        size += len(part)
        if size > MOST_BYTES:
            raise _too_large()
        parts.append(part)
    return b"".join(parts)


def _too_large() -> _RefusedBodyError:
    return _RefusedBodyError(413, "too_large", f"a body has at most {MOST_BYTES // 1024} KiB")


def again(body: bytes, receive: Receive) -> Receive:
    """A receive that hands out the body that was read, then what comes after it."""
    waiting = [body]

    async def replay() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replay


class _Strict(Request):
    async def json(self) -> Any:
        return parsed(await self.body())


class JsonRoute(APIRoute):
    """A route whose body is JSON, said to be so, and read strictly: no key twice, nothing beyond measure."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, given such a request."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            if await request.body():
                refuse_other_kinds(request)
            return await handle(_Strict(request.scope, again(await request.body(), request.receive)))

        return strictly


def refuse_other_kinds(request: Request) -> None:
    """Raise UnsupportedError where the body is not sent as plain JSON."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedError("send the body as it is, without content-encoding")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise UnsupportedError("send the body as application/json")


def parsed(body: bytes) -> Any:
    """JSON as one value. Raises json.JSONDecodeError for what is none, or could be read in two ways."""
    try:
        return _READER.decode(body.decode("utf-8"))
    except json.JSONDecodeError:
        raise
    except RecursionError as trouble:
        raise json.JSONDecodeError("it is nested too deeply", "", 0) from trouble
    except UnicodeDecodeError as trouble:
        raise json.JSONDecodeError("it is not UTF-8", "", 0) from trouble
    except ValueError as trouble:
        raise json.JSONDecodeError(str(trouble), "", 0) from trouble


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("a number is beyond measure")
    return value


_READER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
