"""The API in a process of its own, on the same record: what captures answers however busy the dashboard is."""

from __future__ import annotations

import gc
import logging
import secrets
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

import anyio
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from leadlight.api import health, layers
from leadlight.api.build import build_api
from leadlight.api.errors import NotHereError
from leadlight.api.parts import Parts
from leadlight.api.writer import Writer
from leadlight.bootstrap import House
from leadlight.errors import FaultError
from leadlight.record import readiness

GRACE_S = 20
"""Seconds that a closing process gives requests under way."""


class _Elsewhere:
    """The upkeep of a process that has no warehouse."""

    def rebuild(self) -> str:
        """Never: raises NotHereError."""
        raise NotHereError("the dashboard's server has the warehouse: ask it")

    def check(self) -> list[str]:
        """Never: raises NotHereError."""
        raise NotHereError("the dashboard's server has the warehouse: ask it")


def serve(house: House, port: int) -> None:
    """Serve on this machine until it is told to end. Raises FaultError where the port is not free."""
    logging.basicConfig(level=logging.WARNING)
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError as error:
            raise FaultError(f"port {port} of this machine is not free ({error.strerror})") from error
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, _ended)  # uvicorn raises them once more when all is closed, as if it had failed
        config = uvicorn.Config(
            build_app(house), access_log=False, log_level="warning", timeout_graceful_shutdown=GRACE_S
        )
        uvicorn.Server(config).run(sockets=[listening])
    house.engine.dispose()


def _ended(number: int, frame: FrameType | None) -> None:
    """All is closed by now: nothing is left to do."""


def build_app(house: House) -> Starlette:
    """The whole app: health, the API, and the layers around both."""
    api = build_api()
    writer = Writer(house, apart=True)
    api.state.parts = Parts(house, None, secrets.token_urlsafe(32), _Elsewhere(), lambda: _condition(house), writer)

    @asynccontextmanager
    async def lifespan(served: Any) -> AsyncIterator[None]:
        writer.start()
        gc.collect()
        gc.freeze()  # what has been loaded stays: to look through it all again stops every request for 150 ms
        try:
            yield
        finally:
            await anyio.to_thread.run_sync(writer.stop)

    middleware = [
        Middleware(layers.OnlyThisMachine),
        Middleware(layers.StrictHeaders),
        Middleware(layers.ApiFirst, api=api),
    ]
    return Starlette(routes=health.routes(api), middleware=middleware, lifespan=lifespan)


def _condition(house: House) -> dict[str, object]:
    try:
        record = "busy" if readiness.is_busy(house.engine) else "ready"
    except FaultError as error:
        return {"ready": False, "why": [str(error)], "record": str(error)}
    return {"ready": True, "why": [], "record": record}
